import { isDataVolume, isVirtualMachine, ManifestObject } from './manifest-object';
import { PodSource } from './pod-sources';
import { fields, Fields, isObject, list, strings, text, textList, whole } from '../../core/fields';
import { BETA_CLASS } from '../../kubernetes/annotations';

/** A claim as it is written: a PersistentVolumeClaim, a claim template of a StatefulSet, an ephemeral volume, or what a DataVolume creates. */
export interface ClaimSource {
  readonly item: ManifestObject;
  readonly kind: 'claim' | 'template' | 'ephemeral' | 'dataVolume';
  /** Path of the claim in the object: "" for a PersistentVolumeClaim, else such as "spec.volumeClaimTemplates[0]". */
  readonly path: string;
  readonly namespace: string;
  /** Name of the claim, or of the template or volume that it is created from. */
  readonly name: string;
  readonly metadata: Fields;
  readonly spec: Fields;
  /** The spec of the DataVolume around it. */
  readonly dataVolume?: Fields;
}

/** The claims that are written in an object. */
export function claimsOf(item: ManifestObject, pod: PodSource | undefined): ClaimSource[] {
  const { namespace } = item;
  if (item.kind === 'PersistentVolumeClaim' && item.group === '') {
    return [{ item, namespace, kind: 'claim', path: '', name: item.name, metadata: item.metadata, spec: item.spec }];
  }
  if (isDataVolume(item)) return [dataVolumeClaim(item, item.metadata, item.spec, 'spec')];
  if (isVirtualMachine(item)) {
    return list(item.spec.dataVolumeTemplates).map(fields)
      .map((template, i) => dataVolumeClaim(item, fields(template.metadata), fields(template.spec), `spec.dataVolumeTemplates[${i}].spec`));
  }
  const templates: ClaimSource[] = item.kind !== 'StatefulSet' ? [] : list(item.spec.volumeClaimTemplates).map((raw, i) => {
    const metadata = fields(fields(raw).metadata);
    return {
      item,
      namespace,
      kind: 'template',
      path: `spec.volumeClaimTemplates[${i}]`,
      name: text(metadata.name) ?? '',
      metadata,
      spec: fields(fields(raw).spec),
    };
  });
  const ephemeral: ClaimSource[] = (pod?.volumes ?? []).filter((v) => isObject(fields(v.value.ephemeral).volumeClaimTemplate)).map((v) => {
    const template = v.value.ephemeral.volumeClaimTemplate;
    return {
      item,
      namespace,
      kind: 'ephemeral',
      path: `${v.path}.ephemeral.volumeClaimTemplate`,
      name: v.name,
      metadata: fields(template.metadata),
      spec: fields(template.spec),
    };
  });
  return [...templates, ...ephemeral];
}

function dataVolumeClaim(item: ManifestObject, metadata: Fields, spec: Fields, path: string): ClaimSource {
  const form = isObject(spec.pvc) ? 'pvc' : 'storage';
  const name = item.kind === 'DataVolume' ? item.name : text(metadata.name) ?? '';
  return { item, namespace: item.namespace, kind: 'dataVolume', path: `${path}.${form}`, name, metadata, spec: fields(spec[form]), dataVolume: spec };
}

/** Path of the claim's spec in its object, or of a field of it. */
export function specPath(claim: ClaimSource, field = ''): string {
  return [claim.path, claim.kind === 'dataVolume' ? '' : 'spec', field].filter(Boolean).join('.');
}

/** How a message names the claim. */
export function claimTitle(claim: ClaimSource): string {
  if (claim.kind === 'template') return `claim template "${claim.name}"`;
  return claim.kind === 'ephemeral' ? `ephemeral volume "${claim.name}"` : `claim "${claim.name}"`;
}

/** The class that is written: of the beta annotation if it is there, even if empty, else of the field; undefined for neither. */
export function writtenClass(source: { readonly metadata: Fields; readonly spec: Fields }): string | undefined {
  return strings(source.metadata.annotations)[BETA_CLASS] ?? text(source.spec.storageClassName);
}

export function requestOf(claim: { readonly spec: Fields }): unknown {
  return fields(fields(claim.spec.resources).requests).storage;
}

export function modesOf(source: { readonly spec: Fields }): string[] {
  return textList(source.spec.accessModes);
}

export function volumeModeOf(source: { readonly spec: Fields }): string {
  return text(source.spec.volumeMode) ?? 'Filesystem';
}

export function firstOrdinal(set: ManifestObject): number {
  return whole(fields(set.spec.ordinals).start) ?? 0;
}
