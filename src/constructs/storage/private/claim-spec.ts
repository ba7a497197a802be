import { ApiObject } from 'cdk8s';
import { IConstruct } from 'constructs';
import { knownMode, provisionerOf, requireSameNamespace, sizeOf } from './claim-facts';
import { bytesOf, quantity } from './quantity';
import { refuse } from '../../../core/errors';
import { Judgement, Verdict } from '../../../core/judgement';
import { API015, CLS017, missingAttributesClass, missingClaimFeatures } from '../../../kubernetes/features';
import { requireLabels, requireOneOf } from '../../../kubernetes/names';
import { requireSelector } from '../../../kubernetes/requirements';
import { NO_PROVISIONER } from '../../../kubernetes/volume-plugins';
import { Advice } from '../../advice';
import { Cluster } from '../../cluster';
import { Origins, requireSound } from '../../private/accepted';
import { at } from '../../private/at';
import { report } from '../../private/report';
import { ClaimOptions } from '../claims/claim-options';
import { ClaimSource } from '../claims/claim-source';
import { IStorageClass } from '../classes/storage-class';
import { IVolumeSnapshot } from '../snapshots/volume-snapshot';
import { AccessMode, VolumeMode } from '../volumes/modes';

/** The spec of a claim, checked against what the API server accepts and what the class can do. `prefix` names the claim in errors. */
export function claimSpec(prefix: string, options: ClaimOptions, volumeMode: VolumeMode): { [key: string]: any } {
  const accessModes = requireAccessModes(`${prefix}accessModes`, options.accessModes ?? [AccessMode.READ_WRITE_ONCE]);
  if (options.storageClass) requireSupported(prefix, options.storageClass, accessModes, volumeMode, options);
  return {
    accessModes,
    volumeMode: volumeMode === VolumeMode.FILESYSTEM ? undefined : volumeMode,
    resources: { requests: { storage: quantity(`${prefix}size`, options.size) } },
    storageClassName: options.storageClass?.storageClassName,
    selector: volumeSelector(prefix, options),
    volumeAttributesClassName: options.attributesClass?.attributesClassName,
    ...options.source?._spec(),
  };
}

/** The labels that a volume must have. Undefined where any volume will do. */
export function volumeSelector(
  prefix: string, { volumeLabels, volumeExpressions }: Pick<ClaimOptions, 'volumeLabels' | 'volumeExpressions'>,
): { [key: string]: any } | undefined {
  requireLabels(`${prefix}volumeLabels`, volumeLabels);
  requireSelector(`${prefix}volumeExpressions`, volumeExpressions);
  return volumeLabels || volumeExpressions ? { matchLabels: volumeLabels, matchExpressions: volumeExpressions } : undefined;
}

/** At least one access mode, and ReadWriteOncePod only alone, as the API server wants it. A repeated mode counts once. */
export function requireAccessModes(property: string, modes: AccessMode[]): AccessMode[] {
  const distinct = [...new Set(modes)];
  if (distinct.length === 0) refuse(property, 'must hold at least one access mode');
  for (const mode of distinct) requireOneOf(property, mode, Object.values(AccessMode));
  if (distinct.includes(AccessMode.READ_WRITE_ONCE_POD) && distinct.length > 1) refuse(property, 'holds ReadWriteOncePod, which can only stand alone');
  return distinct;
}

/**
 * Looks at a claim together with what is around it: refuses what the cluster's Kubernetes does not have and sources that can not be copied, and says
 * what is legal but likely wrong. `object` holds the claim's spec at `path`; `prefix` names it in errors.
 */
export function judgeClaim(scope: IConstruct, object: ApiObject, options: ClaimOptions, mode: VolumeMode, path = 'spec', prefix = ''): void {
  const { storageClass, volumeLabels, volumeExpressions } = options;
  const { kubernetesVersion } = Cluster.of(scope);
  const { accessModes, attributesClass, source } = options;
  const spec = { accessModes, volumeAttributesClassName: attributesClass?.attributesClassName, ...source?._spec() };
  const judged = (): Array<readonly [Judgement, Iterable<Verdict>]> => [
    [API015, missingClaimFeatures(spec, kubernetesVersion, path)], [CLS017, missingAttributesClass(spec, kubernetesVersion, path)],
  ];
  at(scope, () => {
    for (const [judgement, verdicts] of judged()) requireSound(judgement, verdicts, originsOf(path, prefix), kubernetesVersion);
    if (options.source?._origin) requireSource(`${prefix}source`, options.source, object, options, mode);
  });
  for (const [judgement, verdicts] of judged()) report(scope, judgement, verdicts);
  const provisioner = storageClass?.provisioner;
  if ((volumeLabels || volumeExpressions) && provisioner && provisioner !== NO_PROVISIONER) {
    Advice._give(scope, 'SELECTOR_PREVENTS_PROVISIONING', `it selects volumes by label, and ${provisioner} makes none for claims with a selector.`,
      'Leave volumeLabels out, or use a class without provisioner and make the volumes beforehand.');
  }
}

