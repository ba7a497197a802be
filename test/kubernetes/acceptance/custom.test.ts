import { rejections } from '../../../src/kubernetes/acceptance';

const refused = (apiVersion: string, kind: string, rest: object) => rejections({ apiVersion, kind, metadata: { name: 'a' }, ...rest }, '1.36').map(({ field }) => field);
const SNAPSHOT = 'snapshot.storage.k8s.io/v1';
const CLAIM = { persistentVolumeClaimName: 'c' };
const ref = { name: 's', namespace: 'n' };
const content = (spec: object) => ({ spec: { deletionPolicy: 'Retain', driver: 'd', source: { snapshotHandle: 'h' }, volumeSnapshotRef: ref, ...spec } });

test.each<[string, string, object, string[]]>([
  [SNAPSHOT, 'VolumeSnapshot', { spec: { source: CLAIM } }, []],
  [SNAPSHOT, 'VolumeSnapshot', { spec: {} }, ['spec.source']],
  [SNAPSHOT, 'VolumeSnapshot', { spec: { source: {} } }, ['spec.source']],
  [SNAPSHOT, 'VolumeSnapshot', { spec: { source: { ...CLAIM, volumeSnapshotContentName: 'x' } } }, ['spec.source']],
  [SNAPSHOT, 'VolumeSnapshot', { spec: { source: CLAIM, volumeSnapshotClassName: '' } }, ['spec.volumeSnapshotClassName']],
  [SNAPSHOT, 'VolumeSnapshot', { spec: { source: { persistentVolumeClaimName: 5 } } }, ['spec.source.persistentVolumeClaimName']],
  [SNAPSHOT, 'VolumeSnapshotClass', { driver: 'd', deletionPolicy: 'Delete', parameters: { a: 'b' } }, []],
  [SNAPSHOT, 'VolumeSnapshotClass', { driver: 'd', deletionPolicy: 'Keep', parameters: { a: true } }, ['deletionPolicy', 'parameters']],
  [SNAPSHOT, 'VolumeSnapshotClass', {}, ['driver', 'deletionPolicy']],
  [SNAPSHOT, 'VolumeSnapshotContent', content({}), []],
  [SNAPSHOT, 'VolumeSnapshotContent', content({ volumeSnapshotRef: { name: 's' } }), ['spec.volumeSnapshotRef.namespace']],
  [SNAPSHOT, 'VolumeSnapshotContent', content({ source: { snapshotHandle: 'h', volumeHandle: 'v' } }), ['spec.source']],
  ['external-secrets.io/v1', 'ExternalSecret', { spec: { data: [{ secretKey: 'a', remoteRef: { key: 'b' } }], target: { creationPolicy: 'Owner' } } }, []],
  ['external-secrets.io/v1', 'ExternalSecret', { spec: { data: [{ remoteRef: {} }], secretStoreRef: { kind: 'Store' } } }, ['spec.secretStoreRef.kind', 'spec.data[0].secretKey', 'spec.data[0].remoteRef.key']],
  ['monitoring.coreos.com/v1', 'ServiceMonitor', { spec: { selector: {}, endpoints: [{ port: 'web' }] } }, []],
  ['monitoring.coreos.com/v1', 'ServiceMonitor', { spec: { endpoints: [{ port: 8080 }] } }, ['spec.selector', 'spec.endpoints[0].port']],
  ['cdi.kubevirt.io/v1beta1', 'DataVolume', { spec: { source: { blank: {} }, storage: {} } }, []],
  ['cdi.kubevirt.io/v1beta1', 'DataVolume', { spec: { source: 'blank', contentType: 'iso' } }, ['spec.source', 'spec.contentType']],
  ['example.org/v1', 'Thing', { spec: 5 }, []],
])('%s %s %j', (apiVersion, kind, rest, fields) => {
  expect(refused(apiVersion, kind, rest)).toEqual(fields);
});
