/*
 * The faults that people make, written as they write them: other kinds, other fields and other worlds than the one example of each rule.
 */
import { check } from '../../../src/analysis/check/check';
import { Inventory } from '../../../src/analysis/model/inventory';
import { example, findings, said } from '../support/judged';

const NO_PROVISIONER = 'kubernetes.io/no-provisioner';
const CINDER = 'cinder.csi.openstack.org';
const documents = (...all: string[]) => all.join('\n---\n');
const object = (kind: string, name: string, rest: string, apiVersion = 'v1') => `{apiVersion: ${apiVersion}, kind: ${kind}, metadata: {name: ${name}}, ${rest}}`;
const claim = (name: string, spec = 'storageClassName: local', more = '') => object('PersistentVolumeClaim', name,
  `spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 5Gi}}, ${spec}}${more}`);
const volume = (name: string, spec: string, size = '5Gi') => object('PersistentVolume', name, `spec: {accessModes: [ReadWriteOnce], capacity: {storage: ${size}}, ${spec}}`);
const onNode = (node: string) => `storageClassName: local, local: {path: /mnt/a}, nodeAffinity: {required: {nodeSelectorTerms: [{matchExpressions: [{key: kubernetes.io/hostname, operator: In, values: [${node}]}]}]}}`;
const storageClass = (name: string, rest = '', provisioner = NO_PROVISIONER) => object('StorageClass', name, `provisioner: ${provisioner}, volumeBindingMode: WaitForFirstConsumer${rest}`, 'storage.k8s.io/v1');
const node = (name: string) => `{apiVersion: v1, kind: Node, metadata: {name: ${name}, labels: {kubernetes.io/hostname: ${name}}}}`;
const pod = (name: string, spec: string) => object('Pod', name, `spec: {${spec}}`);
const user = (claimName: string) => pod(`of-${claimName}`, `containers: [{name: a, image: "b:1", volumeMounts: [{name: data, mountPath: /data}]}], volumes: [{name: data, persistentVolumeClaim: {claimName: ${claimName}}}]`);
const closed = { closedWorld: true };

describe('a claim that waits for a pod that the scheduler cannot place', () => {
  test('because no volume is large enough', () => {
    const text = documents(storageClass('local'), volume('small', onNode('n1'), '4Gi'), claim('data'), user('data'));
    expect(said('BND001', text, closed)).toEqual([expect.stringMatching(/^error .*closest is "small" with 4Gi/)]);
    expect(said('BND001', text)).toEqual([expect.stringMatching(/^warning /)]);
    expect(said('BND001', documents(node('n1'), text), closed)).toHaveLength(1);
  });

  test('not where a large one is out of reach: then the size is not to blame', () => {
    const text = documents(storageClass('local'), volume('small', onNode('n1'), '4Gi'), volume('large', onNode('n1')), claim('data'), user('data'));
    expect(said('BND001', text, closed)).toEqual([]);
  });

  test('because no node reaches the volume, or there is none', () => {
    const set = documents(storageClass('local'), volume('far', onNode('n9')), claim('data'), user('data'));
    expect(said('BND029', documents(node('n1'), set), closed)).toEqual([expect.stringMatching(/"far" matches, but no node/)]);
    expect(said('BND029', documents(node('n9'), set), closed)).toEqual([]);
    expect(said('BND029', set, closed)).toEqual([]);
    expect(said('BND029', documents(storageClass('local'), claim('data'), user('data')), closed)).toHaveLength(1);
  });
});

test('volumes without a class, of which the smallest has more access modes than another', () => {
  const shared = volume('small', 'nfs: {server: a, path: /b}').replace('[ReadWriteOnce]', '[ReadWriteOnce, ReadWriteMany]');
  const set = (other: string) => documents(shared, other, claim('data', 'storageClassName: ""'));
  expect(said('BND027', set(volume('large', 'nfs: {server: a, path: /c}', '9Gi')))).toEqual([expect.stringMatching(/binds to "small" with WaitForFirstConsumer, but to "large" with Immediate/)]);
  expect(said('BND027', set(volume('least', 'nfs: {server: a, path: /c}', '5Gi')))).toEqual([]);
});

test('claimRef of a dump without its uid', () => {
  expect(said('BND010', volume('a', 'nfs: {server: a, path: /b}, claimRef: {namespace: shop, name: data, resourceVersion: "12"}')))
    .toEqual([expect.stringMatching(/^warning .* spec.claimRef.resourceVersion: /)]);
});

test('marks of binding in a spec are fields of controllers', () => {
  const uid = '6a5e2d9a-3c1f-4b1a-9f0a-0d5a2e6b7c8d';
  expect(said('GIT006', volume('a', `nfs: {server: a, path: /b}, claimRef: {namespace: shop, name: data, uid: ${uid}}`))).toEqual([expect.stringContaining('spec.claimRef.uid')]);
  expect(said('GIT006', claim('a', `volumeName: pvc-${uid}`))).toEqual([expect.stringContaining('spec.volumeName')]);
  expect(said('GIT006', claim('a', 'volumeName: database'))).toEqual([]);
});

