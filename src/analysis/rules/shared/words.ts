export * from '../../../core/words';

/** `class "ssd"`, or "no class" for an empty name. */
export function orNone(noun: string, name: string): string {
  return name === '' ? `no ${noun}` : `${noun} "${name}"`;
}
