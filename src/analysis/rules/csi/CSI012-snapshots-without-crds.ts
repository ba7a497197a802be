import { imageName } from '../../../kubernetes/images';
import { rule } from '../rule';
import { controllers } from '../shared/csi';

export const CSI012 = rule('CSI012', function* (view) {
  const defined = view.of('CustomResourceDefinition').some(({ name }) => name.endsWith('.snapshot.storage.k8s.io'));
  if (defined || view.pods.some((pod) => pod.containers.some(({ image }) => imageName(image) === 'snapshot-controller'))) return;
  for (const item of view.of('VolumeSnapshotClass', 'VolumeSnapshot')) {
    yield {
      on: item,
      path: '',
      message: 'the snapshot CRDs are not in the input.',
    };
  }
  for (const { pod, sidecars } of controllers(view)) {
    const snapshotter = sidecars.get('csi-snapshotter');
    if (snapshotter) {
      yield { on: pod.item, path: snapshotter.path, message: 'csi-snapshotter needs the snapshot CRDs, which are not in the input.' };
    }
  }
});
