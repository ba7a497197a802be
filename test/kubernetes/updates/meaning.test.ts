import schema from '../../../src/kubernetes/data/fields.json';
import meaning from '../../../src/kubernetes/data/meaning.json';
import { differences } from '../../../src/kubernetes/updates/meaning';

const SET = {
  apiVersion: 'apps/v1',
  kind: 'StatefulSet',
  metadata: { name: 'db', namespace: 'shop', labels: { app: 'db' } },
  spec: {
    serviceName: 'db',
    selector: { matchLabels: { app: 'db' } },
    template: {
      metadata: { labels: { app: 'db' } },
      spec: {
        containers: [
          { name: 'db', image: 'postgres:18', args: ['--a=1', '--b', '2'], env: [{ name: 'A', value: '1' }, { name: 'B', value: '2' }], resources: { limits: { memory: '1Gi' } } },
          { name: 'side', image: 'side', ports: [{ containerPort: 80 }], readinessProbe: { httpGet: { port: 80 } } },
        ],
        volumes: [{ name: 'c', configMap: { name: 'c' } }],
        tolerations: [{ key: 'a', operator: 'Exists' }, { key: 'b' }],
      },
    },
    volumeClaimTemplates: [{ metadata: { name: 'data' }, spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } } }],
  },
};

/** A copy with one change. */
function but(object: any, change: (copy: any) => void): any {
  const copy = structuredClone(object);
  change(copy);
  return copy;
}

const pathsOf = (before: any, after: any) => differences(before, after).map(({ path, isOrder }) => (isOrder ? `${path} (order)` : path));

const container = (copy: any, i = 0) => copy.spec.template.spec.containers[i];

test.each<[string, (copy: any) => void]>([
  ['defaults that are written out', (copy) => Object.assign(copy.spec, { replicas: 1, podManagementPolicy: 'OrderedReady', revisionHistoryLimit: 10, updateStrategy: { type: 'RollingUpdate', rollingUpdate: { partition: 0 } }, persistentVolumeClaimRetentionPolicy: { whenDeleted: 'Retain', whenScaled: 'Retain' } })],
  ['defaults of the pod', (copy) => Object.assign(copy.spec.template.spec, { restartPolicy: 'Always', dnsPolicy: 'ClusterFirst', securityContext: {}, terminationGracePeriodSeconds: 30, schedulerName: 'default-scheduler', serviceAccountName: 'default', serviceAccount: 'default' })],
  ['defaults of containers', (copy) => { Object.assign(container(copy), { imagePullPolicy: 'IfNotPresent', terminationMessagePath: '/dev/termination-log' }); Object.assign(container(copy, 1), { imagePullPolicy: 'Always', ports: [{ containerPort: 80, protocol: 'TCP' }] }); }],
  ['defaults of probes', (copy) => { container(copy, 1).readinessProbe = { httpGet: { port: 80, path: '/', scheme: 'HTTP' }, periodSeconds: 10, timeoutSeconds: 1, successThreshold: 1, failureThreshold: 3 }; }],
  ['requests that equal the limits', (copy) => { container(copy).resources = { limits: { memory: '1Gi' }, requests: { memory: '1Gi' } }; }],
  ['quantities in another unit', (copy) => { container(copy).resources = { limits: { memory: '1024Mi' } }; copy.spec.volumeClaimTemplates[0].spec.resources.requests.storage = '1024Mi'; }],
  ['modes of files', (copy) => { copy.spec.template.spec.volumes[0].configMap.defaultMode = 420; }],
  ['what the server adds to claim templates', (copy) => { copy.spec.volumeClaimTemplates[0] = { apiVersion: 'v1', kind: 'PersistentVolumeClaim', ...copy.spec.volumeClaimTemplates[0], status: { phase: 'Pending' } }; copy.spec.volumeClaimTemplates[0].spec.volumeMode = 'Filesystem'; }],
  ['what the server writes', (copy) => { Object.assign(copy.metadata, { uid: 'u', resourceVersion: '1', generation: 3, creationTimestamp: 'x', managedFields: [] }); copy.status = { replicas: 1 }; }],
  ['nothing in other words', (copy) => { container(copy).env[0].valueFrom = null; copy.metadata.annotations = {}; copy.spec.template.spec.hostNetwork = false; copy.spec.template.spec.imagePullSecrets = []; }],
])('%s are no difference', (_, change) => {
  expect(pathsOf(SET, but(SET, change))).toEqual([]);
  expect(pathsOf(but(SET, change), SET)).toEqual([]);
});

