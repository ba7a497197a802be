import { isIP } from 'net';
import { invalid } from '../core/errors';

/** Address length in bits, by IP family. */
const BITS = { 4: 32, 6: 128 };

/** A block of IP addresses. */
export interface Cidr {
  readonly text: string;
  readonly family: 4 | 6;
  readonly first: bigint;
  readonly last: bigint;
  readonly prefix: number;
}

interface Parts {
  readonly address: string;
  readonly family: 4 | 6;
  readonly length: string;
}

/** Whether a string is an address with a prefix length, as net.ParseCIDR in Go reads it: host bits may be set. */
export function isCidr(text: string): boolean {
  return partsOf(text) !== undefined;
}

/**
 * Parses "192.168.1.0/24" or "2001:db8::/64". Host bits must be zero: Neutron stores the network address, controllers compare strings, and API
 * servers reject other forms.
 */
export function requireCidr(property: string, value: string): Cidr {
  const parts = partsOf(String(value));
  if (!parts || /^0\d/.test(parts.length)) return invalid(property, value, 'a CIDR block such as "192.168.1.0/24"');
  const { address, family } = parts;
  const prefix = Number(parts.length);
  const size = 2n ** BigInt(BITS[family] - prefix);
  const start = family === 4 ? number4(address) : number6(address);
  if (start % size !== 0n) {
    invalid(property, value, 'a network address with all host bits '
      + 'zero', family === 4 ? `Write "${text4(start - start % size)}/${prefix}"` : undefined);
  }
  return { text: value, family, first: start, last: start + size - 1n, prefix };
}

export function overlap(a: Cidr, b: Cidr): boolean {
  return a.family === b.family && a.first <= b.last && b.first <= a.last;
}

function partsOf(text: string): Parts | undefined {
  const [address, length, ...rest] = text.split('/');
  const family = address.includes('%') ? 0 : isIP(address); // a CIDR has no zone
  if ((family !== 4 && family !== 6) || rest.length || !/^\d{1,3}$/.test(length ?? '') || Number(length) > BITS[family]) return undefined;
  return { address, family, length };
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
