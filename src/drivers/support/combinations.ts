/* Parameters that go together, or not. */
import { Combination } from './driver';

const given = (parameters: { readonly [name: string]: string }, name: string) => parameters[name] !== undefined;

/** One of the two, and only one. */
export function exactlyOne(one: string, other: string): Combination {
  return ({ parameters }, name) => given(parameters, one) !== given(parameters, other) ? undefined
    : { at: name(one), problem: `or ${name(other)} must be given, and not both` };
}

/** At most one of the two. */
export function notBoth(one: string, other: string): Combination {
  return ({ parameters }, name) => given(parameters, one) && given(parameters, other)
    ? { at: name(one), problem: `and ${name(other)} are both set. Keep one` } : undefined;
}

/** Both or neither. */
export function together(one: string, other: string): Combination {
  return ({ parameters }, name) => given(parameters, one) === given(parameters, other) ? undefined
    : { at: name(one), problem: `and ${name(other)} go together` };
}

/** At most one of several. */
export function atMostOne(names: readonly string[], why: string): Combination {
  return ({ parameters }, name) => {
    const [first, ...others] = names.filter((parameter) => given(parameters, parameter));
    return others.length ? { at: name(first), problem: `and ${others.map(name).join(', ')} exclude each other: ${why}` } : undefined;
  };
}

/** A parameter that needs claims which wait for their first consumer. `applies` reads its value. */
export function needsConsumer(parameter: string, problem: string, applies: (value: string) => boolean = () => true): Combination {
  return ({ parameters, volumeBindingMode }, name) => parameters[parameter] !== undefined && applies(parameters[parameter])
    && volumeBindingMode !== 'WaitForFirstConsumer' ? { at: name(parameter), problem } : undefined;
}
