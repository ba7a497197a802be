import { readFileSync } from 'fs';
import { join } from 'path';
import * as fc from 'fast-check';
import { StoragePlan } from '../../../src/analysis';
import { claim, node, pod, statefulSet, storageClass, volume, WAIT } from '../../analysis/support/objects';
import { thorough } from '../../support/thorough';

/** The fields for which the API server refuses an object. */
function refused(object: any, kubernetesVersion?: string): string[] {
  return [...new Set(StoragePlan.ofManifests([object], { kubernetesVersion }).rejected.map(({ field }) => field))];
}

const source = (of: object) => volume('v', '1Gi', { nfs: undefined, ...of });
const affinity = (expression: object) => volume('v', '1Gi', { nodeAffinity: { required: { nodeSelectorTerms: [{ matchExpressions: [expression] }] } } });
const withSpec = (object: any, spec: object) => ({ ...object, spec: { ...object.spec, ...spec } });
const named = (object: any, metadata: object) => ({ ...object, metadata: { ...object.metadata, ...metadata } });
const SECRET = { name: 's', namespace: 'n' };
const capacity = (of: object) => volume('v', '1Gi', { capacity: of });
const driver = (spec: object, name = 'd.example.org') => ({ apiVersion: 'storage.k8s.io/v1', kind: 'CSIDriver', metadata: { name }, spec });
const attributes = (of: object) => ({ apiVersion: 'storage.k8s.io/v1', kind: 'VolumeAttributesClass', metadata: { name: 'a' }, driverName: 'd.example.org', ...of });
const free = (of: object) => ({
  apiVersion: 'storage.k8s.io/v1', kind: 'CSIStorageCapacity', metadata: { name: 'c', namespace: 'kube-system' }, storageClassName: 'fast', ...of,
});
const topology = (...terms: object[]) => storageClass('s', 'd.example.org', { allowedTopologies: terms });
const container = (of: object, volumes: object[] = [{ name: 'v', persistentVolumeClaim: { claimName: 'c' } }]) => pod('p', [], {
  containers: [{ name: 'c', image: 'i', ...of }], volumes,
});
const mount = (of: object) => container({ volumeMounts: [{ name: 'v', mountPath: '/v', ...of }] });
const C0 = 'spec.containers[0]';

