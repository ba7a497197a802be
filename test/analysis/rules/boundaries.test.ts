/*
 * Where the rules begin and end: the last value that is fine and the first that is not, and the neighbour that must not be taken for it.
 */
import { Asked, example, findings, said } from '../support/judged';

const CINDER = 'cinder.csi.openstack.org';
const CLOSED: Asked = { closedWorld: true };
const at = (kubernetesVersion: string): Asked => ({ closedWorld: true, kubernetesVersion });

const size = (storage: string) => `accessModes: [ReadWriteOnce], resources: {requests: {storage: ${storage}}}`;
const claim = (spec: string, metadata = '') => `
{apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: data, namespace: shop${metadata}}, spec: {${spec}}}
---`;
const volume = (storage: string, rest = '', name = 'disk') => `
{apiVersion: v1, kind: PersistentVolume, metadata: {name: ${name}}, spec: {accessModes: [ReadWriteOnce], capacity: {storage: ${storage}}, nfs: {server: a, path: /b}${rest}}}
---`;
const storageClass = (name: string, provisioner = CINDER, metadata = '') => `
{apiVersion: storage.k8s.io/v1, kind: StorageClass, metadata: {name: ${name}${metadata}}, provisioner: ${provisioner}, volumeBindingMode: WaitForFirstConsumer}
---`;
const workload = (kind: string, spec: string, top = '', name = 'web') => `
{apiVersion: apps/v1, kind: ${kind}, metadata: {name: ${name}, namespace: shop}, spec: {${top}selector: {matchLabels: {app: web}}, template: {metadata: {labels: {app: web}}, spec: {${spec}}}}}
---`;
const pod = (spec: string) => `
{apiVersion: v1, kind: Pod, metadata: {name: web, namespace: shop}, spec: {${spec}}}
---`;
const scaler = (maxReplicas: number) => `
{apiVersion: autoscaling/v2, kind: HorizontalPodAutoscaler, metadata: {name: web, namespace: shop}, spec: {maxReplicas: ${maxReplicas}, scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}}}
---`;
const MOUNTING = 'containers: [{name: web, image: nginx, volumeMounts: [{name: data, mountPath: /data}]}]';
const USING = `${MOUNTING}, volumes: [{name: data, persistentVolumeClaim: {claimName: data}}]`;
const templates = (spec: string) => `volumeClaimTemplates: [{metadata: {name: data}, spec: {${spec}}}], `;
const SHARED = storageClass('fast') + claim(`storageClassName: fast, ${size('5Gi')}`);

/** What a rule must say, or undefined if it must say nothing. */
type Row = [title: string, rule: string, yaml: string, expected: RegExp | undefined, options?: Asked];

function judge(_: string, rule: string, yaml: string, expected: RegExp | undefined, options: Asked = CLOSED): void {
  const text = said(rule, yaml, options).join('\n');
  if (expected) expect(text).toMatch(expected);
  else expect(text).toBe('');
}

const fixes = (rule: string, yaml: string, options: Asked = CLOSED) => findings(rule, yaml, options).map(({ fix }) => fix);

