/*
 * Objects with most of what their kinds may have, and one change at a time: every field and every entry is left out once, and every value is another
 * once. Nothing is drawn: what a kind does not let change is found by each run.
 */
import type { Mutant } from './mutations';

const LABELS = { app: 'a' };
const meta = (name: string, more: object = {}) => ({ name, namespace: 'default', ...more });
const named = (name: string) => ({ name });
const POD = {
  containers: [{ name: 'main', image: 'app:1', imagePullPolicy: 'IfNotPresent', resizePolicy: [{ resourceName: 'cpu', restartPolicy: 'NotRequired' }], resources: { requests: { cpu: '1' } } }],
  nodeName: 'n',
  hostname: 'h',
  subdomain: 's',
  restartPolicy: 'OnFailure',
  activeDeadlineSeconds: 100,
  terminationGracePeriodSeconds: 10,
  tolerations: [{ key: 'a', operator: 'Exists', effect: 'NoExecute', tolerationSeconds: 10 }],
  nodeSelector: { a: 'b' },
  affinity: {
    nodeAffinity: {
      preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 1, preference: { matchExpressions: [{ key: 'a', operator: 'Exists' }] } }],
      requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [{ matchExpressions: [{ key: 'a', operator: 'Exists' }, { key: 'b', operator: 'Exists' }] }] },
    },
  },
  serviceAccountName: 'default',
  automountServiceAccountToken: false,
  securityContext: { fsGroup: 1 },
  volumes: [{ name: 'data', emptyDir: {} }, { name: 'claim', persistentVolumeClaim: { claimName: 'c' } }],
};
const GATED = { ...POD, nodeName: undefined, schedulingGates: [{ name: 'example.org/a' }, { name: 'example.org/b' }] };
const TEMPLATE = {
  metadata: { labels: LABELS, annotations: { 'example.org/a': 'b' } },
  spec: {
    containers: [{ name: 'main', image: 'app:1', resources: { requests: { cpu: '1' } } }],
    restartPolicy: 'Never',
    nodeSelector: { a: 'b' },
    hostname: 'h',
    tolerations: POD.tolerations,
    affinity: { ...POD.affinity, podAffinity: { preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 1, podAffinityTerm: { topologyKey: 'a' } }] } },
  },
};
const JOB = {
  parallelism: 2,
  completions: 4,
  completionMode: 'NonIndexed',
  backoffLimit: 2,
  activeDeadlineSeconds: 50,
  ttlSecondsAfterFinished: 5,
  podReplacementPolicy: 'Failed',
  template: TEMPLATE,
};
const PORTS = [{ name: 'web', port: 80, targetPort: 8080, protocol: 'TCP', appProtocol: 'http' }, { name: 'dns', port: 53, protocol: 'UDP' }];
const CLAIM = { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } }, storageClassName: 'ssd', volumeMode: 'Filesystem' };
const VOLUME = {
  capacity: { storage: '1Gi' },
  accessModes: ['ReadWriteOnce'],
  persistentVolumeReclaimPolicy: 'Retain',
  storageClassName: 'ssd',
  volumeMode: 'Filesystem',
  mountOptions: ['ro'],
  claimRef: { namespace: 'default', name: 'c' },
  nodeAffinity: { required: { nodeSelectorTerms: [{ matchExpressions: [{ key: 'a', operator: 'In', values: ['b'] }] }] } },
};
const SOURCES = {
  csi: {
    driver: 'd.example.org',
    volumeHandle: 'h',
    fsType: 'ext4',
    readOnly: true,
    volumeAttributes: { a: 'b' },
    nodeStageSecretRef: { name: 's', namespace: 'default' },
    controllerExpandSecretRef: { name: 's', namespace: 'default' },
  },
  local: { path: '/a', fsType: 'ext4' },
  nfs: { server: 's', path: '/p', readOnly: true },
  hostPath: { path: '/h', type: 'Directory' },
};
const RULES = [{ apiGroups: [''], resources: ['pods'], verbs: ['get', 'list'] }];
const subject = { kind: 'ServiceAccount', name: 'a', namespace: 'default' };
const roleRef = { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'r' };
const WORKLOAD = { selector: { matchLabels: LABELS }, template: { ...TEMPLATE, spec: { ...TEMPLATE.spec, restartPolicy: 'Always' } }, minReadySeconds: 3 };
const service = (name: string, spec: object) => ({ apiVersion: 'v1', kind: 'Service', metadata: meta(name), spec: { selector: LABELS, ports: PORTS, ...spec } });
const storage = (kind: string, rest: object) => ({ apiVersion: 'storage.k8s.io/v1', kind, metadata: named('x.example.org'), ...rest });
const MATCH = { ingress: [{ from: [{ podSelector: { matchLabels: LABELS } }], ports: [{ port: 80 }] }], egress: [{ to: [{ ipBlock: { cidr: '10.0.0.0/8' } }] }] };

