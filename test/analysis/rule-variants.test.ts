/*
 * Variants of what the rules find, beside the one example that each rule has: other fields, other reasons, and what must not be found.
 */
import { checkText } from '../support/analysis';

type Options = Parameters<typeof checkText>[1];

const claim = (spec: string, name = 'data', rest = '') => `
apiVersion: v1
kind: PersistentVolumeClaim
metadata: {name: ${name}, namespace: shop${rest}}
spec: {${spec}}
---`;
const CLAIM = 'accessModes: [ReadWriteOnce], resources: {requests: {storage: 5Gi}}';
const volume = (spec: string, name = 'disk', rest = '') => `
apiVersion: v1
kind: PersistentVolume
metadata: {name: ${name}${rest}}
spec: {${spec}}
---`;
const NFS = 'accessModes: [ReadWriteOnce], capacity: {storage: 5Gi}, nfs: {server: a, path: /b}';
const storageClass = (provisioner: string, rest = 'volumeBindingMode: WaitForFirstConsumer', name = 'fast', metadata = '') => `
{apiVersion: storage.k8s.io/v1, kind: StorageClass, metadata: {name: ${name}${metadata}}, provisioner: ${provisioner}, ${rest}}
---`;
const CINDER = 'cinder.csi.openstack.org';
const pod = (spec: string, kind = 'Pod', top = '') => (kind === 'Pod' ? `
{apiVersion: v1, kind: Pod, metadata: {name: web, namespace: shop}, spec: {${spec}}}
---` : `
{apiVersion: apps/v1, kind: ${kind}, metadata: {name: web, namespace: shop}, spec: {${top}selector: {matchLabels: {app: web}}, template: {metadata: {labels: {app: web}}, spec: {${spec}}}}}
---`);
const mounting = (mounts: string, volumes: string, more = '') => `containers: [{name: web, image: nginx, volumeMounts: [${mounts}]${more}}], volumes: [${volumes}]`;
const DATA = '{name: data, mountPath: /data}';
const DATA_CLAIM = '{name: data, persistentVolumeClaim: {claimName: data}}';
const node = (name: string, zone = 'az1') => `
{apiVersion: v1, kind: Node, metadata: {name: ${name}, labels: {kubernetes.io/hostname: ${name}, topology.kubernetes.io/zone: ${zone}}}}
---`;
const fast = storageClass(CINDER);

function found(rule: string, text: string, options: Options = { closedWorld: true }): string[] {
  return checkText(text, options).findings.filter((f) => f.rule === rule).map((f) => `${f.severity} ${f.object.name} ${f.path}: ${f.message}`);
}