test.each<[string, any, string[]]>([
  ['a volume as it should be', volume('v', '1Gi'), []],
  ['no name', named(volume('', '1Gi'), { name: undefined }), ['metadata.name']],
  ['a name in capitals', volume('V', '1Gi'), ['metadata.name']],
  ['a label value with blanks', volume('v', '1Gi', {}, { labels: { a: 'b c' } }), ['metadata.labels']],
  ['a label key with two slashes', volume('v', '1Gi', {}, { labels: { 'a/b/c': 'd' } }), ['metadata.labels']],
  ['an annotation key with blanks', volume('v', '1Gi', {}, { annotations: { 'a b': 'c' } }), ['metadata.annotations']],
  ['no access modes', volume('v', '1Gi', { accessModes: [] }), ['spec.accessModes']],
  ['ReadWriteOncePod among others', volume('v', '1Gi', { accessModes: ['ReadWriteOncePod', 'ReadWriteOnce'] }), ['spec.accessModes']],
  ['no capacity', capacity({}), ['spec.capacity']],
  ['a capacity that is not storage', capacity({ cpu: '1' }), ['spec.capacity']],
  ['a capacity of nothing', capacity({ storage: '0' }), ['spec.capacity[storage]']],
  ['less than nothing', capacity({ storage: '-1Gi' }), ['spec.capacity[storage]']],
  ['a fraction of a byte', capacity({ storage: '1m' }), []],
  ['no amount at all', capacity({ storage: 'lots' }), ['spec.capacity[storage]']],
  ['an unknown reclaim policy', volume('v', '1Gi', { persistentVolumeReclaimPolicy: 'Keep' }), ['spec.persistentVolumeReclaimPolicy']],
  ['an unknown volume mode', volume('v', '1Gi', { volumeMode: 'block' }), ['spec.volumeMode']],
  ['a class name with blanks', volume('v', '1Gi', { storageClassName: 'a b' }), ['spec.storageClassName']],
  ['no source', source({}), ['spec']],
  ['two sources', volume('v', '1Gi', { hostPath: { path: '/a' } }), ['spec.nfs']],
  ['cephfs beside another source, which the server spells cephFS', volume('v', '1Gi', { cephfs: { monitors: ['m'] } }), ['spec.cephFS']],
  ['nfs without server, path', source({ nfs: { server: '', path: '' } }), ['spec.nfs.server', 'spec.nfs.path']],
  ['nfs with a relative path', source({ nfs: { server: 's', path: 'a' } }), ['spec.nfs.path']],
  ['hostPath without path', source({ hostPath: { path: '' } }), ['spec.hostPath.path']],
  ['hostPath of an unknown type', source({ hostPath: { path: '/a', type: 'Dir' } }), ['spec.hostPath.type']],
  ['recycling the root', source({ hostPath: { path: '//' }, persistentVolumeReclaimPolicy: 'Recycle' }), ['spec.persistentVolumeReclaimPolicy']],
  ['local without path and node', source({ local: { path: '' } }), ['spec.local.path', 'spec.nodeAffinity']],
  ['local with ..', source({ local: { path: '/a/..' }, nodeAffinity: { required: { nodeSelectorTerms: [{}] } } }), ['spec.local.path']],
  ['node affinity that requires nothing', volume('v', '1Gi', { nodeAffinity: {} }), ['spec.nodeAffinity.required']],
  ['iscsi without anything', source({ iscsi: { targetPortal: '', iqn: '', lun: 0 } }), ['spec.iscsi.targetPortal', 'spec.iscsi.iqn']],
  ['iscsi with a bad name and unit', source({ iscsi: { targetPortal: 'p', iqn: 'bad', lun: 256 } }), ['spec.iscsi.iqn', 'spec.iscsi.lun']],
  ['iscsi with other sorts of names', source({ iscsi: { targetPortal: 'p', iqn: 'eui.0123456789abcdef', lun: 1, initiatorName: 'x' } }), ['spec.iscsi.initiatorname']],
  ['iscsi with CHAP, but no secret', source({ iscsi: { targetPortal: 'p', iqn: 'naa.0123456789abcdef0123456789abcdef', lun: 1, chapAuthSession: true } }), ['spec.iscsi.secretRef']],
  ['iscsi with a nameless secret', source({ iscsi: { targetPortal: 'p', iqn: 'iqn.2001-04.com.example:a', lun: 1, secretRef: {} } }), ['spec.iscsi.secretRef.name']],
  ['iscsi with a long portal', source({ iscsi: { targetPortal: 'p'.repeat(70), iqn: 'iqn.2001-04.com.example:a', lun: 1, initiatorName: 'iqn.2001-04.com.example:b' } }), ['spec.iscsi.targetportal']],
  ['iscsi with name and portal of 64 characters', source({ iscsi: { targetPortal: 'p'.repeat(62), iqn: 'iqn.2001-04.com.example:a', lun: 255, initiatorName: 'iqn.2001-04.com.example:b' } }), []],
  ['iscsi with name and portal of 65 characters', source({ iscsi: { targetPortal: 'p'.repeat(63), iqn: 'iqn.2001-04.com.example:a', lun: 0, initiatorName: 'iqn.2001-04.com.example:b' } }), ['spec.iscsi.targetportal']],
  ['fc without names', source({ fc: {} }), ['spec.fc.targetWWNs']],
  ['fc with both sorts of names', source({ fc: { targetWWNs: ['a'], wwids: ['b'], lun: 1 } }), ['spec.fc.targetWWNs']],
  ['fc without unit', source({ fc: { targetWWNs: ['a'] } }), ['spec.fc.lun']],
  ['fc with a unit too high', source({ fc: { targetWWNs: ['a'], lun: 300 } }), ['spec.fc.lun']],
  ['csi without anything', source({ csi: { driver: '', volumeHandle: '' } }), ['spec.csi.driver', 'spec.csi.volumeHandle']],
  ['csi with a driver of 63 characters', source({ csi: { driver: `${'d'.repeat(59)}.org`, volumeHandle: 'h' } }), []],
  ['csi with a driver of 64 characters', source({ csi: { driver: `${'d'.repeat(60)}.org`, volumeHandle: 'h' } }), ['spec.csi.driver']],
  ['csi with half a secret', source({ csi: { driver: 'd', volumeHandle: 'h', nodePublishSecretRef: { name: 'S' } } }), ['spec.csi.nodePublishSecretRef.name', 'spec.csi.nodePublishSecretRef.namespace']],
  ['csi with secrets', source({ csi: { driver: 'D.example.org', volumeHandle: 'h', nodePublishSecretRef: SECRET, controllerExpandSecretRef: SECRET } }), []],
  ['cinder with half a secret', source({ cinder: { volumeID: '', secretRef: {} } }), ['spec.cinder.volumeID', 'spec.cinder.secretRef.name', 'spec.cinder.secretRef.namespace']],
  ['flexVolume without driver', source({ flexVolume: { driver: '' } }), ['spec.flexVolume.driver']],
  ['an attributes class without name', source({ csi: { driver: 'd', volumeHandle: 'h' }, volumeAttributesClassName: '' }), ['spec.volumeAttributesClassName']],
  ['mount options as annotation on a type that has none', { ...source({ csi: { driver: 'd', volumeHandle: 'h' } }), metadata: { name: 'v', annotations: { 'volume.beta.kubernetes.io/mount-options': 'ro' } } }, ['metadata.annotations.volume.beta.kubernetes.io/mount-options']],
  ['an operator that there is not', affinity({ key: 'a', operator: 'Is', values: ['b'] }), ['spec.nodeAffinity.required.nodeSelectorTerms[0].matchExpressions[0].operator']],
  ['In without values', affinity({ key: 'a', operator: 'In' }), ['spec.nodeAffinity.required.nodeSelectorTerms[0].matchExpressions[0].values']],
  ['Exists with values', affinity({ key: 'a', operator: 'Exists', values: ['b'] }), ['spec.nodeAffinity.required.nodeSelectorTerms[0].matchExpressions[0].values']],
  ['Gt with two values', affinity({ key: 'a', operator: 'Gt', values: ['1', '2'] }), ['spec.nodeAffinity.required.nodeSelectorTerms[0].matchExpressions[0].values']],
  ['no label key', affinity({ key: '', operator: 'Exists' }), ['spec.nodeAffinity.required.nodeSelectorTerms[0].matchExpressions[0].key']],
  ['no label value', affinity({ key: 'a', operator: 'In', values: ['-'] }), ['spec.nodeAffinity.required.nodeSelectorTerms[0].matchExpressions[0].values[0]']],
  ['an unknown field of nodes', volume('v', '1Gi', { nodeAffinity: { required: { nodeSelectorTerms: [{ matchFields: [{ key: 'x', operator: 'In', values: [] }] }] } } }), ['spec.nodeAffinity.required.nodeSelectorTerms[0].matchFields[0].key', 'spec.nodeAffinity.required.nodeSelectorTerms[0].matchFields[0].values']],
])('volume with %s', (_, object, fields) => {
  expect(refused(object)).toEqual(fields);
});

