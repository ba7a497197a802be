/* What the components must do, and the life of volumes. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Cloud } from './cloud';
import { CLUSTER_NAME, NAMESPACE, Rendered, VARIANTS, ZONE_KEY } from './cluster';
import { Kubelets, TestNode } from './kubelet';
import { Kubernetes, KubeObject } from './kubernetes';
import { comparePlan } from './plan';
import { json, Processes, sleep, until } from './runtime';
import { Services } from './services';
import { staticVolume } from './static-volume';
import { Table } from './table';

export interface Live {
  readonly variant: string;
  readonly kubernetes: Kubernetes;
  readonly kubelets: Kubelets;
  readonly cloud: Cloud;
  readonly services: Services;
  readonly nodes: readonly TestNode[];
  readonly table: Table;
  readonly processes: Processes;
  readonly rendered: Rendered;
  readonly logs: string;
}

const SYSTEM = '/api/v1/namespaces/kube-system';
const PATHS: { readonly [kind: string]: string } = {
  pvc: `/api/v1/namespaces/${NAMESPACE}/persistentvolumeclaims`,
  pod: `/api/v1/namespaces/${NAMESPACE}/pods`,
  sts: `/apis/apps/v1/namespaces/${NAMESPACE}/statefulsets`,
  snapshot: `/apis/snapshot.storage.k8s.io/v1/namespaces/${NAMESPACE}/volumesnapshots`,
};

export function object({ kubernetes }: Live, kind: string, name: string): Promise<any> {
  return kubernetes.get(`${PATHS[kind]}/${name}`);
}

/** The volume in Cinder that was made for a claim. */
export async function volumeOf({ cloud }: Live, claim: string): Promise<any> {
  return (await cloud.volumes()).find(({ metadata }) => metadata['csi.storage.k8s.io/pvc/name'] === claim
    && metadata['csi.storage.k8s.io/pvc/namespace'] === NAMESPACE);
}

const bound = async (live: Live, claim: string) => (await object(live, 'pvc', claim))?.status?.phase === 'Bound';
const running = async (live: Live, pod: string) => (await object(live, 'pod', pod))?.status?.phase === 'Running';

/** Where a pod runs: the zone of its node. */
async function zoneOf(live: Live, pod: string): Promise<string> {
  const { spec } = await object(live, 'pod', pod);
  return live.nodes.find(({ name }) => name === spec.nodeName)!.zone;
}

/** What differs from what is wanted. */
export function differences(found: any, wanted: { [key: string]: unknown }): string | undefined {
  if (!found) return 'there is none';
  const wrong = Object.entries(wanted).filter(([key, value]) => found[key] !== value);
  return wrong.length ? wrong.map(([key, value]) => `${key} is ${JSON.stringify(found[key])}, not ${JSON.stringify(value)}`).join('; ') : undefined;
}