describe('binding', () => {
  test.each<[string, string, string, RegExp | undefined]>([
    ['BND003 names all missing modes', 'BND003', volume(NFS) + claim('storageClassName: "", accessModes: [ReadWriteMany, ReadOnlyMany], resources: {requests: {storage: 1Gi}}'), /ReadWriteMany and ReadOnlyMany/],
    ['BND010 says when Delete destroys the data', 'BND010', volume(`${NFS}, persistentVolumeReclaimPolicy: Delete, claimRef: {namespace: shop, name: data, uid: a-b}`), /reclaim policy Delete then deletes the data/],
    ['BND010 accepts a dump with the claim of that uid', 'BND010', volume(`${NFS}, claimRef: {namespace: shop, name: data, uid: a-b}`) + claim(`${CLAIM}, volumeName: disk`, 'data', ', uid: a-b'), undefined],
    ['BND014 warns in doubt about classes of an open world', 'BND014', volume(NFS) + claim(`${CLAIM}, volumeName: disk`), undefined],
    ['BND015 leaves a class that only admission could add', 'BND015', volume(`${NFS}, storageClassName: gold, claimRef: {namespace: shop, name: data}`) + claim(`${CLAIM}, volumeName: disk`), undefined],
    ['BND016 of two claims that name one volume', 'BND016', volume(NFS) + claim(`storageClassName: "", ${CLAIM}, volumeName: disk`, 'a') + claim(`storageClassName: "", ${CLAIM}, volumeName: disk`, 'b'), /error b .*"shop\/a" names too/],
    ['BND016 leaves a stale uid to BND010', 'BND016', volume(`${NFS}, claimRef: {namespace: shop, name: data, uid: old}`) + claim(`${CLAIM}, volumeName: disk`), undefined],
    ['BND019 of a volume', 'BND019', volume('accessModes: [ReadWriteOnce], capacity: {storage: 1500m}, nfs: {server: a, path: /b}'), /disk spec.capacity.storage/],
    ['BND020 of a typo in case', 'BND020', volume('accessModes: [readwriteonce], capacity: {storage: 1Gi}, nfs: {server: a, path: /b}'), /unknown access mode "readwriteonce"/],
    ['BND022 of a missing request', 'BND022', claim('accessModes: [ReadWriteOnce]'), /has no storage request/],
    ['BND022 of nothing', 'BND022', claim('accessModes: [ReadWriteOnce], resources: {requests: {storage: 0}}'), /greater than zero/],
    ['BND024 not for a claim that is bound', 'BND024', fast + volume(`${NFS}, storageClassName: fast, claimRef: {namespace: shop, name: data}`) + claim(`${CLAIM}, storageClassName: fast`) + pod(`nodeName: a, ${mounting(DATA, DATA_CLAIM)}`), undefined],
    ['BND025 not for a claim that is used', 'BND025', fast + claim(`${CLAIM}, storageClassName: fast`) + pod(mounting(DATA, DATA_CLAIM)), undefined],
    ['BND029 of a volume that is somebody else\'s', 'BND029', volume(`${NFS}, claimRef: {namespace: other, name: x}`) + claim(`${CLAIM}, storageClassName: ""`), /"disk" matches, but is not free/],
  ])('%s', (_, rule, text, expected) => {
    if (expected) expect(found(rule, text).join('\n')).toMatch(expected);
    else expect(found(rule, text)).toEqual([]);
  });

  test('BND014 is a warning while the cluster may have a default class', () => {
    expect(found('BND014', volume(NFS) + claim(`${CLAIM}, volumeName: disk`), {})).toEqual([expect.stringMatching(/^warning .*If the cluster has a default class/)]);
  });
  test('BND002 says nothing about a claim that may get a default class', () => {
    const text = volume(`${NFS}, storageClassName: gold`) + claim(CLAIM);
    expect(found('BND002', text, {})).toEqual([]);
    expect(found('BND002', text)).toHaveLength(1);
  });
});

