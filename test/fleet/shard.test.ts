import { holds, PARTS, partOf, shardOf } from '../../src/fleet/writer/shard';

test('reads a shard', () => {
  expect(shardOf('3/8')).toEqual({ index: 3, count: 8 });
});

test.each(['0/8', '9/8', '1/257', '1', '1/0', '-1/2', '1/2/3', 'a/b', ''])('refuses %j', (text) => {
  expect(() => shardOf(text)).toThrow(/shard must be "I\/N"/);
});

test.each([1, 2, 3, 255, 256])('%i shards hold each part once', (count) => {
  const owners = (part: number) => Array.from({ length: count }, (_, i) => ({ index: i + 1, count })).filter((shard) => holds(shard, part));
  expect(Array.from({ length: PARTS }, (_, part) => owners(part).length)).toEqual(Array(PARTS).fill(1));
});

test('a name stays in its part', () => {
  expect(['prod-1', 'prod-2', 'prod-3'].map(partOf)).toEqual([0x6d, 0xd7, 0x30]);
});
