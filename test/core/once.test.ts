import { oncePer } from '../../src/core/once';

test('a value is computed once for each object, also if it is undefined', () => {
  const seen: object[] = [];
  const of = oncePer((key: object) => { seen.push(key); return key === one ? undefined : seen.length; });
  const [one, two] = [{}, {}];
  expect([of(one), of(two), of(one), of(two)]).toEqual([undefined, 2, undefined, 2]);
  expect(seen).toEqual([one, two]);
});