describe('binding', () => {
  const retained = (when: string, policy: string) => volume('5Gi', ', storageClassName: hand, persistentVolumeReclaimPolicy: Retain')
    + workload('StatefulSet', MOUNTING, `replicas: 1, serviceName: web, persistentVolumeClaimRetentionPolicy: {${when}: ${policy}}, ${templates(`storageClassName: hand, ${size('5Gi')}`)}`);
  test.each<Row>([
    ['BND008 says "binds" where nothing else is possible', 'BND008', example('BND008'), /for which this volume is reserved, binds to "spare" instead/],
    ['BND008 says "may bind" where others are possible', 'BND008', `${example('BND008')}\n---${volume('5Gi', '', 'spare-2')}`, /for which this volume is reserved, can bind to "spare"/],
    ['BND008 of a reservation for the very claim', 'BND008', example('BND008', [/name: data\}/, 'name: data, uid: u}'], [/namespace: shop\}/, 'namespace: shop, uid: u}']), /with-data/],
    ['BND008 not of one for an earlier claim', 'BND008', example('BND008', [/name: data\}/, 'name: data, uid: old}'], [/namespace: shop\}/, 'namespace: shop, uid: new}']), undefined],
    ['BND013 of the class of a claim that has one', 'BND013', volume('5Gi', ', storageClassName: gold') + claim(`storageClassName: silver, volumeName: disk, ${size('5Gi')}`), /storageClassName.*the volume has class "gold" and the claim class "silver"/],
    ['BND013 leaves a claim without a class to another rule', 'BND013', volume('5Gi', ', storageClassName: gold') + claim(`volumeName: disk, ${size('5Gi')}`), undefined],
    ['BND013 of the size, also where the claim has no class', 'BND013', volume('1Gi') + claim(`volumeName: disk, ${size('5Gi')}`), /smaller than the request/],
    ['BND017 from twice the size', 'BND017', volume('10Gi') + claim(`storageClassName: "", ${size('5Gi')}`), /disk/],
    ['BND017 not below', 'BND017', volume('9Gi') + claim(`storageClassName: "", ${size('5Gi')}`), undefined],
    ['BND028 of a set that deletes claims when scaled', 'BND028', retained('whenScaled', 'Delete'), /"disk"/],
    ['BND028 of a set that deletes claims with it', 'BND028', retained('whenDeleted', 'Delete'), /"disk"/],
    ['BND028 not of a set that keeps claims when scaled', 'BND028', retained('whenScaled', 'Retain'), undefined],
    ['BND028 not of a set that keeps claims', 'BND028', retained('whenDeleted', 'Retain'), undefined],
    ['BND028 not of a claim by itself', 'BND028', volume('5Gi', ', persistentVolumeReclaimPolicy: Retain') + claim(`storageClassName: "", ${size('5Gi')}`), undefined],
    ['BND001 in an open world of claims that want no class', 'BND001', volume('1Gi') + claim(`storageClassName: "", ${size('5Gi')}`), /data/, {}],
    ['BND001 in an open world of a class that volumes carry', 'BND001', volume('1Gi', ', storageClassName: hand') + claim(`storageClassName: hand, ${size('5Gi')}`), /data/, {}],
    ['BND002 in an open world of claims that want no class', 'BND002', volume('5Gi', ', storageClassName: hand') + claim(`storageClassName: "", ${size('5Gi')}`), /data/, {}],
    ['STS009 in an open world not of a class that may be elsewhere', 'STS009',
      volume('5Gi', ', storageClassName: other') + workload('StatefulSet', MOUNTING, `replicas: 2, serviceName: web, ${templates(`storageClassName: hand, ${size('5Gi')}`)}`), undefined, {}],
    ['STS009 in an open world not where volumes carry other classes only', 'STS009',
      volume('5Gi', ', storageClassName: other') + workload('StatefulSet', MOUNTING, `replicas: 2, serviceName: web, ${templates(`storageClassName: "", ${size('5Gi')}`)}`), undefined, {}],
  ])('%s', judge);

  test('BND020 names the mode that is meant, whatever its case', () => {
    expect(fixes('BND020', claim('storageClassName: "", accessModes: [readwritemany], resources: {requests: {storage: 1Gi}}'))).toEqual(['Write ReadWriteMany.']);
    expect(fixes('BND020', claim('storageClassName: "", accessModes: [ReadWrite], resources: {requests: {storage: 1Gi}}'))).not.toContain('Write ReadWriteOnce.');
  });

  test.each([[20, 1], [21, 0]])('BND026 looks for a distribution for up to 20 claims: of %i', (claims, expected) => {
    const more = Array.from({ length: claims - 2 }, (_, i) => `own-${i}`);
    const [plain, claimed] = [/metadata: \{name: plain[\s\S]*?---\n/, /metadata: \{name: fast, namespace[\s\S]*?---\n/].map((p) => p.exec(example('BND026'))![0]);
    const volumes = more.map((own) => `apiVersion: v1\nkind: PersistentVolume\n${plain.replace('name: plain', `name: ${own}`).replace('tier: slow', `tier: ${own}`)}`).join('');
    const asks = more.map((own) => `apiVersion: v1\nkind: PersistentVolumeClaim\n${claimed.replace('name: fast', `name: ${own}`).replace('tier: fast', `tier: ${own}`).replace('5Gi', '15Gi')}`).join('');
    const uses = more.map((own) => `\n    - {name: ${own}, persistentVolumeClaim: {claimName: ${own}}}`).join('');
    const text = `${volumes}${asks}${example('BND026').trimEnd()}${uses}\n`;
    expect(said('BND026', text, CLOSED)).toHaveLength(expected);
  });
});