test('an attributes class on a volume is dropped too', () => {
  const text = volume('a', 'csi: {driver: a.b, volumeHandle: c}, volumeAttributesClassName: gold');
  expect(said('CLS017', text, { kubernetesVersion: '1.33' })).toHaveLength(1);
  expect(said('CLS017', text, { kubernetesVersion: '1.34' })).toEqual([]);
});

test.each([
  ['CSI', `csi: {driver: ${CINDER}, volumeHandle: a}`, 1],
  ['a raw device of CSI, which a multiattach type may serve', `volumeMode: Block, csi: {driver: ${CINDER}, volumeHandle: a}`, 0],
  ['CSI for files', 'csi: {driver: nfs.csi.k8s.io, volumeHandle: a}', 0],
])('a volume for many writers of %s', (_, spec, count) => {
  expect(said('ACM008', volume('a', spec).replace('[ReadWriteOnce]', '[ReadWriteMany]'))).toHaveLength(count);
});

describe('StatefulSets', () => {
  const set = (spec: string, template = '') => object('StatefulSet', 'web', `spec: {serviceName: web, replicas: 3, selector: {matchLabels: {app: web}}, template: {metadata: {labels: {app: web}}, spec: {${template}containers: [{name: a, image: "b:1"}]}}, ${spec}}`, 'apps/v1');
  const template = (spec: string, storage = '1Gi') => `volumeClaimTemplates: [{metadata: {name: data}, spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: ${storage}}}, ${spec}}}]`;

  test('a volume mode that is none', () => {
    expect(said('STS001', set(template('volumeMode: block')))).toEqual([expect.stringMatching(/volumeMode: claim template "data" has the unknown volumeMode block/)]);
    expect(findings('INP005', set(template('volumeMode: block')))).toEqual([]);
  });

  test('claim templates that only look different have not changed', () => {
    const before = { previous: set(template('storageClassName: fast')) };
    expect(said('STS002', set(template('storageClassName: fast', '1024Mi')), before)).toEqual([]);
    expect(said('STS002', set(template('storageClassName: fast, volumeMode: Filesystem')), before)).toEqual([]);
    expect(said('STS002', set(template('storageClassName: fast', '1G')), before)).toHaveLength(1);
    expect(said('STS002', set(template('storageClassName: fast, volumeMode: Block')), before)).toHaveLength(1);
  });

  const antiAffinity = (labels: string) => `affinity: {podAntiAffinity: {requiredDuringSchedulingIgnoredDuringExecution: [{topologyKey: topology.kubernetes.io/zone, labelSelector: {matchLabels: {${labels}}}}]}}, `;
  const zonal = (zones: string) => storageClass('zonal', `, allowedTopologies: [{matchLabelExpressions: [{key: topology.cinder.csi.openstack.org/zone, values: [${zones}]}]}]`, CINDER);
  test.each([
    ['keep apart in a class of one zone', 'az1', 'app: web', 1],
    ['keep apart in a class of two zones', 'az1, az2', 'app: web', 0],
    ['keep apart from others', 'az1', 'app: other', 0],
  ])('pods that %s', (_, zones, labels, count) => {
    expect(said('STS016', documents(zonal(zones), set(template('storageClassName: zonal'), antiAffinity(labels))))).toHaveLength(count);
  });
});

