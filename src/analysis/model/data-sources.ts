/*
 * Claims that start as a copy: of a snapshot or of another claim, with what makes the provisioner refuse the copy.
 * Source: kubernetes-csi/external-provisioner pkg/controller/controller.go (getSnapshotSource, getPVCSource).
 */
import { Claim, Node, Pod } from './admitted';
import { ClaimSource, requestOf, volumeModeOf } from './claim-sources';
import { Inventory } from './inventory';
import { ManifestObject } from './manifest-object';
import { nodeRejection } from './node-selection';
import { ignoresTopology } from './topology';
import { fields, Fields, isObject, strings, text } from '../../core/fields';
import { addTo } from '../../core/multimap';
import { oncePer } from '../../core/once';
import { shown } from '../../core/words';
import { driverNamed } from '../../drivers';
import { CINDER_ZONE } from '../../drivers/cinder';
import { CopyEnd, isCinderClass, refusedCopies, zonesOfClass } from '../../drivers/judgements/copies';
import { VOLUME_MODE_CHANGE } from '../../kubernetes/annotations';
import { CHANGED_IN } from '../../kubernetes/changes';
import { isKeptDataSource } from '../../kubernetes/data-sources';
import { ZONE } from '../../kubernetes/labels';
import { isAtLeast } from '../../kubernetes/minor';
import { parseQuantity } from '../../kubernetes/quantity';
import { driverOf, NO_PROVISIONER } from '../../kubernetes/volume-plugins';

/** What is wrong with the data source of a claim. */
export interface SourceFault {
  /** The rule that reports it. */
  readonly rule: 'SNP003' | 'SNP004';
  /** Field below the spec of the claim. */
  readonly field: string;
  readonly message: string;
  readonly fix?: string;
  readonly severity?: 'error' | 'warning';
  /** Whether the claim is never provisioned because of it, or may not be. */
  readonly effect: 'never' | 'may' | 'none';
  /** Whether objects that the input lacks could mend it. */
  readonly dependsOnCluster?: boolean;
}

/** The source of a claim: `dataSourceRef` or `dataSource`. */
interface DataSource {
  readonly field: string;
  readonly isSnapshot: boolean;
  readonly name: string;
}

export function dataSourceOf(spec: Fields): DataSource | undefined {
  const field = isObject(spec.dataSourceRef) ? 'dataSourceRef' : 'dataSource';
  const { kind, apiGroup, name, namespace } = fields(spec[field]);
  const isSnapshot = kind === 'VolumeSnapshot';
  if (!isKeptDataSource({ kind, apiGroup }) || !text(name) || text(namespace)) return undefined; // API015 tells of other namespaces
  return { field, isSnapshot, name };
}