describe('classes', () => {
  const annotated = (key: string, value: string) => storageClass(CINDER, 'volumeBindingMode: WaitForFirstConsumer', 'fast', `, annotations: {${key}: ${value}}`);
  test.each<[string, string, string, RegExp | undefined]>([
    ['CLS001 offers the name that was meant', 'CLS001', storageClass(CINDER, 'volumeBindingMode: Immediate', 'fast') + claim(`${CLAIM}, storageClassName: fastt`), /"fastt", which is not in the input/],
    ['CLS003 of a boolean', 'CLS003', annotated('storageclass.kubernetes.io/is-default-class', 'true'), /is not a string/],
    ['CLS003 not of "false"', 'CLS003', annotated('storageclass.kubernetes.io/is-default-class', '"false"'), undefined],
    ['CLS004 is a warning for volumes that every node reaches', 'CLS004', storageClass('kubernetes.io/no-provisioner', 'allowVolumeExpansion: false') + volume(`${NFS}, storageClassName: fast`), /^warning .*harmless while every node/],
    ['CLS005 is an error for local-path', 'CLS005', storageClass('rancher.io/local-path', 'volumeBindingMode: Immediate'), /^error .*no node was specified/],
    ['CLS005 not in one zone', 'CLS005', storageClass(CINDER, 'volumeBindingMode: Immediate') + node('a') + node('b'), undefined],
    ['CLS007 not of Retain', 'CLS007', storageClass(CINDER, 'reclaimPolicy: Retain'), undefined],
    ['CLS008 of an empty provisioner', 'CLS008', storageClass('""'), /has no provisioner/],
    ['CLS009 of the alpha annotation', 'CLS009', claim(CLAIM, 'data', ', annotations: {volume.alpha.kubernetes.io/storage-class: x}'), /is ignored/],
    ['CLS009 of the beta default', 'CLS009', annotated('storageclass.beta.kubernetes.io/is-default-class', '"true"'), /deprecated/],
    ['CLS009 of a volume', 'CLS009', volume(NFS, 'disk', ', annotations: {volume.beta.kubernetes.io/storage-class: slow}'), /disk .*a deprecated annotation sets the class to "slow"\./],
    ['CLS010 of a provisioner that a workload serves', 'CLS010', storageClass('example.com/x') + pod('containers: [{name: a, image: a, args: [--provisioner-name=example.com/x]}]'), undefined],
    ['CLS010 of a provisioner that a variable names', 'CLS010', storageClass('example.com/x') + pod('containers: [{name: a, image: a, env: [{name: PROVISIONER_NAME, value: example.com/x}]}]'), undefined],
    ['CLS010 of the flag of csi-provisioner, which serves nothing', 'CLS010', storageClass('example.com/x') + pod('containers: [{name: a, image: "k8s/csi-provisioner:v1.1.0", args: [--provisioner=example.com/x]}]'), /nothing in the input serves/],
    ['CLS011 is a warning for what a CSI driver took over', 'CLS011', storageClass('kubernetes.io/cinder'), /^warning .*cinder.csi.openstack.org/],
    ['CLS012 of local without the static provisioner', 'CLS012', volume('accessModes: [ReadWriteOnce], capacity: {storage: 1Gi}, persistentVolumeReclaimPolicy: Delete, local: {path: /a}'), /nothing deletes pre-provisioned local volumes/],
    ['CLS012 of local with it', 'CLS012', volume('accessModes: [ReadWriteOnce], capacity: {storage: 1Gi}, persistentVolumeReclaimPolicy: Delete, local: {path: /a}') + pod('containers: [{name: a, image: "x/local-volume-provisioner:v2"}]'), undefined],
    ['CLS012 of a hostPath below /tmp', 'CLS012', volume('accessModes: [ReadWriteOnce], capacity: {storage: 1Gi}, persistentVolumeReclaimPolicy: Delete, hostPath: {path: /tmp/a}'), undefined],
    ['CLS012 of a volume that was provisioned', 'CLS012', volume(`${NFS}, persistentVolumeReclaimPolicy: Delete`, 'disk', ', annotations: {pv.kubernetes.io/provisioned-by: x}'), undefined],
    ['CLS014 accepts keys that the driver was told', 'CLS014', storageClass(CINDER, 'allowedTopologies: [{matchLabelExpressions: [{key: rack, values: [a]}]}]') + pod('containers: [{name: a, image: cinder-csi-plugin, args: [--additional-topology, rack=a]}]'), undefined],
    ['CLS016 of a term twice', 'CLS016', storageClass(CINDER, 'allowedTopologies: [{matchLabelExpressions: [{key: a, values: [b]}]}, {matchLabelExpressions: [{key: a, values: [b]}]}]'), /duplicate topology term/],
    ['CLS016 of a key twice and no values', 'CLS016', storageClass(CINDER, 'allowedTopologies: [{matchLabelExpressions: [{key: a, values: [b]}, {key: a, values: []}]}]'), /duplicate key "a" in one term[\s\S]*is empty/],
    ['CLS019 of the nearest volume', 'CLS019', volume('accessModes: [ReadWriteOnce], capacity: {storage: 5Gi}, volumeAttributesClassName: gold, csi: {driver: a.example.com, volumeHandle: b}') + claim(`${CLAIM}, storageClassName: ""`), /has no VolumeAttributesClass, but volume "disk" has VolumeAttributesClass "gold"/],
  ])('%s', (_, rule, text, expected) => {
    if (expected) expect(found(rule, text).join('\n')).toMatch(expected);
    else expect(found(rule, text)).toEqual([]);
  });

  test('CLS002 tells what happened before 1.26', () => {
    const text = ['a', 'b'].map((name) => storageClass(CINDER, 'volumeBindingMode: WaitForFirstConsumer', name, ', annotations: {storageclass.kubernetes.io/is-default-class: "true"}')).join('');
    expect(found('CLS002', text, { kubernetesVersion: '1.25' })[0]).toMatch(/are rejected/);
  });
});

