import { Rule } from '../rule';

/** The engine omits its findings about fields for which another rule has a more specific finding. */
export const INP005: Rule = {
  id: 'INP005',
  severity: 'error',
  title: 'Object that the API server rejects',
  why: 'The API server validates every field, and rejects the whole object if one of them is invalid. kubectl apply or a GitOps sync '
    + 'stops there.',
  fix: 'Correct the field.',
  source: 'pkg/apis/*/validation/validation.go',
  * check(view) {
    for (const item of view.items) {
      for (const { field, message } of item.rejections) {
        yield {
          on: item,
          path: field,
          message: `the API server rejects it: ${message.replace(/\.$/, '')}.`,
        };
      }
    }
  },
};