test.each<[string, any, string[]]>([
  ['all that it needs', claim('c', '1Gi'), []],
  ['no access modes', claim('c', '1Gi', { accessModes: undefined }), ['spec.accessModes']],
  ['no request', claim('c', '1Gi', { resources: {} }), ['spec.resources[storage]']],
  ['a request of nothing', claim('c', '0'), ['spec.resources[storage]']],
  ['a fraction of a byte, which is accepted', claim('c', '500m'), []],
  ['a bad class', claim('c', '1Gi', { storageClassName: 'No' }), ['spec.storageClassName']],
  ['a bad attributes class', claim('c', '1Gi', { volumeAttributesClassName: 'No' }), ['spec.volumeAttributesClassName']],
  ['a bad mode', claim('c', '1Gi', { volumeMode: 'Raw' }), ['spec.volumeMode']],
  ['a bad namespace', claim('c', '1Gi', {}, { namespace: 'a.b' }), ['metadata.namespace']],
  ['a selector of unknown operators', claim('c', '1Gi', { selector: { matchExpressions: [{ key: 'a', operator: 'Gt', values: ['1'] }] } }), ['spec.selector.matchExpressions[0].operator']],
  ['a selector without values', claim('c', '1Gi', { selector: { matchExpressions: [{ key: 'a', operator: 'NotIn' }] } }), ['spec.selector.matchExpressions[0].values']],
  ['a selector with too many', claim('c', '1Gi', { selector: { matchExpressions: [{ key: '/', operator: 'DoesNotExist', values: ['-'] }] } }), ['spec.selector.matchExpressions[0].values', 'spec.selector.matchExpressions[0].key', 'spec.selector.matchExpressions[0].values[0]']],
  ['labels in its selector that are none', claim('c', '1Gi', { selector: { matchLabels: { a: '?' } } }), ['spec.selector.matchLabels']],
  ['a data source of a strange kind, which is dropped', claim('c', '1Gi', { dataSource: { kind: 'Thing', name: 'x' } }), []],
  ['a reference to a strange kind without group', claim('c', '1Gi', { dataSourceRef: { kind: 'Thing', name: '' } }), ['spec.dataSourceRef.name', 'spec.dataSourceRef']],
  ['a source and a reference that differ', claim('c', '1Gi', { dataSource: { kind: 'PersistentVolumeClaim', name: 'a' }, dataSourceRef: { kind: 'PersistentVolumeClaim', name: 'b' } }), ['spec']],
  ...['PersistentVolumeClaim', 'VolumeSnapshot', 'Thing'].flatMap((kind) => ['', 'snapshot.storage.k8s.io', 'x.example.org'].map((apiGroup): [string, any, string[]] => {
    // Without dataSourceRef the server drops what is neither a claim nor a snapshot, before it asks for the name.
    const kept = (kind === 'PersistentVolumeClaim' && apiGroup === '') || (kind === 'VolumeSnapshot' && apiGroup === 'snapshot.storage.k8s.io');
    return [`a nameless source ${kind} of the group "${apiGroup}"`, claim('c', '1Gi', { dataSource: { kind, name: '', apiGroup } }), kept ? ['spec.dataSource.name'] : []];
  })),
  ['a source and a reference to the same', claim('c', '1Gi', { dataSource: { kind: 'Thing', name: 'a', apiGroup: 'x.org' }, dataSourceRef: { kind: 'Thing', name: 'a', apiGroup: 'x.org' } }), []],
  ['a source and a reference of two kinds', claim('c', '1Gi', { dataSource: { kind: 'Thing', name: 'a', apiGroup: 'x.org' }, dataSourceRef: { kind: 'Other', name: 'a', apiGroup: 'x.org' } }), ['spec']],
  ['a source and a reference of two groups', claim('c', '1Gi', { dataSource: { kind: 'Thing', name: 'a', apiGroup: 'x.org' }, dataSourceRef: { kind: 'Thing', name: 'a', apiGroup: 'y.org' } }), ['spec']],
  ['a source and a reference without group', claim('c', '1Gi', { dataSource: { kind: 'PersistentVolumeClaim', name: 'a' }, dataSourceRef: { kind: 'PersistentVolumeClaim', name: 'a', apiGroup: '' } }), []],
  ['a reference into a bad group', claim('c', '1Gi', { dataSourceRef: { kind: 'Thing', name: 'x', apiGroup: 'A' } }), ['spec.dataSourceRef.apiGroup']],
  ['a snapshot as its source', claim('c', '1Gi', { dataSource: { kind: 'VolumeSnapshot', name: 'x', apiGroup: 'snapshot.storage.k8s.io' } }), []],
])('claim with %s', (_, object, fields) => {
  expect(refused(object)).toEqual(fields);
});

