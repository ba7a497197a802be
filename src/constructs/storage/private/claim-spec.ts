import { ApiObject } from 'cdk8s';
import { IConstruct } from 'constructs';
import { knownMode, provisionerOf, requireSameNamespace, sizeOf } from './claim-facts';
import { bytesOf, quantity } from './quantity';
import { refuse } from '../../../core/errors';
import { fields } from '../../../core/fields';
import { Judgement, Verdict } from '../../../core/judgement';
import { CLS023, selectorNotProvisioned } from '../../../drivers/judgements/class-settings';
import { CopyEnd, refusedCopies, SNP004, zonesOfClass } from '../../../drivers/judgements/copies';
import { API015, CLS017, missingAttributesClass, missingClaimFeatures } from '../../../kubernetes/features';
import { requireLabels } from '../../../kubernetes/names';
import { requireSelector } from '../../../kubernetes/requirements';
import { Cluster } from '../../cluster';
import { Origins, requireSound } from '../../private/accepted';
import { at } from '../../private/at';
import { refersTo } from '../../private/existing';
import { report } from '../../private/report';
import { noTopologyKeys } from '../../private/topology';
import { ClaimOptions } from '../claims/claim-options';
import { ClaimSource } from '../claims/claim-source';
import { IStorageClass } from '../classes/storage-class';
import { IVolumeSnapshot } from '../snapshots/snapshot-ref';
import { AccessMode, VolumeMode } from '../volumes/modes';

/** The spec of a claim, validated as in the API server and against the capabilities of the class. `prefix` names the claim in errors. */
export function claimSpec(prefix: string, options: ClaimOptions, volumeMode: VolumeMode): { [key: string]: any } {
  const accessModes = requireAccessModes(`${prefix}accessModes`, options.accessModes ?? [AccessMode.READ_WRITE_ONCE]);
  if (options.storageClass) requireSupported(prefix, options.storageClass, accessModes, volumeMode, options);
  return {
    accessModes,
    volumeMode: volumeMode === VolumeMode.FILESYSTEM ? undefined : volumeMode,
    resources: { requests: { storage: quantity(`${prefix}size`, options.size) } },
    storageClassName: options.storageClass?.storageClassName,
    selector: volumeSelector(prefix, options),
    volumeAttributesClassName: options.volumeAttributesClass?.volumeAttributesClassName,
    ...options.source?._spec(),
  };
}

/** The label selector of a claim. Undefined if any volume matches. */
export function volumeSelector(
  prefix: string, { volumeLabels, volumeExpressions }: Pick<ClaimOptions, 'volumeLabels' | 'volumeExpressions'>,
): { [key: string]: any } | undefined {
  requireLabels(`${prefix}volumeLabels`, volumeLabels);
  requireSelector(`${prefix}volumeExpressions`, volumeExpressions);
  return volumeLabels || volumeExpressions ? { matchLabels: volumeLabels, matchExpressions: volumeExpressions } : undefined;
}

/** Validates access modes as the API server does: at least one, and ReadWriteOncePod only alone. Duplicates count once. */
export function requireAccessModes(property: string, modes: AccessMode[]): AccessMode[] {
  const distinct = [...new Set(modes)];
  if (distinct.length === 0) refuse(property, 'must contain at least one access mode');
  if (distinct.includes(AccessMode.READ_WRITE_ONCE_POD) && distinct.length > 1) {
    refuse(property, 'contains ReadWriteOncePod, which cannot be combined with other modes');
  }
  return distinct;
}

/**
 * Validates a claim in its context: throws for fields that the Kubernetes version lacks and for invalid sources, and gives advice. `object` has
 * the claim's spec at `path`; `prefix` names it in errors.
 */
export function judgeClaim(scope: IConstruct, object: ApiObject, options: ClaimOptions, mode: VolumeMode, path = 'spec', prefix = ''): void {
  const { kubernetesVersion } = Cluster.of(scope);
  const { accessModes, volumeAttributesClass, source, storageClass } = options;
  const spec = { accessModes, volumeAttributesClassName: volumeAttributesClass?.volumeAttributesClassName, ...source?._spec() };
  const judged = (): Array<readonly [Judgement, Iterable<Verdict>]> => [
    [API015, missingClaimFeatures(spec, kubernetesVersion, path)], [CLS017, missingAttributesClass(spec, kubernetesVersion, path)],
  ];
  at(scope, () => {
    for (const [judgement, verdicts] of judged()) requireSound(judgement, verdicts, originsOf(path, prefix), kubernetesVersion);
    if (options.source?._origin) requireSource(`${prefix}source`, options.source, object, options, mode);
  });
  for (const [judgement, verdicts] of judged()) report(scope, judgement, verdicts);
  report(scope, SNP004, copyVerdicts(options, `${path}.dataSource`));
  refersTo(scope, 'StorageClass', storageClass, storageClass?.storageClassName);
  refersTo(scope, 'VolumeAttributesClass', volumeAttributesClass, volumeAttributesClass?.volumeAttributesClassName);
  if (source?._kind === 'snapshot') refersTo(scope, 'VolumeSnapshot', source._origin, source._reference.name);
  report(scope, CLS023, selectorNotProvisioned({ selector: volumeSelector(prefix, options) }, path, storageClass?.provisioner, storageClass));
}

