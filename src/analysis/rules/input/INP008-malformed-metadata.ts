import { fields, isObject, text } from '../../../core/fields';
import { isDnsSubdomain } from '../../../kubernetes/names';
import { isBuiltIn } from '../../model/manifest-object';
import { Rule } from '../rule';
import { shown } from '../shared/words';

export const INP008: Rule = {
  id: 'INP008',
  severity: 'error',
  title: 'Metadata that the API server cannot take',
  why: 'Labels and annotations are maps of texts. true, 8080 and 1.0 without quotes are no texts, and the API server refuses the object. Names of objects have lower-case letters, digits, "-" and ".".',
  fix: 'Quote the value, or correct the name.',
  source: 'k8s.io/apimachinery pkg/api/validation/objectmeta.go',
  * check(view) {
    for (const item of view.items.filter(({ rejections }) => !rejections.length)) {
      for (const field of ['labels', 'annotations']) {
        const value = item.metadata[field];
        if (value !== undefined && value !== null && !isObject(value)) yield { on: item, path: `metadata.${field}`, message: `${field} are no map.` };
        for (const [key, given] of Object.entries(fields(value)).filter(([, v]) => v !== null && typeof v !== 'string')) {
          yield { on: item, path: `metadata.${field}[${key}]`, message: `the value of ${key} is a ${typeof given}, not a text.` };
        }
      }
      const name = text(item.metadata.name);
      const free = item.group === 'rbac.authorization.k8s.io' || !isBuiltIn(item);
      if (name && !free && !isDnsSubdomain(name)) yield { on: item, path: 'metadata.name', message: `"${shown(name)}" is no name for an object.` };
    }
  },
};
