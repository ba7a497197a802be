/* A volume that exists in Cinder, written down by hand. */
import { App, Chart, Size } from 'cdk8s';
import { IMAGE, NAMESPACE, VARIANTS } from './cluster';
import { until } from './runtime';
import { differences, Live, object } from './scenario';
import { PersistentVolume, PersistentVolumeClaim, pods, ReclaimPolicy, VolumeSource } from '../../../src';

export async function staticVolume(live: Live): Promise<void> {
  const { cloud, kubernetes, table, variant } = live;
  // Nodes without topology have no label that a zone of the volume could name.
  const zone = VARIANTS[variant].noTopology ? undefined : 'az1';
  await table.check('a volume that exists is bound, attached, and kept in the end', async () => {
    const { body: { volume } } = await cloud.cinder('POST', '/volumes', { volume: { size: 1, volume_type: 'ssd', availability_zone: 'az1', name: 'by-hand' } });
    const state = async () => (await cloud.cinder('GET', `/volumes/${volume.id}`)).body.volume;
    await until('available', 60, async () => (await state()).status === 'available');
    const chart = new Chart(new App(), 'static', { namespace: NAMESPACE });
    const disk = new PersistentVolume(chart, 'by-hand', {
      capacity: Size.gibibytes(1), source: VolumeSource.cinderVolume({ volumeId: volume.id, zone }), reclaimPolicy: ReclaimPolicy.RETAIN,
    });
    const claim = new PersistentVolumeClaim(chart, 'by-hand-claim', { volume: disk, size: Size.gibibytes(1) });
    new pods.PodApplication(chart, 'static', { image: IMAGE, claims: [{ claim, mountPath: '/data' }] });
    await kubernetes.apply(chart.toJson(), 'kubectl');
    await until('Running', 60, async () => (await object(live, 'pod', 'static'))?.status?.phase === 'Running');
    const wrong = differences(await state(), { status: 'in-use' });
    await kubernetes.call('DELETE', `/api/v1/namespaces/${NAMESPACE}/pods/static`);
    await kubernetes.call('DELETE', `/api/v1/namespaces/${NAMESPACE}/persistentvolumeclaims/${claim.name}`);
    await until('available again', 60, async () => (await state()).status === 'available');
    await cloud.cinder('DELETE', `/volumes/${volume.id}`);
    await kubernetes.call('DELETE', `/api/v1/persistentvolumes/${disk.name}`);
    return wrong;
  });
}