describe('access modes', () => {
  const local = storageClass('kubernetes.io/no-provisioner');
  const data = claim(`${CLAIM}, storageClassName: fast`);
  const web = (top: string, more = '', kind = 'Deployment') => pod(`${mounting(DATA, DATA_CLAIM)}${more}`, kind, top);
  const scaler = '\n{apiVersion: autoscaling/v2, kind: HorizontalPodAutoscaler, metadata: {name: web, namespace: shop}, spec: {scaleTargetRef: {kind: Deployment, name: web}, maxReplicas: 4}}\n---';
  test.each<[string, string, string, RegExp | undefined]>([
    ['ACM001 is a warning where the volume draws all pods to its node', 'ACM001', local + data + web('replicas: 3, '), /^warning .*is local to one node/],
    ['ACM001 not on a pinned node', 'ACM001', fast + data + web('replicas: 3, ', ', nodeSelector: {kubernetes.io/hostname: a}'), undefined],
    ['ACM001 not on a single node', 'ACM001', fast + data + web('replicas: 3, ') + node('a'), undefined],
    ['ACM001 not for a driver that does not attach', 'ACM001', `{apiVersion: storage.k8s.io/v1, kind: CSIDriver, metadata: {name: ${CINDER}}, spec: {attachRequired: false}}\n---${fast}${data}${web('replicas: 3, ')}`, undefined],
    ['ACM001 not for NFS', 'ACM001', volume(`${NFS}, claimRef: {namespace: shop, name: data}`) + claim(`${CLAIM}, storageClassName: "", volumeName: disk`) + web('replicas: 3, '), undefined],
    ['ACM001 of a volume of a CSI driver', 'ACM001', volume(`accessModes: [ReadWriteOnce], capacity: {storage: 5Gi}, csi: {driver: ${CINDER}, volumeHandle: a}`) + claim(`${CLAIM}, storageClassName: "", volumeName: disk`) + web('replicas: 3, '), /^error/],
    ['ACM001 goes by the modes of the volume', 'ACM001', volume(`accessModes: [ReadWriteOnce, ReadWriteMany], capacity: {storage: 5Gi}, csi: {driver: ${CINDER}, volumeHandle: a}`) + claim(`${CLAIM}, storageClassName: "", volumeName: disk`) + web('replicas: 3, '), undefined],
    ['ACM002 not without surge', 'ACM002', fast + data + web('replicas: 1, strategy: {rollingUpdate: {maxSurge: 0}}, '), undefined],
    ['ACM003 of several replicas', 'ACM003', fast + claim('storageClassName: fast, accessModes: [ReadWriteOncePod], resources: {requests: {storage: 1Gi}}') + web('replicas: 2, strategy: {type: Recreate}, '), /up to 2 pods/],
    ['ACM003 of a DaemonSet', 'ACM003', fast + claim('storageClassName: fast, accessModes: [ReadWriteOncePod], resources: {requests: {storage: 1Gi}}') + web('', '', 'DaemonSet'), /every node runs one/],
    ['ACM003 of two users', 'ACM003', fast + claim('storageClassName: fast, accessModes: [ReadWriteOncePod], resources: {requests: {storage: 1Gi}}') + pod(mounting(DATA, DATA_CLAIM)) + web('strategy: {type: Recreate}, '), /Pod "web" uses it too/],
    ['ACM004 not of a multiattach type', 'ACM004', storageClass(CINDER, 'parameters: {type: ssd-multiattach}') + claim('storageClassName: fast, accessModes: [ReadWriteMany], resources: {requests: {storage: 1Gi}}'), undefined],
    ['ACM005 not where every mount is read-only', 'ACM005', fast + claim('storageClassName: fast, accessModes: [ReadOnlyMany], resources: {requests: {storage: 1Gi}}') + pod(mounting('{name: data, mountPath: /data, readOnly: true}', DATA_CLAIM)), undefined],
    ['ACM007 is a warning on local volumes', 'ACM007', local + data + web('') + scaler, /^warning/],
    ['ACM009 not on a pinned node', 'ACM009', fast + data + web('', ', nodeName: a', 'DaemonSet'), undefined],
  ])('%s', (_, rule, text, expected) => {
    if (expected) expect(found(rule, text).join('\n')).toMatch(expected);
    else expect(found(rule, text)).toEqual([]);
  });
});

