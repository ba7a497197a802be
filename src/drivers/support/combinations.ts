/* Constraints between parameters. */
import { Combination } from './driver';

const given = (parameters: { readonly [name: string]: string }, name: string) => parameters[name] !== undefined;

/** Exactly one of the two is required. */
export function exactlyOne(one: string, other: string): Combination {
  return ({ parameters }, name) => given(parameters, one) !== given(parameters, other) ? undefined
    : { at: name(one), problem: `or ${name(other)} is required, but not both` };
}

/** At most one of the two. */
export function notBoth(one: string, other: string): Combination {
  return ({ parameters }, name) => given(parameters, one) && given(parameters, other)
    ? { at: name(one), problem: `and ${name(other)} are mutually exclusive. Remove one` } : undefined;
}

/** Both or neither. */
export function together(one: string, other: string): Combination {
  return ({ parameters }, name) => given(parameters, one) === given(parameters, other) ? undefined
    : { at: name(one), problem: `and ${name(other)} must be set together` };
}

/** At most one of several. */
export function atMostOne(names: readonly string[], why: string): Combination {
  return ({ parameters }, name) => {
    const [first, ...others] = names.filter((parameter) => given(parameters, parameter));
    return others.length ? { at: name(first), problem: `and ${others.map(name).join(', ')} are mutually exclusive: ${why}` } : undefined;
  };
}

/** A parameter that needs the binding mode WaitForFirstConsumer. `applies` takes its value. */
export function needsConsumer(parameter: string, problem: string, applies: (value: string) => boolean = () => true): Combination {
  return ({ parameters, volumeBindingMode }, name) => parameters[parameter] !== undefined && applies(parameters[parameter])
    && volumeBindingMode !== 'WaitForFirstConsumer' ? { at: name(parameter), problem } : undefined;
}
