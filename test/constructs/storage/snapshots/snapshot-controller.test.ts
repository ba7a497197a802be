import { Advice, Cluster, snapshots } from '../../../../src';
import { Output, scope } from '../../../support/synth';

const controller = (props: object = {}) => Output.of((chart) => new snapshots.SnapshotController(chart, 'Snapshots', props));

test('every object of upstream, with its names and selectors', () => {
  const output = controller();
  expect(output.inventory()).toEqual([
    'ServiceAccount/kube-system/snapshot-controller',
    'ClusterRole/snapshot-controller-runner',
    'ClusterRoleBinding/snapshot-controller-role',
    'Role/kube-system/snapshot-controller-leaderelection',
    'RoleBinding/kube-system/snapshot-controller-leaderelection',
    'Deployment/kube-system/snapshot-controller',
  ]);
  for (const object of output.objects) expect(object).toMatchSnapshot();
});

test('the command for the CRDs is of the version of the image', () => {
  const { version, prerequisite, deployment } = new snapshots.SnapshotController(scope(), 's');
  expect(deployment.toJson().spec.template.spec.containers[0].image).toBe(`registry.k8s.io/sig-storage/snapshot-controller:v${version}`);
  expect(prerequisite).toBe(
    `kubectl kustomize 'https://github.com/kubernetes-csi/external-snapshotter/client/config/crd?ref=v${version}' | kubectl create -f -`);
});

test('a namespace of its own reaches every subject', () => {
  const output = controller({ namespace: 'snapshots' });
  for (const kind of ['ClusterRoleBinding', 'RoleBinding']) expect(output.get(kind).subjects[0].namespace).toBe('snapshots');
  expect(output.inventory().filter((line) => line.includes('kube-system'))).toEqual([]);
});

test('distributed snapshotting reads nodes', () => {
  const output = controller({ distributedSnapshotting: true });
  expect(output.get('ClusterRole').rules).toContainEqual({ apiGroups: [''], resources: ['nodes'], verbs: ['get', 'list', 'watch'] });
  expect(output.get('Deployment').spec.template.spec.containers[0].args).toContain('--enable-distributed-snapshotting=true');
  expect(controller().get('ClusterRole').rules).not.toContainEqual(expect.objectContaining({ resources: ['nodes'] }));
});

test('pod options reach the pod', () => {
  const { spec } = controller({
    replicas: 3,
    extraArgs: ['--v=2'],
    priorityClassName: 'system-cluster-critical',
    updateStrategy: { type: 'Recreate' },
    images: { registryMirror: 'registry.example.com/mirror' },
  }).get('Deployment');
  expect([spec.replicas, spec.strategy]).toEqual([3, { type: 'Recreate' }]);
  expect(spec.template.spec.priorityClassName).toBe('system-cluster-critical');
  expect(spec.template.spec.containers[0].args).toEqual(['--leader-election=true', '--v=2']);
  expect(spec.template.spec.containers[0].image).toMatch(/^registry.example.com\/mirror\/sig-storage\/snapshot-controller:/);
});

test.each<[string, object]>([
  ['namespace must be a DNS label', { namespace: 'A' }],
  ['replicas must be a whole number of at least 0', { replicas: -1 }],
])('refuses: %s', (message, props) => expect(() => new snapshots.SnapshotController(scope(), 's', props)).toThrow(`test/s: ${message}`));

test.each([['1.24', ['SNAPSHOT_CONTROLLER_TOO_NEW']], ['1.25', []]])('on Kubernetes %s synth says %j', (kubernetesVersion, expected) => {
  const cluster = new Cluster(scope(), 'c', { kubernetesVersion });
  new snapshots.SnapshotController(cluster, 'x');
  expect(Advice.of(cluster).open.map(({ id }) => id)).toEqual(expected);
});

test('every object is in reach for patches', () => {
  const it = new snapshots.SnapshotController(scope(), 'x');
  const rights = [it.clusterRole, it.clusterRoleBinding, it.leaderElectionRole, it.leaderElectionRoleBinding];
  expect([it.serviceAccount, ...rights, it.deployment].map(({ node }) => node.path)).toEqual(it.node.children.map(({ node }) => node.path));
});
