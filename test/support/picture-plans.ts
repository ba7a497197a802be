/*
 * Sets of manifests that show what pictures can hold: every outcome in ten claims, and five hundred claims of a busy cluster.
 */
import { StoragePlan } from '../../src/analysis';

const LOCAL = 'kubernetes.io/no-provisioner';
const CINDER = 'cinder.csi.openstack.org';

function storageClass(name: string, provisioner: string, volumeBindingMode = 'Immediate'): any {
  return { apiVersion: 'storage.k8s.io/v1', kind: 'StorageClass', metadata: { name }, provisioner, volumeBindingMode };
}

export function node(name: string): any {
  return { apiVersion: 'v1', kind: 'Node', metadata: { name, labels: { 'kubernetes.io/hostname': name } } };
}

export function volume(name: string, size: string, storageClassName: string, more: object = {}): any {
  return {
    apiVersion: 'v1',
    kind: 'PersistentVolume',
    metadata: { name },
    spec: {
      capacity: { storage: size },
      accessModes: ['ReadWriteOnce'],
      persistentVolumeReclaimPolicy: 'Retain',
      storageClassName,
      csi: { driver: CINDER, volumeHandle: `handle-${name}` },
      ...more,
    },
  };
}

export function claim(name: string, size: string, storageClassName: string | undefined, namespace = 'default', more: object = {}): any {
  return {
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: { name, namespace, ...(more as any).metadata },
    spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: size } }, storageClassName, ...(more as any).spec },
  };
}

export function pod(name: string, claims: string[], namespace = 'default'): any {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, namespace },
    spec: {
      containers: [{ name: 'main', image: 'app', volumeMounts: claims.map((_, i) => ({ name: `v${i}`, mountPath: `/data/${i}` })) }],
      volumes: claims.map((claimName, i) => ({ name: `v${i}`, persistentVolumeClaim: { claimName } })),
    },
  };
}

export function statefulSet(name: string, replicas: number, size: string, storageClassName: string, namespace = 'default'): any {
  return {
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    metadata: { name, namespace },
    spec: {
      replicas,
      serviceName: name,
      selector: { matchLabels: { app: name } },
      template: {
        metadata: { labels: { app: name } },
        spec: { containers: [{ name: 'main', image: 'app', volumeMounts: [{ name: 'data', mountPath: '/data' }] }] },
      },
      volumeClaimTemplates: [
        { metadata: { name: 'data' }, spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: size } }, storageClassName } },
      ],
    },
  };
}

/** Two claims, and far more volumes, classes and provisioners than these need. */
export function withIdleThings(): any[] {
  const many = [...Array(12).keys()];
  return [
    storageClass('fast', CINDER), ...many.map((i) => storageClass(`unused-${i}`, `a-driver-with-a-rather-long-name-${i}.csi.example.com`)),
    ...many.map((i) => volume(`spare-${i}`, `${i + 1}Gi`, `unused-${i}`)),
    claim('data', '1Gi', 'fast'), claim('logs', '2Gi', 'fast'), pod('app', ['data', 'logs']),
  ];
}

/** Ten claims with all outcomes that a closed world has, and one object that the API server refuses. */
export function tenClaims(): any[] {
  return [
    node('worker-1'), node('worker-2'), node('worker-3'),
    storageClass('fast', CINDER),
    storageClass('local', LOCAL, 'WaitForFirstConsumer'),
    storageClass('by-hand', LOCAL),
    ...[1, 2].map((i) => volume(`local-disk-${i}`, '100Gi', 'local', {
      csi: undefined,
      local: { path: `/mnt/disk-${i}` },
      nodeAffinity: {
        required: { nodeSelectorTerms: [{ matchExpressions: [{ key: 'kubernetes.io/hostname', operator: 'In', values: [`worker-${i}`] }] }] },
      },
    })),
    statefulSet('postgres', 2, '80Gi', 'local'),
    statefulSet('web', 3, '10Gi', 'fast'),
    claim('backup', '500Gi', 'by-hand'),
    volume('archive', '200Gi', 'by-hand'),
    volume('shared-a', '5Gi', 'shared'), volume('shared-b', '5Gi', 'shared'),
    claim('left', '5Gi', 'shared'), claim('right', '5Gi', 'shared'),
    claim('uploads', '20Gi', 'local'),
    claim('ledger', '1Gi', 'by-hand', 'default', {
      metadata: { annotations: { 'pv.kubernetes.io/bind-completed': 'yes' } }, spec: { volumeName: 'gone' },
    }),
    pod('reports', ['left', 'backup']),
    pod('orphan', ['nowhere']),
    { ...claim('broken', '1Gi', 'fast'), spec: { accessModes: ['ReadWriteSometimes'], resources: { requests: { storage: '1Gi' } } } },
  ];
}

/** Five hundred claims: StatefulSets in several namespaces, claims of people, contested volumes, and some that never bind. */
export function fiveHundredClaims(): any[] {
  const range = (count: number) => Array.from({ length: count }, (_, i) => i);
  return [
    ...range(8).map((i) => node(`worker-${i}`)),
    storageClass('fast', CINDER), storageClass('slow', CINDER, 'WaitForFirstConsumer'), storageClass('by-hand', LOCAL),
    ...range(20).map((i) => statefulSet(`service-${i}`, 1 + (i * 7) % 15, '10Gi', i % 3 ? 'fast' : 'slow', `team-${i % 5}`)),
    ...range(180).map((i) => volume(`pv-${i}`, `${1 + i % 40}Gi`, i % 2 ? 'by-hand' : `pool-${i % 6}`)),
    ...range(190).map((i) => claim(`work-${i}`, `${1 + (i * 13) % 40}Gi`, i % 2 ? 'by-hand' : `pool-${i % 6}`, `team-${i % 5}`)),
    ...range(40).map((i) => claim(`too-big-${i}`, '9Ti', 'by-hand', `team-${i % 4}`)),
    ...range(130).map((i) => claim(`scratch-${i}`, '2Gi', i % 4 ? 'fast' : 'slow', `team-${i % 5}`)),
    ...range(60).map((i) => pod(`job-${i}`, [`work-${i * 3}`, `work-${i * 3 + 5}`], `team-${(i * 3) % 5}`)),
  ];
}

export function planOf(objects: any[], closedWorld = true): StoragePlan {
  return StoragePlan.ofManifests(objects, { closedWorld });
}
