import { isIP as inNode } from 'node:net';
import * as fc from 'fast-check';
import { isIP } from '../../site/demo/node/net';

const CASES = [
  '', '1.2.3.4', '1.2.3', '1.2.3.4.', '01.2.3.4', '256.1.1.1', '1.2.3.4.5', '0.0.0.0', '255.255.255.255', '1.2.3.4%eth0', '::', '::1', '1::', '1::8', '1:2:3:4:5:6:7:8',
  '1:2:3:4:5:6:7', '1:2:3:4:5:6:7:8:9', '1::2::3', ':::', ':1', '1:', ':1:2:3:4:5:6:7', '1:2:3:4:5:6:7:', '::1:2:3:4:5:6:7', '1:2:3:4:5:6:7::', '1:2:3:4:5:6:7:8::', '::ffff:1.2.3.4',
  '::1.2.3', '1.2.3.4::', '1:2:3:4:5:6:1.2.3.4', '1:2:3:4:5:6:7:1.2.3.4', '::1.2.3.4:5', 'fe80::1%eth0', 'fe80::1%', 'g::', '12345::', 'FE80::A', ' ::1', '::1 ', '1.2.3.4\n', '::1\n', ':', 'a', '1..2.3',
];

test.each(CASES)('isIP(%j) in the browser is that of Node', (text) => {
  expect(isIP(text)).toBe(inNode(text));
});

test('so is it for texts of the letters of addresses', () => {
  const text = fc.array(fc.constantFrom('0', '1', '25', '255', 'a', 'ffff', ':', '::', '.', '%', 'x'), { maxLength: 18 }).map((parts) => parts.join(''));
  fc.assert(fc.property(text, (one) => isIP(one) === inNode(one)), { numRuns: 3000, seed: 1 });
});
