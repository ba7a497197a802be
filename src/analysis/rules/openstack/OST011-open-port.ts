import { fields, list, text, whole } from '../../../core/fields';
import { Rule } from '../rule';
/** Ports of the past, and the first minor that does not listen there. */
const DEAD: { readonly [port: number]: { readonly what: string; readonly gone: number } } = {
  10251: { what: 'kube-scheduler without TLS', gone: 23 },
  10252: { what: 'kube-controller-manager without TLS', gone: 23 },
  10255: { what: 'the kubelet for reading without authentication', gone: 20 },
};
const INNER = [
  { from: 2379, to: 2380, what: 'the ports of etcd are' },
  { from: 10250, to: 10250, what: 'the port of the kubelet is' },
  { from: 30000, to: 32767, what: 'node ports are' },
];

export const OST011: Rule = {
  id: 'OST011',
  severity: 'warning',
  title: 'A security group opens a port to everybody, or one that nothing listens on',
  why: '10251, 10252 and 10255 were ports without authentication; Kubernetes has not served them for years, and whatever listens there now is something else. Only the cluster and its load balancers need etcd, kubelets and node ports.',
  fix: 'Remove the rule, or narrow remoteIPPrefix down.',
  source: 'https://kubernetes.io/docs/reference/networking/ports-and-protocols/',
  * check(view) {
    for (const item of view.custom('openstack.k-orc.cloud', 'SecurityGroup')) {
      for (const [i, rule] of list(fields(item.spec.resource).rules).entries()) {
        const { direction, portRange, remoteIPPrefix, remoteGroupRef } = fields(rule);
        const [min, max] = [whole(fields(portRange).min), whole(fields(portRange).max)];
        if (direction === 'egress' || min === undefined || max === undefined || min > max) continue;
        const on = { on: item, path: `spec.resource.rules[${i}]` };
        const dead = min === max ? DEAD[min] : undefined;
        if (dead && view.kubernetes >= dead.gone) yield { ...on, message: `port ${min} was that of ${dead.what}; nothing has listened there since 1.${dead.gone}.` };
        const everybody = remoteGroupRef === undefined && (remoteIPPrefix === undefined || /^(0\.0\.0\.0|::)\/0$/.test(text(remoteIPPrefix) ?? ''));
        const inner = everybody ? INNER.find(({ from, to }) => min <= to && max >= from) : undefined;
        if (inner) yield { ...on, message: `${inner.what} open to everybody.` };
      }
    }
  },
};
