import { isClusterScoped, isUnknownKind, podTemplatePath } from '../../src/kubernetes/kinds';

test.each([
  ['PersistentVolume', true], ['StorageClass', true], ['Node', true], ['DeviceClass', true], ['StorageVersionMigration', true], ['VolumeSnapshotClass', true],
  ['PersistentVolumeClaim', false], ['StatefulSet', false], ['PodCertificateRequest', false], ['VolumeSnapshot', false], ['Whatever', false],
])('%s is cluster-scoped: %s', (kind, expected) => expect(isClusterScoped(kind)).toBe(expected));

test.each([
  ['', 'PersistentVolumeClaim', false], ['storage.k8s.io', 'StorageClass', false], ['storage.k8s.io', 'StorageClassList', false], ['apps', 'StatefullSet', true],
  ['example.com', 'Anything', false],
])('of the group "%s" the kind %s is unknown: %s', (group, kind, expected) => expect(isUnknownKind(group, kind)).toBe(expected));

test.each([
  ['Pod', []], ['StatefulSet', ['spec', 'template']], ['CronJob', ['spec', 'jobTemplate', 'spec', 'template']], ['Service', undefined],
])('the pod template of %s', (kind, path) => expect(podTemplatePath(kind)).toEqual(path));
