import { isCredential } from './credentials';
import { fields, list, strings, text } from '../../../core/fields';
import { names, shown } from '../../../core/words';
import { secretsOf } from '../../../openstack/judgements/secrets';
import { rule } from '../rule';

export const SEC003 = rule('SEC003', function* (view) {
  for (const item of view.of('ConfigMap')) {
    for (const [key, value] of Object.entries(strings(item.object.data))) {
      const secrets = secretsOf(value);
      const on = { on: item, path: `data[${key}]` };
      if (secrets.length) yield { ...on, message: `${shown(key)} contains ${names(secrets)} in plaintext.` };
      else if (isCredential(key, value)) yield { ...on, severity: 'warning', message: `${shown(key)} contains a plaintext credential.` };
    }
  }
  for (const pod of view.pods) {
    for (const { value, path } of pod.containers) {
      for (const [i, variable] of list(value.env).entries()) {
        const { name, value: given } = fields(variable);
        const kind = isCredential(text(name) ?? '', given);
        if (!kind) continue;
        yield {
          on: pod.item,
          path: `${path}.env[${i}].value`,
          severity: kind === 'other' ? 'warning' : undefined,
          message: `variable ${shown(name)} contains a plaintext credential.`,
        };
      }
      for (const key of ['command', 'args']) {
        for (const [i, arg] of list(value[key]).entries()) {
          const [, flag, written] = /^--?([\w-]+)(?:=(.*))?$/s.exec(text(arg) ?? '') ?? [];
          const next = text(value[key][i + 1]);
          const given = written ?? (next?.startsWith('-') ? undefined : next);
          if (flag && isCredential(flag, given)) {
            yield {
              on: pod.item,
              path: `${path}.${key}[${i}]`,
              severity: 'warning',
              message: `argument --${flag} contains a plaintext credential.`,
            };
          }
        }
      }
    }
  }
});