test.each<[string, (copy: any) => void, string[]]>([
  ['an argument, by flag', (copy) => { container(copy).args = ['--a=2', '--b', '2']; }, ['spec.template.spec.containers[db].args[--a]']],
  ['the value after a flag', (copy) => { container(copy).args[2] = '3'; }, ['spec.template.spec.containers[db].args[--b]']],
  ['the order of arguments, because the pods roll', (copy) => { container(copy).args = ['--b', '2', '--a=1']; }, ['spec.template.spec.containers[db].args (order)']],
  ['the order of variables, because the pods roll', (copy) => container(copy).env.reverse(), ['spec.template.spec.containers[db].env (order)']],
  ['a variable, by name', (copy) => { container(copy).env[1].value = '3'; }, ['spec.template.spec.containers[db].env[B].value']],
  ['a container that is new', (copy) => copy.spec.template.spec.containers.push({ name: 'x', image: 'x' }), ['spec.template.spec.containers[x]']],
  ['a default that is left', (copy) => { copy.spec.replicas = 2; copy.spec.updateStrategy = { type: 'OnDelete' }; }, ['spec.replicas', 'spec.updateStrategy.type']],
  ['0 replicas', (copy) => { copy.spec.replicas = 0; }, ['spec.replicas']],
  ['an empty variable as a label, which is not none', (copy) => { copy.metadata.labels.x = ''; }, ['metadata.labels[x]']],
  ['false where none means true', (copy) => { copy.spec.template.spec.automountServiceAccountToken = false; container(copy).securityContext = { allowPrivilegeEscalation: false }; }, ['spec.template.spec.containers[db].securityContext', 'spec.template.spec.automountServiceAccountToken']],
  ['the class of a claim template', (copy) => { copy.spec.volumeClaimTemplates[0].spec.storageClassName = ''; }, ['spec.volumeClaimTemplates[data].spec.storageClassName']],
  ['the node of a template', (copy) => { copy.spec.template.spec.nodeName = 'n1'; }, ['spec.template.spec.nodeName']],
  ['the size of a claim template', (copy) => { copy.spec.volumeClaimTemplates[0].spec.resources.requests.storage = '2Gi'; }, ['spec.volumeClaimTemplates[data].spec.resources.requests[storage]']],
  ['a text for a number', (copy) => { container(copy, 1).readinessProbe.httpGet.port = '80'; }, ['spec.template.spec.containers[side].readinessProbe.httpGet.port']],
  ['a toleration', (copy) => { copy.spec.template.spec.tolerations[1].effect = 'NoExecute'; }, ['spec.template.spec.tolerations[]', 'spec.template.spec.tolerations[]']],
  ['a variable that stands twice', (copy) => container(copy).env.push({ name: 'A', value: '1' }), ['spec.template.spec.containers[db].env']],
])('%s is a difference', (_, change, expected) => {
  expect(pathsOf(SET, but(SET, change))).toEqual(expected);
});

const role = (rules: any[]) => ({ apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'ClusterRole', metadata: { name: 'r' }, rules });

test('RBAC rules are compared by what they grant', () => {
  const one = role([{ apiGroups: ['', 'apps'], resources: ['pods'], verbs: ['get', 'list'] }]);
  const other = role([{ apiGroups: ['apps'], resources: ['pods'], verbs: ['list'] }, { apiGroups: [''], resources: ['pods'], verbs: ['list', 'get'] }, { apiGroups: ['apps'], resources: ['pods'], verbs: ['get'] }]);
  expect(differences(one, other)).toEqual([]);
  const more = role([...one.rules, { apiGroups: [''], resources: ['secrets'], resourceNames: ['a'], verbs: ['get'] }, { nonResourceURLs: ['/metrics'], verbs: ['get'] }]);
  expect(differences(one, more)).toEqual([{ path: 'rules[secrets/a]', after: ['get'] }, { path: 'rules[/metrics]', after: ['get'] }]);
  expect(differences(one, role([{ apiGroups: ['', 'apps'], resources: ['pods'], verbs: ['get'] }]))).toEqual([
    { path: 'rules[pods]', before: ['get', 'list'], after: ['get'] }, { path: 'rules[pods.apps]', before: ['get', 'list'], after: ['get'] },
  ]);
});

