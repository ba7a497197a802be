/*
 * What Go's standard library accepts and writes; both provisioners are Go programs.
 */
import { Duration } from 'cdk8s';
import { invalid } from '../../../core/errors';

/** A duration above zero as Go writes it, such as "10m0s" or "1.5s". */
export function goDuration(property: string, duration: Duration): string {
  const milliseconds = duration.toMilliseconds();
  if (!(milliseconds > 0)) invalid(property, duration.toHumanString(), 'a duration above zero such as Duration.minutes(5)');
  if (milliseconds < 1000) return `${milliseconds}ms`;
  const [hours, minutes] = [Math.floor(milliseconds / 3_600_000), Math.floor(milliseconds / 60_000) % 60];
  const seconds = `${(milliseconds % 60_000) / 1000}s`;
  if (hours) return `${hours}h${minutes}m${seconds}`;
  return minutes ? `${minutes}m${seconds}` : seconds;
}

/**
 * Whether Go's filepath.Match can use a pattern: classes in brackets are closed and not empty, ranges have both ends, and nothing ends in a
 * backslash. Go finds a bad pattern only when it gets that far, so a class of volumes may stop being discovered long after the rollout.
 *
 * @see https://pkg.go.dev/path/filepath#Match
 */
export function isGoPattern(pattern: string): boolean {
  for (let rest = pattern; rest !== '';) {
    const token = /^(?:\[(?:\^|(?!\^))(?:(?:\\[^]|[^\\\]-])(?:-(?:\\[^]|[^\\\]-]))?)+\]|\\[^]|[^[\\])/.exec(rest);
    if (!token) return false;
    rest = rest.slice(token[0].length);
  }
  return true;
}
