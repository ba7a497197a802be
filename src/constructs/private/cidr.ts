import { isIP } from 'net';
import { invalid } from '../../core/errors';

/** A block of IP addresses. */
export interface Cidr {
  readonly text: string;
  readonly family: 4 | 6;
  readonly first: bigint;
  readonly last: bigint;
  readonly prefix: number;
}

/** Reads "192.168.1.0/24" or "2001:db8::/64"; host bits must be zero: Neutron stores the network, controllers compare text, and API servers refuse others. */
export function requireCidr(property: string, value: string): Cidr {
  const [address, length, ...rest] = String(value).split('/');
  const family = isIP(address);
  const bits = family === 4 ? 32 : 128;
  const prefix = Number(length);
  if (!family || rest.length || !/^(0|[1-9]\d{0,2})$/.test(length ?? '') || prefix > bits) {
    invalid(property, value, 'a CIDR block such as "192.168.1.0/24"');
  }
  const size = 2n ** BigInt(bits - prefix);
  const start = family === 4 ? number4(address) : number6(address);
  if (start % size !== 0n) {
    invalid(property, value, 'the network itself, with all host bits zero', family === 4 ? `Write "${text4(start - start % size)}/${prefix}"` : undefined);
  }
  return { text: value, family: family as 4 | 6, first: start, last: start + size - 1n, prefix };
}

export function overlap(a: Cidr, b: Cidr): boolean {
  return a.family === b.family && a.first <= b.last && b.first <= a.last;
}

function number4(address: string): bigint {
  return address.split('.').reduce((sum, part) => sum * 256n + BigInt(part), 0n);
}

function text4(value: bigint): string {
  return [24n, 16n, 8n, 0n].map((shift) => String((value / 2n ** shift) % 256n)).join('.');
}

function number6(address: string): bigint {
  const mapped = address.replace(/(\d+\.\d+\.\d+\.\d+)$/, (v4) => {
    const n = number4(v4);
    return `${(n / 65536n).toString(16)}:${(n % 65536n).toString(16)}`;
  });
  const [left, right] = mapped.split('::');
  const head = left ? left.split(':') : [];
  const tail = right ? right.split(':') : [];
  const zeros = mapped.includes('::') ? Array(8 - head.length - tail.length).fill('0') : [];
  return [...head, ...zeros, ...tail].reduce((sum, part) => sum * 65536n + BigInt(`0x${part}`), 0n);
}