/** Which property each field of a claim's spec at `path` comes from. */
export function originsOf(path: string, prefix = ''): Origins {
  return {
    [`${path}.accessModes`]: `${prefix}accessModes`,
    [`${path}.resources`]: `${prefix}size`,
    [`${path}.selector`]: `${prefix}volumeLabels`,
    [`${path}.storageClassName`]: `${prefix}storageClass`,
    [`${path}.volumeMode`]: `${prefix}volumeMode`,
    [`${path}.volumeAttributesClassName`]: `${prefix}attributesClass`,
    [`${path}.dataSource`]: `${prefix}source`,
    [`${path}.dataSourceRef`]: `${prefix}source`,
  };
}

/** A volume starts as a copy of another one of its own namespace and driver, no larger than itself and, unless a snapshot lies between, of its mode. */
function requireSource(
  property: string, { _kind, _origin }: ClaimSource, object: ApiObject, { size, storageClass }: ClaimOptions, mode: VolumeMode,
): void {
  requireSameNamespace(property, _origin, object);
  const original: any = _kind === 'claim' ? _origin : (_origin as IVolumeSnapshot).claim;
  if (!original) return;
  const [theirSize, theirMode, theirs, own] = [sizeOf(original), knownMode(original), provisionerOf(original), storageClass?.provisioner];
  if (theirSize && bytesOf(theirSize) > bytesOf(size)) {
    refuse(property, `is of ${theirSize.asString()} (claim "${original.name}"), but size is ${size.asString()}: a copy can not be smaller`);
  }
  if (_kind === 'claim' && theirMode && theirMode !== mode) {
    refuse(property, `"${original.name}" is ${theirMode}, but the claim is ${mode}: a copy has the mode of its original`);
  }
  if (theirs && own && theirs !== own) refuse(property, `"${original.name}" is on volumes of ${theirs}, which ${own} can not copy`);
}

/** Refuses what a class can not do. */
export function requireSupported(
  prefix: string, storageClass: IStorageClass, accessModes: AccessMode[], volumeMode: VolumeMode,
  options: Pick<ClaimOptions, 'source' | 'attributesClass'>,
): void {
  const { capabilities, storageClassName, provisioner } = storageClass;
  const who = `storage class "${storageClassName}"${provisioner ? ` (${provisioner})` : ''}`;
  const block = volumeMode === VolumeMode.BLOCK;
  const supported = block ? capabilities.blockModes : capabilities.filesystemModes;
  if (supported?.length === 0) refuse(`${prefix}storageClass`, `can not be ${who}: it has no ${block ? 'raw block' : 'filesystem'} volumes`);
  const unsupported = accessModes.find((mode) => supported && !supported.includes(mode));
  if (unsupported) {
    refuse(`${prefix}accessModes`, `holds ${unsupported}, which ${who} does not offer for ${volumeMode} volumes. It offers ${supported!.join(', ')}`);
  }
  const source = options.source?._kind;
  if (source === 'snapshot' && capabilities.snapshots === false) refuse(`${prefix}source`, `is a snapshot, but ${who} has none`);
  if (source === 'claim' && capabilities.clones === false) refuse(`${prefix}source`, `is another claim, but ${who} can not copy volumes`);
  if (options.attributesClass && capabilities.attributesClasses === false) {
    refuse(`${prefix}attributesClass`, `is set, but ${who} can not change attributes of volumes`);
  }
  const driver = options.attributesClass?.driver;
  if (driver && provisioner && driver !== provisioner) refuse(`${prefix}attributesClass`, `is for volumes of ${driver}, but ${who} makes others`);
}