test.each<[string, any, string[]]>([
  ['class', storageClass('s', 'd.example.org', WAIT), []],
  ['class without provisioner', storageClass('s', ''), ['provisioner']],
  ['class with a bad provisioner', storageClass('s', 'a b'), ['provisioner']],
  ['class with a provisioner in capitals, which is accepted', storageClass('s', 'D.example.org/X'), []],
  ['class that waits wrongly', storageClass('s', 'd', { volumeBindingMode: 'Later' }), ['volumeBindingMode']],
  ['class that recycles', storageClass('s', 'd', { reclaimPolicy: 'Recycle' }), ['reclaimPolicy']],
  ['class with too many parameters', storageClass('s', 'd', { parameters: Object.fromEntries(Array.from({ length: 513 }, (_, i) => [`k${i}`, 'v'])) }), ['parameters']],
  ['class with too large parameters', storageClass('s', 'd', { parameters: { a: 'x'.repeat(300_000) } }), ['parameters']],
  ['class with as many parameters as there may be', storageClass('s', 'd', { parameters: Object.fromEntries(Array.from({ length: 512 }, (_, i) => [`k${i}`, 'v'])) }), []],
  ['class with parameters as large as they may be', storageClass('s', 'd', { parameters: { a: 'x'.repeat(256 * 1024 - 1) } }), []],
  ['class with a byte too many', storageClass('s', 'd', { parameters: { a: 'x'.repeat(256 * 1024) } }), ['parameters']],
  ['class with a nameless parameter', storageClass('s', 'd', { parameters: { '': 'x' } }), ['parameters']],
  ['class with a number as parameter', storageClass('s', 'd', { parameters: { a: 1 } }), ['parameters[a]']],
  ['class with a topology without values', topology({ matchLabelExpressions: [{ key: 'a', values: [] }] }), ['allowedTopologies[0].matchLabelExpressions[0].values']],
  ['class with a value twice', topology({ matchLabelExpressions: [{ key: 'a', values: ['x', 'x'] }] }), ['allowedTopologies[0].matchLabelExpressions[0].values[1]']],
  ['class with a key twice', topology({ matchLabelExpressions: [{ key: 'a', values: ['x'] }, { key: 'a', values: ['y'] }] }), ['allowedTopologies[0].matchLabelExpressions[1].key']],
  ['class with the same term twice, in another order', topology(
    { matchLabelExpressions: [{ key: 'a', values: ['x', 'y'] }, { key: 'b', values: ['z'] }] }, { matchLabelExpressions: [{ key: 'b', values: ['z'] }, { key: 'a', values: ['y', 'x'] }] },
  ), ['allowedTopologies[1].matchLabelExpressions']],
  ['class with an empty term', topology({}), ['allowedTopologies[0].matchLabelExpressions']],
  ['attributes class', attributes({ parameters: { a: 'b' } }), []],
  ['attributes class without driver', attributes({ driverName: '', parameters: { a: 'b' } }), ['driverName']],
  ['attributes class without parameters', attributes({}), ['parameters']],
  ['driver', driver({ fsGroupPolicy: 'File', tokenRequests: [{ audience: 'a', expirationSeconds: 600 }], volumeLifecycleModes: ['Ephemeral'] }), []],
  ['driver with a long name', driver({}, `${'x'.repeat(64)}.org`), []],
  ['driver with a name in capitals', driver({}, 'D.example.org'), ['metadata.name']],
  ['driver with tokens in secrets, but no tokens', driver({ serviceAccountTokenInSecrets: true }), ['spec.serviceAccountTokenInSecrets']],
  ['driver with a bad policy', driver({ fsGroupPolicy: 'Never' }), ['spec.fsGroupPolicy']],
  ['driver with an audience twice', driver({ tokenRequests: [{ audience: 'a' }, { audience: 'a' }] }), ['spec.tokenRequests[1].audience']],
  ['driver with short and long tokens', driver({ tokenRequests: [{ audience: 'a', expirationSeconds: 599 }, { audience: 'b', expirationSeconds: 2 ** 33 }] }), ['spec.tokenRequests[0].expirationSeconds', 'spec.tokenRequests[1].expirationSeconds']],
  ['driver with the shortest and longest tokens', driver({ tokenRequests: [{ audience: 'a', expirationSeconds: 600 }, { audience: 'b', expirationSeconds: 2 ** 32 }] }), []],
  ['driver that counts as often as it may', driver({ nodeAllocatableUpdatePeriodSeconds: 10 }), []],
  ['driver that counts too often', driver({ nodeAllocatableUpdatePeriodSeconds: 9 }), ['spec.nodeAllocatableUpdatePeriodSeconds']],
  ['driver that counts much too often', driver({ nodeAllocatableUpdatePeriodSeconds: 5 }), ['spec.nodeAllocatableUpdatePeriodSeconds']],
  ['capacity', free({ capacity: '5Gi', nodeTopology: {} }), []],
  ['capacity without class', free({ storageClassName: '' }), ['storageClassName']],
  ['capacity below nothing', free({ capacity: '-1', maximumVolumeSize: '-2' }), ['capacity']],
])('%s', (_, object, fields) => {
  expect(refused(object)).toEqual(fields);
});

