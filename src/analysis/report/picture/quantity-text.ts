import { Nanos } from '../../../kubernetes/quantity';

const UNITS = ['', 'Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei'];
const ONE = 1_000_000_000n;

/** A human-readable amount of bytes: the largest binary unit that is at least one, to a tenth. */
export function amount(nanos: Nanos): string {
  let unit = 0;
  let size = ONE;
  while (unit < UNITS.length - 1 && nanos >= size * 1024n) {
    size *= 1024n;
    unit++;
  }
  const tenths = (nanos * 10n + size / 2n) / size;
  const whole = `${tenths / 10n}`;
  if (whole.length > 12) return `${whole[0]}.${whole[1]}e${whole.length - 1}${UNITS[unit]}`;
  return `${whole}${tenths % 10n ? `.${tenths % 10n}` : ''}${UNITS[unit]}`;
}
