import { Duration } from 'cdk8s';
import { shortGoDuration } from '../../../src/constructs/private/go-duration';

test.each([
  [Duration.hours(1), '1h'], [Duration.minutes(60), '1h'], [Duration.minutes(3), '3m'], [Duration.seconds(90), '90s'], [Duration.millis(500), '500ms'], [Duration.days(1), '24h'],
])('%s is %s', (duration, written) => expect(shortGoDuration(duration)).toBe(written));