describe('access and classes', () => {
  test.each<Row>([
    ['ACM001 from two replicas', 'ACM001', SHARED + workload('Deployment', USING, 'replicas: 2, '), /2 replicas share/],
    ['ACM001 not of one', 'ACM001', SHARED + workload('Deployment', USING, 'replicas: 1, '), undefined],
    ['ACM007 from two replicas', 'ACM007', SHARED + workload('Deployment', USING) + scaler(2), /up to 2 pods/],
    ['ACM007 not of one', 'ACM007', SHARED + workload('Deployment', USING) + scaler(1), undefined],
    ['CLS002 in 1.25: claims are refused', 'CLS002', example('CLS002'), /are rejected/, at('1.25')],
    ['CLS002 from 1.26: the newest serves', 'CLS002', example('CLS002'), /the newest of them/, at('1.26')],
    ['CLS009 says what wins', 'CLS009', example('CLS009'), /"slow", which overrides storageClassName "fast"/],
    ['CLS009 does not where both are the same', 'CLS009', example('CLS009', [/storageClassName: fast/, 'storageClassName: slow']), /"slow"\.$/],
  ])('%s', judge);

  test.each([
    ['fas', 'fast'], ['faast', 'fast'], ['fest', 'fast'], ['xfast', 'fast'], ['fastt', 'fast'], ['ast', 'fast'],
    ['fasttt', undefined], ['fa', undefined], ['fxxt', undefined], ['tsaf', undefined], ['slow', undefined],
  ])('CLS001 suggests a class that differs in one letter: for %s %s', (written, suggested) => {
    expect(fixes('CLS001', storageClass('fast') + claim(`storageClassName: ${written}, ${size('5Gi')}`)))
      .toEqual([suggested ? `Write "${suggested}" if that class is meant.` : 'Correct the name, add the class, or declare it with --known-classes.']);
  });
});

describe('drivers', () => {
  const flag = (image: string, name: string) => example('CSI014', [/image: registry\.k8s\.io\/sig-storage\/csi-provisioner:v5\.3\.0/, `image: ${image}`], [/--provisioner=csi-cinderplugin/, `--${name}=x`]);
  test.each<Row>([
    ['CSI014 from the release that dropped a flag', 'CSI014', flag('csi-provisioner:v2.0.0', 'connection-timeout'), /connection-timeout .* since 2\.0/],
    ['CSI014 in the major before', 'CSI014', flag('csi-provisioner:v1.9.0', 'connection-timeout'), undefined],
    ['CSI014 in the majors after, whatever their minor', 'CSI014', flag('csi-attacher:v4.0.0', 'connection-timeout'), /since 3\.0/],
    ['CSI014 from the very minor', 'CSI014', flag('cinder-csi-plugin:v1.22.0', 'nodeid'), /since 1\.22/],
    ['CSI014 not in the minor before', 'CSI014', flag('cinder-csi-plugin:v1.21.9', 'nodeid'), undefined],
    ['CSI019 a note where the node plugin tolerates the same', 'CSI019', example('CSI019', [/    spec:\n      containers/, '    spec:\n      tolerations: [{key: dedicated, operator: Exists}]\n      containers']), /^info .*does not tolerate every taint/],
    ['CSI019 where it tolerates another taint', 'CSI019', example('CSI019', [/    spec:\n      containers/, '    spec:\n      tolerations: [{key: gpu, operator: Exists}]\n      containers']), /Pod "web" uses volumes of this driver and tolerates/],
  ])('%s', judge);

  test.each([['get, list', ''], ['get', ', …']])('CSI009 names up to six rights: with %s on volumeattachments, it ends in "%s"', (verbs, end) => {
    const rights = example('CSI009', [/.*resources: \[persistentvolumes\].*\n/, ''], [/resources: \[volumeattachments\], verbs: \[.*\]/, `resources: [volumeattachments], verbs: [${verbs}]`]);
    const [attacher] = said('CSI009', rights).filter((text) => text.includes('csi-attacher needs'));
    expect(attacher).toMatch(new RegExp(`needs permission to get persistentvolumes(, [a-z0-9. ]+){5}${end}; ServiceAccount`));
  });
});

