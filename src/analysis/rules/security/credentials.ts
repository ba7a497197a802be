import { fields, Fields, isObject, list, strings, text } from '../../../core/fields';
import { names, shown } from '../../../core/words';
import { LAST_APPLIED } from '../../../kubernetes/annotations';
import { credentialIn, isCommandWithPassword, isNamedCredential } from '../../../kubernetes/credentials';
import { joinSecrets } from '../../../kubernetes/judgements/kubeadm';
import { isKubeadm } from '../../../kubernetes/kubeadm';
import { literalCredentials, secretsOf } from '../../../openstack/judgements/secrets';
import type { ManifestObject } from '../../model/manifest-object';
import type { View } from '../../model/view';
import { about, Draft, each, rule } from '../rule';

const OPENSTACK = /^OS_(PASSWORD|TOKEN|AUTH_TOKEN|APPLICATION_CREDENTIAL_SECRET|TRUSTEE_PASSWORD)$/;
const HEADER = /^(proxy-)?authorization$|^cookie$|(token|api-?key|secret|password)$/i;
/** Kinds that SEC008 and SEC010 look at, and those whose texts are descriptions. */
const ELSEWHERE = new Set(['Secret', 'CustomResourceDefinition']);
const DEEPEST = 40;

export const SEC003 = rule('SEC003', function* (view) {
  const seen = new Map<ManifestObject, Set<string>>();
  for (const draft of [...namedInMaps(view), ...namedInPods(view), ...shaped(view)]) {
    const paths = seen.get(draft.on) ?? new Set();
    seen.set(draft.on, paths);
    if (paths.has(draft.path)) continue;
    paths.add(draft.path);
    yield draft;
  }
});

/** ConfigMaps, templates of Secrets, parameters and mount options, by the names of their keys. */
function* namedInMaps(view: View): Iterable<Draft> {
  for (const item of view.items) {
    for (const [path, values] of mapsOf(item)) {
      for (const [key, value] of Object.entries(strings(values))) {
        const secrets = secretsOf(withoutTemplates(value));
        const on = { on: item, path: `${path}[${key}]` };
        if (secrets.length) yield { ...on, message: `${shown(key)} contains ${names(secrets)} in plaintext.` };
        else if (isCredential(key, value)) yield { ...on, severity: 'warning', message: `${shown(key)} contains a plaintext credential.` };
      }
    }
    const mountOptions: Array<[string, unknown]> = [['mountOptions', item.object.mountOptions], ['spec.mountOptions', item.spec.mountOptions]];
    for (const [path, options] of mountOptions) {
      for (const [i, option] of list(options).entries()) {
        const found = (text(option) ?? '').split(',').map((one) => /^([^=]+)=(.*)$/s.exec(one.trim()))
          .find((match) => match && isCredential(match[1], match[2]));
        if (found) yield about(item, `${path}[${i}]`, `mount option ${shown(found[1])} contains a plaintext credential.`);
      }
    }
  }
}

function mapsOf({ kind, object, spec }: ManifestObject): Array<readonly [string, unknown]> {
  switch (kind) {
    case 'ConfigMap': return [['data', object.data]];
    case 'ExternalSecret': return [['spec.target.template.data', fields(fields(spec.target).template).data]];
    case 'ClusterExternalSecret': return [['spec.externalSecretSpec.target.template.data',
      fields(fields(fields(spec.externalSecretSpec).target).template).data]];
    case 'StorageClass': case 'VolumeAttributesClass': case 'VolumeSnapshotClass': return [['parameters', object.parameters]];
    case 'PersistentVolume': return [['spec.csi.volumeAttributes', fields(spec.csi).volumeAttributes],
      ['spec.flexVolume.options', fields(spec.flexVolume).options]];
    default: return [];
  }
}

/** Variables, arguments and headers of containers, and attributes of their volumes. */
function* namedInPods(view: View): Iterable<Draft> {
  for (const pod of view.pods) {
    for (const { value, path } of pod.containers) {
      for (const [i, variable] of list(value.env).entries()) {
        const { name, value: given } = fields(variable);
        const kind = isCredential(text(name) ?? '', given);
        if (!kind) continue;
        yield about(pod.item, `${path}.env[${i}].value`,
          `variable ${shown(name)} contains a plaintext credential.`, { severity: kind === 'other' ? 'warning' : undefined });
      }
      for (const key of ['command', 'args']) yield* inArguments(pod.item, `${path}.${key}`, list(value[key]));
      yield* inHeaders(pod.item, path, value);
    }
  }
}

