/*
 * Rules about how things are set up: namespaces, roles, mounts, classes and control planes. The last that is fine and the first that is not.
 */
import { Inventory } from '../../../src/analysis/model/inventory';
import { Asked, example, said } from '../support/judged';

const CLOSED: Asked = { closedWorld: true };

/** What a rule must say, or undefined if it must say nothing. */
type Row = [title: string, rule: string, yaml: string, expected: RegExp | undefined, options?: Asked];

function judge(_: string, rule: string, yaml: string, expected: RegExp | undefined, options: Asked = {}): void {
  const text = said(rule, yaml, options).join('\n');
  if (expected) expect(text).toMatch(expected);
  else expect(text).toBe('');
}

const pod = (spec: string, kind = 'Pod', name = 'web') => (kind === 'Pod' ? `
{apiVersion: v1, kind: Pod, metadata: {name: ${name}, namespace: shop}, spec: {${spec}}}
---` : `
{apiVersion: apps/v1, kind: ${kind}, metadata: {name: ${name}, namespace: shop}, spec: {selector: {matchLabels: {a: b}}, template: {metadata: {labels: {a: b}}, spec: {${spec}}}}}
---`);
const config = (name: string, metadata = '') => `
{apiVersion: v1, kind: ConfigMap, metadata: {name: ${name}${metadata}}, data: {a: b}}
---`;
const CLUSTER = 'apiVersion: kubeadm.k8s.io/v1beta4, kind: ClusterConfiguration';

describe('control planes', () => {
  const runtime = (value: string) => `{${CLUSTER}, apiServer: {extraArgs: [{name: runtime-config, value: "${value}"}]}}`;
  const manager = (args: string, version = 'v1beta4') => `{apiVersion: kubeadm.k8s.io/${version}, kind: ClusterConfiguration, controllerManager: {${args}}}`;
  const volume = (path: string) => `extraVolumes: [{name: a, hostPath: ${path}, mountPath: ${path}}]`;
  const plugin = (more = '') => manager(`extraArgs: {external-cloud-volume-plugin: openstack${more}}`, 'v1beta2');
  test.each<Row>([
    ['a stable version', 'API013', runtime('batch/v1=true'), /enables "batch\/v1", /],
    ['a stable version without a value', 'API013', runtime('batch/v2'), /"batch\/v2"/],
    ['the core group', 'API013', runtime('api/v1=true, v1'), /"api\/v1" and "v1"/],
    ['a stable version that is switched off', 'API013', runtime('batch/v1=false'), undefined],
    ['a beta version', 'API013', runtime('batch/v1beta1=true'), undefined],
    ['all versions', 'API013', runtime('api/all=true'), undefined],
    ['a single resource', 'API013', runtime('apps/v1/deployments=true'), undefined],
    ['a configuration that nothing names', 'API014', manager(volume('/etc/kubernetes/cloud.conf')), /extraVolumes\[0\]: \/etc\/kubernetes\/cloud\.conf is mounted into kube-controller-manager/],
    ['of the API server', 'API014', `{${CLUSTER}, apiServer: {${volume('/etc/cloud_config')}}}`, /\/etc\/cloud_config is mounted into kube-apiserver/],
    ['in a directory that is mounted', 'API014', manager(`extraArgs: [{name: cloud-config, value: /etc/cloud-conf/a}], ${volume('/etc/cloud-conf')}`), undefined],
    ['beside what is mounted', 'API014', manager(`extraArgs: [{name: cloud-config, value: /etc/cloud-conf-2}], ${volume('/etc/cloud-conf')}`), /no argument refers to it/],
    ['another file', 'API014', manager(volume('/etc/kubernetes/audit.yaml')), undefined],
    ['a volume without a path', 'API014', manager('extraVolumes: [{name: a}]'), undefined],
    ['a plugin without its provider, up to 1.25', 'API014', plugin(), /ignores external-cloud-volume-plugin without cloud-provider: external/, { kubernetesVersion: '1.25' }],
    ['a plugin from 1.26 on is the business of API010', 'API014', plugin(), undefined, { kubernetesVersion: '1.26' }],
    ['a plugin without its configuration', 'API014', plugin(', cloud-provider: external'), /needs the argument cloud-config/, { kubernetesVersion: '1.25' }],
    ['a plugin with its provider', 'API014', plugin(', cloud-provider: external, cloud-config: /etc/cloud'), undefined, { kubernetesVersion: '1.25' }],
    ['a plugin with another provider', 'API014', plugin(', cloud-provider: openstack'), /ignores external-cloud-volume-plugin without cloud-provider: external/, { kubernetesVersion: '1.25' }],
    ['no plugin', 'API014', manager('extraArgs: {cloud-provider: openstack}', 'v1beta2'), undefined, { kubernetesVersion: '1.25' }],
  ])('%s (%s)', judge);
});

