/*
 * Quantities as Kubernetes parses them: exact, in units of 10^-9, of any size.
 * Source: k8s.io/apimachinery pkg/api/resource/quantity.go (ParseQuantity) and suffix.go.
 */

/** An exact amount, counted in units of 10^-9 (the smallest that Kubernetes keeps). Compare with <, > and ===. */
export type Nanos = bigint;

const SHAPE = /^([+-]?)(\d*)(?:\.(\d*))?([eEinumkKMGTP]*[+-]?\d*)$/;
const DECIMAL: { [suffix: string]: number } = { '': 0, 'n': -9, 'u': -6, 'm': -3, 'k': 3, 'M': 6, 'G': 9, 'T': 12, 'P': 15, 'E': 18 };
const BINARY: { [suffix: string]: number } = { Ki: 10, Mi: 20, Gi: 30, Ti: 40, Pi: 50, Ei: 60 };
const NANO = 1_000_000_000n;
const MAX_INT64 = 2n ** 63n - 1n;
const LONGEST_TEXT = 1000;
const LARGEST_EXPONENT = 10_000;
const seen = new Map<string, Nanos | undefined>();

/**
 * Reads a quantity such as "10Gi", "1.5G", "500m", "1e3" or 5.
 *
 * @returns the amount, or undefined if the API server rejects the quantity. Exponents above 10^10000 count as 10^10000.
 */
export function parseQuantity(value: unknown): Nanos | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? parseQuantity(String(value)) : undefined;
  if (typeof value !== 'string') return undefined;
  const text = value.trim();
  if (seen.has(text)) return seen.get(text);
  const amount = parse(text);
  if (seen.size > 10_000) seen.clear();
  if (text.length < 32) seen.set(text, amount);
  return amount;
}

/** The amount in whole units, rounded up, like `Quantity.Value()`. */
export function wholeUnits(amount: Nanos): bigint {
  const whole = amount / NANO;
  return whole * NANO < amount ? whole + 1n : whole;
}

function parse(text: string): Nanos | undefined {
  if (!text || text.length > LONGEST_TEXT) return undefined;
  const match = SHAPE.exec(text);
  if (!match) return undefined;
  const [, sign, integer, fraction = '', suffix] = match;
  const digits = BigInt(`0${integer}${fraction}`);
  const magnitude = BINARY[suffix] !== undefined ? binary(digits, fraction.length, BINARY[suffix]) : decimal(digits, fraction.length, suffix);
  if (magnitude === undefined) return undefined;
  return sign === '-' ? -magnitude : magnitude;
}

function binary(digits: bigint, decimals: number, power: number): Nanos {
  const amount = roundedUp(digits * 2n ** BigInt(power), 9 - decimals);
  return amount > MAX_INT64 * NANO ? MAX_INT64 * NANO : amount;
}

function decimal(digits: bigint, decimals: number, suffix: string): Nanos | undefined {
  const exponent = DECIMAL[suffix] ?? written(suffix);
  return exponent === undefined ? undefined : roundedUp(digits, 9 + Math.min(exponent, LARGEST_EXPONENT) - decimals);
}

/** The exponent of "e3" or "E-3". */
function written(suffix: string): number | undefined {
  return /^[eE][+-]?\d+$/.test(suffix) ? Number(suffix.slice(1)) : undefined;
}

/** digits * 10^exponent; fractions of a unit round up to one. */
function roundedUp(digits: bigint, exponent: number): bigint {
  if (exponent >= 0) return digits * 10n ** BigInt(exponent);
  if (-exponent > LONGEST_TEXT * 2) return digits === 0n ? 0n : 1n;
  const divisor = 10n ** BigInt(-exponent);
  return (digits + divisor - 1n) / divisor;
}