describe('what changed', () => {
  test.each<Row>([
    ['GIT002 not of the same size, written in another way', 'GIT002', claim(size('5Gi')), undefined, { previous: claim(size('5120Mi')) }],
    ['GIT003 not of the same size, written in another way', 'GIT003', storageClass('fixed') + claim(`storageClassName: fixed, ${size('5Gi')}`), undefined,
      { previous: storageClass('fixed') + claim(`storageClassName: fixed, ${size('5120Mi')}`) }],
    ['GIT003 of a little more', 'GIT003', storageClass('fixed') + claim(`storageClassName: fixed, ${size('5121Mi')}`), /data/,
      { previous: storageClass('fixed') + claim(`storageClassName: fixed, ${size('5Gi')}`) }],
    ['GIT006 of a status that says something', 'GIT006', `${claim(size('1Gi')).replace('spec:', 'status: {phase: Bound}, spec:')}`, /status/],
    ['GIT006 not of one that says nothing', 'GIT006', `${claim(size('1Gi')).replace('spec:', 'status: {phase: "", conditions: [], capacity: {}, message: null}, spec:')}`, undefined],
    ['GIT011 of a claim that is forced', 'GIT011', claim(size('1Gi'), ', annotations: {argocd.argoproj.io/sync-options: Force=true}'), /Force=true replaces this/],
    ['GIT011 not of other options', 'GIT011', claim(size('1Gi'), ', annotations: {argocd.argoproj.io/sync-options: Prune=false}'), undefined],
    ['STS003 not where the default is written out', 'STS003', workload('StatefulSet', MOUNTING, 'serviceName: web, '), undefined,
      { previous: workload('StatefulSet', MOUNTING, 'serviceName: web, podManagementPolicy: OrderedReady, ') }],
    ['STS003 of another policy', 'STS003', workload('StatefulSet', MOUNTING, 'serviceName: web, '), /podManagementPolicy is no longer rendered, but is immutable/,
      { previous: workload('StatefulSet', MOUNTING, 'serviceName: web, podManagementPolicy: Parallel, ') }],
    ['STS003 of a service named like that default', 'STS003', workload('StatefulSet', MOUNTING), /serviceName is no longer rendered, but is immutable/, { previous: workload('StatefulSet', MOUNTING, 'serviceName: OrderedReady, ') }],
  ])('%s', judge);
});

describe('input', () => {
  const KUBEADM = '{apiVersion: kubeadm.k8s.io/v1beta4, kind: ClusterConfiguration}\n---\n';
  test.each<Row>([
    ['INP008 of labels that are a list', 'INP008', '{apiVersion: example.org/v1, kind: Disk, metadata: {name: a, labels: [a, b]}}', /labels must be a map/],
    ['INP008 not of labels that are empty', 'INP008', '{apiVersion: example.org/v1, kind: Disk, metadata: {name: a, labels: null, annotations: null}}', undefined],
    ['INP003 of an object without a name', 'INP003', '{apiVersion: v1, kind: ConfigMap}', /./],
    ['INP003 not of a configuration of kubeadm, which has none', 'INP003', KUBEADM, undefined],
    ['INP003 of other mistakes beside one', 'INP003', `${KUBEADM}just a text`, /./],
  ])('%s', judge);
});

describe('lifecycle', () => {
  const kubeadm = (version: string, rest = '') => `{apiVersion: kubeadm.k8s.io/${version}, kind: ClusterConfiguration, metadata: {name: c}${rest}}`;
  const flag = '{apiVersion: kubeadm.k8s.io/v1beta3, kind: ClusterConfiguration, metadata: {name: c}, controllerManager: {extraArgs: {external-cloud-volume-plugin: openstack}}}';
  const inTree = '{apiVersion: v1, kind: PersistentVolume, metadata: {name: disk}, spec: {accessModes: [ReadWriteOnce], capacity: {storage: 1Gi}, awsElasticBlockStore: {volumeID: v}}}';
  test.each<Row>([
    ['API003 from the minor that hands volumes to the driver', 'API003', inTree, /Kubernetes 1.23 migrates AWS EBS volumes to the CSI driver/, at('1.23')],
    ['API003 of a deprecated source', 'API003', inTree, /Kubernetes 1.19 deprecated the volume plugin AWS EBS, and 1.23 migrates/, at('1.22')],
    ['API003 not before', 'API003', inTree, undefined, at('1.18')],
    ['API004 not in the first minor that reads a format', 'API004', kubeadm('v1beta4'), undefined, at('1.31')],
    ['API004 before it', 'API004', kubeadm('v1beta4'), /it was added in 1\.31/, at('1.30')],
    ['API004 not in the last minor that reads a format', 'API004', kubeadm('v1beta2'), undefined, at('1.26')],
    ['API004 after it', 'API004', kubeadm('v1beta2'), /1\.26 was the last to read it/, at('1.27')],
    ['API004 of arguments in the form of old', 'API004', kubeadm('v1beta4', ', apiServer: {extraArgs: {v: "2"}}'), /a list of names and values in v1beta4/, at('1.36')],
    ['API004 not where there are none', 'API004', kubeadm('v1beta4', ', apiServer: {extraArgs: {}}'), undefined, at('1.36')],
    ['API010 from the minor without the flag', 'API010', flag, /external-cloud-volume-plugin/, at('1.26')],
    ['API010 not before', 'API010', flag, undefined, at('1.25')],
    ['STS001 up to 1.33: claims cannot be created', 'STS001', example('STS001'), /cannot be created/, at('1.33')],
    ['STS001 from 1.34: the set is refused', 'STS001', example('STS001'), /rejects the set/, at('1.34')],
    ['STS011 up to 1.26: the field is ignored', 'STS011', example('STS011'), /1\.26 ignores the field/, at('1.26')],
    ['STS011 from 1.27', 'STS011', example('STS011'), /is deleted when/, at('1.27')],
    ['OST007 from 1.25 a warning', 'OST007', pod('containers: [{name: a, image: b}], tolerations: [{key: node-role.kubernetes.io/master, effect: NoSchedule}]'), /^warning/, at('1.25')],
    ['OST007 before a hint', 'OST007', pod('containers: [{name: a, image: b}], tolerations: [{key: node-role.kubernetes.io/master, effect: NoSchedule}]'), /^info/, at('1.24')],
    ['OST011 from the minor in which the port is dead', 'OST011', example('OST011'), /nothing listens on it since Kubernetes 1\.20/, at('1.20')],
    ['OST011 not before', 'OST011', example('OST011'), undefined, at('1.19')],
  ])('%s', judge);

  test('API002 says what to use in place of a plugin', () => {
    const fix = (source: string) => fixes('API002', `{apiVersion: v1, kind: PersistentVolume, metadata: {name: disk}, spec: {${size('1Gi')}, ${source}}}`)[0];
    expect(fix('cephfs: {monitors: [a]}')).toBe('Use cephfs.csi.ceph.com (CephFsStorageClass); volumes are not migrated.');
    expect(fixes('API002', pod('containers: [{name: a, image: b}], volumes: [{name: v, gitRepo: {repository: a}}]'))).toEqual([expect.stringContaining('init container')]);
  });
});

