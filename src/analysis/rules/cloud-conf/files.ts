import { Fields, fields, own, strings } from '../../../core/fields';
import { shown } from '../../../core/words';
import { keyNamed, sectionNamed } from '../../../openstack/cloud-conf/keys';
import type { ManifestObject } from '../../model/manifest-object';
import { mountOf, volumeNamed } from '../../model/pod-sources';
import { about, rule } from '../rule';
import { confFiles, globalOf, isBase64, variablesOf } from '../shared/cloud-conf-files';
import { components, placesOf } from '../shared/openstack';

/** Directories with the CA certificates of the images. */
const IN_IMAGE = /^\/etc\/(ssl|pki)\//;

export const CFG004 = rule('CFG004', function* (view) {
  for (const file of confFiles(view)) {
    const { value } = globalOf(file, view).find(({ row }) => row.key === 'ca-file') ?? {};
    if (typeof value !== 'string' || !value || IN_IMAGE.test(value)) continue;
    for (const { pod, container, needless } of file.readers) {
      if (needless) continue;
      const places = placesOf(pod, container, value);
      if (!places.length && !mountOf(container, value)) {
        yield about(pod.item, `${container.path}.volumeMounts`,
          `ca-file of ${file.key} is ${shown(value)}, but container "${container.name}" mounts nothing there.`);
      }
      for (const { kind, name, key } of places) {
        const holder = kind === 'other' ? undefined : view.find(kind, pod.namespace, name);
        if (!holder || holds(holder.object, key)) continue;
        yield about(pod.item, `${container.path}.volumeMounts`,
          `ca-file of ${file.key} is ${shown(value)}, but ${kind} "${name}" has no key "${key}".`);
      }
    }
  }
});

function holds(object: Fields, key: string): boolean {
  return [object.data, object.stringData, object.binaryData].some((map) => fields(map)[key] !== undefined);
}

export const CFG008 = rule('CFG008', function* (view) {
  for (const { pod, container, paths } of components(view)) {
    for (const path of paths) {
      const places = placesOf(pod, container, path);
      const mount = mountOf(container, path);
      const on = { on: pod.item, path: `${container.path}.${Array.isArray(container.value.args) ? 'args' : 'command'}` };
      if (path.includes('$(')) continue;
      if (!mount) {
        yield { ...on, message: `--cloud-config is ${shown(path)}, but container "${container.name}" mounts nothing there.` };
      } else if (!places.length && volumeNamed(pod, mount.name)) {
        yield { ...on, message: `--cloud-config is ${shown(path)}, but volume "${mount.name}" has no such file.` };
      }
      for (const { kind, name, key } of places) {
        const holder = kind === 'other' ? undefined : view.find(kind, pod.namespace, name);
        if (!holder || holds(holder.object, key)) continue;
        yield { ...on, message: `--cloud-config is ${shown(path)}, but ${kind} "${name}" has no key "${key}".` };
      }
    }
  }
});

const PLACEHOLDER = /^(<[^<>]*>|\$\{[^{}]*\}|\$\([^()]*\)|\{\{.*\}\}|%[A-Z_]+%|(REPLACE|CHANGE|FILL)[-_ ]?(ME|THIS|WITH.*|IN)|YOUR[-_ ].*|TODO|FIXME|x{3,}|\.\.\.)$/is;

export const CFG011 = rule('CFG011', function* (view) {
  for (const item of view.of('Secret')) {
    for (const [key, value] of Object.entries(strings(item.object.data))) {
      if (key === 'cloud.conf' && !isBase64(value)) {
        yield about(item, `data[${key}]`, `${key} in data is not base64, so the API server rejects the Secret.`, { fix: 'Move it to stringData.' });
      }
    }
  }
  for (const file of confFiles(view)) {
    const content = (file.text ?? '').trim();
    if (content.length >= 16 && isBase64(content) && /^\s*\[\w+|^\s*[#;]/.test(Buffer.from(content, 'base64').toString())) {
      yield about(file.item, file.path,
        `${file.key} is base64 inside ${file.path.startsWith('data') && file.item.kind === 'Secret' ? 'base64' : 'plain text'}, so `
          + 'the component finds no section.',
        { fix: 'Encode it once.' });
    }
    for (const { section, key, line, value = '' } of variablesOf(file)) {
      const name = keyNamed(sectionNamed(section) ?? '', key)?.key ?? 'the value';
      if (value && value.toLowerCase() === key.toLowerCase() && /^(username|password|application-credential-)/i.test(key)) {
        yield about(file.item, file.path,
          `line ${line} of ${file.key}: ${name} looks like a placeholder.`, { severity: 'warning', fix: 'Replace it with the value.' });
      } else if (PLACEHOLDER.test(value)) {
        yield about(file.item, file.path, `line ${line} of ${file.key}: ${name} is a placeholder.`, { fix: 'Replace it with the value.' });
      }
    }
  }
});

export const CFG018 = rule('CFG018', function* (view) {
  const told = new Set<string>();
  for (const file of confFiles(view)) {
    const { value } = globalOf(file, view).find(({ row }) => row.key === 'ca-file') ?? {};
    if (typeof value !== 'string') continue;
    for (const { pod, container } of file.readers) {
      for (const { kind, name, key } of placesOf(pod, container, value)) {
        const holder = kind === 'other' ? undefined : view.find(kind, pod.namespace, name);
        const found = holder && contentOf(holder, key);
        if (!holder || !found || /-----BEGIN CERTIFICATE-----/.test(found.content) || told.has(`${holder.index} ${key}`)) continue;
        told.add(`${holder.index} ${key}`);
        yield about(holder, found.path, `${key} is the ca-file of ${file.key}, but contains no certificate.`);
      }
    }
  }
});

/** The text of a key; undefined if it is missing or cannot be decoded. */
function contentOf({ object, kind }: ManifestObject, key: string): { readonly path: string; readonly content: string } | undefined {
  const plain = own(strings(object.stringData), key);
  if (plain !== undefined) return { path: `stringData[${key}]`, content: plain };
  const data = own(strings(object.data), key);
  if (data === undefined || (kind === 'Secret' && !isBase64(data))) return undefined;
  return { path: `data[${key}]`, content: kind === 'Secret' ? Buffer.from(data, 'base64').toString() : data };
}