const COMPLETE: readonly any[] = [
  { apiVersion: 'v1', kind: 'Pod', metadata: meta('p', { labels: LABELS }), spec: POD },
  { apiVersion: 'v1', kind: 'Pod', metadata: meta('p', { labels: LABELS }), spec: GATED },
  { apiVersion: 'batch/v1', kind: 'Job', metadata: meta('j'), spec: JOB },
  { apiVersion: 'batch/v1', kind: 'Job', metadata: meta('j'), spec: { ...JOB, suspend: true, completionMode: 'Indexed', backoffLimitPerIndex: 1, maxFailedIndexes: 1, managedBy: 'a.example.org/b' } },
  { apiVersion: 'batch/v1', kind: 'Job', metadata: meta('j'), spec: { ...JOB, manualSelector: true, selector: { matchLabels: LABELS } } },
  { apiVersion: 'batch/v1', kind: 'CronJob', metadata: meta('j'), spec: { schedule: '* * * * *', suspend: true, timeZone: 'Etc/UTC', jobTemplate: { spec: JOB } } },
  service('cluster', { type: 'ClusterIP', clusterIP: '10.0.0.77', clusterIPs: ['10.0.0.77'], ipFamilies: ['IPv4'], ipFamilyPolicy: 'SingleStack', sessionAffinity: 'ClientIP', internalTrafficPolicy: 'Local' }),
  service('headless', { clusterIP: 'None', publishNotReadyAddresses: true }),
  service('node', { type: 'NodePort', ports: [{ ...PORTS[0], nodePort: 30080 }], externalTrafficPolicy: 'Local' }),
  service('balanced', {
    type: 'LoadBalancer',
    loadBalancerClass: 'a.example.org/b',
    loadBalancerIP: '1.2.3.4',
    loadBalancerSourceRanges: ['10.0.0.0/8'],
    allocateLoadBalancerNodePorts: false,
    externalTrafficPolicy: 'Local',
    healthCheckNodePort: 30090,
    externalIPs: ['5.6.7.8'],
    trafficDistribution: 'PreferClose',
  }),
  { apiVersion: 'v1', kind: 'Service', metadata: meta('external'), spec: { type: 'ExternalName', externalName: 'a.example.org' } },
  { apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: meta('c'), spec: { ...CLAIM, volumeName: 'v' } },
  { apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: meta('c'), spec: { ...CLAIM, selector: { matchLabels: LABELS, matchExpressions: [{ key: 'b', operator: 'Exists' }] } } },
  {
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: meta('c'),
    spec: { ...CLAIM, dataSource: { apiGroup: 'snapshot.storage.k8s.io', kind: 'VolumeSnapshot', name: 's' }, dataSourceRef: { apiGroup: 'snapshot.storage.k8s.io', kind: 'VolumeSnapshot', name: 's' } },
  },
  ...Object.entries(SOURCES).map(([source, given]) => ({ apiVersion: 'v1', kind: 'PersistentVolume', metadata: named('v'), spec: { ...VOLUME, [source]: given } })),
  storage('StorageClass', {
    provisioner: 'd.example.org',
    parameters: { a: 'b', c: 'd' },
    reclaimPolicy: 'Retain',
    volumeBindingMode: 'WaitForFirstConsumer',
    allowVolumeExpansion: true,
    mountOptions: ['ro'],
    allowedTopologies: [{ matchLabelExpressions: [{ key: 'a', values: ['b'] }] }],
  }),
  storage('CSIDriver', {
    spec: {
      attachRequired: false,
      podInfoOnMount: true,
      fsGroupPolicy: 'File',
      volumeLifecycleModes: ['Persistent', 'Ephemeral'],
      storageCapacity: true,
      requiresRepublish: true,
      seLinuxMount: true,
      tokenRequests: [{ audience: 'a', expirationSeconds: 3600 }],
      nodeAllocatableUpdatePeriodSeconds: 60,
    },
  }),
  storage('VolumeAttributesClass', { driverName: 'd.example.org', parameters: { a: 'b' } }),
  { apiVersion: 'storage.k8s.io/v1', kind: 'CSIStorageCapacity', metadata: meta('s'), storageClassName: 'ssd', capacity: '1Gi', maximumVolumeSize: '1Gi', nodeTopology: { matchLabels: { a: 'b' } } },
  { apiVersion: 'apps/v1', kind: 'Deployment', metadata: meta('d'), spec: { ...WORKLOAD, replicas: 2, strategy: { type: 'Recreate' }, revisionHistoryLimit: 3, paused: true } },
  { apiVersion: 'apps/v1', kind: 'DaemonSet', metadata: meta('d'), spec: { ...WORKLOAD, updateStrategy: { type: 'OnDelete' }, revisionHistoryLimit: 3 } },
  { apiVersion: 'apps/v1', kind: 'ReplicaSet', metadata: meta('d'), spec: { ...WORKLOAD, replicas: 2 } },
  {
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    metadata: meta('d'),
    spec: {
      ...WORKLOAD,
      replicas: 2,
      serviceName: 's',
      podManagementPolicy: 'Parallel',
      updateStrategy: { type: 'RollingUpdate', rollingUpdate: { partition: 1 } },
      revisionHistoryLimit: 3,
      ordinals: { start: 1 },
      persistentVolumeClaimRetentionPolicy: { whenDeleted: 'Delete', whenScaled: 'Retain' },
      volumeClaimTemplates: [{ metadata: { name: 'data', labels: LABELS, annotations: { 'example.org/a': 'b' } }, spec: CLAIM }, { metadata: { name: 'logs' }, spec: CLAIM }],
    },
  },
  { apiVersion: 'v1', kind: 'ConfigMap', metadata: meta('c'), data: { a: 'b' }, binaryData: { c: 'AAEC' }, immutable: true },
  { apiVersion: 'v1', kind: 'Secret', metadata: meta('s'), type: 'example.org/a', data: { a: 'Yg==' }, immutable: true },
  { apiVersion: 'v1', kind: 'ServiceAccount', metadata: meta('a'), automountServiceAccountToken: false, imagePullSecrets: [{ name: 's' }], secrets: [{ name: 's' }] },
  { apiVersion: 'v1', kind: 'ResourceQuota', metadata: meta('q'), spec: { hard: { 'pods': '3', 'count/secrets': '4' }, scopes: ['NotTerminating'] } },
  {
    apiVersion: 'v1',
    kind: 'ResourceQuota',
    metadata: meta('q'),
    spec: { hard: { pods: '3' }, scopeSelector: { matchExpressions: [{ scopeName: 'PriorityClass', operator: 'In', values: ['high'] }] } },
  },
  { apiVersion: 'v1', kind: 'LimitRange', metadata: meta('l'), spec: { limits: [{ type: 'Container', max: { cpu: '2' }, min: { cpu: '1m' }, default: { cpu: '1' }, defaultRequest: { cpu: '500m' } }] } },
  { apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'Role', metadata: meta('r'), rules: RULES },
  { apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'ClusterRole', metadata: named('r'), aggregationRule: { clusterRoleSelectors: [{ matchLabels: LABELS }] } },
  { apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'RoleBinding', metadata: meta('r'), roleRef, subjects: [subject] },
  { apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'ClusterRoleBinding', metadata: named('r'), roleRef, subjects: [subject, { kind: 'Group', name: 'g', apiGroup: roleRef.apiGroup }] },
  { apiVersion: 'scheduling.k8s.io/v1', kind: 'PriorityClass', metadata: named('high'), value: 10, globalDefault: false, preemptionPolicy: 'Never', description: 'a' },
  { apiVersion: 'node.k8s.io/v1', kind: 'RuntimeClass', metadata: named('kata'), handler: 'kata', overhead: { podFixed: { cpu: '1' } }, scheduling: { nodeSelector: { a: 'b' } } },
  { apiVersion: 'networking.k8s.io/v1', kind: 'IngressClass', metadata: named('nginx'), spec: { controller: 'example.org/a', parameters: { kind: 'ConfigMap', name: 'c', namespace: 'default', scope: 'Namespace' } } },
  {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    metadata: meta('i'),
    spec: {
      ingressClassName: 'nginx',
      tls: [{ hosts: ['a.example.org'], secretName: 's' }],
      rules: [{ host: 'a.example.org', http: { paths: [{ path: '/', pathType: 'Prefix', backend: { service: { name: 's', port: { number: 80 } } } }] } }],
    },
  },
  { apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata: meta('n'), spec: { podSelector: { matchLabels: LABELS }, policyTypes: ['Ingress', 'Egress'], ...MATCH } },
  { apiVersion: 'policy/v1', kind: 'PodDisruptionBudget', metadata: meta('b'), spec: { minAvailable: 1, selector: { matchLabels: LABELS }, unhealthyPodEvictionPolicy: 'AlwaysAllow' } },
  {
    apiVersion: 'autoscaling/v2',
    kind: 'HorizontalPodAutoscaler',
    metadata: meta('h'),
    spec: {
      scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'd' },
      minReplicas: 2,
      maxReplicas: 4,
      behavior: { scaleDown: { stabilizationWindowSeconds: 30 } },
      metrics: [{ type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 50 } } }],
    },
  },
];