describe('drivers', () => {
  test('a sidecar that looks for its socket outside of every mount', () => {
    expect(said('CSI005', example('CSI005', [/--csi-address=\S+?(?=["\s,\]])/, '--csi-address=/nowhere/csi.sock']))[0]).toMatch(/connects to \/nowhere\/csi.sock, which is in none of its mounts/);
  });

  test('the registration directory of Windows', () => {
    expect(said('CSI006', example('CSI006', [/path: \/var\/lib\/kubelet\/plugins([,}\n])/, 'path: "C:\\\\var\\\\lib\\\\kubelet\\\\plugins_registry\\\\"$1']))).toEqual([]);
  });

  test('sidecars that are older than the APIs of the cluster', () => {
    const controller = (image: string) => object('Deployment', 'c', `spec: {selector: {matchLabels: {a: b}}, template: {metadata: {labels: {a: b}}, spec: {containers: [{name: a, image: "registry.k8s.io/sig-storage/${image}"}]}}}`, 'apps/v1');
    expect(said('CSI018', controller('csi-provisioner:v1.6.0'))).toEqual([expect.stringMatching(/needs CSINode v1beta1, which Kubernetes has not served since 1.22/)]);
    expect(said('CSI018', controller('csi-attacher:v2.2.1'))).toHaveLength(1);
    expect(said('CSI018', controller('csi-attacher:v3.0.0'))).toEqual([]);
    expect(said('CSI018', controller('csi-provisioner:v1.6.0'), { kubernetesVersion: '1.21' })).toEqual([]);
  });

  test('the flag of a node part that never uses credentials', () => {
    const plugin = (tag: string) => pod('a', `containers: [{name: a, image: "cinder-csi-plugin:${tag}", args: [--node-service-no-os-client=true]}]`);
    expect(said('CSI014', plugin('v1.36.0'))).toHaveLength(1);
    expect(said('CSI014', plugin('v1.31.1'))).toEqual([]);
  });
});

test('versions of attributes classes that are off by default', () => {
  const text = object('VolumeAttributesClass', 'gold', 'driverName: a.b, parameters: {a: b}', 'storage.k8s.io/v1beta1');
  expect(said('API005', text, { kubernetesVersion: '1.36' })).toEqual([expect.stringMatching(/^warning .*--runtime-config=storage.k8s.io\/v1beta1=true/)]);
  expect(said('API005', text, { kubernetesVersion: '1.37' })).toEqual([expect.stringMatching(/^error /)]);
});

test.each([
  ['podAntiAffinity: {preferredDuringSchedulingIgnoredDuringExecution: [{weight: 1, podAffinityTerm: {topologyKey: failure-domain.beta.kubernetes.io/zone, labelSelector: {}}}]}', 'preferredDuringSchedulingIgnoredDuringExecution[0].podAffinityTerm.topologyKey'],
  ['podAffinity: {requiredDuringSchedulingIgnoredDuringExecution: [{topologyKey: failure-domain.beta.kubernetes.io/zone, labelSelector: {}}]}', 'podAffinity.requiredDuringSchedulingIgnoredDuringExecution[0].topologyKey'],
  ['nodeAffinity: {preferredDuringSchedulingIgnoredDuringExecution: [{weight: 1, preference: {matchExpressions: [{key: beta.kubernetes.io/arch, operator: Exists}]}}]}', 'preference.matchExpressions[0].key'],
])('deprecated labels of nodes in %s', (affinity, path) => {
  expect(findings('API007', pod('a', `affinity: {${affinity}}, containers: [{name: a, image: "b:1"}]`)).map((f) => f.path)).toEqual([expect.stringContaining(path)]);
});

test('a control plane for an external cloud without its controller', () => {
  const configuration = `apiVersion: kubeadm.k8s.io/v1beta4
kind: ClusterConfiguration
controllerManager:
  extraArgs:
    - {name: cloud-provider, value: external}
`;
  expect(said('OST006', configuration)).toEqual([expect.stringMatching(/^info .*controllerManager.extraArgs: kube-controller-manager has cloud-provider: external/)]);
  expect(said('OST006', configuration, closed)).toEqual([expect.stringMatching(/^warning /)]);
});

test('a class that the static provisioner has no entry for', () => {
  const text = documents(example('LOC006', [/mountDir: \/mnt\/ssd/, 'mountDir: /mnt/fast-disks']), storageClass('forgotten'));
  expect(said('LOC006', text, closed)).toEqual([expect.stringMatching(/^warning StorageClass\/forgotten metadata.name: .*no entry for class "forgotten"/)]);
  expect(said('LOC006', documents(text, volume('a', 'storageClassName: forgotten, nfs: {server: a, path: /b}')), closed)).toEqual([]);
});

test('a driver that is registered in a later wave than the pods that need it', () => {
  const driver = `{apiVersion: storage.k8s.io/v1, kind: CSIDriver, metadata: {name: ${CINDER}, annotations: {argocd.argoproj.io/sync-wave: "4"}}, spec: {}}`;
  const set = documents(driver, storageClass('fast', '', CINDER), claim('data', 'storageClassName: fast'), user('data'));
  expect(said('GIT004', set)).toEqual([expect.stringMatching(/Pod\/of-data .*requires CSIDriver "cinder.csi.openstack.org" of wave 4/)]);
});

describe('lists with keys', () => {
  test('ports of a Service', () => {
    const service = (ports: string) => object('Service', 'a', `spec: {selector: {a: b}, ports: [${ports}]}`);
    expect(said('GIT008', service('{name: a, port: 80}, {name: b, port: 80, protocol: TCP}'))).toEqual([expect.stringMatching(/^error .*spec.ports\[1\]: duplicate port 80\/TCP/)]);
    expect(said('GIT008', service('{name: a, port: 53}, {name: b, port: 53, protocol: UDP}'))).toEqual([]);
  });

  test('mounts', () => {
    expect(said('GIT008', pod('a', 'containers: [{name: a, image: "b:1", volumeMounts: [{name: a, mountPath: /x}, {name: b, mountPath: /x}]}], volumes: [{name: a, emptyDir: {}}, {name: b, emptyDir: {}}]')))
      .toEqual([expect.stringContaining('duplicate mount path /x')]);
  });
});

describe('credentials in the clear', () => {
  const runs = (container: string) => pod('a', `containers: [{name: a, image: "b:1", ${container}}]`);
  test.each([
    ['behind a flag', runs('command: [app, --password, hunter2hunter2]'), 1],
    ['a flag that a path follows', runs('args: [--token, /var/run/token]'), 0],
    ['a flag that a flag follows', runs('args: [--password, --verbose]'), 0],
    ['a flag with the name of a Secret', runs('args: [--tls-secret, kube-system-tls]'), 0],
    ['a key of a ConfigMap', object('ConfigMap', 'a', 'data: {DB_PASSWORD: hunter2hunter2}'), 1],
    ['a key of a ConfigMap with the name of a Secret', object('ConfigMap', 'a', 'data: {database-secret: shop-database}'), 0],
    ['clouds.yaml on one line', object('ConfigMap', 'a', 'data: {clouds.yaml: "clouds:\\n  a: {auth: {username: u, password: hunter2}}\\n"}'), 1],
  ])('%s', (_, text, count) => {
    expect(said('SEC003', text)).toHaveLength(count);
    expect(said('SEC003', text).join()).not.toContain('hunter2');
  });
});

describe('cloud.conf', () => {
  const secret = (...lines: string[]) => object('Secret', 'cloud-config', `stringData: {cloud.conf: ${JSON.stringify([
    '[Global]', 'auth-url=https://openstack.example.com:5000/v3', 'application-credential-id=21dced0f', 'application-credential-secret=not-a-real-one', ...lines,
  ].join('\n'))}}`);

  test('a project beside an application credential', () => {
    expect(said('CFG002', secret('tenant-id=14ba698c'))).toEqual([expect.stringMatching(/^warning .*tenant-id is ignored/)]);
    expect(said('CFG017', secret('tenant-id=14ba698c'))).toEqual([]);
    expect(said('CFG002', secret())).toEqual([]);
  });

  test('settings of other releases, of load balancers and not', () => {
    expect(said('CFG006', secret('[BlockStorage]', 'bs-version=v2'), { release: '1.36' })).toEqual([expect.stringMatching(/^error .*bs-version is not read by release 1.36/)]);
    expect(said('CFG006', secret('[BlockStorage]', 'bs-version=v2'), { release: '1.20' })).toEqual([]);
    expect(said('CFG010', secret('[LoadBalancer]', 'use-octavia=true'))).toHaveLength(1);
    expect(said('CFG006', secret('[LoadBalancer]', 'use-octavia=true'))).toEqual([]);
  });
});

test('keys of a Secret that is empty here are filled in the cluster', () => {
  const set = (data: string) => documents(object('Secret', 'a', `data: ${data}`), pod('p', 'containers: [{name: a, image: "b:1", env: [{name: A, valueFrom: {secretKeyRef: {name: a, key: x}}}]}]'));
  expect(said('MNT015', set('{}'))).toEqual([]);
  expect(said('MNT015', set('{}'), closed)).toHaveLength(1);
  expect(said('MNT015', set('{y: YQ==}'))).toHaveLength(1);
});

describe('messages', () => {
  test('name the path of a ca-file, which is no secret, and no value beside it', () => {
    expect(said('CFG004', example('CFG004')).join()).toMatch(/ca-file of cloud.conf is \/\S+, but container "\S+" mounts nothing there/);
    const odd = example('CFG004', [/ca-file *= *\S+/, 'ca-file = /etc/ssl/own.pem\npassword = /etc/ssl/own.pem']);
    expect(said('CFG004', odd).join()).not.toContain('/etc/ssl/own.pem');
  });

  test('are written as they are spoken', () => {
    expect(said('CLS012', volume('a', 'persistentVolumeReclaimPolicy: Delete, nfs: {server: a, path: /b}')).join()).toContain('nothing deletes pre-provisioned NFS volumes');
    expect(said('CLS012', volume('a', 'persistentVolumeReclaimPolicy: Delete, hostPath: {path: /b}')).join()).toContain('nothing deletes pre-provisioned hostPath volumes');
  });
});

test.each([['k8s/kustomization.yaml', 'info'], ['Chart.yaml', 'info'], ['values.yml', 'info'], ['k8s/a.yaml', 'warning']])('%s is no manifest: %s', (file, severity) => {
  const { findings: found } = check(Inventory.ofTexts([{ text: 'resources: [a.yaml]\n', file }]));
  expect(found.map((f) => [f.rule, f.severity])).toEqual([['INP003', severity]]);
});