/** Why the copy that a claim asks for is refused. A claim of the inventory stands for its source, which may be a template. */
export function* sourceFaults(inventory: Inventory, source: ClaimSource, claim?: Claim): Iterable<SourceFault> {
  const wanted = dataSourceOf(source.spec);
  if (!wanted) return;
  const found = new Origin(inventory, source, wanted);
  const storageClass = classNamed(inventory, claim?.className ?? text(source.spec.storageClassName));
  const what = `${wanted.isSnapshot ? 'VolumeSnapshot' : 'claim'} "${wanted.name}"`;
  const base = { rule: 'SNP003', field: wanted.field, effect: 'never' } as const;
  if (!wanted.isSnapshot && source.kind === 'claim' && wanted.name === source.name) {
    yield { ...base, message: 'the claim copies itself.', fix: 'Name another claim.' };
    return;
  }
  yield* found.missing(what, base);
  if (storageClass?.provisioner === NO_PROVISIONER) {
    yield {
      ...base,
      severity: 'warning',
      effect: 'none',
      message: `class "${nameOf(storageClass)}" provisions no volumes, so the claim gets an `
      + `existing volume without the data of ${what}.`,
      fix: 'Use a class of the CSI driver of the source.',
    };
    return;
  }
  const [size, least] = [parseQuantity(requestOf(source)), parseQuantity(found.size)];
  if (size !== undefined && least !== undefined && size < least) {
    yield {
      ...base,
      field: 'resources.requests.storage',
      message: `the claim requests ${shown(requestOf(source))}, but ${what} has `
      + `${shown(found.size)}: a copy cannot be smaller.`,
      fix: `Request at least ${shown(found.size)}.`,
    };
  }
  if (found.mode && found.mode !== volumeModeOf(source) && !found.mayChangeMode) {
    const old = wanted.isSnapshot && !isAtLeast(inventory.world.kubernetesVersion, CHANGED_IN.restoredMode);
    yield {
      ...base,
      ...old && { severity: 'warning', effect: 'may' },
      field: 'volumeMode',
      message: `${what} is of a ${found.mode} volume, but the claim is ${volumeModeOf(source)}: the volume modes must be equal.`,
      fix: `Set volumeMode: ${found.mode}${wanted.isSnapshot ? `, or annotate the VolumeSnapshotContent with ${VOLUME_MODE_CHANGE}: "true"` : ''}.`,
    };
  }
  const own = text(storageClass?.provisioner);
  if (own === undefined) return;
  const { capabilities } = driverNamed(own) ?? {};
  if (wanted.isSnapshot ? capabilities?.snapshots === false : capabilities?.clones === false) {
    yield {
      ...base,
      message: `${own} does not ${wanted.isSnapshot ? 'restore snapshots' : 'clone volumes'}.`,
      fix: 'Use a class of a driver '
      + 'that does, or copy the files with a pod.',
    };
  } else if (found.driver && driverOf(found.driver) !== driverOf(own)) {
    yield {
      ...base,
      message: `${what} is of driver ${shown(found.driver)}, which ${shown(own)} of class "${nameOf(storageClass!)}" `
      + 'cannot copy.',
      fix: 'Use a class of the driver of the source.',
    };
  } else if (found.storageClass) {
    const target = endOf(inventory, storageClass!, claim);
    for (const { effect, severity, message, fix } of refusedCopies(found.end(), target, '', found.isBackup)) {
      yield { rule: 'SNP004', field: wanted.field, effect, severity: severity as 'error' | undefined, message, fix };
    }
  }
}

/** What the input says about the source of a claim. */
class Origin {
  public readonly snapshot?: ManifestObject;
  /** The claim that is copied, or of which the snapshot is. */
  public readonly claim?: Claim;
  public readonly storageClass?: Fields;
  private readonly content?: ManifestObject;
  private readonly elsewhere: boolean;
  private readonly exists: boolean;

  constructor(private readonly inventory: Inventory, private readonly target: ClaimSource, wanted: DataSource) {
    const { objects, claims } = inventory;
    const namespace = target.namespace;
    const own = wanted.isSnapshot ? objects.find('VolumeSnapshot', namespace, wanted.name) : undefined;
    const others = wanted.isSnapshot ? objects.of('VolumeSnapshot').filter(({ name }) => name === wanted.name) : [];
    this.snapshot = own ?? (others.length === 1 ? others[0] : undefined);
    const source = fields(this.snapshot?.spec.source);
    const name = wanted.isSnapshot ? text(source.persistentVolumeClaimName) : wanted.name;
    const place = this.snapshot?.namespace ?? namespace;
    const here = claims.get(`${place}/${name}`);
    const same = wanted.isSnapshot ? [] : [...claims.values()].filter((claim) => claim.name === name);
    this.claim = here ?? (same.length === 1 ? same[0] : undefined);
    this.content = objects.find('VolumeSnapshotContent', '', source.volumeSnapshotContentName
      ?? fields(this.snapshot?.object.status).boundVolumeSnapshotContentName);
    this.storageClass = this.claim && classNamed(inventory, this.claim.className);
    this.elsewhere = wanted.isSnapshot ? own === undefined && this.snapshot !== undefined : here === undefined && this.claim !== undefined;
    this.exists = wanted.isSnapshot ? own !== undefined || inventory.world.knownObjects.has(`VolumeSnapshot ${wanted.name}`)
      : here !== undefined || objects.find('PersistentVolumeClaim', namespace, name) !== undefined || inventory.knowsClaim(namespace, wanted.name);
  }

