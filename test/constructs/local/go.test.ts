import { Duration } from 'cdk8s';
import { goDuration, isGoPattern } from '../../../src/constructs/local/private/go';

test.each<[Duration, string]>([
  [Duration.minutes(10), '10m0s'],
  [Duration.seconds(90), '1m30s'],
  [Duration.hours(1), '1h0m0s'],
  [Duration.seconds(3661), '1h1m1s'],
  [Duration.seconds(5), '5s'],
  [Duration.millis(1500), '1.5s'],
  [Duration.millis(1000), '1s'],
  [Duration.millis(999), '999ms'],
  [Duration.days(1), '24h0m0s'],
])('%s as Go writes it', (duration, text) => expect(goDuration('x', duration)).toBe(text));

test('no time is no duration', () => {
  expect(() => goDuration('interval', Duration.seconds(0))).toThrow('interval must be a duration above zero');
});

test.each(['*', 'nvme*', '?', '[abc]', '[^a-z]', '[a-z0-9]*', '\\[', '[\\]]', '[\\--\\]]', '', ']', 'a-b', 'ssd[0-9]'])('Go matches %j', (pattern) => {
  expect(isGoPattern(pattern)).toBe(true);
});

/** What filepath.Match returns ErrBadPattern for (go/src/path/filepath/match_test.go has such cases). */
test.each(['[', '[a', '[]', '[]a]', '[-]', '[x-]', '[-x]', '[^]', '[^', '[^bc', '\\', 'a[', 'a\\', '[a-b-c]'])('Go refuses %j', (pattern) => {
  expect(isGoPattern(pattern)).toBe(false);
});