test.each<[string, any, string[]]>([
  ['a claim that is mounted', mount({}), []],
  ['no containers', pod('p', [], { containers: [] }), ['spec.containers']],
  ['a nameless container without image', container({ name: '', image: '' }), [`${C0}.name`, `${C0}.image`]],
  ['two containers of one name', pod('p', [], { containers: [{ name: 'c', image: 'i' }, { name: 'c', image: 'i' }] }), ['spec.containers[1].name']],
  ['a mount of nothing', mount({ name: 'ghost' }), [`${C0}.volumeMounts[0].name`]],
  ['a mount nowhere', mount({ name: '', mountPath: '' }), [`${C0}.volumeMounts[0].name`, `${C0}.volumeMounts[0].mountPath`]],
  ['two mounts at one place', container({ volumeMounts: [{ name: 'v', mountPath: '/v' }, { name: 'v', mountPath: '/v' }] }), [`${C0}.volumeMounts[1].mountPath`]],
  ['an absolute sub path', mount({ subPath: '/a' }), [`${C0}.volumeMounts.subPath`]],
  ['both sub paths', mount({ subPath: 'a', subPathExpr: '../b' }), [`${C0}.volumeMounts[0].subPathExpr`, `${C0}.volumeMounts.subPathExpr`]],
  ['propagation by an ordinary container', mount({ mountPropagation: 'Bidirectional' }), [`${C0}.volumeMounts.mountPropagation`]],
  ['unknown propagation', mount({ mountPropagation: 'Both' }), [`${C0}.volumeMounts.mountPropagation`]],
  ['propagation by a privileged container', container({ securityContext: { privileged: true }, volumeMounts: [{ name: 'v', mountPath: '/v', mountPropagation: 'Bidirectional' }] }), []],
  ['a recursive read-only mount that propagates', mount({ recursiveReadOnly: 'Enabled', readOnly: true, mountPropagation: 'HostToContainer' }), [`${C0}.volumeMounts.recursiveReadOnly`]],
  ['unknown recursion', mount({ recursiveReadOnly: 'Yes', readOnly: true }), [`${C0}.volumeMounts.recursiveReadOnly`]],
  ['recursion that is off', mount({ recursiveReadOnly: 'Disabled' }), []],
  ['a device and a mount at one path', container({ volumeMounts: [{ name: 'v', mountPath: '/v' }], volumeDevices: [{ name: 'w', devicePath: '/v' }] }, [{ name: 'v', emptyDir: {} }, { name: 'w', persistentVolumeClaim: { claimName: 'c' } }]), [`${C0}.volumeMounts[0].mountPath`, `${C0}.volumeDevices[0].devicePath`]],
  ['a device of nothing', container({ volumeDevices: [{ name: 'ghost', devicePath: '/dev/a' }] }), [`${C0}.volumeDevices[0].name`]],
  ['one device twice', container({ volumeDevices: [{ name: 'v', devicePath: '/dev/a' }, { name: 'v', devicePath: '/dev/a' }] }), [`${C0}.volumeDevices[1].name`, `${C0}.volumeDevices[1].devicePath`]],
  ['a device path that climbs', container({ volumeDevices: [{ name: 'v', devicePath: '/dev/../a' }] }), [`${C0}.volumeDevices[0].devicePath`]],
  ['a nameless device without path', container({ volumeDevices: [{ name: '', devicePath: '' }] }), [`${C0}.volumeDevices[0].name`, `${C0}.volumeDevices[0].devicePath`]],
  ['a volume of two types', container({}, [{ name: 'v', emptyDir: {}, hostPath: { path: '/a' } }]), ['spec.volumes[0].hostPath']],
  ['a volume without name', container({}, [{ name: '', emptyDir: {} }]), ['spec.volumes[0].name']],
  ['two volumes of one name', container({}, [{ name: 'v', emptyDir: {} }, { name: 'v', emptyDir: {} }]), ['spec.volumes[1].name']],
  ['a claim without name', container({}, [{ name: 'v', persistentVolumeClaim: { claimName: '' } }]), ['spec.volumes[0].persistentVolumeClaim.claimName']],
  ['a hostPath that climbs', container({}, [{ name: 'v', hostPath: { path: '/a/..' } }]), ['spec.volumes[0].hostPath.path']],
  ['an ephemeral volume without template', container({}, [{ name: 'v', ephemeral: {} }]), ['spec.volumes[0].ephemeral.volumeClaimTemplate']],
  ['an ephemeral volume with a name', container({}, [{ name: 'v', ephemeral: { volumeClaimTemplate: { metadata: { name: 'x', labels: { a: '?' } }, spec: claim('', '1Gi').spec } } }]), ['spec.volumes[0].ephemeral.volumeClaimTemplate.metadata.labels', 'spec.volumes[0].ephemeral.volumeClaimTemplate.metadata.name']],
  ['a claim that it makes itself', container({}, [{ name: 'v', ephemeral: { volumeClaimTemplate: { spec: claim('', '1Gi').spec } } }, { name: 'w', persistentVolumeClaim: { claimName: 'p-v' } }]), ['spec.volumes[1].persistentVolumeClaim.claimName']],
  ['an ephemeral claim whose name is too long', named(container({}, [{ name: 'v', ephemeral: { volumeClaimTemplate: { spec: claim('', '1Gi').spec } } }]), { name: 'p'.repeat(252) }), ['spec.volumes[0].name']],
  ['a bad node selector', pod('p', [], { nodeSelector: { a: '?' } }), ['spec.nodeSelector']],
  ['node affinity without terms', pod('p', [], { affinity: { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [] } } } }), ['spec.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms']],
])('pod with %s', (_, object, fields) => {
  expect(refused(object)).toEqual(fields);
});

const set = (spec: object, podSpec: object = {}) => withSpec(statefulSet('web', 1, [claim('www', '1Gi')], {}, podSpec), spec);

test.each<[string, any, string[]]>([
  ['StatefulSet', set({}), []],
  ['StatefulSet with a dot in its name', named(set({}), { name: 'a.b' }), ['metadata.name']],
  ['StatefulSet without selector', set({ selector: undefined }), ['spec.selector']],
  ['StatefulSet with an empty selector', set({ selector: {} }), ['spec.selector']],
  ['StatefulSet with a bad policy', set({ podManagementPolicy: 'Serial' }), ['spec.podManagementPolicy']],
  ['StatefulSet with a bad strategy', set({ updateStrategy: { type: 'Recreate' } }), ['spec.updateStrategy']],
  ['StatefulSet with a bad retention', set({ persistentVolumeClaimRetentionPolicy: { whenScaled: 'Keep' } }), ['spec.persistentVolumeClaimRetentionPolicy.whenScaled']],
  ['StatefulSet with negative numbers', set({ replicas: -1, ordinals: { start: -1 }, minReadySeconds: -1 }), ['spec.minReadySeconds', 'spec.replicas', 'spec.ordinals.start']],
  ['StatefulSet with nothing but noughts', set({ replicas: 0, ordinals: { start: 0 }, minReadySeconds: 0 }), []],
  ['StatefulSet with a bad service', set({ serviceName: 'A' }), ['spec.serviceName']],
  ['StatefulSet whose pods do not restart', set({}, { restartPolicy: 'Never' }), ['spec.template.spec.restartPolicy']],
  ['StatefulSet with a bad template', set({ volumeClaimTemplates: [{ metadata: { name: 'www' }, spec: {} }] }), ['spec.volumeClaimTemplates[0].spec.accessModes', 'spec.volumeClaimTemplates[0].spec.resources[storage]']],
  ['StatefulSet that mounts its template', set({}, { containers: [{ name: 'c', image: 'i', volumeMounts: [{ name: 'www', mountPath: '/w' }] }] }), []],
  ['Deployment that selects others', { ...set({}), kind: 'Deployment', spec: { selector: { matchLabels: { a: 'b' } }, template: set({}).spec.template } }, ['spec.template.metadata.labels']],
  ['Job that mounts nothing', { apiVersion: 'batch/v1', kind: 'Job', metadata: { name: 'j' }, spec: { template: { spec: { restartPolicy: 'Never', containers: [{ name: 'c', image: 'i', volumeMounts: [{ name: 'x', mountPath: '/x' }] }] } } } }, ['spec.template.spec.containers[0].volumeMounts[0].name']],
])('%s', (_, object, fields) => {
  expect(refused(object)).toEqual(fields);
});

