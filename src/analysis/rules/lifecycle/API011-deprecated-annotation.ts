import { Rule } from '../rule';
/** Names, what has become of them, and what to do. volume.beta.kubernetes.io/storage-class has a rule of its own. */
const ANNOTATIONS: ReadonlyArray<readonly [name: string, message: string, fix: string]> = [
  ['volume.beta.kubernetes.io/mount-options', 'the annotation is deprecated since 1.31.', 'Use spec.mountOptions.'],
  ['volume.alpha.kubernetes.io/storage-class', 'the annotation has been ignored since 1.6.', 'Use spec.storageClassName.'],
  ['storageclass.beta.kubernetes.io/is-default-class', 'the annotation is the beta form.', 'Use storageclass.kubernetes.io/is-default-class.'],
];

export const API011: Rule = {
  id: 'API011',
  severity: 'warning',
  title: 'An annotation that a field has replaced',
  why: 'The API server warns about it, and stops reading it one day: the alpha annotation of a class has been ignored for years.',
  fix: 'Use the field.',
  source: 'pkg/api/persistentvolume/util.go',
  * check(view) {
    for (const item of view.of('PersistentVolume', 'PersistentVolumeClaim', 'StorageClass')) {
      for (const [name, message, fix] of ANNOTATIONS) {
        if (item.annotations[name] !== undefined) yield { on: item, path: `metadata.annotations[${name}]`, message, fix };
      }
    }
  },
};