describe('local volumes', () => {
  const grants = (verbs: string, more = '') => example('LOC007', [/resources: \[persistentvolumes\], verbs: \[.*\]/, `resources: [persistentvolumes], verbs: [${verbs}]`],
    [/.*resources: \[nodes\].*\n/, ''], [/data:\n/, `data:\n${more}`]);
  const jobs = (kind: string, namespace: string) => `
---
{apiVersion: rbac.authorization.k8s.io/v1, kind: Role, metadata: {name: jobs, namespace: ${namespace}}, rules: [{apiGroups: ["*"], resources: [${kind}], verbs: ["*"]}]}
---
{apiVersion: rbac.authorization.k8s.io/v1, kind: RoleBinding, metadata: {name: jobs, namespace: ${namespace}}, roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: jobs}, subjects: [{kind: ServiceAccount, name: local-provisioner, namespace: storage}]}`;
  const localPath = (version: string) => `${example('LOC014', [/parameters: \{nodePath: \/mnt\/fast\}/, 'parameters: {pathPattern: "{{ .PVName }}"}'])}
---${workload('Deployment', `containers: [{name: p, image: "rancher/local-path-provisioner:${version}", command: [local-path-provisioner, start, --config, /etc/config/config.json]}]`, '', 'local-path-provisioner')}`;
  const labelled = (terms: string) => `${example('LOC009').replace(/nodeSelectorTerms:[\s\S]*?---/, `nodeSelectorTerms: ${terms}\n---`)}`;
  const host = (name: string, more = '') => `[{matchExpressions: [{key: kubernetes.io/hostname, operator: In, values: [${name}]}${more}]}]`;
  test.each<Row>([
    ['LOC007 names three rights', 'LOC007', grants('get, list, watch'), /lacks permission to create persistentvolumes, delete persistentvolumes, get nodes\.$/],
    ['LOC007 says that there are more', 'LOC007', grants('get, list'), /and more\.$/],
    ['LOC007 takes rights on jobs in its namespace', 'LOC007', grants('get, list, watch, create, delete', '  useJobForCleaning: "yes"\n') + jobs('jobs', 'storage'), /lacks permission to get nodes\.$/],
    ['LOC007 does not take them elsewhere', 'LOC007', grants('get, list, watch, create, delete', '  useJobForCleaning: "yes"\n') + jobs('jobs', 'other'), /get nodes, get jobs/],
    ['LOC007 does not take rights in a namespace for nodes', 'LOC007', grants('get, list, watch, create, delete') + jobs('nodes', 'storage'), /lacks permission to get nodes\.$/],
    ['LOC009 of a term that requires nothing: it fits no node', 'LOC009', labelled('[{}]'), /matches no node/],
    ['LOC009 not of a known node', 'LOC009', labelled(host('node-1')), undefined],
    ['LOC009 of a known node that lacks another label', 'LOC009', labelled(host('node-1', ', {key: disk, operator: In, values: [ssd]}')), /disk spec\.nodeAffinity/],
    ['LOC009 not of a node by its name', 'LOC009', labelled('[{matchFields: [{key: metadata.name, operator: In, values: [node-1]}]}]'), undefined],
    ['LOC014 of patterns from v0.0.33', 'LOC014', localPath('v0.0.33'), /as the provisioner wants since v0\.0\.33/],
    ['LOC014 not before', 'LOC014', localPath('v0.0.32'), undefined],
    ['LOC014 not where the program is told so in a word of its own', 'LOC014', localPath('v0.0.37').replace('pathPattern:', 'allowUnsafePathPattern: T, pathPattern:'), undefined],
    ['LOC014 of a word that it does not take', 'LOC014', localPath('v0.0.37').replace('pathPattern:', 'allowUnsafePathPattern: "yes", pathPattern:'), /does not start with/],
  ])('%s', judge);
});