describe('files that no API server reads', () => {
  const unnamed = (apiVersion: string, kind: string) => `{apiVersion: ${apiVersion}, kind: ${kind}}\n---\n`;
  test.each<Row>([
    ['kubeadm', 'INP003', ['InitConfiguration', 'ClusterConfiguration', 'JoinConfiguration'].map((kind) => unnamed('kubeadm.k8s.io/v1beta4', kind)).join(''), undefined],
    ['the kubelet', 'INP003', unnamed('kubelet.config.k8s.io/v1beta1', 'KubeletConfiguration'), undefined],
    ['kube-proxy', 'INP003', unnamed('kubeproxy.config.k8s.io/v1alpha1', 'KubeProxyConfiguration'), undefined],
    ['the API server', 'INP003', unnamed('apiserver.config.k8s.io/v1', 'EncryptionConfiguration') + unnamed('audit.k8s.io/v1', 'Policy') + unnamed('apiserver.k8s.io/v1beta1', 'EgressSelectorConfiguration'), undefined],
    ['kustomize', 'INP003', unnamed('kustomize.config.k8s.io/v1beta1', 'Kustomization'), undefined],
    ['an object', 'INP003', unnamed('v1', 'ConfigMap'), /ConfigMap has no metadata\.name/],
    ['a custom object', 'INP003', unnamed('myconfig.k8s.io/v1', 'Thing'), /Thing has no metadata\.name/],
    ['an object beside a file', 'INP003', unnamed('v1', 'ConfigMap') + unnamed('kubeadm.k8s.io/v1beta4', 'InitConfiguration'), /^\S+ \S+ : ConfigMap has no metadata\.name\.$/],
    ['no definition is missed', 'GIT010', unnamed('kubeadm.k8s.io/v1beta4', 'InitConfiguration') + unnamed('kubelet.config.k8s.io/v1beta1', 'KubeletConfiguration'), undefined],
  ])('%s (%s)', judge);

  test('in memory, where nothing has a place of its own', () => {
    const { problems } = Inventory.ofManifests([{ apiVersion: 'kubeadm.k8s.io/v1beta4', kind: 'InitConfiguration' }, { apiVersion: 'v1', kind: 'ConfigMap' }]);
    expect(problems.map(({ message }) => message)).toEqual(['ConfigMap has no metadata.name']);
  });
});

