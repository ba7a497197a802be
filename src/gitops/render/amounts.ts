import { Duration, Size } from 'cdk8s';

/** Values of cdk8s that are written as Kubernetes writes them. */
export interface Amount { readonly example: string; readonly pattern: RegExp; read(text: string): unknown }

const SIZES: { readonly [unit: string]: (amount: number) => Size } = {
  Ki: Size.kibibytes, Mi: Size.mebibytes, Gi: Size.gibibytes, Ti: Size.tebibytes, Pi: Size.pebibyte,
};
const DURATIONS: ReadonlyArray<readonly [unit: string, milliseconds: number, of: (amount: number) => Duration]> = [
  ['d', 86_400_000, Duration.days], ['h', 3_600_000, Duration.hours], ['m', 60_000, Duration.minutes], ['s', 1000, Duration.seconds],
  ['ms', 1, Duration.millis],
];

export const AMOUNTS: { readonly [type: string]: Amount } = {
  Size: {
    example: '10Gi',
    pattern: /^\d{1,12}(?:Ki|Mi|Gi|Ti|Pi)$/,
    read: (text) => SIZES[text.slice(-2)](Number(text.slice(0, -2))),
  },
  Duration: {
    example: '30s',
    pattern: /^(?=\d)(?:\d{1,12}d)?(?:\d{1,12}h)?(?:\d{1,12}m(?!s))?(?:\d{1,12}s)?(?:\d{1,12}ms)?$/,
    read: (text) => {
      const parts = [...text.matchAll(/(\d+)(ms|[dhms])/g)]
        .map(([, amount, unit]) => [Number(amount), DURATIONS.find(([name]) => name === unit)!] as const);
      const total = parts.reduce((sum, [amount, [, length]]) => sum + amount * length, 0);
      const [, length, of] = parts[parts.length - 1][1];
      return of(total / length);
    },
  },
};
