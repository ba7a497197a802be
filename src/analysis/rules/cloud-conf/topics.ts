/* Passing on what the checker of src/openstack/cloud-conf finds. */
import { TOPICS } from '../../../openstack/judgements/cloud-conf';
import type { View } from '../../model/view';
import type { Draft } from '../rule';
import { confFindings, ConfFinding, variablesOf } from '../shared/cloud-conf-files';

/** The findings of the checker that a rule reports. */
export function* reported(view: View, rule: string, more: (finding: ConfFinding) => boolean = () => false): Iterable<Draft> {
  for (const finding of confFindings(view)) {
    if (TOPICS[rule].includes(finding.id) || more(finding)) yield draftOf(finding);
  }
}

/** Whether a finding is about load balancers, by the section of its line. */
export function isOfLoadBalancers({ file, line }: ConfFinding): boolean {
  return variablesOf(file).some((variable) => variable.line === line && /^LoadBalancer/i.test(variable.section));
}

export function draftOf({ file, severity, line, message, fix }: ConfFinding): Draft {
  return { on: file.item, path: file.path, severity, message: `line ${line} of ${file.key}: ${message}`, fix };
}
