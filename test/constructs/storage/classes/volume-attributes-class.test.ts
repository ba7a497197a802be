import { Advice, Cluster, volumes } from '../../../../src';
import { Output, scope } from '../../../support/synth';

const gold = { driver: 'ebs.csi.aws.com', parameters: { iops: '4000' } };
const on = (kubernetesVersion: string) => new volumes.VolumeAttributesClass(new Cluster(scope(), 'c', { kubernetesVersion }), 'gold', gold);

test('is emitted', () => {
  expect(Output.of((chart) => new volumes.VolumeAttributesClass(chart, 'gold', gold)).get('VolumeAttributesClass')).toMatchSnapshot();
  expect(volumes.VolumeAttributesClass.fromVolumeAttributesClassName('a').volumeAttributesClassName).toBe('a');
});

test.each([['1.29', 'v1alpha1', 1], ['1.30', 'v1alpha1', 1], ['1.31', 'v1beta1', 1], ['1.33', 'v1beta1', 1], ['1.34', 'v1', 0], ['1.36', 'v1', 0]])(
  'Kubernetes %s serves %s', (version, served, notes) => {
    const gated = on(version);
    expect(gated.apiObject.apiVersion).toBe(`storage.k8s.io/${served}`);
    expect(Advice.of(gated).open.map(({ id }) => id)).toEqual(Array(notes).fill('API005'));
  });

test.each<[string, () => void]>([
  ['kubernetesVersion 1.28 has no VolumeAttributesClass', () => on('1.28')],
  ['driver must be the name of a CSI driver', () => new volumes.VolumeAttributesClass(scope(), 'x', { ...gold, driver: 'a b' })],
  ['test/x: driver "cinder.csi.openstack.org" cannot modify volumes, because it does not implement ControllerModifyVolume', () => new volumes.VolumeAttributesClass(scope(), 'x', { ...gold, driver: 'cinder.csi.openstack.org' })],
  ['test/x: parameters has more than 512 entries, which the API server rejects', () => new volumes.VolumeAttributesClass(scope(), 'x', {
    ...gold, parameters: Object.fromEntries(Array.from({ length: 513 }, (_, i) => [`p${i}`, 'a'])),
  })],
  ['driver must be the name of a CSI driver', () => new volumes.VolumeAttributesClass(scope(), 'x', { ...gold, driver: 'example.com/driver' })],
  ['parameters is rejected by the API server: Required value: must contain at least one key/value pair', () => new volumes.VolumeAttributesClass(scope(), 'x', { ...gold, parameters: {} })],
])('refuses: %s', (message, build) => expect(build).toThrow(message));
