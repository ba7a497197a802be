import { hostsOf } from './hosts';
import { fields } from '../../../core/fields';
import { names } from '../../../core/words';
import { HOSTNAME } from '../../../kubernetes/labels';
import { matches, NodeTerm, nodeTerms } from '../../../kubernetes/selectors';
import { Node } from '../../model/model';
import { rule } from '../rule';

export const LOC009 = rule('LOC009', function* (view) {
  const nodes = view.inventory.nodes.filter(({ item, assumed }) => item !== undefined && !assumed);
  if (!nodes.length) return;
  const hostnames = new Set(nodes.map(({ labels }) => labels[HOSTNAME]));
  for (const item of view.volumes) {
    const terms = nodeTerms(fields(item.spec.nodeAffinity).required);
    if (!terms?.length) continue;
    const fits = (term: NodeTerm, node: Node) => (term.labels.length > 0 || term.fields.length > 0)
      && matches(term.labels, node.labels) && matches(term.fields, { 'metadata.name': node.name });
    if (terms.some(({ labels }) => labels.length === 1 && hostnames.has(hostsOf([{ labels, fields: [] }])?.[0] ?? ''))) continue;
    if (nodes.some((node) => terms.some((term) => fits(term, node)))) continue;
    const hosts = hostsOf(terms);
    yield {
      on: item,
      path: 'spec.nodeAffinity.required',
      message: hosts ? `${names(hosts)} ${hosts.length > 1 ? 'match' : 'matches'} no node.` : 'the affinity matches no node.',
    };
  }
});