/** The components start as applied, the CCM initialises the nodes, the driver registers. */
export async function components(live: Live): Promise<void> {
  const { kubernetes, kubelets, nodes, table, rendered, variant } = live;
  const served = rendered.system.filter(({ kind }) => kind !== 'ServiceMonitor');
  await table.check('the API server accepts every rendered object, with strict field validation', () => kubernetes.apply(served, 'kubectl'));
  await table.check('the CCM initialises every node: no taint, provider ID, address and zone', () => until('all nodes', 60, async () => {
    for (const { name, server, ip, zone } of nodes) {
      const { metadata, spec, status } = await kubernetes.call('GET', `/api/v1/nodes/${name}`);
      if (spec.taints?.some(({ key }: any) => key.includes('uninitialized'))) return undefined;
      const wrong = differences({
        id: spec.providerID,
        zone: metadata.labels['topology.kubernetes.io/zone'],
        ip: status.addresses?.find(({ type }: any) => type === 'InternalIP')?.address,
      },
      { id: `openstack:///${server}`, zone, ip });
      if (wrong) throw new Error(`${name}: ${wrong}`);
    }
    return true;
  }));
  const registered = await table.check('the node plugin registers on every node',
    () => until('registration', 60, () => kubelets.registered.size === nodes.length)
      .catch(() => { throw new Error([...kubelets.waiting].map(([pod, why]) => `${pod}: ${why}`).join('; ') || 'no answer from its socket'); }));
  if (!registered) throw new Error('without the driver on the nodes nothing else can be seen');
  const topology = !VARIANTS[variant].noTopology;
  await table.check(`it names its server, ${topology ? 'its zone' : 'no zone'} and the limit of 25 volumes`, () => {
    const wrong = nodes.map(({ name, server, zone }) => {
      const { nodeId, maxVolumes, segments } = kubelets.registered.get(name)!;
      return differences({ nodeId, maxVolumes, zone: segments[ZONE_KEY] }, { nodeId: server, maxVolumes: 25, zone: topology ? zone : undefined });
    });
    return wrong.find(Boolean);
  });
  await table.check('every pod of the components is ready', () => until('ready pods', 60, async () => {
    const pods = await kubernetes.list(`${SYSTEM}/pods`);
    const late = pods.filter(({ status }) => !status.conditions?.some(({ type, status: holds }: any) => type === 'Ready' && holds === 'True'))
      .map(({ metadata }) => metadata.name);
    if (late.length || pods.length < 7) {
      throw new Error(`${pods.length} pods, not ready: `
      + `${late.map((name) => `${name} ${kubelets.waiting.get(name) ?? ''}`).join(', ')}`);
    }
    return true;
  }));
  await table.check('their liveness probes succeed', () => until('probes', 20, async () => {
    for (const pod of kubelets.pods.values()) {
      const why = await pod.unhealthy();
      if (why) throw new Error(`${pod.name}: ${why}`);
    }
    return true;
  }));
  if (rendered.system.some(({ kind, metadata }) => kind === 'ConfigMap' && metadata.name === 'csi-cinder-nodeplugin-config')) {
    await table.check('the node plugin runs without credentials', () => {
      const { spec } = rendered.system.find(({ kind, metadata }) => kind === 'DaemonSet' && metadata.name.includes('nodeplugin'))!.spec.template;
      return spec.volumes.some(({ secret }: any) => secret) ? 'its pod mounts a Secret' : undefined;
    });
  }
  await metrics(live);
}

/** With the right to read them and without. */
async function metrics(live: Live): Promise<void> {
  const { kubernetes, kubelets, table, rendered } = live;
  if (!rendered.system.some(({ kind }) => kind === 'ServiceMonitor')) return;
  const reader: KubeObject[] = [
    { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'reader', namespace: 'default' } },
    { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'stranger', namespace: 'default' } },
    {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'ClusterRole',
      metadata: { name: 'reader' },
      rules: [{ nonResourceURLs: ['/metrics'], verbs: ['get'] }],
    },
    {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'ClusterRoleBinding',
      metadata: { name: 'reader' },
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'reader' },
      subjects: [{ kind: 'ServiceAccount', name: 'reader', namespace: 'default' }],
    },
  ];
  await kubernetes.apply(reader);
  const ccm = [...kubelets.pods.values()].find(({ name }) => name.startsWith('openstack-cloud-controller-manager'))!;
  const ask = async (account: string) => {
    const { status } = await kubernetes.call('POST', `/api/v1/namespaces/default/serviceaccounts/${account}/token`,
      { apiVersion: 'authentication.k8s.io/v1', kind: 'TokenRequest', spec: {} });
    return json('GET', `https://${ccm.ip}:10258/metrics`, undefined, { Authorization: `Bearer ${status.token}` });
  };
  await table.check('metrics of the CCM: given to who may read them', async () => {
    const { status, text } = await ask('reader');
    return status === 200 && text.includes('# HELP ') ? undefined : `${status} ${text.slice(0, 200)}`;
  });
  await table.check('metrics of the CCM: 403 for others', async () => differences(await ask('stranger'), { status: 403 }));
  const port = JSON.stringify(rendered.system.find(({ kind, metadata }) => kind === 'StatefulSet' && metadata.name.includes('controllerplugin')))
    .includes('--http-endpoint=:8080');
  if (port) {
    await table.check('metrics of the driver', async () => {
      const driver = [...kubelets.pods.values()].find(({ name }) => name.includes('controllerplugin'))!;
      const { status } = await json('GET', `http://${driver.ip}:8080/metrics`);
      return differences({ status }, { status: 200 });
    });
  }
}

