/*
 * Fields of volumes and claims that not every Kubernetes has. A minor that does not know the field refuses the object or loses the field; one whose
 * feature gate is off by default does so unless the gate is on.
 * Source: pkg/features/kube_features.go.
 */
import { IConstruct } from 'constructs';
import { refuse } from '../../../core/errors';
import { isAtLeast, Minor } from '../../../kubernetes/minor';
import { Advice } from '../../advice';

/** What came with some minor. */
export interface Feature {
  /** What it is, as a sentence begins. */
  readonly name: string;
  readonly gate: string;
  /** First minor that has the field or the value. */
  readonly since: Minor;
  /** First minor whose gate is on by default. Undefined where it never was. */
  readonly onSince?: Minor;
}

export const FEATURES = {
  readWriteOncePod: { name: 'the access mode ReadWriteOncePod', gate: 'ReadWriteOncePod', since: '1.22', onSince: '1.27' },
  attributesClass: { name: 'volumeAttributesClassName', gate: 'VolumeAttributesClass', since: '1.29', onSince: '1.34' },
  snapshotSource: { name: 'a snapshot as dataSource', gate: 'VolumeSnapshotDataSource', since: '1.12', onSince: '1.17' },
  claimSource: { name: 'a claim as dataSource', gate: 'VolumePVCDataSource', since: '1.15', onSince: '1.16' },
  populator: { name: 'dataSourceRef', gate: 'AnyVolumeDataSource', since: '1.22', onSince: '1.24' },
  otherNamespace: { name: 'dataSourceRef.namespace', gate: 'CrossNamespaceVolumeDataSource', since: '1.26' },
  nodeExpandSecret: { name: 'nodeExpandSecretRef', gate: 'CSINodeExpandSecret', since: '1.25', onSince: '1.27' },
} satisfies { [feature: string]: Feature };

/** Which property asks for which feature. */
export interface FeatureUse {
  readonly property: string;
  readonly feature: Feature;
}

/** Refuses what the cluster's Kubernetes does not have. */
export function requireFeatures(uses: FeatureUse[], kubernetesVersion: string): void {
  for (const { property, feature: { name, since } } of uses) {
    if (!isAtLeast(kubernetesVersion, since)) refuse(property, `asks for ${name}, which Kubernetes ${kubernetesVersion} does not have: it came with ${since}`);
  }
}

/** Says what needs a feature gate. */
export function adviseOnFeatures(scope: IConstruct, uses: FeatureUse[], kubernetesVersion: string): void {
  for (const { feature: { name, gate, onSince } } of uses) {
    if (onSince && isAtLeast(kubernetesVersion, onSince)) continue;
    Advice._give(scope, 'FIELD_NEEDS_NEWER_KUBERNETES',
      `Kubernetes ${kubernetesVersion} knows ${name} only with the feature gate ${gate}${onSince ? `, which is on by default since ${onSince}` : ''}.`,
      'Enable the gate in the API server and the controllers, or do without.');
  }
}
