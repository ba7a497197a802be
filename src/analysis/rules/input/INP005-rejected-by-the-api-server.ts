import { rule } from '../rule';

/** The engine omits its findings about fields for which another rule has a more specific finding. */
export const INP005 = rule('INP005', function* (view) {
  for (const item of view.items) {
    for (const { field, message } of item.rejections) {
      yield {
        on: item,
        path: field,
        message: `the API server rejects it: ${message.replace(/\.$/, '')}.`,
      };
    }
  }
});