test('subjects are a set, and their API group has a default', () => {
  const binding = (subjects: any[]) => ({ apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'RoleBinding', metadata: { name: 'b' }, roleRef: { kind: 'Role', name: 'r' }, subjects });
  const [a, b] = [{ kind: 'ServiceAccount', name: 'a', namespace: 'x' }, { kind: 'User', name: 'b' }];
  expect(differences(binding([a, b]), binding([{ ...b, apiGroup: 'rbac.authorization.k8s.io' }, a]))).toEqual([]);
  expect(pathsOf(binding([a]), binding([b]))).toEqual(['subjects[ServiceAccount/x/a]', 'subjects[User/b]']);
});

test('what the cluster assigns to Services is no difference, and ports have a key', () => {
  const service = (spec: object) => ({ apiVersion: 'v1', kind: 'Service', metadata: { name: 's' }, spec: { ports: [{ port: 80 }, { port: 443, protocol: 'UDP' }], ...spec } });
  const live = service({ type: 'ClusterIP', clusterIP: '10.0.0.1', clusterIPs: ['10.0.0.1'], ipFamilies: ['IPv4'], ipFamilyPolicy: 'SingleStack', sessionAffinity: 'None', internalTrafficPolicy: 'Cluster', ports: [{ port: 443, protocol: 'UDP', targetPort: 443 }, { port: 80, protocol: 'TCP', targetPort: 80, nodePort: 30000 }] });
  expect(differences(live, service({}))).toEqual([]);
  expect(pathsOf(live, service({ ports: [{ port: 80, targetPort: 'web' }] }))).toEqual(['spec.ports[443/UDP]', 'spec.ports[80/TCP].targetPort']);
});

test('data of Secrets is compared decoded', () => {
  const secret = (more: object) => ({ apiVersion: 'v1', kind: 'Secret', metadata: { name: 's' }, ...more });
  expect(differences(secret({ stringData: { a: 'x' } }), secret({ data: { a: 'eA==' }, type: 'Opaque' }))).toEqual([]);
  expect(pathsOf(secret({ stringData: { a: 'x' } }), secret({ data: { a: 'eQ==' } }))).toEqual(['data[a]']);
});

test('kinds that are not known are compared as they are written, quantities by amount', () => {
  const custom = (spec: object) => ({ apiVersion: 'example.com/v1', kind: 'Thing', metadata: { name: 't' }, spec });
  expect(differences(custom({ resources: { requests: { storage: '1Gi' } } }), custom({ resources: { requests: { storage: '1024Mi' } } }))).toEqual([]);
  expect(pathsOf(custom({ 'a': [1, 2], 'b': [{ c: 1 }], 'd/e': 1 }), custom({ 'a': [2, 1], 'b': [{ c: 2 }], 'd/e': 2 }))).toEqual(['spec.a', 'spec.b[0].c', 'spec[d/e]']);
});

test('the tables name types and fields that exist', () => {
  const types: any = { ...schema.types, ...meaning.types };
  const fieldsOf = (table: object) => Object.entries(table).filter(([type]) => type !== 'note')
    .flatMap(([type, fields]) => (Array.isArray(fields) ? fields : Object.keys(fields)).map((field: string) => `${type}.${field.split('|')[0]}`));
  const named = [meaning.lists, meaning.defaults, meaning.distinct].flatMap(fieldsOf);
  expect(named.filter((field) => types[field.split('.')[0]]?.[field.split('.')[1]] === undefined)).toEqual([]);
  expect(named.length).toBeGreaterThan(150);
  expect(Object.keys(meaning.types).filter((type) => type in schema.types)).toEqual([]);
});
