import { isCidr, overlap, requireCidr } from '../../src/kubernetes/cidr';

test.each(['10.0.0.0/8', '0.0.0.0/0', '10.0.0.1/8', '2001:db8::/32', '::ffff:10.0.0.1/128'])('%s is a CIDR', (text) => {
  expect(isCidr(text)).toBe(true);
});

test.each(['10.0.0.0', '10.0.0.0/33', '10.0.0.0/8/8', '10.0.0/8', '2001:db8::/129', 'fe80::1%eth0/64', '10.0.0.0/', '/8', ''])('"%s" is none', (text) => {
  expect(isCidr(text)).toBe(false);
  expect(() => requireCidr('from', text)).toThrow('from must be a CIDR block such as "192.168.1.0/24"');
});

test('a block is the network itself, and its length has no zero in front', () => {
  expect(requireCidr('from', '10.0.0.0/30')).toEqual({ text: '10.0.0.0/30', family: 4, prefix: 30, first: 0x0a000000n, last: 0x0a000003n });
  expect(() => requireCidr('from', '10.0.0.1/8')).toThrow('Write "10.0.0.0/8"');
  expect(() => requireCidr('from', '10.0.0.0/08')).toThrow('from must be a CIDR block');
});

test('blocks overlap within a family', () => {
  const [wide, within, other] = ['10.0.0.0/8', '10.1.0.0/16', '::/0'].map((text) => requireCidr('from', text));
  expect(overlap(wide, within)).toBe(true);
  expect(overlap(wide, other)).toBe(false);
});
