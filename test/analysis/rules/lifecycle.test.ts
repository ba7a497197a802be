import { said } from '../support/judged';

const volume = (source: string) => `
  apiVersion: v1
  kind: PersistentVolume
  metadata: {name: disk}
  spec: {accessModes: [ReadWriteOnce], capacity: {storage: 5Gi}, storageClassName: a, ${source}}
`;
const object = (apiVersion: string, kind: string, more = '') => `{apiVersion: ${apiVersion}, kind: ${kind}, metadata: {name: a}${more}}`;

test.each([
  ['storage.k8s.io/v1beta1', 'StorageClass', '1.21', []],
  ['storage.k8s.io/v1beta1', 'StorageClass', '1.22', ['it was removed in 1.22']],
  ['storage.k8s.io/v1', 'CSIStorageCapacity', '1.24', []],
  ['storage.k8s.io/v1', 'CSIStorageCapacity', '1.23', ['it was added in 1.24']],
  ['storagemigration.k8s.io/v1beta1', 'StorageVersionMigration', '1.39', []],
  ['storagemigration.k8s.io/v1beta1', 'StorageVersionMigration', '1.40', ['it was removed in 1.40']],
  ['certificates.k8s.io/v1beta1', 'PodCertificateRequest', '1.39', []],
  ['certificates.k8s.io/v1beta1', 'PodCertificateRequest', '1.40', ['it was removed in 1.40']],
  ['certificates.k8s.io/v1', 'PodCertificateRequest', '1.36', ['it was added in 1.37']],
  ['example.com/v1beta1', 'StorageClass', '1.36', []],
])('%s %s in Kubernetes %s', (apiVersion, kind, kubernetesVersion, expected) => {
  const found = said('API001', object(apiVersion, kind), { kubernetesVersion });
  expect(found).toHaveLength(expected.length);
  expected.forEach((text, i) => expect(found[i]).toContain(text));
});

test('an attributes class before it was stable gets the version of its time as advice', () => {
  expect(said('API005', object('storage.k8s.io/v1', 'VolumeAttributesClass', ', driverName: d.example.com, parameters: {a: b}'), { kubernetesVersion: '1.33' }))
    .toEqual(['error VolumeAttributesClass/a apiVersion: Kubernetes 1.33 does not serve storage.k8s.io/v1 VolumeAttributesClass: it was added in 1.34.']);
});

test.each([
  ['gitRepo: {repository: "https://example.com/a.git"}', '1.32', []],
  ['gitRepo: {repository: "https://example.com/a.git"}', '1.33', ['gitRepo is disabled by default since Kubernetes 1.33']],
  ['cephfs: {monitors: [a]}', '1.31', ['CephFS was removed in Kubernetes 1.31']],
])('a pod with %s in Kubernetes %s', (source, kubernetesVersion, expected) => {
  const found = said('API002', `{apiVersion: v1, kind: Pod, metadata: {name: web}, spec: {containers: [{name: a, image: b}], volumes: [{name: v, ${source}}]}}`, { kubernetesVersion });
  expect(found).toHaveLength(expected.length);
  expected.forEach((text, i) => expect(found[i]).toMatch(new RegExp(`^error Pod/web spec.volumes\\[0\\]\\.\\w+: .*${text}`)));
});

test('an in-tree source is information where its driver is there, and deprecated before its migration', () => {
  const cinder = volume('cinder: {volumeID: 8f2c1a52-86a2-4f0f-9d3b-1f5d3f7e0a11}');
  expect(said('API003', cinder)).toEqual([expect.stringContaining('warning PersistentVolume/disk spec.cinder: Kubernetes 1.37 migrates Cinder volumes to the CSI driver')]);
  expect(said('API003', cinder, { knownDrivers: ['cinder.csi.openstack.org'] })).toEqual([expect.stringMatching(/^info .*cinder\.csi\.openstack\.org\.$/)]);
  expect(said('API003', cinder, { kubernetesVersion: '1.17' })).toEqual([expect.stringContaining('Kubernetes 1.11 deprecated the volume plugin Cinder, and 1.18 migrates it to the CSI driver')]);
});