describe('mounts inside of mounts', () => {
  const mounts = (outer: string, inner: string, volumes: string) => pod(`containers: [{name: web, image: 'nginx:1', volumeMounts: [{name: in, ${inner}}, {name: out, ${outer}}]}], volumes: [${volumes}]`);
  const IN = '{name: in, emptyDir: {}}';
  const of = (source: string, outer = 'mountPath: /a', inner = 'mountPath: /a/b') => mounts(outer, inner, `{name: out, ${source}}, ${IN}`);
  const hosts = (outer: string, inner: string, more = '', innerMore = more) => mounts(`mountPath: /a${more}`, `mountPath: /a/b${innerMore}`, `{name: out, hostPath: {path: ${outer}}}, {name: in, hostPath: {path: ${inner}}}`);
  test.each<Row>([
    ['in a directory of the node that is read', 'MNT019', of('hostPath: {path: /x}', 'mountPath: /a/, readOnly: true'), /^warning Pod\/web spec\.containers\[0\]\.volumeMounts\[0\]\.mountPath: \/a\/b is inside \/a\/, where volume "out" is mounted read-only/],
    ['in one that is written', 'MNT019', of('hostPath: {path: /x}'), undefined],
    ['in a claim that is read', 'MNT019', of('persistentVolumeClaim: {claimName: a}', 'mountPath: /a, readOnly: true'), /^warning/],
    ['in an empty directory that is read', 'MNT019', of('emptyDir: {}', 'mountPath: /a, readOnly: true'), undefined],
    ['in a Secret', 'MNT019', of('secret: {secretName: a}'), /^info .* and hides that directory of the image/],
    ['in a projected volume', 'MNT019', of('projected: {sources: []}'), /^info/],
    ['beside it', 'MNT019', of('secret: {secretName: a}', 'mountPath: /a', 'mountPath: /ab'), undefined],
    ['at the same path is the business of MNT004', 'MNT019', of('secret: {secretName: a}', 'mountPath: /a', 'mountPath: /a/'), undefined],
    ['the innermost counts', 'MNT019', pod(`containers: [{name: web, image: 'nginx:1', volumeMounts: [{name: in, mountPath: /a/b/c}, {name: out, mountPath: /a}, {name: mid, mountPath: /a/b}]}],
volumes: [${IN}, {name: out, secret: {secretName: a}}, {name: mid, emptyDir: {}}]`), /^info \S+ spec\.containers\[0\]\.volumeMounts\[2\].*$/],
    ['without a path', 'MNT019', of('secret: {secretName: a}', 'mountPath: /a', 'subPath: b'), undefined],
    ['around without a path', 'MNT019', of('secret: {secretName: a}', 'subPath: b'), undefined],
    ['in the root directory', 'MNT019', of('hostPath: {path: /x}', 'mountPath: /, readOnly: true', 'mountPath: /b'), /^warning .*\/b is inside \//],
    ['at the longest path', 'MNT019', of('secret: {secretName: a}', 'mountPath: /a', `mountPath: /a/${'b'.repeat(4093)}`), /^info/],
    ['at one that cannot be', 'MNT019', of('secret: {secretName: a}', 'mountPath: /a', `mountPath: /a/${'b'.repeat(4094)}`), undefined],
    ['of the same volume', 'MNT019', pod("containers: [{name: web, image: 'nginx:1', volumeMounts: [{name: out, mountPath: /a}, {name: out, mountPath: /a/b, subPath: c}]}], volumes: [{name: out, secret: {secretName: a}}]"), undefined],
    ['of a volume that is not there', 'MNT019', mounts('mountPath: /a', 'mountPath: /a/b', IN), undefined],
    ['the same directory of the node', 'MNT019', hosts('/x', '/x/b'), /^info .*already shows the same host directory/],
    ['the same directory by a subPath', 'MNT019', hosts('/', '/x/b', ', subPath: x', ''), /^info/],
    ['the same directory, to be written where it was read', 'MNT019', hosts('/x', '/x/b', ', readOnly: true', ''), undefined],
    ['the same directory with other propagation', 'MNT019', hosts('/x', '/x/b', '', ', mountPropagation: HostToContainer'), undefined],
    ['the same directory below the root of the node', 'MNT019', hosts('/', '/b'), /^info/],
    ['another directory of the node', 'MNT019', hosts('/x', '/y', ', readOnly: true'), /^warning/],
  ])('%s (%s)', judge);

  const reading = (type: string, ...readOnly: boolean[]) => pod(`containers: [{name: web, image: 'nginx:1', volumeMounts: [${readOnly.map((only, i) => `{name: a, mountPath: /a${i}, readOnly: ${only}}`).join()}]}], volumes: [{name: b, emptyDir: {}}, {name: a, hostPath: {path: /x, type: ${type}}}]`);
  test.each<Row>([
    ['only read', 'MNT020', reading('DirectoryOrCreate', true, true), /volumes\[1\]\.hostPath\.type: volume "a" is only read, but creates an empty \/x/],
    ['written once', 'MNT020', reading('DirectoryOrCreate', true, false), undefined],
    ['mounted nowhere', 'MNT020', reading('DirectoryOrCreate'), undefined],
    ['that must be there', 'MNT020', reading('Directory', true), undefined],
  ])('a directory %s (%s)', judge);
});

describe('namespaces', () => {
  test.each<Row>([
    ['one has none', 'GIT012', config('a') + config('b', ', namespace: shop'), /ConfigMap\/a metadata\.namespace: "a" has no namespace, but other objects use "shop"\.$/],
    ['several have none', 'GIT012', config('a') + config('b') + config('c', ', namespace: web') + config('d', ', namespace: shop'), /"a" and "b" have no namespace, but other objects use "shop" and "web"/],
    ['none has one', 'GIT012', config('a') + config('b'), undefined],
    ['all have one', 'GIT012', config('b', ', namespace: shop'), undefined],
    ['an empty one is none', 'GIT012', config('a') + config('b', ', namespace: ""'), undefined],
    ['a subject has one', 'GIT012', `${config('a')}\n{apiVersion: rbac.authorization.k8s.io/v1, kind: ClusterRoleBinding, metadata: {name: r}, roleRef: {kind: ClusterRole, name: view}, subjects: [{kind: ServiceAccount, name: s, namespace: shop}]}`, /other objects use "shop"/],
    ['kinds without namespaces', 'GIT012', `{apiVersion: v1, kind: Namespace, metadata: {name: shop}}\n---${config('a', ', namespace: shop')}`, undefined],
    ['custom kinds may have none', 'GIT012', `{apiVersion: example.com/v1, kind: Thing, metadata: {name: a}}\n---${config('a', ', namespace: shop')}`, undefined],
    ['files have none', 'GIT012', `{${CLUSTER}, metadata: {name: a}}\n---${config('a', ', namespace: shop')}`, undefined],
    ['what has no name is told of elsewhere', 'GIT012', `{apiVersion: v1, kind: ConfigMap}\n---${config('a', ', namespace: shop')}`, undefined],
  ])('%s (%s)', judge);
});

describe('roles', () => {
  const rule = (group: string, resource: string, verbs = '["*"]') => `{apiVersion: rbac.authorization.k8s.io/v1, kind: ClusterRole, metadata: {name: r}, rules: [{apiGroups: [${group}], resources: ${resource}, verbs: ${verbs}}]}`;
  const role = (metadata = ', namespace: shop') => `{apiVersion: rbac.authorization.k8s.io/v1, kind: Role, metadata: {name: r${metadata}}, rules: [{apiGroups: [""], resources: [pods], verbs: [get]}]}\n---\n`;
  const binding = (kind = 'Role', name = 'r', namespace = 'shop', subject = '{kind: ServiceAccount, name: s, namespace: shop}') => `{apiVersion: rbac.authorization.k8s.io/v1, kind: RoleBinding, metadata: {name: b, namespace: ${namespace}}, roleRef: {kind: ${kind}, name: ${name}}, subjects: [${subject}]}\n---\n`;
  const account = (metadata = '') => `{apiVersion: v1, kind: ServiceAccount, metadata: {name: s${metadata}}}\n---\n`;
  test.each<Row>([
    ['jobs', 'RBA006', rule('batch', '[jobs]'), /^info .*all verbs on jobs\.$/],
    ['jobs of all groups', 'RBA006', rule('"*"', '[jobs]'), /^info .*all verbs on jobs\.$/],
    ['jobs of another group', 'RBA006', rule('example.com', '[jobs]'), undefined],
    ['pods are of the core group', 'RBA006', rule('apps', '[pods, deployments]'), /^info .*all verbs on deployments\.$/],
    ['pods and volumes', 'RBA006', rule('""', '[pods, persistentvolumes, services]'), /^warning .*all verbs on persistentvolumes, pods\.$/],
    ['some verbs', 'RBA006', rule('batch', '[jobs]', '[get, create]'), undefined],
    ['bound', 'RBA009', role() + binding(), undefined],
    ['bound to none', 'RBA009', role(), /^info Role\/r metadata\.name: no RoleBinding names Role "r"/],
    ['bound to none in a closed world', 'RBA009', role(), /^warning/, CLOSED],
    ['bound in another namespace', 'RBA009', role() + binding('Role', 'r', 'other'), /no RoleBinding/],
    ['bound wherever it is applied', 'RBA009', role('') + binding(), undefined],
    ['a ClusterRole of that name is bound', 'RBA009', role() + binding('ClusterRole'), /no RoleBinding/],
    ['another is bound', 'RBA009', role() + binding('Role', 'q'), /no RoleBinding/],
    ['an account without a namespace', 'RBA010', account() + binding(), /^warning RoleBinding\/b subjects\[0\]\.namespace: the subject is fixed to namespace "shop", but ServiceAccount "s" sets none/],
    ['an account with one', 'RBA010', account(', namespace: shop') + binding(), undefined],
    ['an account that is not here', 'RBA010', binding(), undefined],
    ['a subject without a namespace', 'RBA010', account() + binding('Role', 'r', 'shop', '{kind: ServiceAccount, name: s}'), undefined],
    ['a group', 'RBA010', account() + binding('Role', 'r', 'shop', '{kind: Group, name: s, namespace: shop}'), undefined],
  ])('%s (%s)', judge);
});

describe('pods', () => {
  const port = (hostPort: string, kind = 'Pod', more = '') => pod(`${more}containers: [{name: web, image: 'nginx:1', ports: [{containerPort: 80${hostPort}}]}]`, kind);
  const as = (fields: string) => pod(`${fields}containers: [{name: web, image: 'nginx:1'}]`);
  test.each<Row>([
    ['a port', 'SEC011', port(', hostPort: 8081'), /ports\[0\]\.hostPort: the pod uses host port 8081/],
    ['a port of a Deployment', 'SEC011', port(', hostPort: 8081', 'Deployment'), /spec\.template\.spec\.containers\[0\]/],
    ['no port of the node', 'SEC011', port(''), undefined],
    ['port 0 is none', 'SEC011', port(', hostPort: 0'), undefined],
    ['a DaemonSet has one pod on each node', 'SEC011', port(', hostPort: 8081', 'DaemonSet'), undefined],
    ['in the network of the node every port is one of it', 'SEC011', port(', hostPort: 80', 'Pod', 'hostNetwork: true, '), undefined],
    ['not in the network of the node', 'SEC011', port(', hostPort: 80', 'Pod', 'hostNetwork: false, '), /port 80/],
    ['the old field', 'API012', as('serviceAccount: a, '), /^info Pod\/web spec\.serviceAccount: serviceAccount is a deprecated alias/],
    ['both, as a dump has them', 'API012', as('serviceAccount: a, serviceAccountName: a, '), undefined],
    ['neither', 'API012', as(''), undefined],
  ])('%s (%s)', judge);
});

describe('drivers', () => {
  const tolerations = (...list: string[]) => example('CSI019', [/containers:\n +- name: registrar/, `tolerations: [${list.join()}]\n      containers:\n        - name: registrar`]);
  const unknown = example('CSI019', [/image: registry.k8s.io\/provider-os\/cinder-csi-plugin:v1.36.0/, 'image: example.com/driver:v1'], [/cinder-csi-plugin, /, 'driver, '], [/plugins\/cinder.csi.openstack.org\/csi.sock/, 'plugins/x/csi.sock']);
  const ccm = (tag: string, arg: string) => pod(`containers: [{name: ccm, image: 'registry.k8s.io/provider-os/openstack-cloud-controller-manager:${tag}', args: ['${arg}']}]`, 'DaemonSet');
  test.each<Row>([
    ['a pod tolerates more than the node plugin', 'CSI019', example('CSI019'), /^warning .*Pod "web" uses volumes of this driver and tolerates taints/],
    ['no pod does', 'CSI019', tolerations('{key: dedicated, operator: Exists}'), /^info DaemonSet\/cinder-node spec\.template\.spec\.tolerations: the node plugin does not tolerate every taint/],
    ['every taint', 'CSI019', tolerations('{operator: Exists}'), undefined],
    ['an operator that compares is not every taint', 'CSI019', tolerations('{operator: Equal, value: a}'), /^warning/],
    ['a driver whose name is not known', 'CSI019', unknown, /^info/],
    ['--address before 1.24', 'CSI014', ccm('v1.23.9', '--address=127.0.0.1'), undefined],
    ['--address from 1.24 on', 'CSI014', ccm('v1.24.0', '--address=127.0.0.1'), /--address of openstack-cloud-controller-manager is replaced by --bind-address since 1\.24/],
    ['--port from 1.24 on', 'CSI014', ccm('v1.24.0', '--port=0'), /is replaced by --secure-port/],
    ['--bind-address', 'CSI014', ccm('v1.24.0', '--bind-address=127.0.0.1'), undefined],
  ])('%s (%s)', judge);
});

describe('the certificate of the cloud', () => {
  const SECRET = /stringData:\n {2}ca\.pem: \|\n {4}REPLACE-WITH-CA-CERTIFICATE-PEM/;
  const encoded = (text: string) => `data: {ca.pem: ${Buffer.from(text).toString('base64')}}`;
  const configMap = (yaml: string) => yaml.replace('kind: Secret\nmetadata: {name: ca,', 'kind: ConfigMap\nmetadata: {name: ca,').replace('{name: ca, secret: {secretName: ca}}', '{name: ca, configMap: {name: ca}}');
  test.each<Row>([
    ['in base64', 'CFG018', example('CFG018', [SECRET, encoded('none')]), /^warning Secret\/ca data\[ca\.pem\]: ca\.pem is the ca-file of cloud\.conf, but contains no certificate/],
    ['a certificate in base64', 'CFG018', example('CFG018', [SECRET, encoded('# ours\n-----BEGIN CERTIFICATE-----\n')]), undefined],
    ['a key is no certificate', 'CFG018', example('CFG018', [SECRET, encoded('-----BEGIN PRIVATE KEY-----\n')]), /contains no certificate/],
    ['no base64 is the business of others', 'CFG018', example('CFG018', [SECRET, 'data: {ca.pem: "-"}']), undefined],
    ['no such key', 'CFG018', example('CFG018', [/ca\.pem: \|/, 'other.pem: |']), undefined],
    ['a ConfigMap', 'CFG018', configMap(example('CFG018', [SECRET, 'data: {ca.pem: none}'])), /ConfigMap\/ca data\[ca\.pem\]/],
    ['a directory of the node', 'CFG018', example('CFG018', [/secret: \{secretName: ca\}/, 'hostPath: {path: /etc/cacert}']), undefined],
    ['a Secret that is not here', 'CFG018', example('CFG018', [/kind: Secret\nmetadata: \{name: ca,/, 'kind: Secret\nmetadata: {name: cb,']), undefined],
    ['no ca-file', 'CFG018', example('CFG018', [/ {2}ca-file = .*\n/, '']), undefined],
  ])('%s (%s)', judge);

  test('is told of once, however many read it', () => {
    const twice = `${example('CFG018')}---\n${example('CFG018').split('---\n')[1].replace('metadata: {name: openstack-cloud-controller-manager', 'metadata: {name: another')}`;
    expect(said('CFG018', twice)).toHaveLength(1);
  });
});

describe('classes', () => {
  const storageClass = (name: string, provisioner: string, metadata = '') => `
{apiVersion: storage.k8s.io/v1, kind: StorageClass, metadata: {name: ${name}${metadata}}, provisioner: ${provisioner}, volumeBindingMode: WaitForFirstConsumer}
---`;
  const standard = storageClass('standard', 'example.com/disk', ', annotations: {storageclass.kubernetes.io/is-default-class: "true"}');
  const volume = (more: string, source = 'nfs: {server: a, path: /b}', name = 'disk') => `
{apiVersion: v1, kind: PersistentVolume, metadata: {name: ${name}}, spec: {accessModes: [ReadWriteOnce], capacity: {storage: 5Gi}, ${source}${more}}}
---`;
  const claim = (more: string) => `
{apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: data, namespace: shop}, spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 5Gi}}${more}}}
---`;
  const dataVolume = (more = '') => `
{apiVersion: cdi.kubevirt.io/v1beta1, kind: DataVolume, metadata: {name: image, namespace: shop}, spec: {storage: {resources: {requests: {storage: 5Gi}}${more}}}}
---`;
  const csi = (driver: string) => `csi: {driver: ${driver}, volumeHandle: a}`;
  const CINDER = 'cinder.csi.openstack.org';
  test.each<Row>([
    ['a volume without class', 'BND030', standard + volume(''), /PersistentVolume\/disk spec\.storageClassName: claims that name no class get the default class "standard", so they never bind to "disk"\.$/],
    ['several are told of at once', 'BND030', standard + volume('') + volume('', undefined, 'disk-2'), /^[^\n]*never bind to "disk" and "disk-2"\.$/],
    ['a volume with a class', 'BND030', standard + volume(', storageClassName: hand'), undefined],
    ['no default class', 'BND030', storageClass('standard', 'example.com/disk') + volume(''), undefined],
    ['a claim takes it', 'BND030', standard + volume('') + claim(', storageClassName: ""'), undefined],
    ['a claim of the default class does not', 'BND030', standard + volume('') + claim(''), /never bind to "disk"/],
    ['a claim of the default class takes another', 'BND030', standard + volume('') + volume(', storageClassName: standard', undefined, 'other') + claim(', storageClassName: standard'), /never bind to "disk"/],
    ['a reserved volume', 'BND030', standard + volume(', claimRef: {namespace: shop, name: data}'), undefined],
    ['a claim that is left to the cluster', 'CLS020', volume('') + claim(''), /^info PersistentVolumeClaim\/data spec\.storageClassName: claim "data" names no class, so it binds to "disk" only if/],
    ['a claim that says none', 'CLS020', volume('') + claim(', storageClassName: ""'), undefined],
    ['a claim that no volume waits for', 'CLS020', claim(''), undefined],
    ['a claim where there is a default class', 'CLS020', standard + volume('') + claim(''), undefined],
    ['a claim where no class is marked', 'CLS020', storageClass('a', 'b', ', annotations: {storageclass.kubernetes.io/is-default-class: "false"}') + volume('') + claim(''), /it binds to "disk" only if/],
    ['nothing is left in a closed world', 'CLS020', volume('') + claim(''), undefined, CLOSED],
    ['a DataVolume', 'CLS020', dataVolume(), /^info DataVolume\/image spec\.storage\.storageClassName: DataVolume "image" names no class, so it waits for a default class/],
    ['a DataVolume in a closed world', 'CLS020', dataVolume(), /^warning/, CLOSED],
    ['a DataVolume with a class', 'CLS020', dataVolume(', storageClassName: a'), undefined],
    ['a DataVolume with a default class', 'CLS020', standard + dataVolume(), undefined],
    ['a DataVolume with a default class of its own', 'CLS020', storageClass('a', 'b', ', annotations: {storageclass.kubevirt.io/is-default-virt-class: "true"}') + dataVolume(), undefined],
    ['another kind of volume', 'CLS021', storageClass('slow', CINDER) + volume(', storageClassName: slow'), /PersistentVolume\/disk spec\.storageClassName: claims of class "slow" get this nfs volume if it is free, and else a new cinder\.csi\.openstack\.org volume/],
    ['a volume of another driver', 'CLS021', storageClass('slow', CINDER) + volume(', storageClassName: slow', csi('ebs.csi.aws.com')), /this ebs\.csi\.aws\.com volume/],
    ['a volume of the driver', 'CLS021', storageClass('slow', CINDER) + volume(', storageClassName: slow', csi(CINDER)), undefined],
    ['a volume of the driver in its old form', 'CLS021', storageClass('slow', 'kubernetes.io/cinder') + volume(', storageClassName: slow', 'cinder: {volumeID: a}'), undefined],
    ['a volume of another driver in its old form', 'CLS021', storageClass('slow', 'example.com/a') + volume(', storageClassName: slow', 'cinder: {volumeID: a}'), /this cinder\.csi\.openstack\.org volume if it is free, and else a new example\.com\/a volume/],
    ['a provisioner that may make such volumes', 'CLS021', storageClass('slow', 'example.com/nfs') + volume(', storageClassName: slow'), undefined],
    ['a class without provisioner', 'CLS021', storageClass('slow', 'kubernetes.io/no-provisioner') + volume(', storageClassName: slow', csi(CINDER)), undefined],
    ['a reserved volume of another kind', 'CLS021', storageClass('slow', CINDER) + volume(', storageClassName: slow, claimRef: {namespace: shop, name: data}'), undefined],
    ['a class that is not here', 'CLS021', volume(', storageClassName: slow'), undefined],
    ['a volume of no kind', 'CLS021', storageClass('slow', CINDER) + volume(', storageClassName: slow', 'other: {}'), undefined],
  ])('%s (%s)', judge);
});
