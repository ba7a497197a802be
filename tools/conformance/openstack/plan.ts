/* The storage plan of what was applied, against what happened. */
import { NAMESPACE } from './cluster';
import { KubeObject } from './kubernetes';
import { Live } from './scenario';
import { StoragePlan } from '../../../src';

/** Not in the input: which volume types the cloud has. */
const UNKNOWABLE: { readonly [claim: string]: string } = { wrong: 'the volume types of the cloud are not part of the input' };

/** What the outcome says to expect of the phase: several where something open decides. */
function allowed({ outcome, provisioner }: any): string[] {
  if (outcome === 'provisioning') return ['made'];
  if (outcome === 'bound') return ['bound'];
  if (outcome === 'oneOf') return provisioner ? ['made', 'none'] : ['bound', 'none'];
  return ['none'];
}

export async function comparePlan(live: Live): Promise<void> {
  const { kubernetes, rendered, table } = live;
  const shorn = ({ apiVersion, kind, metadata: { name, labels }, spec, status }: KubeObject) => ({
    apiVersion,
    kind,
    metadata: { name, labels },
    spec,
    status,
  });
  const nodes = (await kubernetes.list('/api/v1/nodes')).map((node) => shorn({ ...node, apiVersion: 'v1', kind: 'Node' }));
  const drivers = (await kubernetes.list('/apis/storage.k8s.io/v1/csinodes')).map((node) =>
    shorn({ ...node, apiVersion: 'storage.k8s.io/v1', kind: 'CSINode' }));
  const plan = StoragePlan.ofManifests(structuredClone([...nodes, ...drivers, ...rendered.system, ...rendered.work]), { closedWorld: true });
  const immediate = new Set(rendered.system.filter(({ kind, volumeBindingMode }) => kind === 'StorageClass' && volumeBindingMode !== 'WaitForFirstConsumer')
    .map(({ metadata }) => metadata.name));
  const claims = await kubernetes.list(`/api/v1/namespaces/${NAMESPACE}/persistentvolumeclaims`);
  for (const { metadata: { name, annotations }, status } of claims) {
    const planned = plan.claims.find((one) => one.name === name && one.namespace === NAMESPACE);
    const happened = status.phase === 'Bound' ? (annotations['volume.kubernetes.io/storage-provisioner'] ? 'made' : 'bound') : 'none';
    const may = planned ? allowed(planned) : [];
    // Nothing is open about a claim that is not scheduled with a pod.
    const isVague = may.length > 1 && immediate.has(planned!.storageClass!);
    if (name in UNKNOWABLE) {
      table.note(`plan of claim ${name}: ${planned?.outcome}, happened: ${happened} (${UNKNOWABLE[name]})`);
    } else {
      table.record(`plan of claim ${name}: ${planned?.outcome}`, may.includes(happened) && !isVague ? undefined
        : `${isVague ? 'the plan allows more than what happened, ' : ''}happened: ${happened}, planned: ${planned?.message}`);
    }
  }
  for (const { metadata: { name }, spec, status } of await kubernetes.list(`/api/v1/namespaces/${NAMESPACE}/pods`)) {
    const planned = plan.pods.find((one) => one.name === name && one.namespace === NAMESPACE);
    // A pod that waits for volumes to be made runs once they are.
    const runs = planned?.outcomes.some((outcome) => ['schedulable', 'waiting'].includes(outcome)) && planned.nodes.includes(spec.nodeName);
    const fits = status.phase === 'Running' ? runs : !planned?.nodes.length || planned.outcomes.length > 1;
    table.record(`plan of pod ${name}: ${planned?.outcome}`, fits ? undefined
      : `happened: ${status.phase} on ${spec.nodeName}, planned: ${planned?.nodes.join()} ${planned?.message}`);
  }
}
