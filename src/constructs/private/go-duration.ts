import { Duration } from 'cdk8s';
import { invalid } from '../../core/errors';

/** As Go and Kubernetes read it, in the largest unit without a fraction: "3m", "90s", "500ms". */
export function shortGoDuration(duration: Duration): string {
  const milliseconds = duration.toMilliseconds();
  for (const [unit, length] of [['h', 3_600_000], ['m', 60_000], ['s', 1000]] as const) {
    if (milliseconds % length === 0) return `${milliseconds / length}${unit}`;
  }
  return `${milliseconds}ms`;
}

/** Time between two scrapes, as Prometheus reads it. */
export function scrapeInterval(property: string, interval: Duration): string {
  return interval.toMilliseconds() > 0 ? shortGoDuration(interval)
    : invalid(property, interval.toHumanString(), 'a duration above zero such as Duration.seconds(30)');
}

/** A duration that is written as a number of seconds. */
export function wholeSeconds(property: string, duration: Duration, example: string): number {
  const seconds = duration.toSeconds({ integral: false });
  return seconds >= 1 && Number.isInteger(seconds) ? seconds : invalid(property, duration.toHumanString(),
    `a duration of whole seconds such as ${example}`);
}