/** From claims to volumes that are gone. */
export async function lifecycle(live: Live): Promise<void> {
  const { kubernetes, cloud, table, rendered, variant } = live;
  const topology = !VARIANTS[variant].noTopology;
  await kubernetes.apply([{ apiVersion: 'v1', kind: 'Namespace', metadata: { name: NAMESPACE } }]);
  await table.check('claims and their users are accepted', () => kubernetes.apply(rendered.work, 'kubectl'));
  for (const claim of ['now', 'raw', 'both', 'rwop', 'param', 'wait', 'early', 'late', 'data-db-0', 'data-db-1', 'scratch-tmp',
    'far', ...(topology ? [] : ['apart'])]) {
    await table.check(`claim ${claim} is bound`, () => until('Bound', 90, () => bound(live, claim)));
  }
  const wanted: { [claim: string]: { [key: string]: unknown } } = {
    now: { size: 1, volume_type: 'hdd', availability_zone: 'az1' },
    param: { size: 1, volume_type: 'hdd', availability_zone: 'az1' },
    both: { multiattach: true, volume_type: 'shared' },
    wait: { size: 2, volume_type: 'ssd', status: 'in-use' },
    far: { volume_type: 'ssd', availability_zone: topology ? 'az2' : 'az1' },
  };
  for (const pod of ['user', 'mixed', 'db-0', 'db-1', 'share-0', 'share-1', 'scratch']) {
    await table.check(`pod ${pod} runs, its volumes are attached`,
      () => until('Running', 90, () => running(live, pod)));
  }
  for (const [claim, values] of Object.entries(wanted)) {
    await table.check(`Cinder's volume of ${claim}: ${Object.entries(values).map(([key, value]) => `${key} ${value}`).join(', ')}`,
      async () => differences(await volumeOf(live, claim), values));
  }
  await table.check('its metadata name the cluster, the claim and the volume', async () => {
    const { metadata } = await volumeOf(live, 'now');
    const { spec } = await object(live, 'pvc', 'now');
    return differences(metadata, {
      'cinder.csi.openstack.org/cluster': CLUSTER_NAME,
      'csi.storage.k8s.io/pvc/name': 'now',
      'csi.storage.k8s.io/pv/name': spec.volumeName,
    });
  });
  await table.check('the shared volume is attached to two servers', async () =>
    differences({ servers: (await volumeOf(live, 'both')).attachments.length }, { servers: 2 }));
  if (topology) {
    for (const [claim, pod] of [['wait', 'user'], ['data-db-0', 'db-0'], ['data-db-1', 'db-1'], ['scratch-tmp', 'scratch']]) {
      await table.check(`the volume of ${claim} is in the zone of its pod`,
        async () => differences(await volumeOf(live, claim), { availability_zone: await zoneOf(live, pod) }));
    }
  }
  for (const claim of ['lonely', 'wrong', ...(topology ? ['apart'] : [])]) {
    await table.check(`claim ${claim} stays without a volume`, async () => await bound(live, claim) || await volumeOf(live, claim) ? 'it has one'
      : undefined);
  }
  await table.check('a claim without a class gets the default class',
    async () => differences((await object(live, 'pvc', 'default-class')).spec, { storageClassName: 'cinder-ssd' }));
  await table.check('the snapshot is ready',
    () => until('readyToUse', 60, async () => (await object(live, 'snapshot', 'now-snap'))?.status?.readyToUse));
  await table.check('a claim is restored from it', () => until('Bound', 60, () => bound(live, 'restored')));
  await table.check('a claim is cloned', () => until('Bound', 60, () => bound(live, 'clone')));
  await table.check('clone and restored volume are made from the right sources in Cinder', async () => {
    const [source, clone, restored] = [await volumeOf(live, 'now'), await volumeOf(live, 'clone'), await volumeOf(live, 'restored')];
    const { snapshot_id: snapshot } = restored;
    return differences({ clone: clone.source_volid, snapshot: (await cloud.snapshots()).find(({ id }) => id === snapshot)?.volume_id },
      { clone: source.id, snapshot: source.id });
  });
  await comparePlan(live);
  for (const [claim, size] of [['now', 3], ['wait', 5]] as const) {
    await table.check(`claim ${claim} grows to ${size} GiB`, async () => {
      await kubernetes.call('PATCH', `${PATHS.pvc}/${claim}`, { spec: { resources: { requests: { storage: `${size}Gi` } } } }, 'merge');
      await until('the size in Cinder', 60, async () => (await volumeOf(live, claim)).size === size);
      await until('FileSystemResizePending', 30,
        async () => (await object(live, 'pvc', claim)).status.conditions?.some(({ type }: any) => type === 'FileSystemResizePending'));
    });
  }
  await staticVolume(live);
  await failover(live);
  await ending(live);
}

