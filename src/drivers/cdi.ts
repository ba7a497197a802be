/*
 * CDI, KubeVirt's importer of volumes: what its webhook rejects, and what it makes of a DataVolume.
 * Sources: pkg/apiserver/webhooks/{datavolume-validate,util}.go, pkg/controller/common/util.go, pkg/storagecapabilities/storagecapabilities.go and
 * doc/ of kubevirt/containerized-data-importer.
 */
import { driverNamed } from '.';
import { Fields, fields, isObject, list, own, text, textList } from '../core/fields';
import { nearest } from '../core/nearest';
import { shown } from '../core/words';
import { parseQuantity } from '../kubernetes/quantity';

/** The version of DataVolumes that CDI serves since 1.17. */
export const DATA_VOLUME_VERSION = 'cdi.kubevirt.io/v1beta1';

/** Annotation of a DataVolume: provision at once, although the class waits for a consumer. */
export const BIND_IMMEDIATELY = 'cdi.kubevirt.io/storage.bind.immediate.requested';

/** Annotations of a DataVolume that takes over a claim or volume of its name. */
export const ADOPTING_ANNOTATIONS: readonly string[] = ['cdi.kubevirt.io/allowClaimAdoption', 'cdi.kubevirt.io/storage.checkStaticVolume'];

/** Annotation of the StorageClass that DataVolumes without a class get. */
export const DEFAULT_VIRT_CLASS = 'storageclass.kubevirt.io/is-default-virt-class';

/** A problem of a DataVolume: `PATH PROBLEM` is a statement, such as "storage.accessModes must contain exactly one mode". */
export interface DataVolumeProblem {
  /** Field path below `spec`, or below the source for `sourceProblems`. */
  readonly path: string;
  readonly problem: string;
}

const ARCHIVE = 'archive';
const ACCESS_MODES: readonly unknown[] = ['ReadWriteOnce', 'ReadOnlyMany', 'ReadWriteMany', 'ReadWriteOncePod'];
/** Sources that take the size of what they copy. */
const CLONES = ['pvc', 'snapshot'];
/** Sources of migrations in several stages. */
const STAGED = ['vddk', 'imageio'];
const CHECKSUM = /^(md5:[0-9a-f]{32}|sha1:[0-9a-f]{40}|sha256:[0-9a-f]{64}|sha512:[0-9a-f]{128})$/i;

/** Why CDI's webhook rejects the spec of a DataVolume. */
export function* rejectedSpec(spec: Fields): Iterable<DataVolumeProblem> {
  const form = isObject(spec.pvc) ? 'pvc' : 'storage';
  if (isObject(spec.pvc) === isObject(spec.storage)) {
    yield { path: 'storage', problem: 'or pvc is required, but not both' };
    return;
  }
  yield* claimProblems(spec, form);
  const populated = isObject(fields(spec[form]).dataSource) || isObject(fields(spec[form]).dataSourceRef);
  const given = [spec.source, spec.sourceRef].filter(isObject).length;
  if (populated ? given > 0 : given !== 1) {
    yield { path: 'source', problem: populated ? 'cannot be combined with a data source of the claim' : 'or sourceRef is required, but not both' };
  } else if (isObject(spec.sourceRef)) {
    if (spec.sourceRef.kind !== 'DataSource') yield { path: 'sourceRef.kind', problem: `must be DataSource, got ${quoted(spec.sourceRef.kind)}` };
    if (!text(spec.sourceRef.name)) yield { path: 'sourceRef.name', problem: 'is required' };
  } else if (isObject(spec.source)) {
    yield* importProblems(spec, spec.source);
  }
}

/** What CDI accepts in the spec of a DataVolume, although it cannot work. */
export function* unusableSpec(spec: Fields): Iterable<DataVolumeProblem> {
  const [kind] = kindsOf(spec.source);
  if (spec.contentType === ARCHIVE && [spec.pvc, spec.storage].some((form) => fields(form).volumeMode === 'Block')) {
    yield { path: 'contentType', problem: 'archive requires a filesystem, but volumeMode is Block' };
  }
  if (Array.isArray(spec.checkpoints) && !STAGED.includes(kind)) yield { path: 'checkpoints', problem: 'require a vddk or imageio source' };
  if (spec.finalCheckpoint !== undefined && !Array.isArray(spec.checkpoints)) yield { path: 'finalCheckpoint', problem: 'needs checkpoints' };
  for (const [i, { current }] of list(spec.checkpoints).map(fields).entries()) {
    if (!text(current)?.trim()) yield { path: `checkpoints[${i}].current`, problem: `must be the name of a snapshot, got ${quoted(current)}` };
  }
}