describe('mounts and rights', () => {
  const owned = (init: string) => SHARED + pod(`securityContext: {runAsUser: 1000}, initContainers: [{name: init, image: busybox, securityContext: {${init}}, `
    + `volumeMounts: [{name: data, mountPath: /data}]}], ${USING}`);
  const absolute = pod('containers: [{name: web, image: nginx, volumeMounts: [{name: data, mountPath: /data, subPath: /data}]}], volumes: [{name: data, emptyDir: {}}]');
  const twice = (mount: string) => SHARED + pod(`containers: [{name: web, image: nginx, volumeMounts: [{name: data, mountPath: /data}${mount && `, ${mount}`}]}], `
    + 'volumes: [{name: data, persistentVolumeClaim: {claimName: data}}, {name: b, persistentVolumeClaim: {claimName: data}}]');
  const csi = (name: string, driver: string, volumeHandle: string) => `
{apiVersion: v1, kind: PersistentVolume, metadata: {name: ${name}}, spec: {capacity: {storage: 1Gi}, accessModes: [ReadWriteOnce], csi: {driver: ${driver}, volumeHandle: ${volumeHandle}}}}
---`;
  const secured = (context: string) => SHARED + pod(`securityContext: {${context}}, ${USING}`);
  const bound = (binding: string, roleRef: string, namespace = '') => `
{apiVersion: rbac.authorization.k8s.io/v1, kind: ${binding}, metadata: {name: b${namespace}}, roleRef: {apiGroup: rbac.authorization.k8s.io, ${roleRef}}, subjects: [{kind: ServiceAccount, name: reader, namespace: shop}]}
---`;
  const role = (name: string, namespace: string) => `
{apiVersion: rbac.authorization.k8s.io/v1, kind: Role, metadata: {name: ${name}, namespace: ${namespace}}, rules: [{apiGroups: [""], resources: [pods], verbs: [get]}]}
---`;
  const account = (name: string) => `
{apiVersion: v1, kind: ServiceAccount, metadata: {name: ${name}, namespace: other}}
---`;
  const provider = (own: string) => `
{apiVersion: rbac.authorization.k8s.io/v1, kind: ClusterRoleBinding, metadata: {name: b}, roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: view},
 subjects: [{kind: ServiceAccount, name: cloud-controller-manager, namespace: kube-system}]}
---
${pod(`containers: [{name: m, image: ccm:1, args: [--use-service-account-credentials=${own}]}]`)}`;
  const rule = (groups: string) => `{apiVersion: rbac.authorization.k8s.io/v1, kind: ClusterRole, metadata: {name: r}, rules: [{apiGroups: [${groups}], resources: [nodes], verbs: ["*"]}]}`;
  test.each<Row>([
    ['MNT012 of a pod that must not run as root', 'MNT012', secured('runAsNonRoot: true'), /does not run as root/],
    ['MNT012 not of one that may', 'MNT012', secured('runAsNonRoot: false'), undefined],
    ['MNT012 not of one that says nothing', 'MNT012', secured(''), undefined],
    ['MNT012 not where an init container of root can change the owner', 'MNT012', owned('runAsUser: 0'), undefined],
    ['MNT012 where the init container is not root either', 'MNT012', owned('runAsUser: 7'), /container "init" .*\n.*container "web"/],
    ['INP005 not of what another rule says about the field', 'INP005', absolute, undefined],
    ['MNT013 of an absolute subPath', 'MNT013', absolute, /subPath "\/data" leaves the volume/],
    ['MNT023 of two volumes that a container mounts', 'MNT023', twice('{name: b, mountPath: /b}'), /volumes "data" and "b" are both claim "data"/, { kubernetesVersion: '1.34' }],
    ['MNT023 not since the kubelet mounts them', 'MNT023', twice('{name: b, mountPath: /b}'), undefined, { kubernetesVersion: '1.35' }],
    ['MNT023 not of a volume that nothing mounts', 'MNT023', twice(''), undefined, { kubernetesVersion: '1.34' }],
    ['CSI022 of one handle and driver', 'CSI022', csi('a', 'x.csi', 'h') + csi('b', 'x.csi', 'h'), /volume "a" has the same driver and volumeHandle/],
    ['CSI022 not of another driver', 'CSI022', csi('a', 'x.csi', 'h') + csi('b', 'y.csi', 'h'), undefined],
    ['MNT015 not of the ConfigMap that every namespace has', 'MNT015', pod('containers: [{name: a, image: b}], volumes: [{name: v, configMap: {name: kube-root-ca.crt}}]'), undefined],
    ['MNT015 of a Secret of that name', 'MNT015', pod('containers: [{name: a, image: b}], volumes: [{name: v, secret: {secretName: kube-root-ca.crt}}]'), /kube-root-ca/],
    ['RBA001 of a ClusterRole', 'RBA001', bound('ClusterRoleBinding', 'kind: ClusterRole, name: reader'), /ClusterRole "reader" is not in the input\.$/],
    ['RBA001 not of one that Kubernetes brings', 'RBA001', bound('ClusterRoleBinding', 'kind: ClusterRole, name: view'), undefined],
    ['RBA001 not of a Role that the API server creates', 'RBA001', bound('RoleBinding', 'kind: Role, name: extension-apiserver-authentication-reader', ', namespace: kube-system'), undefined],
    ['RBA001 of a Role of that name in another namespace', 'RBA001', bound('RoleBinding', 'kind: Role, name: extension-apiserver-authentication-reader', ', namespace: shop'), /is not in the input\.$/],
    ['RBA001 not of the Role that reads cluster-info', 'RBA001', bound('RoleBinding', 'kind: Role, name: "system:controller:bootstrap-signer"', ', namespace: kube-public'), undefined],
    ['RBA001 of a Role called view', 'RBA001', bound('RoleBinding', 'kind: Role, name: view', ', namespace: kube-system'), /Role "view" is not in the input\.$/],
    ['RBA001 knows one with a similar name in the namespace', 'RBA001', bound('RoleBinding', 'kind: Role, name: reader', ', namespace: shop') + role('reader-role', 'shop'), /but "reader-role" is/],
    ['RBA001 does not look in others', 'RBA001', bound('RoleBinding', 'kind: Role, name: reader', ', namespace: shop') + role('reader-role', 'other'), /Role "reader" is not in the input\.$/],
    ['RBA002 knows an account elsewhere', 'RBA002', bound('RoleBinding', 'kind: ClusterRole, name: view', ', namespace: shop') + account('reader'), /but in "other"/],
    ['RBA002 only of that name', 'RBA002', bound('RoleBinding', 'kind: ClusterRole, name: view', ', namespace: shop') + account('writer'), /"shop"\.$/],
    ['RBA002 not of the account that the provider makes', 'RBA002', provider('true'), undefined],
    ['RBA002 of it where the provider makes none', 'RBA002', provider('false'), /ServiceAccount "cloud-controller-manager" is not in namespace/],
    ['RBA006 of the core group', 'RBA006', rule('""'), /all verbs on nodes/],
    ['RBA006 of all groups', 'RBA006', rule('"*"'), /all verbs on nodes/],
    ['RBA006 not of another group', 'RBA006', rule('example.org'), undefined],
  ])('%s', judge);
});

