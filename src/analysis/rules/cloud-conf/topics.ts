/* Passing on what the checker of src/openstack/cloud-conf finds. */
import { TOPICS } from '../../../openstack/judgements/cloud-conf';
import type { View } from '../../model/view';
import type { Draft } from '../rule';
import { confFindings, ConfFinding, variablesOf } from '../shared/cloud-conf-files';

/** What the checker finds of a rule's topic. */
export function* told(view: View, rule: string, more: (finding: ConfFinding) => boolean = () => false): Iterable<Draft> {
  for (const finding of confFindings(view)) {
    if (TOPICS[rule].includes(finding.id) || more(finding)) yield draftOf(finding);
  }
}

/** Whether a finding is about load balancers, told by the section that its line is in. */
export function isOfLoadBalancers({ file, line }: ConfFinding): boolean {
  return variablesOf(file).some((variable) => variable.line === line && /^LoadBalancer/i.test(variable.section));
}

export function draftOf({ file, severity, line, message, fix }: ConfFinding): Draft {
  return { on: file.item, path: file.path, severity, message: `line ${line} of ${file.key}: ${message}`, fix };
}
