import { fields, text, textList } from '../../../core/fields';
import { podWith } from '../examples/workloads';
import { Rule } from '../rule';
import { manifests, replaced } from '../shared/manifests';

export const MNT018: Rule = {
  id: 'MNT018',
  severity: 'error',
  title: 'An inline CSI volume of a driver for persistent ones',
  why: 'A driver serves volumes that are written into the pod only if its CSIDriver lists Ephemeral among volumeLifecycleModes. Otherwise the pod never starts.',
  fix: 'Use a generic ephemeral volume (ephemeral.volumeClaimTemplate) or a claim.',
  source: 'pkg/volume/csi/csi_mounter.go supportsVolumeLifecycleMode',
  failing: manifests`
    apiVersion: storage.k8s.io/v1
    kind: CSIDriver
    metadata: {name: secrets-store.csi.k8s.io}
    spec: {podInfoOnMount: true, attachRequired: false, volumeLifecycleModes: [Persistent]}
    ---
    ${podWith('volumeMounts: [{name: data, mountPath: /data}]', '{name: data, csi: {driver: secrets-store.csi.k8s.io, readOnly: true}}')}
  `,
  get passing() { return replaced(this.failing, { '[Persistent]': '[Ephemeral]' }); },
  expects: 'Pod/web spec.volumes[0].csi.driver',
  * check(view) {
    for (const pod of view.pods) {
      for (const { name, value, path } of pod.volumes) {
        const driver = text(fields(value.csi).driver);
        const object = driver && view.find('CSIDriver', '', driver);
        if (!object) continue;
        const modes = textList(object.spec.volumeLifecycleModes);
        if (!modes.includes('Ephemeral')) yield { on: pod.item, path: `${path}.csi.driver`, message: `the volume "${name}" is inline, and the driver "${driver}" is for ${modes.length ? modes.join(', ') : 'Persistent'} volumes.` };
      }
    }
  },
};
