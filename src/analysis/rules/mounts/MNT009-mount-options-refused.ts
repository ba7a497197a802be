import { list } from '../../../core/fields';
import { Rule } from '../rule';
import { sourceOf } from '../shared/volumes';

export const MNT009: Rule = {
  id: 'MNT009',
  severity: 'error',
  title: 'Mount options on a volume that cannot take them',
  why: 'The field mountOptions is accepted on every volume, but the kubelet refuses to mount a hostPath, flexVolume or Portworx volume that has it. The old annotation is refused by the API server on CSI, '
    + 'local, FC and others.',
  fix: 'Remove the mount options, or move them from the annotation to spec.mountOptions.',
  source: 'pkg/volume/util/operationexecutor/operation_generator.go checkMountOptionSupport',
  * check(view) {
    for (const volume of view.volumes) {
      const source = sourceOf(volume);
      if (list(volume.spec.mountOptions).length && NO_OPTIONS.includes(source)) {
        yield { on: volume, path: 'spec.mountOptions', message: `the kubelet refuses to mount a ${source} volume with mount options.` };
      }
      if (volume.annotations[ANNOTATION] !== undefined && [...NO_OPTIONS, 'csi', 'local', 'fc', 'scaleIO', 'storageos', 'flocker'].includes(source)) {
        yield { on: volume, path: `metadata.annotations[${ANNOTATION}]`, message: `the API server refuses this annotation on a ${source} volume.` };
      }
    }
  },
};

const ANNOTATION = 'volume.beta.kubernetes.io/mount-options';
const NO_OPTIONS = ['hostPath', 'flexVolume', 'portworxVolume'];
