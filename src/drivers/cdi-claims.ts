/*
 * The claims that CDI creates for a DataVolume: its own, and one for scratch space during the import.
 * Sources: pkg/controller/datavolume/util.go (renderPvcSpec), pkg/controller/util.go (createScratchPersistentVolumeClaim), pkg/util/util.go of
 * kubevirt/containerized-data-importer.
 */
import { driverNamed } from '.';
import { kindsOf } from './cdi';
import { Fields, fields, isObject, text, textList } from '../core/fields';
import { parseQuantity, wholeUnits } from '../kubernetes/quantity';

/** What CDI reads in the cluster. */
export interface CdiSurroundings {
  /** `spec` of the CDIConfig, or `spec.config` of the CDI. */
  readonly config: Fields;
  /** The class of that name, or of DataVolumes that name none; undefined if there is none. */
  classOf(name: string | undefined, isArchive: boolean): { readonly name: string; readonly provisioner: string } | undefined;
  /** `claimPropertySets` of the StorageProfile of a class; undefined if the profile is not known. */
  profileOf(className: string): readonly Fields[] | undefined;
  /** The claim that a clone copies. */
  claimOf(namespace: string, name: string): Fields | undefined;
}

const MEBIBYTE = 1024 * 1024;
/** Share of a filesystem that CDI keeps for its metadata, unless it is configured. */
const OVERHEAD = 0.06;
const SMALLEST = '1Mi';

/** The spec of the claim that CDI creates for the spec of a DataVolume that it accepts. Undefined if it cannot: no access modes are known. */
export function renderedClaim(spec: Fields, cdi: CdiSurroundings): Fields | undefined {
  if (isObject(spec.pvc)) return spec.pvc;
  const { volumeMode: mode, storageClassName, ...claim } = fields(spec.storage);
  const isArchive = spec.contentType === 'archive';
  const known = cdi.classOf(text(storageClassName), isArchive);
  const stated = isArchive ? 'Filesystem' : mode === 'FromStorageProfile' ? undefined : text(mode);
  const { accessModes, volumeMode } = defaults(textList(claim.accessModes), stated, known && setsOf(known, cdi));
  if (!accessModes.length) return undefined;
  return {
    ...claim,
    accessModes,
    volumeMode,
    storageClassName: known?.name ?? storageClassName,
    resources: { requests: { storage: sizeOf(spec, volumeMode, known?.name ?? text(storageClassName), cdi) } },
  };
}

/** The spec of the claim for scratch space, always a filesystem that one node can write. */
export function scratchClaim({ storageClassName, volumeMode, resources }: Fields, cdi: CdiSurroundings): Fields {
  const className = text(cdi.config.scratchSpaceStorageClass) ?? storageClassName;
  const size = bytes(fields(fields(resources).requests).storage);
  const usable = volumeMode === 'Block' ? size
    : Math.floor(Math.ceil(size / (1 + overhead(text(storageClassName), cdi))) / MEBIBYTE) * MEBIBYTE;
  const storage = String(aligned(withOverhead(usable, text(className), cdi)));
  return { accessModes: ['ReadWriteOnce'], storageClassName: className, resources: { requests: { storage } } };
}

/** Access modes and volume modes of a class, best first: of its StorageProfile, else what CDI knows about the driver. */
function setsOf({ name, provisioner }: { name: string; provisioner: string }, cdi: CdiSurroundings): readonly Fields[] | undefined {
  return cdi.profileOf(name)
    ?? driverNamed(provisioner)?.storageProfile?.map(({ accessMode, volumeMode }) => ({ accessModes: [accessMode], volumeMode }));
}

/** Modes that are missing, by the first property set that fits the others. Of unknown classes, the modes that every driver has. */
function defaults(
  accessModes: string[], volumeMode: string | undefined, sets: readonly Fields[] | undefined,
): { accessModes: string[]; volumeMode?: string } {
  if (!sets) return { accessModes: accessModes.length ? accessModes : ['ReadWriteOnce'], volumeMode };
  const fitting = sets.find((set) => (accessModes.length ? textList(set.accessModes).some((mode) => accessModes.includes(mode))
    : volumeMode === undefined || text(set.volumeMode) === volumeMode));
  return {
    accessModes: accessModes.length ? accessModes : textList(fitting?.accessModes),
    volumeMode: volumeMode ?? text(fitting?.volumeMode),
  };
}

function sizeOf(spec: Fields, volumeMode: string | undefined, className: string | undefined, cdi: CdiSurroundings): string {
  const { storage } = fields(fields(fields(spec.storage).resources).requests);
  if (storage === undefined || storage === null) {
    const { namespace, name } = fields(fields(spec.source).pvc);
    const original = text(namespace) && text(name) ? cdi.claimOf(namespace, name) : undefined;
    return String(fields(fields(original?.resources).requests).storage ?? SMALLEST);
  }
  const restores = [fields(spec.storage).dataSource, fields(spec.storage).dataSourceRef].some((source) => fields(source).kind === 'VolumeSnapshot');
  return volumeMode === 'Block' || restores ? String(storage) : String(withOverhead(bytes(storage), className, cdi));
}

function withOverhead(size: number, className: string | undefined, cdi: CdiSurroundings): number {
  return Math.ceil(aligned(size) * (1 + overhead(className, cdi)));
}

function overhead(className: string | undefined, { config }: CdiSurroundings): number {
  if (className === '') return 0;
  const { global, storageClass } = fields(config.filesystemOverhead);
  const share = Number(fields(storageClass)[className ?? ''] ?? global ?? OVERHEAD);
  return share >= 0 && share < 1 ? share : OVERHEAD;
}

function aligned(size: number): number {
  return Math.ceil(size / MEBIBYTE) * MEBIBYTE;
}

function bytes(quantity: unknown): number {
  return Number(wholeUnits(parseQuantity(quantity) ?? 0n));
}

/** The object that a DataVolume copies. */
export interface CloneSource {
  readonly kind: 'PersistentVolumeClaim' | 'VolumeSnapshot';
  readonly namespace: string;
  readonly name: string;
  /** Path in the spec. */
  readonly path: string;
}

/** What a DataVolume copies: a claim or a snapshot. */
export function cloneSource(spec: Fields): CloneSource | undefined {
  const [kind] = kindsOf(spec.source);
  if (kind !== 'pvc' && kind !== 'snapshot') return undefined;
  const { namespace, name } = fields(fields(spec.source)[kind]);
  return typeof namespace === 'string' && typeof name === 'string'
    ? { kind: kind === 'pvc' ? 'PersistentVolumeClaim' : 'VolumeSnapshot', namespace, name, path: `source.${kind}` } : undefined;
}
