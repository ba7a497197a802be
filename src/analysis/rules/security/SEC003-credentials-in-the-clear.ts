import { isCredential } from './credentials';
import { fields, list, strings, text } from '../../../core/fields';
import { secretsOf } from '../../../openstack/judgements/secrets';
import { Rule } from '../rule';
import { names, shown } from '../shared/words';

export const SEC003: Rule = {
  id: 'SEC003',
  severity: 'error',
  title: 'Credentials stand in a ConfigMap, a variable or an argument',
  why: 'ConfigMaps, variables and arguments are shown to everybody who may read pods or ConfigMaps, and end up in logs, crash reports and process lists. Encryption at rest covers Secrets only.',
  fix: 'Put them into a Secret, and refer to it with valueFrom or a volume.',
  source: 'https://kubernetes.io/docs/concepts/configuration/secret/',
  * check(view) {
    for (const item of view.of('ConfigMap')) {
      for (const [key, value] of Object.entries(strings(item.object.data))) {
        const secrets = secretsOf(value);
        if (secrets.length) yield { on: item, path: `data[${key}]`, message: `${shown(key)} holds ${names(secrets)} in the clear.` };
        else if (isCredential(key, value)) yield { on: item, path: `data[${key}]`, severity: 'warning', message: `${shown(key)} holds a credential in the clear.` };
      }
    }
    for (const pod of view.pods) {
      for (const { value, path } of pod.containers) {
        for (const [i, variable] of list(value.env).entries()) {
          const { name, value: given } = fields(variable);
          const kind = isCredential(text(name) ?? '', given);
          if (!kind) continue;
          yield { on: pod.item, path: `${path}.env[${i}].value`, severity: kind === 'other' ? 'warning' : undefined, message: `the variable ${shown(name)} holds a credential in the clear.` };
        }
        for (const key of ['command', 'args']) {
          for (const [i, arg] of list(value[key]).entries()) {
            const [, flag, written] = /^--?([\w-]+)(?:=(.*))?$/s.exec(text(arg) ?? '') ?? [];
            const next = text(value[key][i + 1]);
            const given = written ?? (next?.startsWith('-') ? undefined : next);
            if (flag && isCredential(flag, given)) yield { on: pod.item, path: `${path}.${key}[${i}]`, severity: 'warning', message: `the argument --${flag} holds a credential in the clear.` };
          }
        }
      }
    }
  },
};
