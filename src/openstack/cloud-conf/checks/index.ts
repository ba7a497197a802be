import { AUTHENTICATION } from './authentication';
import { LOAD_BALANCER } from './load-balancer';
import { OTHER } from './other';
import { Conf, Rule, Violation } from '../conf';

/** Every rule about the content of a cloud.conf. */
export const RULES: readonly Rule[] = [...AUTHENTICATION, ...LOAD_BALANCER, ...OTHER];

/** What the rules find for the consumers of a configuration. */
export function violations(conf: Conf): Array<Violation & { readonly rule: Rule }> {
  return RULES.filter((rule) => rule.consumers.some((consumer) => conf.consumers.includes(consumer)))
    .flatMap((rule) => rule.check(conf).map((violation) => ({ ...violation, rule })));
}