  public* missing(what: string, base: Pick<SourceFault, 'rule' | 'field' | 'effect'>): Iterable<SourceFault> {
    if (this.exists) return;
    const { namespace } = this.target;
    const other = this.snapshot?.namespace ?? this.claim?.namespace;
    yield this.elsewhere
      ? {
        ...base,
        dependsOnCluster: true,
        severity: 'error',
        message: `${what} is in namespace "${other}", but a claim copies only sources of `
        + `its own namespace, "${namespace}".`,
        fix: 'Create the claim in the namespace of the source.',
      }
      : { ...base, dependsOnCluster: true, message: `${what}, from which the claim starts, is not in the input in namespace "${namespace}".` };
  }

  /** The least size of a copy, as it is written. */
  public get size(): unknown {
    const restoreSize = fields(this.snapshot?.object.status).restoreSize ?? fields(this.content?.object.status).restoreSize;
    return restoreSize ?? (this.claim && requestOf(this.claim.source));
  }

  public get mode(): string | undefined {
    return text(this.content?.spec.sourceVolumeMode) ?? this.claim?.volumeMode;
  }

  public get mayChangeMode(): boolean {
    return this.content?.annotations[VOLUME_MODE_CHANGE] === 'true';
  }

  /** The driver of the source. */
  public get driver(): string | undefined {
    const volume = this.inventory.volumesByName.get(this.claim?.volumeName ?? '');
    const stated = text(this.content?.spec.driver) ?? text(fields(volume?.item.spec.csi).driver);
    return stated ?? text(this.snapshotClass?.driver) ?? text(this.storageClass?.provisioner);
  }

  /** Whether the snapshot is a backup, which Cinder restores anywhere. */
  public get isBackup(): boolean {
    return strings(this.snapshotClass?.parameters).type === 'backup';
  }

  public end(): CopyEnd {
    return endOf(this.inventory, this.storageClass!, this.claim);
  }

  private get snapshotClass(): Fields | undefined {
    return this.inventory.objects.find('VolumeSnapshotClass', '', this.snapshot?.spec.volumeSnapshotClassName)?.object;
  }
}

function endOf(inventory: Inventory, storageClass: Fields, claim: Claim | undefined): CopyEnd {
  return { storageClass, zones: isCinderClass(storageClass) ? zonesOf(inventory, storageClass, claim) : undefined };
}

/**
 * Zones in which Cinder may create the volume of a claim: those of its class, else those of the nodes that its pods may use. Undefined where neither
 * is known, and where the driver names none, so that Cinder takes its default or that of the source.
 */
function zonesOf(inventory: Inventory, storageClass: Fields, claim: Claim | undefined): readonly string[] | undefined {
  const hasTopology = !ignoresTopology(inventory.objects);
  const stated = zonesOfClass(storageClass, hasTopology);
  if (stated || !hasTopology) return stated;
  const users = storageClass.volumeBindingMode === 'WaitForFirstConsumer' && claim ? usersByClaim(inventory).get(claim.key) ?? [] : [];
  const mayUse = (pod: Pod, node: Node) => (pod.nodeName ? node.name === pod.nodeName : nodeRejection(pod, node) === undefined);
  const allowed = (node: Node) => !users.length || users.some((pod) => mayUse(pod, node));
  const zones = inventory.nodes.filter(allowed).map(({ labels }) => labels[CINDER_ZONE] ?? labels[ZONE]);
  return zones.length && zones.every((zone) => zone !== undefined) ? [...new Set(zones)] : undefined;
}

/** The pods that use a claim, by its key. */
const usersByClaim = oncePer((inventory: Inventory) => {
  const found = new Map<string, Pod[]>();
  for (const pod of inventory.pods.values()) for (const { claimName } of pod.uses) addTo(found, `${pod.namespace}/${claimName}`, pod);
  return found;
});

function classNamed(inventory: Inventory, name: string | undefined): Fields | undefined {
  return (name === undefined ? inventory.defaultClass : inventory.classes.get(name))?.item.object;
}

function nameOf(storageClass: Fields): string {
  return shown(fields(storageClass.metadata).name ?? '');
}
