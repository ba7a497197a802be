/*
 * Ports that a security group should not open.
 */
import { judgement } from './judgement';
import { Fields, fields, list, text, whole } from '../../core/fields';
import { Verdict } from '../../core/judgement';
import { isAtLeast, Minor } from '../../kubernetes/minor';

export const OST011 = judgement('OST011');

/** Retired ports, and the first minor that does not listen on them. */
const DEAD: { readonly [port: number]: { readonly what: string; readonly gone: Minor } } = {
  10251: { what: 'kube-scheduler without TLS', gone: '1.23' },
  10252: { what: 'kube-controller-manager without TLS', gone: '1.23' },
  10255: { what: 'the read-only kubelet API without authentication', gone: '1.20' },
};

export const DEAD_PORTS: readonly number[] = Object.keys(DEAD).map(Number);

export const NODE_PORTS = { from: 30000, to: 32767 } as const;

const INNER = [
  { from: 2379, to: 2380, what: 'the ports of etcd are' },
  { from: 10250, to: 10250, what: 'the port of the kubelet is' },
  { ...NODE_PORTS, what: 'node ports are' },
];

/** An ingress rule. */
export interface OpenPorts {
  readonly from: number;
  readonly to: number;
  /** Whether it allows any source address. */
  readonly everybody: boolean;
  /** Path of the rule. */
  readonly path: string;
}

export function* openPorts({ from, to, everybody, path }: OpenPorts, kubernetes: Minor): Iterable<Verdict> {
  const dead = from === to ? DEAD[from] : undefined;
  if (dead && isAtLeast(kubernetes, dead.gone)) {
    yield { path, message: `port ${from} was used by ${dead.what}; nothing listens on it since Kubernetes ${dead.gone}.`, fix: 'Remove the rule.' };
  }
  const inner = everybody ? INNER.find((ports) => from <= ports.to && to >= ports.from) : undefined;
  if (inner) yield { path, message: `${inner.what} open to any address.`, fix: 'Allow only the networks that need it.' };
}

/** The ingress rules of a SecurityGroup of the OpenStack Resource Controller. */
export function openedBy(group: Fields): OpenPorts[] {
  return list(fields(fields(group.spec).resource).rules).flatMap((rule, i) => {
    const { direction, portRange, remoteIPPrefix, remoteGroupRef } = fields(rule);
    const [from, to] = [whole(fields(portRange).min), whole(fields(portRange).max)];
    if (direction === 'egress' || from === undefined || to === undefined || from > to) return [];
    const everybody = remoteGroupRef === undefined && (remoteIPPrefix === undefined || /^(0\.0\.0\.0|::)\/0$/.test(text(remoteIPPrefix) ?? ''));
    return [{ from, to, everybody, path: `spec.resource.rules[${i}]` }];
  });
}