describe('kubeadm', () => {
  const config = (version: string, more: string, kind = 'ClusterConfiguration') => `{apiVersion: kubeadm.k8s.io/${version}, kind: ${kind}, ${more}}`;

  test.each([
    ['v1beta2', '1.26', []],
    ['v1beta2', '1.27', ['1.26 was the last to read it']],
    ['v1beta4', '1.30', ['it was added in 1.31']],
    ['v2', '1.36', ['unknown kubeadm configuration version kubeadm.k8s.io/v2']],
  ])('%s with Kubernetes %s', (version, kubernetesVersion, expected) => {
    const found = said('API004', config(version, 'kubernetesVersion: v1.30.0'), { kubernetesVersion });
    expect(found).toHaveLength(expected.length);
    expected.forEach((text, i) => expect(found[i]).toContain(text));
  });

  test('extra arguments have the form of their version', () => {
    expect(said('API004', config('v1beta4', 'scheduler: {extraArgs: {v: 4}}'))).toEqual([
      'error ClusterConfiguration/ scheduler.extraArgs: extraArgs is a list of names and values in v1beta4, not a map.',
    ]);
    expect(said('API004', config('v1beta3', 'scheduler: {extraArgs: [{name: v, value: "4"}]}'), { kubernetesVersion: '1.36' })).toEqual([
      'error ClusterConfiguration/ scheduler.extraArgs: extraArgs is a map in v1beta3, not a list.',
    ]);
    expect(said('API004', config('v1beta4', 'scheduler: {extraArgs: null}'))).toEqual([]);
  });

  test('versions that are both read do not belong side by side', () => {
    const found = said('API004', `${config('v1beta3', 'a: b')}\n---\n${config('v1beta4', 'a: b', 'InitConfiguration')}`, { kubernetesVersion: '1.36' });
    expect(found).toEqual([expect.stringMatching(/^warning ClusterConfiguration.*v1beta3, kubeadm\.k8s\.io\/v1beta4\.$/), expect.stringMatching(/^warning InitConfiguration/)]);
  });

  test('gates are read from maps and lists, and of the components only', () => {
    expect(said('API009', config('v1beta3', 'apiServer: {extraArgs: {feature-gates: "CSIMigration=true"}}'), { kubernetesVersion: '1.26' })).toEqual([]);
    expect(said('API009', config('v1beta3', 'apiServer: {extraArgs: {feature-gates: "CSIMigration=true"}}'), { kubernetesVersion: '1.27' })).toHaveLength(1);
    expect(said('API009', '{apiVersion: kubelet.config.k8s.io/v1beta1, kind: KubeletConfiguration, featureGates: {CSIMigration: true}}')).toEqual([
      'error KubeletConfiguration/ featureGates: the kubelet exits at feature gate CSIMigration, which was removed in 1.27.',
    ]);
    const pod = (image: string) => `{apiVersion: v1, kind: Pod, metadata: {name: a}, spec: {containers: [{name: a, image: '${image}', command: [x, --feature-gates=BlockVolume=true]}]}}`;
    expect(said('API009', pod('registry.k8s.io/kube-apiserver:v1.36.0'))).toEqual([expect.stringContaining('spec.containers[0].args: kube-apiserver exits at feature gate')]);
    expect(said('API009', pod('registry.k8s.io/sig-storage/csi-provisioner:v5.3.0'))).toEqual([]);
  });

  test('a flag may be wrong for one of its values only', () => {
    const provider = (value: string) => config('v1beta4', `controllerManager: {extraArgs: [{name: cloud-provider, value: ${value}}]}`);
    expect(said('API010', provider('openstack'))).toHaveLength(1);
    expect(said('API010', provider('external'))).toEqual([]);
    expect(said('API010', provider('openstack'), { kubernetesVersion: '1.25' })).toEqual([]);
  });

  test('flags of cAdvisor and of Services that 1.37 no longer knows', () => {
    const kubelet = '{apiVersion: kubeadm.k8s.io/v1beta4, kind: JoinConfiguration, nodeRegistration: {kubeletExtraArgs: [{name: containerd, value: /run/a.sock}]}}';
    const controllers = config('v1beta4', 'controllerManager: {extraArgs: [{name: concurrent-service-syncs, value: "2"}]}');
    for (const [text, message] of [[kubelet, '--containerd of kubelet was removed in 1.37'], [controllers, '--concurrent-service-syncs of kube-controller-manager was removed in 1.37']]) {
      expect(said('API010', text, { kubernetesVersion: '1.37' })).toEqual([expect.stringContaining(message)]);
      expect(said('API010', text, { kubernetesVersion: '1.36' })).toEqual([]);
    }
  });

  test('gates that 1.37 removed', () => {
    const gates = (names: string) => config('v1beta4', `apiServer: {extraArgs: [{name: feature-gates, value: "${names}"}]}`);
    const text = gates('AnyVolumeDataSource=true,JobSuccessPolicy=true,SidecarContainers=true,BtreeWatchCache=true,MaxUnavailableStatefulSet=true');
    expect(said('API009', text, { kubernetesVersion: '1.37' })).toHaveLength(4);
    expect(said('API009', text, { kubernetesVersion: '1.36' })).toEqual([]);
  });
});