function* inArguments(item: ManifestObject, path: string, given: readonly unknown[]): Iterable<Draft> {
  for (const [i, arg] of given.entries()) {
    const whole = text(arg) ?? '';
    const [, flag, written] = /^--?([\w-]+)(?:=(.*))?$/s.exec(whole) ?? [];
    const next = text(given[i + 1]);
    const value = written ?? (next?.startsWith('-') ? undefined : next);
    if (flag && isCredential(flag, value)) {
      yield about(item, `${path}[${i}]`,
        `argument --${flag} contains a plaintext credential.`, { severity: 'warning' });
    } else if (isCommandWithPassword(whole)) {
      yield about(item, `${path}[${i}]`,
        'the command line contains a plaintext credential.', { severity: 'warning' });
    }
  }
}

function* inHeaders(item: ManifestObject, path: string, container: Fields): Iterable<Draft> {
  const { postStart, preStop } = fields(container.lifecycle);
  const handlers = { ...pickProbes(container), 'lifecycle.postStart': postStart, 'lifecycle.preStop': preStop };
  for (const [key, handler] of Object.entries(handlers)) {
    for (const [i, header] of list(fields(fields(handler).httpGet).httpHeaders).map(fields).entries()) {
      const value = text(header.value) ?? '';
      if (HEADER.test(text(header.name) ?? '') && value.length >= 6 && !/^[$<{]/.test(value)) {
        yield about(item, `${path}.${key}.httpGet.httpHeaders[${i}].value`, `header ${shown(header.name)} contains a plaintext credential.`);
      }
    }
  }
}

function pickProbes({ livenessProbe, readinessProbe, startupProbe }: Fields): { [key: string]: unknown } {
  return { livenessProbe, readinessProbe, startupProbe };
}

/** Texts anywhere that have the shape of a credential, and what kubectl kept of an earlier manifest. */
function* shaped(view: View): Iterable<Draft> {
  for (const item of view.items) {
    const applied = item.annotations[LAST_APPLIED];
    const kept = applied === undefined ? undefined : keptIn(applied);
    if (kept) yield about(item, `metadata.annotations[${LAST_APPLIED}]`, `the annotation contains ${kept} in plaintext.`);
    if (ELSEWHERE.has(item.kind) || isKubeadm(item)) continue;
    const found: Array<[string, string]> = [];
    visit(item.object, '', found, 0);
    for (const [path, what] of found) yield about(item, path, `${path} contains ${what} in plaintext.`);
  }
}

function visit(value: unknown, path: string, found: Array<[string, string]>, depth: number): void {
  if (typeof value === 'string') {
    const what = credentialIn(value);
    if (what) found.push([path, what]);
  } else if (depth < DEEPEST && Array.isArray(value)) {
    for (let i = 0; i < value.length; i++) visit(value[i], `${path}[${i}]`, found, depth + 1);
  } else if (depth < DEEPEST && isObject(value)) {
    for (const key of Object.keys(value)) {
      if (key !== LAST_APPLIED) {
        visit(value[key], path === '' ? key : /^[\w-]+$/.test(key) && !/\b(data|annotations|parameters)$/.test(path)
          ? `${path}.${key}` : `${path}[${key}]`, found, depth + 1);
      }
    }
  }
}

/** The credentials in the manifest that kubectl apply kept. */
function keptIn(applied: string): string | undefined {
  let manifest: unknown;
  try {
    manifest = JSON.parse(applied);
  } catch {
    return credentialIn(applied);
  }
  if (fields(manifest).kind === 'Secret') return [...literalCredentials(fields(manifest))].length ? 'the credentials of the Secret' : undefined;
  const found: Array<[string, string]> = [];
  visit(manifest, '', found, 0);
  return found[0]?.[1] ?? (hasNamed(manifest, 0) ? 'a credential' : undefined);
}

function hasNamed(value: unknown, depth: number): boolean {
  if (depth > DEEPEST || typeof value !== 'object' || value === null) return false;
  const { name, value: given } = fields(value);
  return (typeof name === 'string' && isNamedCredential(name, given)) || Object.values(value).some((item) => hasNamed(item, depth + 1));
}

/** A text without the lines that a template fills in. */
function withoutTemplates(content: string): string {
  return content.includes('{{') ? content.split('\n').filter((line) => !line.includes('{{')).join('\n') : content;
}

export const SEC008 = rule('SEC008', each((view) => view.of('Secret'), (item) => literalCredentials(item.object)));

export const SEC010 = rule('SEC010', each((view) => view.items.filter(isKubeadm), (item) => joinSecrets(item.object)));

/** Whether a variable or flag is a plaintext credential, of OpenStack or another. */
function isCredential(name: string, value: unknown): 'openstack' | 'other' | undefined {
  if (!isNamedCredential(name, value)) return undefined;
  return OPENSTACK.test(name) ? 'openstack' : 'other';
}
