/** Small manifests for the tests of the analysis. */

export function volume(name: string, size: string, more: object = {}, metadata: object = {}): any {
  return {
    apiVersion: 'v1',
    kind: 'PersistentVolume',
    metadata: { name, ...metadata },
    spec: { capacity: { storage: size }, accessModes: ['ReadWriteOnce'], nfs: { server: '10.0.0.1', path: '/a' }, ...more },
  };
}

export function localVolume(name: string, size: string, host: string, storageClassName = 'local'): any {
  return volume(name, size, {
    nfs: undefined,
    local: { path: '/mnt/disks/a' },
    storageClassName,
    nodeAffinity: { required: { nodeSelectorTerms: [{ matchExpressions: [{ key: 'kubernetes.io/hostname', operator: 'In', values: [host] }] }] } },
  });
}

export function claim(name: string, size: string, more: object = {}, metadata: object = {}): any {
  return {
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: { name, namespace: 'default', ...metadata },
    spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: size } }, ...more },
  };
}

export function storageClass(name: string, provisioner = 'cinder.csi.openstack.org', more: object = {}, metadata: object = {}): any {
  return { apiVersion: 'storage.k8s.io/v1', kind: 'StorageClass', metadata: { name, ...metadata }, provisioner, ...more };
}

export const WAIT = { volumeBindingMode: 'WaitForFirstConsumer' };
export const NO_PROVISIONER = 'kubernetes.io/no-provisioner';

export function node(name: string, labels: object = {}, spec: object = {}): any {
  return { apiVersion: 'v1', kind: 'Node', metadata: { name, labels: { 'kubernetes.io/hostname': name, ...labels } }, spec };
}

export function pod(name: string, claims: string[], spec: object = {}, labels?: object): any {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, namespace: 'default', labels },
    spec: {
      containers: [{ name: 'main', image: 'app:1', volumeMounts: claims.map((_, i) => ({ name: `v${i}`, mountPath: `/v${i}` })) }],
      volumes: claims.map((claimName, i) => ({ name: `v${i}`, persistentVolumeClaim: { claimName } })),
      ...spec,
    },
  };
}

export function statefulSet(name: string, replicas: number, templates: any[], spec: object = {}, podSpec: object = {}): any {
  return {
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    metadata: { name, namespace: 'default' },
    spec: {
      replicas,
      serviceName: name,
      selector: { matchLabels: { app: name } },
      template: { metadata: { labels: { app: name } }, spec: { containers: [{ name: 'main', image: 'app:1' }], ...podSpec } },
      volumeClaimTemplates: templates.map(({ metadata, spec: claimSpec }) => ({ metadata: { name: metadata.name }, spec: claimSpec })),
      ...spec,
    },
  };
}