test('before 1.34 the templates of a StatefulSet are not looked at, before 1.33 its service neither', () => {
  const bad = set({ serviceName: 'A', volumeClaimTemplates: [{ metadata: { name: 'www' }, spec: {} }] });
  expect(refused(bad, '1.33')).toEqual(['spec.serviceName']);
  expect(refused(bad, '1.32')).toEqual([]);
});

test('the templates of other workloads are looked at in every minor', () => {
  const bad = { ...set({}), kind: 'Deployment', spec: { selector: { matchLabels: { app: 'web' } }, template: { metadata: { labels: { app: 'web' } }, spec: { containers: [] } } } };
  expect(refused(bad, '1.32')).toEqual(['spec.template.spec.containers']);
});

test('long values are cut in messages', () => {
  const message = (policy: string) => StoragePlan.ofManifests([set({ podManagementPolicy: policy })]).rejected[0].message;
  expect(message('x'.repeat(98))).toContain(`Invalid value: "${'x'.repeat(98)}": must be`);
  expect(message('x'.repeat(99))).toContain(`Invalid value: "${'x'.repeat(99)}…: must be`);
});

test('Recreate, a strategy of StatefulSets from 1.37, is behind a feature gate that is off by default', () => {
  expect(refused(set({ updateStrategy: { type: 'Recreate' } }), '1.37')).toEqual(['spec.updateStrategy']);
});

test.each<[string, any, string[]]>([
  ['an unknown field', withSpec(volume('v', '1Gi'), { storageClass: 'x' }), ['spec.storageClass']],
  ['an inherited name as field', withSpec(volume('v', '1Gi'), { constructor: 'x' }), ['spec.constructor']],
  ['a list instead of an object', withSpec(volume('v', '1Gi'), { nfs: [] }), ['spec.nfs']],
  ['text instead of a list', withSpec(volume('v', '1Gi'), { accessModes: 'ReadWriteOnce' }), ['spec.accessModes']],
  ['text instead of a map', volume('v', '1Gi', {}, { labels: 'x' }), ['metadata.labels']],
  ['text instead of a boolean', storageClass('s', 'd', { allowVolumeExpansion: 'true' }), ['allowVolumeExpansion']],
  ['text instead of a number', withSpec(statefulSet('w', 1, []), { replicas: '3' }), ['spec.replicas']],
  ['an object in the second place of a list', withSpec(volume('v', '1Gi'), { accessModes: ['ReadWriteOnce', {}] }), ['spec.accessModes[1]']],
  ['a number instead of text', volume('v', '1Gi', { storageClassName: 5 }), ['spec.storageClassName']],
  ['a boolean instead of a port', pod('p', [], { containers: [{ name: 'c', image: 'i', livenessProbe: { httpGet: { port: true } } }] }), ['spec.containers[0].livenessProbe.httpGet.port']],
])('what cannot be decoded is refused: %s', (_, object, fields) => {
  expect(refused(object)).toEqual(fields);
});

test('fields that a later minor may have are accepted for it; other keys are refused at the top too', () => {
  expect(refused(withSpec(volume('v', '1Gi'), { brandNew: 1 }), '1.38')).toEqual([]);
  expect(refused({ ...volume('v', '1Gi'), 'x-deleting': true })).toEqual(['x-deleting']);
  expect(refused({ ...storageClass('s', 'd'), 'x-parameters': {} })).toEqual(['x-parameters']);
});

test('kinds that have nothing to do with storage are not looked at', () => {
  expect(refused({ apiVersion: 'v1', kind: 'Service', metadata: { name: 'A B' }, spec: { x: 1 } })).toEqual([]);
  expect(refused(node('n1', {}, { taints: [{ key: 'a', effect: 'NoSchedule' }] }))).toEqual([]);
});

test('a refused object takes no part', () => {
  const plan = StoragePlan.ofManifests([volume('v', '-1Gi'), claim('c', '1Gi')], { closedWorld: true });
  expect(plan.volumes).toEqual([]);
  expect(plan.claims[0].outcome).toBe('pending');
  expect(plan.toJson().rejected[0]).toEqual({
    kind: 'PersistentVolume', namespace: null, name: 'v', field: 'spec.capacity[storage]', message: expect.stringContaining('must be'),
  });
});

describe('metadata', () => {
  test.each<[string, object, string[]]>([
    ['a prefix for names that ends in a dash', { name: undefined, generateName: 'a-' }, []],
    ['a prefix that is no start of a name', { name: undefined, generateName: 'Ab' }, ['metadata.generateName']],
    ['neither name nor prefix', { name: '', generateName: '' }, ['metadata.name']],
    ['an owner that says nothing', { ownerReferences: [{}] }, ['apiVersion', 'kind', 'name', 'uid'].map((key) => `metadata.ownerReferences[0].${key}`)],
    ['two controllers', { ownerReferences: ['a', 'b'].map((name) => ({ apiVersion: 'v1', kind: 'Pod', name, uid: name, controller: true })) }, ['metadata.ownerReferences']],
    ['a finalizer without prefix', { finalizers: ['kubernetes', 'mine'] }, ['metadata.finalizers[1]']],
    ['a finalizer that is no name', { finalizers: ['example.org/'] }, ['metadata.finalizers']],
    ['finalizers that exclude each other', { finalizers: ['orphan', 'foregroundDeletion'] }, ['metadata.finalizers']],
    ['a time that is none', { creationTimestamp: 'yesterday' }, ['metadata.creationTimestamp']],
    ['a time', { creationTimestamp: '2024-01-31T12:00:00.123456Z', deletionTimestamp: null }, []],
  ])('%s', (_, metadata, fields) => {
    expect(refused(claim('c', '1Gi', {}, metadata))).toEqual(fields);
  });
});

