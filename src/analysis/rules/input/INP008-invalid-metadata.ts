import { fields, isObject, text } from '../../../core/fields';
import { shown } from '../../../core/words';
import { isDnsSubdomain } from '../../../kubernetes/names';
import { isBuiltIn } from '../../model/manifest-object';
import { rule } from '../rule';

export const INP008 = rule('INP008', function* (view) {
  for (const item of view.items.filter(({ rejections }) => !rejections.length)) {
    for (const field of ['labels', 'annotations']) {
      const value = item.metadata[field];
      if (value !== undefined && value !== null && !isObject(value)) {
        yield { on: item, path: `metadata.${field}`, message: `${field} must be a map of strings.`, fix: `Write ${field} as a map.` };
      }
      for (const [key, given] of Object.entries(fields(value)).filter(([, v]) => v !== null && typeof v !== 'string')) {
        yield {
          on: item,
          path: `metadata.${field}[${key}]`,
          message: `the value of ${key} must be a string, but is of type ${typeof given}.`,
          fix: 'Quote the value.',
        };
      }
    }
    const name = text(item.metadata.name);
    const free = item.group === 'rbac.authorization.k8s.io' || !isBuiltIn(item);
    if (name && !free && !isDnsSubdomain(name)) {
      yield { on: item, path: 'metadata.name', message: `"${shown(name)}" is not a valid object name.`, fix: 'Correct the name.' };
    }
  }
});