/** Maps the fields of a claim's spec at `path` to properties, for errors. */
export function originsOf(path: string, prefix = ''): Origins {
  return {
    [`${path}.accessModes`]: `${prefix}accessModes`,
    [`${path}.resources`]: `${prefix}size`,
    [`${path}.selector`]: `${prefix}volumeLabels`,
    [`${path}.storageClassName`]: `${prefix}storageClass`,
    [`${path}.volumeMode`]: `${prefix}volumeMode`,
    [`${path}.volumeAttributesClassName`]: `${prefix}volumeAttributesClass`,
    [`${path}.dataSource`]: `${prefix}source`,
    [`${path}.dataSourceRef`]: `${prefix}source`,
  };
}

/**
 * A volume starts as a copy of another one of its own namespace and driver, no larger than itself and, unless a snapshot lies between, of its mode.
 */
function requireSource(
  property: string, { _kind, _origin }: ClaimSource, object: ApiObject, { size, storageClass }: ClaimOptions, mode: VolumeMode,
): void {
  requireSameNamespace(property, _origin, object);
  const original: any = _kind === 'claim' ? _origin : (_origin as IVolumeSnapshot).claim;
  if (!original) return;
  const [theirSize, theirMode, theirs, own] = [sizeOf(original), knownMode(original), provisionerOf(original), storageClass?.provisioner];
  if (theirSize && bytesOf(theirSize) > bytesOf(size)) {
    refuse(property, `is of ${theirSize.asString()} (claim "${original.name}"), but size is ${size.asString()}. Increase `
      + 'size: a clone cannot be smaller');
  }
  if (_kind === 'claim' && theirMode && theirMode !== mode) {
    refuse(property, `"${original.name}" is ${theirMode}, but the claim is ${mode}: a clone needs the same volume mode`);
  }
  if (theirs && own && theirs !== own) refuse(property, `"${original.name}" is a volume of ${theirs}, which ${own} cannot clone`);
}

/** What Cinder says to a copy between the classes of two claims, where both are known here. */
function copyVerdicts({ source, storageClass }: ClaimOptions, path: string): Verdict[] {
  if (!source) return [];
  const snapshot = source._kind === 'snapshot' ? source._origin as IVolumeSnapshot : undefined;
  const original: any = snapshot ? snapshot.claim : source._origin;
  const [theirs, own] = [original?.storageClass, storageClass].map((of: any): CopyEnd | undefined => {
    const manifest = of?.apiObject?.toJson();
    return manifest && { storageClass: manifest, zones: zonesOfClass(manifest, noTopologyKeys(Cluster.of(of), of.provisioner) === undefined) };
  });
  const isBackup = fields(fields((snapshot as any)?._snapshotClass?.apiObject?.toJson()).parameters).type === 'backup';
  return theirs && own ? [...refusedCopies(theirs, own, path, isBackup)] : [];
}

/** Throws for options that the class does not support. */
export function requireSupported(
  prefix: string, storageClass: IStorageClass, accessModes: AccessMode[], volumeMode: VolumeMode,
  options: Pick<ClaimOptions, 'source' | 'volumeAttributesClass'>,
): void {
  const { capabilities, storageClassName, provisioner } = storageClass;
  const who = `storage class "${storageClassName}"${provisioner ? ` (${provisioner})` : ''}`;
  const block = volumeMode === VolumeMode.BLOCK;
  const supported = block ? capabilities.blockModes : capabilities.filesystemModes;
  if (supported?.length === 0) {
    refuse(`${prefix}storageClass`, `cannot be ${who}, which does not support ${block ? 'raw block' : 'filesystem'} volumes`);
  }
  const unsupported = accessModes.find((mode) => supported && !supported.includes(mode));
  if (unsupported) {
    refuse(`${prefix}accessModes`, `contains ${unsupported}, which ${who} does not support for ${volumeMode} volumes. Use one `
      + `of ${supported!.join(', ')}`);
  }
  const source = options.source?._kind;
  if (source === 'snapshot' && capabilities.snapshots === false) refuse(`${prefix}source`, `is a snapshot, but ${who} does not support snapshots`);
  if (source === 'claim' && capabilities.clones === false) refuse(`${prefix}source`, `is another claim, but ${who} does not support cloning`);
  if (options.volumeAttributesClass && capabilities.volumeAttributesClasses === false) {
    refuse(`${prefix}volumeAttributesClass`, `is set, but ${who} does not support modifying volumes`);
  }
  const driver = options.volumeAttributesClass?.driver;
  if (driver && provisioner && driver !== provisioner) {
    refuse(`${prefix}volumeAttributesClass`, `is a class of ${driver}, which is not the provisioner of ${who}`);
  }
}