describe('mounts', () => {
  const scratch = '{name: data, emptyDir: {}}';
  const secret = '{apiVersion: v1, kind: Secret, metadata: {name: a, namespace: shop}, stringData: {key: not-a-secret}}\n---';
  const from = (more: string) => pod(`containers: [{name: web, image: nginx, ${more}}]`);
  test.each<[string, string, string, RegExp | undefined]>([
    ['MNT004 of a device path that is mounted', 'MNT004', pod(`containers: [{name: web, image: nginx, volumeMounts: [${DATA}], volumeDevices: [{name: data, devicePath: /data}]}], volumes: [${DATA_CLAIM}]`), /uses path \/data twice[\s\S]*uses it as a device/],
    ['MNT009 of the annotation', 'MNT009', volume('accessModes: [ReadWriteOnce], capacity: {storage: 1Gi}, csi: {driver: a.b, volumeHandle: c}', 'disk', ', annotations: {volume.beta.kubernetes.io/mount-options: ro}'), /API server rejects the annotation/],
    ['MNT010 of a claim and its class', 'MNT010', storageClass(CINDER, 'mountOptions: [noatime]') + claim(`${CLAIM}, storageClassName: fast, volumeMode: Block`), /"fast" sets mount options/],
    ['MNT011 of a driver that never applies it', 'MNT011', `{apiVersion: storage.k8s.io/v1, kind: CSIDriver, metadata: {name: a.b}, spec: {fsGroupPolicy: None}}\n---${volume('accessModes: [ReadWriteOnce], capacity: {storage: 5Gi}, csi: {driver: a.b, volumeHandle: c, fsType: ext4}')}${claim(`${CLAIM}, storageClassName: "", volumeName: disk`)}${pod(`securityContext: {fsGroup: 1}, ${mounting(DATA, DATA_CLAIM)}`)}`, /has fsGroupPolicy None/],
    ['MNT011 of a volume for many', 'MNT011', volume('accessModes: [ReadWriteMany], capacity: {storage: 5Gi}, csi: {driver: a.b, volumeHandle: c, fsType: ext4}') + claim('storageClassName: "", volumeName: disk, accessModes: [ReadWriteMany], resources: {requests: {storage: 5Gi}}') + pod(`securityContext: {fsGroup: 1}, ${mounting(DATA, DATA_CLAIM)}`), /no single-node access mode/],
    ['MNT011 not with the policy File', 'MNT011', `{apiVersion: storage.k8s.io/v1, kind: CSIDriver, metadata: {name: a.b}, spec: {fsGroupPolicy: File}}\n---${volume('accessModes: [ReadWriteOnce], capacity: {storage: 5Gi}, csi: {driver: a.b, volumeHandle: c}')}${claim(`${CLAIM}, storageClassName: "", volumeName: disk`)}${pod(`securityContext: {fsGroup: 1}, ${mounting(DATA, DATA_CLAIM)}`)}`, undefined],
    ['MNT013 of a path that climbs out', 'MNT013', pod(mounting('{name: data, mountPath: /data, subPath: a/../../b}', scratch)), /leaves the volume/],
    ['MNT014 of propagation', 'MNT014', pod(mounting('{name: data, mountPath: /data, readOnly: true, recursiveReadOnly: IfPossible, mountPropagation: HostToContainer}', scratch)), /mountPropagation is set/],
    ['MNT015 of a key', 'MNT015', secret + pod(mounting(DATA, '{name: data, secret: {secretName: a, items: [{key: nope, path: x}]}}')), /has no key "nope"/],
    ['MNT015 of a variable', 'MNT015', secret + from('env: [{name: A, valueFrom: {secretKeyRef: {name: a, key: nope}}}]'), /valueFrom.secretKeyRef.key: .*no key "nope"/],
    ['MNT015 of envFrom', 'MNT015', from('envFrom: [{configMapRef: {name: gone}}, {secretRef: {name: maybe, optional: true}}]'), /the input has no ConfigMap "gone"/],
    ['MNT015 of a projected volume', 'MNT015', pod(mounting(DATA, '{name: data, projected: {sources: [{secret: {name: gone}}, {configMap: {name: kube-root-ca.crt}}]}}')), /sources\[0\].secret.name: the input has no Secret "gone"/],
    ['MNT015 not of what an ExternalSecret makes', 'MNT015', '{apiVersion: external-secrets.io/v1, kind: ExternalSecret, metadata: {name: x, namespace: shop}, spec: {target: {name: gone}}}\n---' + pod(mounting(DATA, '{name: data, secret: {secretName: gone}}')), undefined],
    ['MNT015 not of what a ServiceAccount names', 'MNT015', '{apiVersion: v1, kind: ServiceAccount, metadata: {name: x, namespace: shop}, secrets: [{name: gone}]}\n---' + pod(mounting(DATA, '{name: data, secret: {secretName: gone}}')), undefined],
    ['MNT015 not of a trust bundle', 'MNT015', '{apiVersion: trust.cert-manager.io/v1alpha1, kind: Bundle, metadata: {name: ca, namespace: shop}}\n---' + pod(mounting(DATA, '{name: data, configMap: {name: ca}}')), undefined],
    ['MNT016 of a projected volume', 'MNT016', pod(mounting('{name: data, mountPath: /x, subPathExpr: a}', '{name: data, projected: {sources: []}}')), /projected volume/],
    ['MNT016 not with a checksum', 'MNT016', '{apiVersion: v1, kind: Pod, metadata: {name: a, annotations: {checksum/config: x}}, spec: {containers: [{name: a, image: a, volumeMounts: [{name: data, mountPath: /x, subPath: y}]}], volumes: [{name: data, configMap: {name: c}}]}}', undefined],
  ])('%s', (_, rule, text, expected) => {
    if (expected) expect(found(rule, text).join('\n')).toMatch(expected);
    else expect(found(rule, text)).toEqual([]);
  });

  test('MNT015 takes Secrets that the cluster is said to have', () => {
    const text = pod(mounting(DATA, '{name: data, secret: {secretName: there}}'));
    expect(found('MNT015', text, { closedWorld: true, knownSecrets: ['shop/there'] })).toEqual([]);
    expect(found('MNT015', text, { closedWorld: true, knownSecrets: ['there'] })).toEqual([]);
    expect(found('MNT015', text, {})).toEqual([expect.stringMatching(/^warning/)]);
  });
});