describe('roles', () => {
  const RULE = { apiGroups: [''], resources: ['pods'], verbs: ['get'] };
  const REF = { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'r' };
  const rbac = (kind: string, of: object, name = 'system:a') => ({
    apiVersion: 'rbac.authorization.k8s.io/v1', kind, metadata: { name, ...kind.startsWith('Cluster') ? {} : { namespace: 'default' } }, ...of,
  });
  test.each<[string, any, string[]]>([
    ['a role', rbac('Role', { rules: [RULE] }), []],
    ['a name with a slash', rbac('Role', {}, 'a/b'), ['metadata.name']],
    ['a rule of nothing', rbac('Role', { rules: [{}] }), ['rules[0].verbs', 'rules[0].apiGroups', 'rules[0].resources']],
    ['a path for a namespace', rbac('Role', { rules: [{ nonResourceURLs: ['/metrics'], verbs: ['get'] }] }), ['rules[0].nonResourceURLs']],
    ['a path for the cluster', rbac('ClusterRole', { rules: [{ nonResourceURLs: ['/metrics'], verbs: ['get'] }] }), []],
    ['a path and resources', rbac('ClusterRole', { rules: [{ ...RULE, nonResourceURLs: ['/metrics'] }] }), ['rules[0].nonResourceURLs']],
    ['an aggregation of nothing', rbac('ClusterRole', { aggregationRule: {} }), ['aggregationRule.clusterRoleSelectors']],
    ['an aggregation by bad labels', rbac('ClusterRole', { aggregationRule: { clusterRoleSelectors: [{ matchLabels: { a: '?' } }] } }), ['aggregationRule.clusterRoleSelectors[0].matchLabels']],
    ['verbs that are no list', rbac('ClusterRole', { rules: [{ ...RULE, verbs: 'get' }] }), ['rules[0].verbs']],
    ['a binding', rbac('RoleBinding', { roleRef: { kind: 'Role', name: 'r' }, subjects: [{ kind: 'ServiceAccount', name: 'a' }] }), []],
    ['a binding of nothing', rbac('RoleBinding', {}), ['roleRef.kind', 'roleRef.name']],
    ['a Role for the cluster', rbac('ClusterRoleBinding', { roleRef: { ...REF, kind: 'Role', apiGroup: 'v1' } }), ['roleRef.apiGroup', 'roleRef.kind']],
    ['an account without namespace', rbac('ClusterRoleBinding', { roleRef: REF, subjects: [{ kind: 'ServiceAccount', name: 'A', apiGroup: 'v1' }] }), ['subjects[0].name', 'subjects[0].apiGroup', 'subjects[0].namespace']],
    ['users and groups', rbac('ClusterRoleBinding', { roleRef: REF, subjects: [{ kind: 'User', name: 'A b' }, { kind: 'Group', name: 'system:x', apiGroup: 'v1' }] }), ['subjects[1].apiGroup']],
    ['somebody else', rbac('RoleBinding', { roleRef: REF, subjects: [{ kind: 'Robot' }] }), ['subjects[0].name', 'subjects[0].kind']],
  ])('%s', (_, object, fields) => {
    expect(refused(object)).toEqual(fields);
  });
});

