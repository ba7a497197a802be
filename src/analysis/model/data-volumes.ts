/* The claims that CDI creates for the DataVolumes of an input. */
import * as admission from './admission';
import { StorageClass } from './admitted';
import { ClaimSource } from './claim-sources';
import type { ManifestObject } from './manifest-object';
import { ObjectIndex } from './object-index';
import type { PodSource, VolumeSource } from './pod-sources';
import { CreatedClaim } from './workloads';
import { fields, isObject, list, strings, text } from '../../core/fields';
import { BIND_IMMEDIATELY, DATA_VOLUME_VERSION, DEFAULT_VIRT_CLASS, rejectedSpec, usesScratchSpace } from '../../drivers/cdi';
import { CdiSurroundings, renderedClaim, scratchClaim } from '../../drivers/cdi-claims';

const GROUP = 'cdi.kubevirt.io';

/** What CDI creates for one DataVolume. */
export interface DataVolumeClaims {
  readonly claims: readonly CreatedClaim[];
  /** The volume mode of its claim. */
  readonly volumeMode?: string;
  /** CDI imports the data at once, whatever the class waits for. */
  readonly importsAtOnce: boolean;
}

/** What CDI reads of an input. */
export function cdiSurroundings(objects: ObjectIndex, classes: ReadonlyMap<string, StorageClass>): CdiSurroundings {
  const all = [...classes.values()];
  const [config] = [
    ...objects.custom(GROUP, 'CDIConfig').map(({ spec }) => spec), ...objects.custom(GROUP, 'CDI').map(({ spec }) => spec.config),
  ].filter(isObject);
  return {
    classOf: (name, isArchive) => (name !== undefined ? classes.get(name)
      : (isArchive ? undefined : all.find(({ item }) => item.annotations[DEFAULT_VIRT_CLASS] === 'true')) ?? admission.defaultClass(all)),
    profileOf: (className) => {
      const profile = objects.custom(GROUP, 'StorageProfile').find(({ name }) => name === className);
      const sets = profile && [fields(profile.object.status).claimPropertySets, profile.spec.claimPropertySets].find((found) => list(found).length);
      return profile && list(sets).map(fields);
    },
    claimOf: (namespace, name) => objects.find('PersistentVolumeClaim', namespace, name)?.spec,
    config: config ?? {},
  };
}

/** The claims of a DataVolume, or of a template of a virtual machine; none if CDI rejects it or knows no access modes for it. */
export function dataVolumeClaims(source: ClaimSource, cdi: CdiSurroundings): DataVolumeClaims {
  const spec = source.dataVolume ?? {};
  const { item, metadata, name } = source;
  const rendered = isServed(item) && [...rejectedSpec(spec)].length === 0 && name !== '' ? renderedClaim(spec, cdi) : undefined;
  if (!rendered) return { claims: [], importsAtOnce: false };
  const from = `${item.kind}/${item.name}`;
  const claims = [{ source, name, labels: strings(metadata.labels), from, spec: rendered }];
  if (usesScratchSpace(spec)) {
    claims.push({ source: scratchSource(source), name: scratchName(name), labels: {}, from, spec: scratchClaim(rendered, cdi) });
  }
  return { claims, volumeMode: text(rendered.volumeMode), importsAtOnce: strings(metadata.annotations)[BIND_IMMEDIATELY] !== undefined };
}

/** Name of the claim for scratch space. Where a populator imports the data, its name is made of a UID. */
export function scratchName(name: string): string {
  return `${name}-scratch`;
}

/** Rules see the claim of the DataVolume alone: what is written belongs to it. */
function scratchSource(source: ClaimSource): ClaimSource {
  return { ...source, name: scratchName(source.name), metadata: {}, spec: {} };
}

function isServed({ kind, apiVersion }: ManifestObject): boolean {
  return kind !== 'DataVolume' || apiVersion === DATA_VOLUME_VERSION;
}

/** The pod that imports the data of a DataVolume: it writes the claim, and has scratch space beside it. */
export function importerPod(item: ManifestObject, name: string, hasScratch: boolean, isBlock: boolean): PodSource {
  const claims = hasScratch ? [name, `${name}-scratch`] : [name];
  const volumes = claims.map((claimName, i): VolumeSource => (
    { name: i ? 'scratch' : 'data', value: { name: i ? 'scratch' : 'data', persistentVolumeClaim: { claimName } }, path: 'spec' }));
  const use = isBlock ? { volumeDevices: [{ name: 'data' }], volumeMounts: hasScratch ? [{ name: 'scratch' }] : [] }
    : { volumeMounts: volumes.map((v) => ({ name: v.name })) };
  const spec = { containers: [{ name: 'importer', ...use }], volumes: volumes.map(({ value }) => value) };
  return { item, path: 'spec', namespace: item.namespace, metadata: {}, labels: {}, spec, replicas: 1, containers: [], volumes };
}