describe('StatefulSets and CSI drivers', () => {
  const set = (spec: string, template = '{metadata: {name: data}, spec: {storageClassName: fast, accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}}', name = 'web') => `
{apiVersion: apps/v1, kind: StatefulSet, metadata: {name: ${name}, namespace: shop}, spec: {${spec}selector: {matchLabels: {app: web}},
  template: {metadata: {labels: {app: web}}, spec: {containers: [{name: web, image: nginx}]}}, volumeClaimTemplates: [${template}]}}
---`;
  const hpa = (spec: string, target = 'StatefulSet') => `
{apiVersion: autoscaling/v2, kind: HorizontalPodAutoscaler, metadata: {name: web, namespace: shop}, spec: {scaleTargetRef: {kind: ${target}, name: web}, ${spec}}}
---`;
  const budget = (spec: string) => `
{apiVersion: policy/v1, kind: PodDisruptionBudget, metadata: {name: web, namespace: shop}, spec: {${spec}, selector: {matchLabels: {app: web}}}}
---`;
  const service = (spec: string) => `
{apiVersion: v1, kind: Service, metadata: {name: web, namespace: shop}, spec: {${spec}}}
---`;
  const container = (name: string, args: string, more = '') => `{name: ${name}, image: "registry.k8s.io/sig-storage/${name}:v9.0.0", args: [${args}], volumeMounts: [{name: socket, mountPath: /csi}]${more}}`;
  const driver = (spec: string, name = CINDER) => `
{apiVersion: storage.k8s.io/v1, kind: CSIDriver, metadata: {name: ${name}}, spec: {${spec}}}
---`;
  const controller = (containers: string[], top = '') => pod(`containers: [${containers.join(', ')}], volumes: [{name: socket, emptyDir: {}}]`, 'Deployment', top);
  const cinder = container('cinder-csi-plugin', '--endpoint=unix:///csi/csi.sock');

  test.each<[string, string, string, RegExp | undefined]>([
    ['STS001 of a template without name and request', 'STS001', set('', '{spec: {accessModes: [ReadWriteOnce]}}'), /has no name[\s\S]*no storage request/],
    ['STS004 of ordinals that make names too long', 'STS004', set('ordinals: {start: 99999999999999}, ', undefined, 'a'.repeat(50)), /more than 63 characters/],
    ['STS006 of a Service that selects other pods', 'STS006', service('clusterIP: None, selector: {app: other}') + set('serviceName: web, '), /does not select/],
    ['STS006 not without serviceName', 'STS006', set(''), undefined],
    ['STS011 of an autoscaled set', 'STS011', set('persistentVolumeClaimRetentionPolicy: {whenScaled: Delete, whenDeleted: Delete}, ') + hpa('maxReplicas: 2'), /when an autoscaler removes[\s\S]*when the set is deleted/],
    ['STS013 of maxUnavailable 0', 'STS013', set('replicas: 3, ') + budget('maxUnavailable: 0'), /spec.maxUnavailable/],
    ['STS013 of percentages', 'STS013', set('replicas: 3, ') + budget('minAvailable: "90%"'), /none of the 3 replicas/],
    ['STS013 not where one may go', 'STS013', set('replicas: 3, ') + budget('minAvailable: "50%"'), undefined],
    ['STS013 counts the minimum of an autoscaler', 'STS013', set('') + hpa('minReplicas: 2, maxReplicas: 5') + budget('minAvailable: 2'), /none of the 2 replicas/],
    ['STS015 of utilisation without requests', 'STS015', set('') + hpa('maxReplicas: 2, metrics: [{type: Resource, resource: {name: cpu, target: {type: Utilization, averageUtilization: 50}}}]'), /"web" of StatefulSet "web" requests no cpu/],
    ['STS015 of the old field', 'STS015', set('') + hpa('maxReplicas: 2, targetCPUUtilizationPercentage: 50'), /targetCPUUtilizationPercentage/],
    ['STS015 not of other kinds', 'STS015', hpa('maxReplicas: 2', 'Rollout'), undefined],
    ['STS010 of nodes', 'STS010', storageClass('rancher.io/local-path') + set('') + hpa('maxReplicas: 3') + node('a'), /there is only 1 node for/],
    ['CSI001 of a name that shares a word with the driver', 'CSI001', driver('attachRequired: true') + storageClass('cinder.example.com'), /the similar one is/],
    ['CSI001 is a warning where an old sidecar was told the name', 'CSI001', driver('attachRequired: true') + storageClass('csi-cinderplugin') + controller([container('csi-provisioner', '--provisioner=csi-cinderplugin')]), /^warning/],
    ['CSI013 of a provisioner that publishes nothing', 'CSI013', driver('storageCapacity: true', 'a.example.com') + controller([container('csi-provisioner', '--csi-address=/csi/csi.sock'), container('driver', '--name=a.example.com')]), /without --enable-capacity/],
    ['CSI013 not of one that does', 'CSI013', driver('storageCapacity: true', 'a.example.com') + controller([container('csi-provisioner', '--enable-capacity'), container('driver', '--name=a.example.com')]), undefined],
    ['CSI014 not of an old sidecar', 'CSI014', controller([container('csi-provisioner', '--connection-timeout=15s').replace('v9.0.0', 'v1.6.0')]), undefined],
    ['CSI012 of the sidecar', 'CSI012', controller([container('csi-snapshotter', '--csi-address=/csi/csi.sock'), cinder]), /csi-snapshotter needs the snapshot CRDs/],
    ['CSI012 not with the snapshot controller', 'CSI012', controller([container('csi-snapshotter', '--csi-address=/csi/csi.sock'), container('snapshot-controller', '')]), undefined],
    ['CSI017 of an attacher for nothing', 'CSI017', driver('attachRequired: false') + controller([container('csi-attacher', ''), cinder]), /^info .*csi-attacher of the controller is unused/],
    ['CSI020 of another port', 'CSI020', controller([container('livenessprobe', '--health-port=9999'), container('cinder-csi-plugin', '', ', livenessProbe: {httpGet: {port: healthz}}, ports: [{name: healthz, containerPort: 9808}]')]), /port 9808, but the livenessprobe sidecar listens on 9999/],
    ['RBA001 not of a built-in role', 'RBA001', '{apiVersion: rbac.authorization.k8s.io/v1, kind: ClusterRoleBinding, metadata: {name: a}, roleRef: {kind: ClusterRole, name: cluster-admin}}', undefined],
    ['RBA005 of the old field', 'RBA005', pod('serviceAccount: gone, containers: [{name: a, image: a}]'), /spec.serviceAccount: /],
    ['RBA007 of what a Role cannot have', 'RBA007', '{apiVersion: rbac.authorization.k8s.io/v1, kind: Role, metadata: {name: a, namespace: b}, rules: [{nonResourceURLs: [/x], verbs: [get]}, {verbs: [get]}]}', /cannot have nonResourceURLs[\s\S]*no apiGroups[\s\S]*no resources/],
  ])('%s', (_, rule, text, expected) => {
    if (expected) expect(found(rule, text).join('\n')).toMatch(expected);
    else expect(found(rule, text)).toEqual([]);
  });
});
