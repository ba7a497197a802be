import { fields, list, textList } from '../../../core/fields';
import { shown } from '../../../core/words';
import { rule } from '../rule';

export const CLS016 = rule('CLS016', function* (view) {
  for (const item of view.classes) {
    const seen = new Set<string>();
    for (const [i, term] of list(item.object.allowedTopologies).map(fields).entries()) {
      const expressions = list(term.matchLabelExpressions).map(fields);
      const canonical = JSON.stringify(expressions.map(({ key, values }) => [key, textList(values).sort()]).sort());
      if (seen.has(canonical)) yield { on: item, path: `allowedTopologies[${i}]`, message: 'duplicate topology term.' };
      seen.add(canonical);
      const keys = expressions.map(({ key }) => key);
      for (const [j, { key, values }] of expressions.entries()) {
        const path = `allowedTopologies[${i}].matchLabelExpressions[${j}]`;
        if (keys.indexOf(key) < j) yield { on: item, path: `${path}.key`, message: `duplicate key "${shown(key)}" in one term.` };
        if (!list(values).length) {
          yield { on: item, path: `${path}.values`, message: 'the list of values is empty.', fix: 'Add a value, or remove the expression.' };
        }
        const duplicate = list(values).find((value, k, all) => all.indexOf(value) < k);
        if (duplicate !== undefined) yield { on: item, path: `${path}.values`, message: `duplicate value "${shown(duplicate)}".` };
      }
    }
  }
});
