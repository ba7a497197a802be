/*
 * Fields and values that not every Kubernetes has. A minor that does not know the field refuses the object or drops the field;
 * one whose feature gate is off by default does so unless the gate is on.
 * Source: pkg/features/kube_features.go; `npm run kubernetes:import` updates since when a gate is on by default.
 */
import features from './data/features.json';
import { judgement } from './judgements/judgement';
import { isAtLeast, Minor } from './minor';
import { fields, isObject, text, textList } from '../core/fields';
import { Verdict } from '../core/judgement';

/** A field or value that a minor introduced. */
interface Feature {
  /** Its name in messages. */
  readonly name: string;
  readonly gate: string;
  /** First minor that has the field or the value. */
  readonly since: Minor;
  /** First minor with the gate on by default. Undefined if it never was. */
  readonly onSince?: Minor;
}

export const FEATURES = features satisfies { [feature: string]: Feature };

/** Whether a minor has a feature: `no`, `gated` (behind a feature gate that is off by default) or `yes`. */
export function availability({ since, onSince }: Feature, kubernetes: Minor): 'no' | 'gated' | 'yes' {
  if (!isAtLeast(kubernetes, since)) return 'no';
  return onSince && isAtLeast(kubernetes, onSince) ? 'yes' : 'gated';
}

export const API015 = judgement('API015');

export const CLS017 = judgement('CLS017');

/** Fields and values of a PersistentVolume spec at `path` that a minor lacks; attributes classes have their own judgement. */
export function* missingVolumeFeatures(spec: unknown, kubernetes: Minor, path = 'spec'): Iterable<Verdict> {
  const { accessModes, csi } = fields(spec);
  yield* missingAccessMode(accessModes, kubernetes, path);
  if (isObject(fields(csi).nodeExpandSecretRef)) yield* missing(FEATURES.nodeExpandSecret, `${path}.csi.nodeExpandSecretRef`, kubernetes);
}

/** Fields and values of a PersistentVolumeClaim spec at `path` that a minor lacks; attributes classes have their own judgement. */
export function* missingClaimFeatures(spec: unknown, kubernetes: Minor, path = 'spec'): Iterable<Verdict> {
  const { accessModes, dataSource, dataSourceRef } = fields(spec);
  yield* missingAccessMode(accessModes, kubernetes, path);
  const kind = fields(dataSource).kind;
  if (kind === 'VolumeSnapshot') yield* missing(FEATURES.snapshotSource, `${path}.dataSource`, kubernetes);
  if (kind === 'PersistentVolumeClaim') yield* missing(FEATURES.claimSource, `${path}.dataSource`, kubernetes);
  if (!isObject(dataSourceRef)) return;
  yield* missing(FEATURES.populator, `${path}.dataSourceRef`, kubernetes);
  if (text(dataSourceRef.namespace)) yield* missing(FEATURES.otherNamespace, `${path}.dataSourceRef.namespace`, kubernetes);
}

/** Whether a minor supports volumeAttributesClassName in the spec of a volume or claim at `path`. */
export function* missingAttributesClass(spec: unknown, kubernetes: Minor, path = 'spec'): Iterable<Verdict> {
  if (text(fields(spec).volumeAttributesClassName)) yield* missing(FEATURES.attributesClass, `${path}.volumeAttributesClassName`, kubernetes);
}

function missingAccessMode(accessModes: unknown, kubernetes: Minor, path: string): Iterable<Verdict> {
  return textList(accessModes).includes('ReadWriteOncePod') ? missing(FEATURES.readWriteOncePod, `${path}.accessModes`, kubernetes) : [];
}

/** Whether a minor has a feature that the field at `path` asks for. */
export function* missing(feature: Feature, path: string, kubernetes: Minor): Iterable<Verdict> {
  const { name, gate, since, onSince } = feature;
  switch (availability(feature, kubernetes)) {
    case 'no':
      yield {
        path,
        severity: 'error',
        message: `Kubernetes ${kubernetes} does not support ${name}, which was added in ${since}.`,
        fix: `Remove it, or target Kubernetes ${onSince ?? since}.`,
      };
      break;
    case 'gated':
      yield {
        path,
        message: `Kubernetes ${kubernetes} supports ${name} only with the feature gate `
        + `${gate}${onSince ? `, which is on by default since ${onSince}` : ''}.`,
      };
      break;
    default:
  }
}

/** Whether the API server keeps volumeAttributesClassName by default. */
export function hasAttributesClass(kubernetes: Minor): boolean {
  return availability(FEATURES.attributesClass, kubernetes) === 'yes';
}
