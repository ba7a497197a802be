import { Duration } from 'cdk8s';

/** As Go and Kubernetes read it, in the largest unit without a fraction: "3m", "90s", "500ms". */
export function shortGoDuration(duration: Duration): string {
  const milliseconds = duration.toMilliseconds();
  for (const [unit, length] of [['h', 3_600_000], ['m', 60_000], ['s', 1000]] as const) {
    if (milliseconds % length === 0) return `${milliseconds / length}${unit}`;
  }
  return `${milliseconds}ms`;
}