test('a K3s node has no plugin that Kubernetes removed later', () => {
  const node = (version: string) => `{apiVersion: v1, kind: Node, metadata: {name: n1}, status: {nodeInfo: {kubeletVersion: ${version}}}}\n---`;
  const glusterfs = volume('glusterfs: {endpoints: a, path: b}');
  expect(said('API002', node('v1.23.6+k3s1') + glusterfs, { kubernetesVersion: '1.23' }))
    .toEqual(['error PersistentVolume/disk spec.glusterfs: a node runs K3s, which is built without the volume plugin GlusterFS: it cannot mount the volume.']);
  expect(said('API002', node('v1.23.6') + glusterfs, { kubernetesVersion: '1.23' })).toEqual([]);
  expect(said('API002', node('v1.23.6+k3s1') + volume('nfs: {server: a, path: /b}'), { kubernetesVersion: '1.23' })).toEqual([]);
});

test('recycling works for two sources', () => {
  expect(said('API006', volume('persistentVolumeReclaimPolicy: Recycle, hostPath: {path: /a}'))).toEqual([expect.stringContaining('It deletes all files with rm')]);
  expect(said('API006', volume('persistentVolumeReclaimPolicy: Recycle, local: {path: /a}'))).toEqual([expect.stringContaining('becomes Failed')]);
  expect(said('API006', volume('persistentVolumeReclaimPolicy: Delete, local: {path: /a}'))).toEqual([]);
});

test('old labels are found wherever nodes are chosen', () => {
  const zone = 'failure-domain.beta.kubernetes.io/zone';
  const term = `{matchExpressions: [{key: ${zone}, operator: In, values: [a]}]}`;
  const found = said('API007', `
    apiVersion: storage.k8s.io/v1
    kind: StorageClass
    metadata: {name: fast}
    provisioner: cinder.csi.openstack.org
    allowedTopologies: [{matchLabelExpressions: [{key: ${zone}, values: [a]}]}]
    ---
    apiVersion: v1
    kind: Pod
    metadata: {name: web}
    spec:
      nodeSelector: {beta.kubernetes.io/os: linux, kubernetes.io/arch: amd64}
      affinity: {nodeAffinity: {requiredDuringSchedulingIgnoredDuringExecution: {nodeSelectorTerms: [${term}]}}}
      topologySpreadConstraints: [{topologyKey: ${zone}, maxSkew: 1, whenUnsatisfiable: DoNotSchedule, labelSelector: {}}]
      containers: [{name: a, image: b}]
    ---
    apiVersion: v1
    kind: PersistentVolume
    metadata: {name: disk, labels: {${zone}: a}}
    spec: {accessModes: [ReadWriteOnce], capacity: {storage: 5Gi}, storageClassName: a, nfs: {server: a, path: /}}
  `);
  expect(found.map((line) => line.split(' ')[2])).toEqual([
    'allowedTopologies[0].matchLabelExpressions[0].key:',
    'spec.nodeSelector[beta.kubernetes.io/os]:',
    'spec.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms[0].matchExpressions[0].key:',
    'spec.topologySpreadConstraints[0].topologyKey:',
    `metadata.labels[${zone}]:`,
  ]);
});

test.each([
  ['docker.io/k8scloudprovider/cinder-csi-plugin:v1.15.0', 1], ['k8scloudprovider/cinder-csi-plugin:v1.15.0', 1], ['k8s.gcr.io/pause:3.6', 1],
  ['quay.io/external_storage/nfs-client-provisioner:v3', 1], ['quay.io/prometheus/node-exporter:v1', 0], ['registry.k8s.io/pause:3.10', 0],
])('the image %s', (image, count) => {
  expect(said('API008', `{apiVersion: v1, kind: Pod, metadata: {name: a}, spec: {containers: [{name: a, image: '${image}'}]}}`)).toHaveLength(count);
});

test('K3s by the stated version: it is built without plugins that Kubernetes removed later', () => {
  const gluster = '{apiVersion: v1, kind: PersistentVolume, metadata: {name: g}, spec: {capacity: {storage: 1Gi}, accessModes: [ReadWriteMany], glusterfs: {endpoints: a, path: b}}}';
  expect(said('API002', gluster, { kubernetesVersion: 'v1.23.6+k3s1' })).toEqual([expect.stringMatching(/a node runs K3s, .*GlusterFS/)]);
  expect(said('API002', gluster, { kubernetesVersion: 'v1.23.6' })).toEqual([]);
});
