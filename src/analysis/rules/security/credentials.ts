import { fields, list, strings, text } from '../../../core/fields';
import { names, shown } from '../../../core/words';
import { joinSecrets } from '../../../kubernetes/judgements/kubeadm';
import { isKubeadm } from '../../../kubernetes/kubeadm';
import { literalCredentials, secretsOf } from '../../../openstack/judgements/secrets';
import { about, each, rule } from '../rule';

const OPENSTACK = /^OS_(PASSWORD|TOKEN|AUTH_TOKEN|APPLICATION_CREDENTIAL_SECRET|TRUSTEE_PASSWORD)$/;

const NAME = /(^|[_-])(PASSWORD|PASSWD|SECRET|TOKEN|API_?KEY|ACCESS_?KEY|PRIVATE_?KEY)$/i;

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
        yield about(pod.item, `${path}.env[${i}].value`,
          `variable ${shown(name)} contains a plaintext credential.`, { severity: kind === 'other' ? 'warning' : undefined });
      }
      for (const key of ['command', 'args']) {
        for (const [i, arg] of list(value[key]).entries()) {
          const [, flag, written] = /^--?([\w-]+)(?:=(.*))?$/s.exec(text(arg) ?? '') ?? [];
          const next = text(value[key][i + 1]);
          const given = written ?? (next?.startsWith('-') ? undefined : next);
          if (flag && isCredential(flag, given)) {
            yield about(pod.item, `${path}.${key}[${i}]`, `argument --${flag} contains a plaintext credential.`, { severity: 'warning' });
          }
        }
      }
    }
  }
});

export const SEC008 = rule('SEC008', each((view) => view.of('Secret'), (item) => literalCredentials(item.object)));

export const SEC010 = rule('SEC010', each((view) => view.items.filter(isKubeadm), (item) => joinSecrets(item.object)));

/** Whether a variable or flag is a plaintext credential, of OpenStack or another. */
function isCredential(name: string, value: unknown): 'openstack' | 'other' | undefined {
  if (typeof value !== 'string' || value.length < 6 || /^(\/|\$\(|\$\{|<|true$|false$|https?:)/i.test(value)) return undefined;
  if (OPENSTACK.test(name)) return 'openstack';
  return NAME.test(name) && !(/secret$/i.test(name) && isObjectName(value)) ? 'other' : undefined;
}

/** Whether a value can be the name of an object, such as the Secret with the credential. */
function isObjectName(value: string): boolean {
  return value.includes('-') && /^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$/.test(value);
}
