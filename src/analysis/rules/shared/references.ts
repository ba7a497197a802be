/* The Secrets and ConfigMaps that pods require, and the custom resources that create them. */
import { fields, list, own, text } from '../../../core/fields';
import { PodSource } from '../../model/pod-sources';
import type { View } from '../../model/view';

export interface Reference {
  readonly pod: PodSource;
  readonly kind: 'Secret' | 'ConfigMap';
  readonly name: string;
  /** Keys that are needed by name. */
  readonly keys: string[];
  readonly path: string;
  keyPath(index: number): string;
}

/** Everything in volumes and variables of pods that must exist; what is optional is left out. */
export function* references(view: View): Iterable<Reference> {
  for (const pod of view.pods) {
    for (const { value, path } of pod.volumes) {
      yield* ofVolume(pod, value, path);
      for (const [i, source] of list(fields(value.projected).sources).entries()) {
        yield* ofVolume(pod, fields(source),
          `${path}.projected.sources[${i}]`, 'name');
      }
    }
    for (const { value, path } of pod.containers) {
      for (const [i, variable] of list(value.env).entries()) yield* ofKey(pod, fields(fields(variable).valueFrom), `${path}.env[${i}].valueFrom`);
      for (const [i, from] of list(value.envFrom).entries()) {
        yield* ofName(pod, 'Secret', fields(from).secretRef, `${path}.envFrom[${i}].secretRef`, 'name');
        yield* ofName(pod, 'ConfigMap', fields(from).configMapRef, `${path}.envFrom[${i}].configMapRef`, 'name');
      }
    }
  }
}

/** Keys `Kind namespace/name` of Secrets and ConfigMaps that custom resources of the input create. */
export function madeElsewhere(view: View): Set<string> {
  const made = new Set<string>();
  for (const item of view.items) {
    const spec = item.spec;
    const name = own({
      ExternalSecret: text(fields(spec.target).name) ?? item.name,
      SealedSecret: text(fields(fields(spec.template).metadata).name) ?? item.name,
      Certificate: text(spec.secretName),
      BitwardenSecret: text(spec.secretName),
      VaultStaticSecret: text(fields(spec.destination).name),
      OnePasswordItem: item.name,
      Bundle: item.name,
    }, item.kind);
    if (name) made.add(`${item.kind === 'Bundle' ? 'ConfigMap' : 'Secret'} ${item.namespace}/${name}`);
    if (item.kind === 'ServiceAccount') {
      for (const secret of list(item.object.secrets)) made.add(`Secret ${item.namespace}/${text(fields(secret).name)}`);
    }
  }
  return made;
}

function* ofVolume(pod: PodSource, value: { readonly [key: string]: any }, path: string, secretKey = 'secretName'): Iterable<Reference> {
  yield* ofName(pod, 'Secret', value.secret, `${path}.secret`, secretKey);
  yield* ofName(pod, 'ConfigMap', value.configMap, `${path}.configMap`, 'name');
}

function* ofName(pod: PodSource, kind: Reference['kind'], value: unknown, path: string, key: string): Iterable<Reference> {
  const source = fields(value);
  const name = text(source[key]);
  if (!name || source.optional === true) return;
  const keys = list(source.items).map((item) => text(fields(item).key) ?? '');
  yield { pod, kind, name, keys, path: `${path}.${key}`, keyPath: (i) => `${path}.items[${i}].key` };
}

function* ofKey(pod: PodSource, valueFrom: { readonly [key: string]: any }, path: string): Iterable<Reference> {
  for (const [field, kind] of [['secretKeyRef', 'Secret'], ['configMapKeyRef', 'ConfigMap']] as const) {
    const { name, key, optional } = fields(valueFrom[field]);
    if (typeof name !== 'string' || optional === true) continue;
    yield { pod, kind, name, keys: [text(key) ?? ''], path: `${path}.${field}.name`, keyPath: () => `${path}.${field}.key` };
  }
}