/** Another replica of the driver's controller takes over. */
async function failover(live: Live): Promise<void> {
  const { kubernetes, table, kubelets, rendered } = live;
  const replicas = [...kubelets.pods.values()].filter(({ name }) => name.includes('controllerplugin'));
  if (replicas.length < 2) return;
  const lease = async () => (await kubernetes.list('/apis/coordination.k8s.io/v1/namespaces/kube-system/leases')).find(({ metadata }) =>
    /^external-attacher|attacher/.test(metadata.name))?.spec.holderIdentity;
  await table.check('the controller fails over: another replica holds the leases and makes a volume', async () => {
    const before = await lease();
    const owner = rendered.system.find(({ kind, metadata }) => kind === 'StatefulSet' && metadata.name.includes('controllerplugin'))!;
    await kubernetes.call('DELETE', `${SYSTEM}/pods/${before}`);
    await until(`a successor of ${before} of ${owner.metadata.name}`, 90, async () => ![before, undefined].includes(await lease())
      || (await kubernetes.get(`${SYSTEM}/pods/${before}`)));
    const claim = {
      apiVersion: 'v1',
      kind: 'PersistentVolumeClaim',
      metadata: { name: 'after', namespace: NAMESPACE },
      spec: { accessModes: ['ReadWriteOnce'], storageClassName: 'cinder-now', resources: { requests: { storage: '1Gi' } } },
    };
    await kubernetes.apply([claim]);
    await until('a volume', 90, () => bound(live, 'after'));
  });
}

async function ending(live: Live): Promise<void> {
  const { kubernetes, cloud, table, nodes } = live;
  await table.check('scaled down, the StatefulSet deletes its claim and volume', async () => {
    await kubernetes.call('PATCH', `${PATHS.sts}/db`, { spec: { replicas: 1 } }, 'merge');
    await until('no volume', 90, async () => !await volumeOf(live, 'data-db-1'));
  });
  await table.check('the ephemeral volume goes with its pod', async () => {
    await kubernetes.call('DELETE', `${PATHS.pod}/scratch`);
    await until('no volume', 90, async () => !await volumeOf(live, 'scratch-tmp'));
  });
  await table.check('the snapshot is deleted in Cinder', async () => {
    await kubernetes.call('DELETE', `${PATHS.snapshot}/now-snap`);
    await until('no snapshot', 90, async () => (await cloud.snapshots()).length === 0);
  });
  const tail = (await cloud.volumes()).length;
  await table.check(`all ${tail} volumes are deleted in Cinder but the one of a class that retains`, async () => {
    for (const path of [PATHS.sts, PATHS.pod, PATHS.pvc]) await kubernetes.call('DELETE', path);
    const left = async () => (await cloud.volumes()).map(({ metadata }) => metadata['csi.storage.k8s.io/pvc/name']).filter(Boolean);
    await until('one volume', 120, async () => (await left()).join() === 'other-type,param' || (await left()).sort().join() === 'other-type,param')
      .catch(async () => { throw new Error(`left: ${(await left()).join()}`); });
  });
  await table.check('the retained volume is Released',
    async () => (await kubernetes.list('/api/v1/persistentvolumes')).filter(({ spec }) => spec.storageClassName === 'cinder-param')
      .map(({ status }) => status.phase).find((phase) => phase !== 'Released'));
  const last = nodes[nodes.length - 1];
  await table.check('the CCM deletes the node of a server that is gone', async () => {
    await live.services.remove(last);
    const unknown = { type: 'Ready', status: 'Unknown', reason: 'NodeStatusUnknown', message: '' };
    await kubernetes.call('PATCH', `/api/v1/nodes/${last.name}/status`, { status: { conditions: [unknown] } }, 'strategic');
    await until('no node', 60, async () => !await kubernetes.get(`/api/v1/nodes/${last.name}`));
  });
  await sleep(1);
}

/** Lines of a component's log that match. */
export function logLines({ logs }: Live, pod: string, pattern: RegExp): string[] {
  return readFileSync(join(logs, `${pod}.log`), 'utf8').split('\n').filter((line) => pattern.test(line));
}
