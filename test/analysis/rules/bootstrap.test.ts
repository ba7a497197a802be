import { example, findings, said } from '../support/judged';

const CCM = 'registry.k8s.io/provider-os/openstack-cloud-controller-manager:v1.36.0';
const ccm = ({ name = 'ccm', kind = 'DaemonSet', spec = '', args = '', pod = 'hostNetwork: true' } = {}) => `
apiVersion: apps/v1
kind: ${kind}
metadata: {name: ${name}, namespace: kube-system}
spec: {${spec}${spec && ', '}template: {spec: {${pod}, tolerations: [{operator: Exists}], containers: [{name: ccm, image: '${CCM}', args: [/bin/openstack-cloud-controller-manager${args}]}]}}}
`;

describe('DNS of the cloud controller manager', () => {
  test('cluster DNS waits for it', () => {
    const [finding] = findings('OST008', ccm({ pod: 'hostNetwork: true, dnsPolicy: ClusterFirstWithHostNet' }));
    expect(finding).toMatchObject({ severity: 'warning', path: 'spec.template.spec.dnsPolicy', message: expect.stringContaining('cannot be scheduled until the cloud controller manager has initialized a node') });
    expect(finding.fix).toContain('Set dnsPolicy: ClusterFirst');
    expect(said('OST008', `{apiVersion: v1, kind: Pod, metadata: {name: ccm}, spec: {hostNetwork: true, dnsPolicy: ClusterFirstWithHostNet, containers: [{name: ccm, image: '${CCM}'}]}}`)).toHaveLength(1);
  });

  test.each(['hostNetwork: true', 'hostNetwork: true, dnsPolicy: ClusterFirst', 'hostNetwork: true, dnsPolicy: Default', 'hostNetwork: true, dnsPolicy: None, dnsConfig: {nameservers: [192.0.2.1]}'])(
    '%s is fine', (pod) => expect(said('OST008', ccm({ pod }))).toEqual([]));
});

describe('permissions of the cloud controller manager', () => {
  test('each missing one is named, leases in the namespace of the election', () => {
    const bound = (yaml: string) => said('OST019', yaml, { closedWorld: true });
    expect(bound(example('OST019'))).toEqual([expect.stringContaining('ServiceAccount "ccm" lacks permission to list services, watch services, patch services, patch services/status.')]);
    expect(bound(example('OST019', [/--cloud-provider=openstack/, '--cloud-provider=openstack, --leader-elect-resource-namespace=ccm']))).toHaveLength(1);
    expect(bound(example('OST019', [/get, create, update\]\}/, 'get]}']))).toEqual([expect.stringContaining('and more')]);
    expect(bound(example('OST019', [/--cloud-provider=openstack/, '"--controllers=*,-service"']))).toEqual([]);
    expect(bound(example('OST019', [/--cloud-provider=openstack/, '--kubeconfig=/etc/kubernetes/ccm.conf']))).toEqual([]);
    expect(bound(example('OST019', [/--cloud-provider=openstack/, '--use-service-account-credentials=true']))).toEqual([]);
  });

  test('an account without any binding has none, in a closed world', () => {
    expect(said('OST019', ccm(), { closedWorld: true })).toEqual([expect.stringContaining('ServiceAccount "default" lacks permission to get nodes')]);
    expect(said('OST019', ccm())).toEqual([]);
  });
});

describe('leader election of cloud controller managers', () => {
  test.each<[string, string, string[]]>([
    ['a DaemonSet that elects', ccm(), []],
    ['a DaemonSet that does not', ccm({ args: ', --leader-elect=false' }), ['warning DaemonSet/ccm spec.template.spec.containers[0].args: a DaemonSet runs the cloud controller manager on several nodes without leader election.']],
    ['one replica that does not', ccm({ kind: 'Deployment', args: ', --leader-elect=false' }), []],
    ['three replicas that do not', ccm({ kind: 'Deployment', spec: 'replicas: 3', args: ', --leader-elect=false' }), ['error Deployment/ccm spec.template.spec.containers[0].args: 3 replicas run']],
    ['two workloads with one Lease', `${ccm()}---${ccm({ name: 'other', kind: 'Deployment' })}`, []],
    ['two workloads with two Leases', `${ccm()}---${ccm({ name: 'other', kind: 'Deployment', args: ', --leader-elect-resource-name=other' })}`, ['warning Deployment/other spec.template.spec.containers[0].args: Deployment "other" and DaemonSet "ccm" run the cloud controller manager with different Leases']],
    ['two workloads, one without election', `${ccm()}---${ccm({ name: 'other', kind: 'Deployment', args: ', --leader-elect=false' })}`, ['warning Deployment/other spec.template.spec.containers[0].args: Deployment "other" and DaemonSet "ccm" run the cloud controller manager without common leader election']],
  ])('%s', (_, yaml, expected) => expect(said('OST020', yaml)).toEqual(expected.map((text) => expect.stringContaining(text))));
});

