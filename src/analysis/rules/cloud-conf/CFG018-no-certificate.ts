import { own, strings } from '../../../core/fields';
import type { ManifestObject } from '../../model/manifest-object';
import { rule } from '../rule';
import { confFiles, globalOf, isBase64 } from '../shared/cloud-conf-files';
import { placesOf } from '../shared/openstack';

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
        yield { on: holder, path: found.path, message: `${key} is the ca-file of ${file.key}, but contains no certificate.` };
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