function* claimProblems(spec: Fields, form: 'pvc' | 'storage'): Iterable<DataVolumeProblem> {
  const { accessModes, resources } = fields(spec[form]);
  const { storage: size } = fields(fields(resources).requests);
  const at = `${form}.resources.requests.storage`;
  const isClone = isObject(spec.sourceRef) || kindsOf(spec.source).some((kind) => CLONES.includes(kind));
  const populated = isObject(fields(spec[form]).dataSource) || isObject(fields(spec[form]).dataSourceRef);
  if (size === undefined || size === null) {
    if (form === 'pvc' || !isClone) yield { path: at, problem: 'is required, except for clones in the form "storage"' };
  } else if ((parseQuantity(size) ?? 0n) < parseQuantity('1Mi')!) {
    yield { path: at, problem: `must be at least 1Mi, got ${shown(size)}` };
  }
  const modes = list(accessModes);
  if (form === 'pvc' && modes.length !== 1) {
    yield { path: 'pvc.accessModes', problem: `must contain exactly one mode in the form "pvc", got ${modes.length || 'none'}` };
  }
  const unknown = modes.find((mode) => !ACCESS_MODES.includes(mode));
  if (unknown !== undefined) yield { path: `${form}.accessModes`, problem: `must be ${ACCESS_MODES.join(', ')}, got ${quoted(unknown)}` };
  const { namespace } = fields(fields(spec[form]).dataSourceRef);
  if (populated && text(namespace)) yield { path: `${form}.dataSourceRef`, problem: 'is in another namespace, which CDI does not support' };
}

function* importProblems({ contentType }: Fields, source: Fields): Iterable<DataVolumeProblem> {
  const kinds = kindsOf(source);
  if (kinds.length !== 1) {
    yield { path: 'source', problem: `must be of one kind${kinds.length ? `, got ${kinds.join(', ')}` : ''}` };
    return;
  }
  const [kind] = kinds;
  if (contentType && contentType !== 'kubevirt' && contentType !== ARCHIVE) {
    yield { path: 'contentType', problem: `must be one of kubevirt, archive, got ${quoted(contentType)}` };
  } else if (contentType === ARCHIVE && ['blank', 'registry'].includes(kind)) {
    yield { path: 'contentType', problem: `cannot be archive with a ${kind} source` };
  }
  for (const { path, problem } of sourceProblems(kind, fields(source[kind]))) yield { path: `source.${kind}.${path}`, problem };
}

const HAVE_URL = ['http', 's3', 'gcs', ...STAGED];

const REQUIRED: { readonly [kind: string]: readonly string[] } = {
  imageio: ['diskId', 'secretRef'],
  vddk: ['uuid', 'backingFile', 'thumbprint', 'secretRef'],
  pvc: ['namespace', 'name'],
  snapshot: ['namespace', 'name'],
};

/** Why CDI's webhook rejects a source, such as `http`, with its fields. */
export function* sourceProblems(kind: string, source: Fields): Iterable<DataVolumeProblem> {
  const { url, checksum, certConfigMap, insecureSkipVerify } = source;
  for (const path of REQUIRED[kind] ?? []) {
    if (!text(source[path])?.trim()) {
      yield {
        path,
        problem: 'must be a non-empty string, got '
    + `${quoted(source[path])}`,
      };
    }
  }
  if (kind === 'registry') yield* registryProblems(source);
  if (kind === 'imageio' && !certConfigMap && insecureSkipVerify !== true) {
    yield { path: 'certConfigMap', problem: 'is required unless insecureSkipVerify is set' };
  }
  if (kind === 'http' && checksum && !CHECKSUM.test(checksum)) {
    yield { path: 'checksum', problem: `must be an algorithm and its hex digits, such as "sha256:…", got ${quoted(checksum)}` };
  }
  if (HAVE_URL.includes(kind) && !/^(https?|gs):\/\/\S+$/.test(text(url) ?? '')) {
    yield { path: 'url', problem: `must be a URL that starts with http://, https:// or gs://, got ${quoted(url)}` };
  }
}

function* registryProblems({ url, imageStream, pullMethod }: Fields): Iterable<DataVolumeProblem> {
  if ((url === undefined) === (imageStream === undefined)) yield { path: 'url', problem: 'or imageStream is required, but not both' };
  if (url !== undefined && !/^(docker:\/\/|oci-archive:)\S+$/.test(text(url) ?? '')) {
    yield { path: 'url', problem: `must be a URL that starts with docker:// or oci-archive:, got ${quoted(url)}` };
  }
  if (pullMethod !== undefined && pullMethod !== 'pod' && pullMethod !== 'node') {
    yield { path: 'pullMethod', problem: `must be pod or node, got ${quoted(pullMethod)}` };
  }
  if (imageStream !== undefined && pullMethod !== 'node') yield { path: 'imageStream', problem: 'needs pullMethod node' };
}