describe('zones of Cinder classes', () => {
  const node = (zone: string) => `---\n{apiVersion: v1, kind: Node, metadata: {name: ${zone}, labels: {topology.cinder.csi.openstack.org/zone: ${zone}}}}\n`;
  const inZone = (mode: string, zone: string) => `{apiVersion: storage.k8s.io/v1, kind: StorageClass, metadata: {name: ssd}, provisioner: cinder.csi.openstack.org, volumeBindingMode: ${mode}, parameters: {availability: ${zone}}}\n`;
  const nodes = node('zone-1') + node('zone-2');

  test.each(['Immediate', 'WaitForFirstConsumer'])('a zone without node, %s', (mode) => {
    const [finding, ...more] = findings('OST003', inZone(mode, 'nova') + nodes);
    expect(more).toEqual([]);
    expect(finding).toMatchObject({ path: 'parameters[availability]', message: expect.stringContaining('in zone nova and can be attached there only, but no node is in that zone ("zone-1" and "zone-2")') });
    expect(finding.fix).toContain('ignore-volume-az = true');
    expect(findings('OST003', inZone(mode, 'nova') + nodes, { closedWorld: true })[0].severity).toBe('error');
    expect(said('CLS005', inZone(mode, 'nova') + nodes)).toEqual([]);
  });

  test('a zone with nodes, no node, and volumes that are attached across zones', () => {
    expect(said('OST003', inZone('Immediate', 'zone-1') + nodes)).toEqual([]);
    expect(said('OST003', inZone('Immediate', 'nova'))).toEqual([]);
    expect(said('OST003', inZone('WaitForFirstConsumer', 'zone-1') + nodes)).toEqual([expect.stringContaining('regardless of the zone of the pod')]);
    const conf = '---\n{apiVersion: v1, kind: Secret, metadata: {name: a}, stringData: {cloud.conf: "[BlockStorage]\\nignore-volume-az = true"}}\n';
    expect(said('OST003', inZone('Immediate', 'nova') + nodes + conf)).toEqual([]);
  });
});

describe('names of provisioners', () => {
  const old = (tag: string) => `
apiVersion: apps/v1
kind: Deployment
metadata: {name: csi}
spec: {template: {spec: {containers: [{name: p, image: 'quay.io/k8scsi/csi-provisioner:${tag}', args: [--provisioner=csi-cinderplugin]}, {name: d, image: 'docker.io/k8scloudprovider/cinder-csi-plugin:v1.15.0'}]}}}
---
{apiVersion: storage.k8s.io/v1, kind: StorageClass, metadata: {name: a}, provisioner: csi-cinderplugin}
`;

  test('--provisioner names the driver before csi-provisioner 1.1', () => {
    expect(['CSI014', 'CSI001', 'CLS010'].flatMap((rule) => said(rule, old('v1.0.1')))).toEqual([]);
    expect(said('CSI014', old('v1.1.0'))).toEqual([expect.stringContaining('--provisioner of csi-provisioner has no effect (the name comes from the driver) since 1.1')]);
    expect(said('CSI001', old('v1.1.0'))).toHaveLength(1);
    expect(said('CLS010', old('v1.1.0'))).toHaveLength(1);
  });

  const named = (provisioner: string) => `{apiVersion: storage.k8s.io/v1, kind: StorageClass, metadata: {name: a}, provisioner: ${provisioner}}`;
  test.each([
    ['kubernetes.io/local-volume', 'is the in-tree plugin that mounts local volumes; it provisions no volumes', 'Write provisioner: kubernetes.io/no-provisioner'],
    ['kubernetes.io/nfs', 'is the in-tree plugin that mounts NFS exports', 'Write provisioner: kubernetes.io/no-provisioner'],
    ['kubernetes.io/no-provisoner', 'Kubernetes has no provisioner "kubernetes.io/no-provisoner"', 'Write kubernetes.io/no-provisioner.'],
    ['kubernetes.io/cindr', 'Kubernetes has no provisioner "kubernetes.io/cindr"', 'Write kubernetes.io/cinder.'],
    ['kubernetes.io/nothing-known', 'Kubernetes has no provisioner', 'Use a CSI driver'],
  ])('%s', (name, message, fix) => {
    const [finding] = findings('CLS011', named(name));
    expect(finding.message).toContain(message);
    expect(finding.fix).toContain(fix);
  });
});

