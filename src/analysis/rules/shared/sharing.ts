/* Which workloads use the same claim, and whether their pods can share a node. */
import { Use, uses } from './uses';
import { fields, list, text } from '../../../core/fields';
import { HOSTNAME } from '../../../kubernetes/labels';
import { holds, matches } from '../../../kubernetes/selectors';
import { Pod } from '../../model/admitted';
import { ClaimSource } from '../../model/claim-sources';
import { nodeRejection } from '../../model/node-selection';
import { PodSource } from '../../model/pod-sources';
import { podReader } from '../../model/pods';
import type { View } from '../../model/view';
import { podsOf } from '../../model/workloads';

/** A claim, and one use of it by each workload that has pods. */
export interface SharedClaim {
  readonly claim: ClaimSource;
  /** Name of the claim: for a claim template, that of the one replica whose claim others use too. */
  readonly name: string;
  readonly users: Use[];
}

/** Every claim that is used by its name, and its users in the order of the input. A StatefulSet uses the claims of its templates. */
export function sharedClaims(view: View): SharedClaim[] {
  const found = new Map<string, SharedClaim>();
  for (const use of uses(view)) {
    const { pod, claim, value } = use;
    const name = text(fields(value.persistentVolumeClaim).claimName);
    if (name === undefined || isControlled(view, pod) || !podsOf(pod, scalersOf(view, pod), view.inventory.nodes)) continue;
    const key = `${claim.namespace}/${name}`;
    const shared: SharedClaim = found.get(key) ?? { claim, name, users: claim.kind === 'template' ? ownUse(view, claim) : [] };
    if (!shared.users.some((other) => other.pod === pod)) shared.users.push(use);
    found.set(key, shared);
  }
  return [...found.values()];
}

function scalersOf(view: View, { item }: PodSource) {
  const scaler = view.scaler(item);
  return scaler ? [scaler] : [];
}

function ownUse(view: View, claim: ClaimSource): Use[] {
  const pod = view.podIn(claim.item);
  return pod ? [{ pod, claim, volume: claim.name, path: claim.path, value: {} }] : [];
}

/** Whether another object of the input creates the pod: a dump of a cluster holds a Deployment with its ReplicaSet and its Pods. */
function isControlled(view: View, { item }: PodSource): boolean {
  const owner = fields(list(item.metadata.ownerReferences).find((reference) => fields(reference).controller === true));
  return owner.kind !== undefined && view.find(text(owner.kind) ?? '', item.namespace, owner.name) !== undefined;
}

/** Whether the pods end by themselves. */
export function runsToCompletion({ item, spec }: PodSource): boolean {
  return item.kind === 'Job' || item.kind === 'CronJob' || ['Never', 'OnFailure'].includes(text(spec.restartPolicy) ?? '');
}

/** How a message names a workload. */
export function titleOf({ item }: PodSource): string {
  return `${item.kind} "${item.name}"`;
}

/** Whether the pods of two workloads can run on one node only, or on different nodes only; undefined if neither is certain. */
export function relation(view: View, a: PodSource, b: PodSource): 'together' | 'apart' | undefined {
  const [one, other] = [seen(a), seen(b)];
  if (attracts(one.affinity, other) || attracts(other.affinity, one)) return 'together';
  if (attracts(one.antiAffinity, other) || attracts(other.antiAffinity, one)) return 'apart';
  const [these, those] = [hosts(view, one), hosts(view, other)];
  if (these && those) {
    if (!these.some((host) => those.includes(host))) return 'apart';
    return these.length === 1 && those.length === 1 ? 'together' : undefined;
  }
  return contradict(one, other) ? 'apart' : undefined;
}

function seen(source: PodSource): Pod {
  return podReader(source)({ name: source.item.name, replica: 0 });
}

/** Whether a required term about nodes selects the other pod. */
function attracts(terms: Pod['affinity'], other: Pod): boolean {
  return terms.some(({ selector, namespaces, topologyKey }) => topologyKey === HOSTNAME && selector !== undefined
    && namespaces.includes(other.namespace) && matches(selector, other.labels));
}

/** The nodes that a pod may run on, as far as the input says; undefined for any. */
function hosts(view: View, pod: Pod): string[] | undefined {
  const { nodes } = view.inventory;
  if (pod.nodeName !== '') return [pod.nodeName];
  if (nodes.length) return nodes.filter((node) => nodeRejection(pod, node) === undefined).map(({ name }) => name);
  const named = pod.nodeSelector.find(({ key }) => key === HOSTNAME)?.values;
  if (named) return [...named];
  const terms = pod.nodeAffinity?.map(({ labels, fields: byName }) => (
    [...labels.filter(({ key }) => key === HOSTNAME), ...byName].find(({ operator }) => operator === 'In')));
  return terms?.length && terms.every((term) => term !== undefined) ? terms.flatMap((term) => term!.values) : undefined;
}

/** Whether no node can have the labels that both pods select. */
function contradict({ nodeSelector }: Pod, other: Pod): boolean {
  return nodeSelector.some(({ key, values: [value] }) => other.nodeSelector.some((wanted) => wanted.key === key && !holds(wanted, value)));
}