/** Whether the import needs a second volume as scratch space. Servers without range requests need it too, which no manifest shows. */
export function usesScratchSpace({ source, contentType, checkpoints }: Fields): boolean {
  const [kind] = kindsOf(source);
  const { certConfigMap, pullMethod } = fields(fields(source)[kind]);
  return contentType === ARCHIVE || kind === 'upload' || kind === 'http' && certConfigMap !== undefined
    || kind === 'registry' && pullMethod !== 'node' || kind === 'imageio' && list(checkpoints).length > 0;
}

/** Whether CDI has no default access modes for classes of a provisioner, so that they are required. */
export function isUnknownToCdi(provisioner: string | undefined): boolean {
  return driverNamed(provisioner)?.storageProfile?.length === 0;
}

/** The volume mode that CDI chooses for a claim of a class. Undefined if unknown. */
export function modeByProfile(provisioner: string | undefined, accessModes: unknown): 'Block' | 'Filesystem' | undefined {
  const profile = driverNamed(provisioner)?.storageProfile;
  if (!profile?.length) return undefined;
  const wanted = textList(accessModes);
  const chosen = wanted.length === 0 ? profile[0] : profile.find(({ accessMode }) => wanted.includes(accessMode));
  return chosen?.volumeMode === 'Block' ? 'Block' : 'Filesystem';
}

/** The kinds of source that a DataVolume names. */
export function kindsOf(source: unknown): string[] {
  return Object.entries(fields(source)).filter(([, value]) => isObject(value)).map(([kind]) => kind);
}

function quoted(value: unknown): string {
  return value === undefined ? 'nothing' : `"${shown(value)}"`;
}

const CLAIM_FIELDS = ['accessModes', 'selector', 'resources', 'volumeName', 'storageClassName', 'volumeMode', 'dataSource', 'dataSourceRef'];
/** Fields of the CRD below the spec of a DataVolume, by path. What is below others is not looked at. */
const FIELDS: { readonly [path: string]: readonly string[] } = {
  '': ['source', 'sourceRef', 'pvc', 'storage', 'priorityClassName', 'serviceAccountName', 'contentType', 'checkpoints', 'finalCheckpoint',
    'preallocation'],
  'pvc': [...CLAIM_FIELDS, 'volumeAttributesClassName'],
  'storage': CLAIM_FIELDS,
  'sourceRef': ['kind', 'namespace', 'name'],
  'source': ['http', 's3', 'gcs', 'registry', 'pvc', 'upload', 'blank', 'imageio', 'vddk', 'snapshot'],
  'source.http': ['url', 'secretRef', 'certConfigMap', 'extraHeaders', 'secretExtraHeaders', 'checksum', 'insecureSkipVerify'],
  'source.s3': ['url', 'secretRef', 'certConfigMap'],
  'source.gcs': ['url', 'secretRef'],
  'source.registry': ['url', 'imageStream', 'pullMethod', 'secretRef', 'certConfigMap', 'platform'],
  'source.pvc': ['namespace', 'name'],
  'source.snapshot': ['namespace', 'name'],
  'source.upload': [],
  'source.blank': [],
  'source.imageio': ['url', 'diskId', 'secretRef', 'certConfigMap', 'insecureSkipVerify'],
  'source.vddk': ['url', 'uuid', 'backingFile', 'thumbprint', 'secretRef', 'certConfigMap', 'initImageURL', 'extraArgs'],
};
/** Fields of other objects that are often written here, and where they belong. */
const ELSEWHERE: { readonly [field: string]: string } = { scratchSpaceStorageClass: 'Set it in spec.config of the CDI object.' };

/** A field that the CRD of DataVolumes does not have. */
export interface UnknownField {
  readonly path: string;
  readonly fix: string;
}

/** The fields of the spec of a DataVolume that the CRD does not have. */
export function* unknownFields(spec: Fields, path = ''): Iterable<UnknownField> {
  for (const field of Object.keys(spec)) {
    const at = path ? `${path}.${field}` : field;
    if (FIELDS[path].includes(field)) {
      if (own(FIELDS, at) && isObject(spec[field])) yield* unknownFields(spec[field], at);
      continue;
    }
    const close = nearest(field, FIELDS[path]);
    yield { path: at, fix: own(ELSEWHERE, field) ?? (close ? `Write "${close}".` : 'Remove the field.') };
  }
}