describe('OpenStack and secrets', () => {
  const drive = (attached: number) => example('OST004', [/limit = 2/, `limit = ${attached}`], [/replicas: 3/, 'replicas: 1']);
  const port = (min: number, max: number) => example('OST011', [/min: 10255, max: 10255/, `min: ${min}, max: ${max}`], [/, remoteIPPrefix: 192\.168\.1\.0\/24/, '']);
  const secret = (values: string) => `{apiVersion: v1, kind: Secret, metadata: {name: s, namespace: shop}, stringData: {${values}}}`;
  const encoded = (text: string) => secret(`cloud.conf: "${Buffer.from(text).toString('base64')}"`);
  test.each<Row>([
    ['OST001 of a size between', 'OST001', storageClass('fast') + claim(`storageClassName: fast, ${size('5500Mi')}`), /Cinder provisions 6Gi/],
    ['OST001 not of whole sizes', 'OST001', storageClass('fast') + claim(`storageClassName: fast, ${size('5Gi')}`), undefined],
    ['OST001 not of nothing, or less', 'OST001', storageClass('fast') + claim(`storageClassName: fast, ${size('-5500Mi')}`), undefined],
    ['OST004 not of as many volumes as a node takes', 'OST004', drive(1), undefined],
    ['OST011 of the first of the inner ports', 'OST011', port(2000, 2379), /etcd are open/],
    ['OST011 not of the one before', 'OST011', port(2000, 2378), undefined],
    ['OST011 of the last of the inner ports', 'OST011', port(32767, 40000), /node ports are open/],
    ['OST011 not of the one after', 'OST011', port(32768, 40000), undefined],
    ['SEC008 of one key', 'SEC008', secret('password: not-a-real-one'), /holds credentials/],
    ['SEC008 of several', 'SEC008', secret('password: not-a-real-one, token: another-one'), /hold credentials/],
    ['CFG011 of the shortest file', 'CFG011', encoded('[Global]\na=b'), /is base64 inside plain text/],
  ])('%s', judge);

  test.each([['abcdef', 1], ['abcde', 0]])('SEC003 takes texts of six letters and more for credentials: %s', (value, expected) => {
    expect(said('SEC003', pod(`containers: [{name: a, image: b, env: [{name: DB_PASSWORD, value: ${value}}]}]`), CLOSED)).toHaveLength(expected);
  });
});

