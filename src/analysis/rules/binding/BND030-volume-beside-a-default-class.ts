import { fields, text } from '../../../core/fields';
import type { ManifestObject } from '../../model/manifest-object';
import { nfsVolume } from '../examples/volumes';
import { Rule } from '../rule';
import { added, manifests } from '../shared/manifests';
import { names } from '../shared/words';

export const BND030: Rule = {
  id: 'BND030',
  severity: 'info',
  title: 'A volume without class where claims get one',
  why: 'A claim that names no class gets the default one when it is created, and a class never matches a volume without. Only a claim with storageClassName: "" takes the volume.',
  fix: 'Give the volume a class, or its claim storageClassName: "".',
  source: 'plugin/pkg/admission/storage/storageclass/setdefault/admission.go',
  failing: manifests`
    apiVersion: storage.k8s.io/v1
    kind: StorageClass
    metadata: {name: fast, annotations: {storageclass.kubernetes.io/is-default-class: "true"}}
    provisioner: kubernetes.io/no-provisioner
    volumeBindingMode: WaitForFirstConsumer
    ---
    ${nfsVolume('data')}
  `,
  get passing() { return added(this.failing, 'storageClassName: shared', { below: 'capacity: {storage: 5Gi}' }); },
  expects: 'PersistentVolume/data spec.storageClassName',
  * check(view) {
    const standard = view.defaultClass;
    if (!standard) return;
    const lists = new Set(view.plan.claims.filter(({ storageClass }) => storageClass === '').map(({ volumes }) => volumes)); // claims share them
    const wanted = new Set([...lists].flat());
    const idle = view.inventory.volumes.filter(({ name, className, item }) => className === '' && !wanted.has(name) && !isReserved(item));
    if (!idle.length) return;
    yield {
      on: idle[0].item,
      path: 'spec.storageClassName',
      message: `claims without a class get "${standard.name}", and so never ${names(idle.map(({ name }) => name))}.`,
    };
  },
};

function isReserved({ spec }: ManifestObject): boolean {
  return text(fields(spec.claimRef).name) !== undefined;
}
