import { Rule } from '../rule';

export const CLS002: Rule = {
  id: 'CLS002',
  severity: 'warning',
  title: 'More than one default StorageClass',
  why: 'Claims without a class get the newest default class, and of classes made in the same second the first by name. Applied from one folder, that is chance. Before 1.26 the '
    + 'API server refused such claims as long as there were several defaults.',
  fix: 'Leave the annotation on one class.',
  source: 'pkg/volume/util/storageclass.go GetDefaultClass',
  * check(view) {
    const [first, ...others] = view.defaultClasses;
    for (const other of others) {
      const effect = view.kubernetes < 26 ? 'claims without a class are refused' : 'the newest of them serves claims without a class';
      yield { on: other, path: 'metadata.annotations', message: `"${other.name}" is a default class beside "${first.name}": ${effect}.` };
    }
  },
};