/** Fields that name an object. */
const IDENTITY = new Set(['apiVersion', 'kind', 'metadata.name', 'metadata.namespace']);

export function singles(): Mutant[] {
  return COMPLETE.flatMap((object, i) => {
    const before = JSON.parse(JSON.stringify(object));
    return stepsOf(before).filter((steps) => !IDENTITY.has(steps.join('.'))).flatMap((steps) => [undefined, ...others(at(before, steps))].map((value, way) => {
      const after = structuredClone(before);
      const [last] = steps.slice(-1);
      const holder = at(after, steps.slice(0, -1));
      if (value !== undefined) holder[last] = value;
      else if (Array.isArray(holder)) holder.splice(Number(last), 1);
      else delete holder[last];
      return { id: `single ${i} ${steps.join('.')} ${way}`, before, object: after };
    }));
  });
}

function stepsOf(value: any): string[][] {
  if (value === null || typeof value !== 'object') return [];
  return Object.keys(value).flatMap((key) => [[key], ...stepsOf(value[key]).map((more) => [key, ...more])]);
}

function at(object: any, steps: readonly string[]): any {
  return steps.reduce((value, step) => value[step], object);
}

/** Other members of the enumerations above. */
const OTHERS: { readonly [value: string]: string } = {
  'IfNotPresent': 'Always',
  'OnFailure': 'Never',
  'Never': 'OnFailure',
  'ReadWriteOnce': 'ReadOnlyMany',
  'Filesystem': 'Block',
  'Retain': 'Delete',
  'Delete': 'Retain',
  'WaitForFirstConsumer': 'Immediate',
  'File': 'None',
  'Parallel': 'OrderedReady',
  'NonIndexed': 'Indexed',
  'Indexed': 'NonIndexed',
  'ClusterIP': 'NodePort',
  'NodePort': 'ClusterIP',
  'LoadBalancer': 'NodePort',
  'Local': 'Cluster',
  'IPv4': 'IPv6',
  'SingleStack': 'PreferDualStack',
  'ClientIP': 'None',
  'TCP': 'UDP',
  'UDP': 'TCP',
  'NotTerminating': 'Terminating',
  'Prefix': 'Exact',
  'AlwaysAllow': 'IfHealthyBudget',
  'NoExecute': 'NoSchedule',
  'Ingress': 'Egress',
  'Recreate': 'RollingUpdate',
  'OnDelete': 'RollingUpdate',
  '10.0.0.77': '10.0.0.78',
  '1Gi': '2Gi',
  'd.example.org': 'e.example.org',
  'Directory': 'File',
  'NotRequired': 'RestartContainer',
};

function others(value: unknown): unknown[] {
  if (typeof value === 'string') return [OTHERS[value] ?? `${value}2`];
  if (typeof value === 'number') return [value + 1];
  return typeof value === 'boolean' ? [!value] : [];
}