describe('provisioners of local volumes', () => {
  test('the fix belongs to the fault of the map', () => {
    const map = (text: string) => `{apiVersion: v1, kind: ConfigMap, metadata: {name: a}, data: {storageClassMap: ${JSON.stringify(text)}}}`;
    const fixes = (text: string) => findings('LOC006', map(text)).filter(({ message }) => !message.startsWith('StorageClass')).map(({ fix }) => fix);
    expect(fixes('fast: {hostDir: /mnt/a, mountDir: /mnt/a}\nslow: {hostDir: /mnt/a, mountDir: /mnt/a}')).toEqual(['Give each class a directory of its own.']);
    expect(fixes('fast: {hostDir: /mnt/a}')).toEqual(['Set mountDir to an absolute path.']);
    expect(fixes('fast: {hostDir: /mnt/a, mountDir: /mnt/a, volumeMode: block}')).toEqual(['Set volumeMode to Filesystem or Block.']);
    expect(fixes('fast: {hostDir: /mnt/a, mountDir: /mnt/a, accessMode: RWO}')).toEqual(['Use one of ReadWriteOnce, ReadOnlyMany, ReadWriteMany, ReadWriteOncePod.']);
  });

  const provisioner = (args = '') => `
apiVersion: apps/v1
kind: Deployment
metadata: {name: local-path-provisioner, namespace: local-path-storage}
spec: {template: {spec: {serviceAccountName: lpp, containers: [{name: p, image: 'rancher/local-path-provisioner:v0.0.32', command: [local-path-provisioner, start${args}]}]}}}
`;
  const bound = (rules: string) => `---
{apiVersion: rbac.authorization.k8s.io/v1, kind: ClusterRole, metadata: {name: lpp}, rules: [${rules}]}
---
{apiVersion: rbac.authorization.k8s.io/v1, kind: ClusterRoleBinding, metadata: {name: lpp}, roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: lpp}, subjects: [{kind: ServiceAccount, name: lpp, namespace: local-path-storage}]}
`;
  const CLUSTER = '{apiGroups: [""], resources: [nodes, persistentvolumeclaims, configmaps, pods], verbs: [get, list, watch]}, {apiGroups: [""], resources: [persistentvolumes], verbs: ["*"]}, {apiGroups: [storage.k8s.io], resources: [storageclasses], verbs: [get, list, watch]}';
  const PODS = `---
{apiVersion: rbac.authorization.k8s.io/v1, kind: Role, metadata: {name: lpp, namespace: local-path-storage}, rules: [{apiGroups: [""], resources: [pods], verbs: [create, delete]}]}
---
{apiVersion: rbac.authorization.k8s.io/v1, kind: RoleBinding, metadata: {name: lpp, namespace: local-path-storage}, roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: lpp}, subjects: [{kind: ServiceAccount, name: lpp, namespace: local-path-storage}]}
`;

  test('local-path without any role, with some, and with all that it needs', () => {
    expect(said('LOC007', provisioner(), { closedWorld: true })).toEqual([expect.stringContaining('error Deployment/local-path-provisioner spec.template.spec.serviceAccountName: ServiceAccount "lpp" lacks permission to get persistentvolumes')]);
    expect(said('LOC007', provisioner())).toEqual([]);
    expect(said('LOC007', provisioner() + bound(CLUSTER))).toEqual([expect.stringContaining('lacks permission to create pods, delete pods.')]);
    expect(said('LOC007', provisioner() + bound(CLUSTER) + PODS)).toEqual([]);
    expect(said('LOC007', provisioner(', --kubeconfig, /k'), { closedWorld: true })).toEqual([]);
  });
});