describe('StatefulSets', () => {
  const budget = (replicas: number) => example('STS013', [/  serviceName: db\n/, `  serviceName: db\n  replicas: ${replicas}\n`]);
  const nodes = Array.from({ length: 3 }, (_, i) => `\n---\n{apiVersion: v1, kind: Node, metadata: {name: node-${i}, labels: {kubernetes.io/hostname: node-${i}}}}`).join('');
  const scaled = (most: number, volumes: string) => example('STS010', [/maxReplicas: 10/, `maxReplicas: ${most}`], [/kubernetes.io.no-provisioner/, volumes]) + nodes;
  const discovered = (className: string, gone = 'nothing') => `${example('LOC007').replace(`{name: config, configMap: {name: ${gone}}}`, '{name: config, emptyDir: {}}')}
---${storageClass('slow-disks', 'kubernetes.io/no-provisioner')}${workload('StatefulSet', MOUNTING, `replicas: 2, serviceName: web, ${templates(`storageClassName: ${className}, ${size('5Gi')}`)}`)}`;
  const named = (length: number, start = '0') => workload('StatefulSet', MOUNTING, `serviceName: web, ordinals: {start: ${start}}, `, 'a'.repeat(length));
  test.each<Row>([
    ['STS004 of 53 characters', 'STS004', named(53), /has 53 characters/],
    ['STS004 not of 52', 'STS004', named(52), undefined],
    ['STS004 of a pod with 64 characters', 'STS004', named(52, '10000000000'), /more than 63 characters/],
    ['STS004 not of a pod with 63', 'STS004', named(52, '1000000000'), undefined],
    ['STS009 of a class without volumes', 'STS009', discovered('fast-disks', 'local-provisioner-config'), /only 0 match/],
    ['STS009 not where a static provisioner finds them on the nodes', 'STS009', discovered('fast-disks'), undefined],
    ['STS009 of a class that it does not look for', 'STS009', discovered('slow-disks'), /only 0 match/],
    ['STS010 of more replicas than nodes', 'STS010', scaled(4, 'rancher.io/local-path'), /there are only 3 nodes/],
    ['STS010 not of as many', 'STS010', scaled(3, 'rancher.io/local-path'), undefined],
    ['STS010 of more replicas than volumes', 'STS010', scaled(3, 'kubernetes.io/no-provisioner'), /there are only 2 volumes/],
    ['STS010 not of as many volumes', 'STS010', scaled(2, 'kubernetes.io/no-provisioner'), undefined],
    ['STS013 of a budget that keeps the only replica', 'STS013', budget(1), /none of the 1 replica/],
    ['STS013 not of a set that is switched off', 'STS013', budget(0), undefined],
  ])('%s', judge);
});

test('STS013 names at most a hundred workloads of a budget', () => {
  const shop = 'namespace: shop, labels: {app: a}';
  const one = `{apiVersion: policy/v1, kind: PodDisruptionBudget, metadata: {name: b, ${shop}}, spec: {minAvailable: 1, selector: {matchLabels: {app: a}}}}`;
  const workloads = Array.from({ length: 120 }, (_, i) => (
    `{apiVersion: apps/v1, kind: Deployment, metadata: {name: d${i}, ${shop}}, spec: {replicas: ${1 + i % 60}, selector: {matchLabels: {app: a}}, template: {metadata: {labels: {app: a}}, spec: {containers: [{name: c, image: 'i:1'}]}}}}`
  ));
  const messages = (all: string[]) => said('STS013', [one, ...all].join('\n---\n'));
  expect(messages(workloads)).toHaveLength(2);
  expect(messages(workloads.map((text) => text.replace(/replicas: \d+/, 'replicas: 1')))).toHaveLength(100);
});
