import { Rule } from '../rule';

/** The engine leaves out what a more telling rule says of the same object. */
export const INP005: Rule = {
  id: 'INP005',
  severity: 'error',
  title: 'Object that the API server refuses',
  why: 'The API server validates every field of an object and refuses it as a whole. Nothing of it reaches the cluster, and a GitOps sync stops there.',
  fix: 'Correct the field.',
  source: 'pkg/apis/*/validation/validation.go',
  * check(view) {
    for (const item of view.items) {
      for (const { field, message } of item.rejections) yield { on: item, path: field, message: `the API server refuses it: ${message.replace(/\.$/, '')}.` };
    }
  },
};