test.each<[string, any, string[]]>([
  ['a node as it should be', node('n', {}, { taints: [{ key: 'a', effect: 'NoSchedule' }, { key: 'a', effect: 'NoExecute' }] }), []],
  ['taints of a node', node('n', {}, { taints: [{ key: '', effect: 'No' }, { key: 'a', effect: 'NoExecute' }, { key: 'a', effect: 'NoExecute' }] }), ['metadata.taints[0].key', 'metadata.taints[0].effect', 'metadata.taints[2]']],
  ['drivers of a node', { apiVersion: 'storage.k8s.io/v1', kind: 'CSINode', metadata: { name: 'n' }, spec: { drivers: [{ name: 'd', nodeID: '', topologyKeys: ['a', 'a'], allocatable: { count: -1 } }, { name: 'd', nodeID: 'x'.repeat(257) }] } },
    ['spec.drivers[0].nodeID', 'spec.drivers[0].allocatable.count', 'spec.drivers[0]', 'spec.drivers[1].name', 'spec.drivers[1].nodeID']],
  ['a number of 33 bits', withSpec(statefulSet('s', 1, []), { replicas: 2 ** 31 }), ['spec.replicas']],
  ['a time of 33 bits, which has 64', pod('p', [], { terminationGracePeriodSeconds: 2 ** 33 }), []],
  ['the volumes of a set, which stand after those of its templates', statefulSet('s', 1, [claim('a', '1Gi'), claim('b', '1Gi')], {}, { volumes: [{ name: 'a' }, { name: 'V' }] }), ['spec.template.spec.volumes[2].name']],
  ['a template without name', statefulSet('s', 1, [claim('', '1Gi')]), ['spec.template.spec.volumes[0].persistentVolumeClaim.claimName', 'spec.template.spec.volumes[0].name']],
  ['a strange data source in a template, which is not dropped', statefulSet('s', 1, [claim('a', '1Gi', { dataSource: { kind: 'Thing', name: 'x' } })]), ['spec.volumeClaimTemplates[0].spec.dataSource']],
  ['labels and annotations of a template', statefulSet('s', 1, [], { template: { metadata: { labels: { app: 's', a: '?' }, annotations: { 'a b': 'c' } }, spec: { containers: [{ name: 'c', image: 'i' }] } } }), ['spec.template.labels', 'spec.template.annotations']],
  ['a set that ends', statefulSet('s', 1, [], {}, { activeDeadlineSeconds: 5 }), ['spec.template.spec.activeDeadlineSeconds']],
  ['a job that never ends', { apiVersion: 'batch/v1', kind: 'Job', metadata: { name: 'j' }, spec: { template: { spec: { containers: [{ name: 'c', image: 'i' }] } } } }, ['spec.template.spec.restartPolicy']],
  ['a DaemonSet that selects nothing', { apiVersion: 'apps/v1', kind: 'DaemonSet', metadata: { name: 'd' }, spec: { template: { spec: { containers: [{ name: 'c', image: 'i' }] } } } }, ['spec.template.metadata.labels']],
  ['a source that is first to the server', container({}, [{ name: 'v', persistentVolumeClaim: { claimName: 'c' }, emptyDir: {} }]), ['spec.volumes[0].persistentVolumeClaim']],
  ['sources that lack a field', container({}, [{ name: 'v', gcePersistentDisk: {} }, { name: 'w', secret: {} }, { name: 'x', csi: {} }, { name: 'y', rbd: { image: 'i', monitors: [] } }]),
    ['spec.volumes[1].secret.secretName', 'spec.volumes[0].persistentDisk.pdName', 'spec.volumes[2].csi.driver', 'spec.volumes[3].rbd.monitors']],
  ['a restart policy that there is not', pod('p', [], { restartPolicy: 'Sometimes' }), ['spec.restartPolicy']],
  ['a node that has no such name', pod('p', [], { nodeName: 'N 1' }), ['spec.nodeName']],
  ['tolerations', pod('p', [], { tolerations: [{ value: 'x' }, { key: 'a', operator: 'Exists', value: 'x' }, { key: 'a', operator: 'Is' }, { key: 'a', effect: 'No' }, { key: '?', operator: 'Exists', tolerationSeconds: 5 }, { key: 'a', value: '?' }] }),
    ['spec.tolerations[0].operator', 'spec.tolerations[1].operator', 'spec.tolerations[2].operator', 'spec.tolerations[3].effect', 'spec.tolerations[4].key', 'spec.tolerations[4].effect', 'spec.tolerations[5].operator']],
  ['company of pods', pod('p', [], {
    affinity: {
      podAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [{ topologyKey: '', namespaces: ['A'], labelSelector: { matchLabels: { a: '?' } } }] },
      podAntiAffinity: { preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 101, podAffinityTerm: { topologyKey: '?' } }] },
      nodeAffinity: { preferredDuringSchedulingIgnoredDuringExecution: [{ preference: {} }] },
    },
  }), ['spec.affinity.nodeAffinity.preferredDuringSchedulingIgnoredDuringExecution[0].weight',
    ...['labelSelector.matchLabels', 'namespace', 'topologyKey'].map((key) => `spec.affinity.podAffinity.requiredDuringSchedulingIgnoredDuringExecution[0].${key}`),
    ...['weight', 'podAffinityTerm.topologyKey'].map((key) => `spec.affinity.podAntiAffinity.preferredDuringSchedulingIgnoredDuringExecution[0].${key}`)]],
  ['spread', pod('p', [], { topologySpreadConstraints: [{ maxSkew: 0, topologyKey: 'a', whenUnsatisfiable: 'X' }, { maxSkew: 1, topologyKey: 'a', whenUnsatisfiable: 'X', minDomains: 0, labelSelector: { matchExpressions: [{ key: 'a', operator: 'Is' }] } }] }),
    ['spec.topologySpreadConstraints[0].maxSkew', 'spec.topologySpreadConstraints[0].whenUnsatisfiable', 'spec.topologySpreadConstraints[1].whenUnsatisfiable', 'spec.topologySpreadConstraints[1].minDomains', 'spec.topologySpreadConstraints[1].{topologyKey, whenUnsatisfiable}', 'spec.topologySpreadConstraints[1].labelSelector.matchExpressions[0].operator']],
])('%s', (_, object, fields) => {
  expect(refused(object)).toEqual(fields);
});

describe('recorded objects with another value in one of their fields', () => {
  const text = readFileSync(join(__dirname, '../../evidence/control-plane/recorded-scenarios.json'), 'utf8');
  const recorded: any[] = JSON.parse(text).flatMap(({ manifests }: any) => manifests);
  const values = fc.oneof(fc.constantFrom<any>(null, '', 'text', -1, 5, 2 ** 33, true, [], {}, [null], ['a', 'a'], { a: null }), fc.string());
  const slotsOf = (value: any): Array<[any, string]> => Object.keys(value ?? {}).flatMap((key): Array<[any, string]> => (
    [[value, key], ...typeof value[key] === 'object' ? slotsOf(value[key]) : []]));

  test('are rejected or accepted, and never crash the plan', () => {
    const count = { rejected: 0, accepted: 0 };
    const numRuns = thorough(500, 2000);
    fc.assert(fc.property(fc.constantFrom(...recorded), fc.nat(), values, (original, at, value) => {
      const object = structuredClone(original);
      const slots = slotsOf(object);
      const [parent, key] = slots[at % slots.length];
      parent[key] = value;
      const { rejected } = StoragePlan.ofManifests([object], { closedWorld: true }).toJson();
      count[rejected.length ? 'rejected' : 'accepted']++;
    }), { numRuns, seed: 1 });
    expect(count.rejected).toBeGreaterThan(numRuns * 0.3);
    expect(count.accepted).toBeGreaterThan(numRuns * 0.1);
  });
});
