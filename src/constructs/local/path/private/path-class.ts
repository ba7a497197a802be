import { Construct } from 'constructs';
import { invalid, refuse } from '../../../../core/errors';
import {
  CLAIM_PREFIX, isTemplate, isTrue, isVolumeType, LOCAL_PATH, LOCAL_PATH_VOLUME_TYPE, missingParameter,
  staysBelowClaim,
} from '../../../../drivers/local-path';
import { DEFAULT_CLASS } from '../../../../kubernetes/default-class';
import { HOSTNAME } from '../../../../kubernetes/labels';
import { isQualifiedName } from '../../../../kubernetes/names';
import { LocalPathRelease } from '../../../../releases';
import { Advice } from '../../../advice';
import { AccessMode, LocalPathVolumeType, ReclaimPolicy, StorageClassProps, VolumeBindingMode } from '../../../storage';
import { rememberDriver } from '../../../storage/private/class-driver';
import { LocalPathClass } from '../local-path-class';
import { LocalPathStorage } from '../local-path-storage';

const UNSAFE_PATH = 'allowUnsafePathPattern';
/** Templates for the setup script. */
const PATTERNS = ['userPattern', 'groupPattern', 'permPattern'] as const;

/** What classes share. */
interface PathClassInput {
  readonly release: LocalPathRelease;
  readonly provisioner: string;
  readonly labels?: { [key: string]: string };
  /** Annotations and expansion as the chart has them; none with the names of the manifest. */
  readonly chart?: { readonly classAnnotations: { [key: string]: string }; readonly allowVolumeExpansion: boolean };
}

/** The StorageClass of a class, checked. `at` is the property that the class comes from. */
export function pathClass(at: string, c: LocalPathClass, storage: LocalPathStorage, input: PathClassInput): StorageClassProps {
  const parameters = checkedParameters(at, c, storage, input.release);
  const labels = { ...input.labels, ...c.labels };
  const annotations = {
    ...input.chart?.classAnnotations,
    ...(c.isDefault !== undefined && (c.isDefault || input.chart) && { [DEFAULT_CLASS]: String(c.isDefault) }),
    ...(c.volumeType !== undefined && { [LOCAL_PATH_VOLUME_TYPE]: c.volumeType }),
    ...c.annotations,
  };
  return rememberDriver({
    name: c.name,
    provisioner: input.provisioner,
    parameters,
    extraParameters: c.extraParameters,
    reclaimPolicy: c.reclaimPolicy ?? ReclaimPolicy.DELETE,
    volumeBindingMode: c.volumeBindingMode ?? VolumeBindingMode.WAIT_FOR_FIRST_CONSUMER,
    allowVolumeExpansion: c.allowVolumeExpansion ?? input.chart?.allowVolumeExpansion,
    allowedTopologies: c.allowedTopologies,
    otherTopologies: c.otherTopologies,
    labels: Object.keys(labels).length ? labels : undefined,
    annotations: Object.keys(annotations).length ? annotations : undefined,
    capabilities: {
      filesystemModes: accessModes(storage, input.release),
      blockModes: [],
      snapshots: false,
      clones: false,
      mountOptions: false,
      volumeAttributesClasses: false,
      topologyKeys: storage._isShared ? [] : [c.nodeAffinityKey ?? HOSTNAME],
    },
  }, LOCAL_PATH);
}

/** A shared filesystem takes any mode; claims on nodes are checked for theirs. */
function accessModes({ _isShared }: LocalPathStorage, release: LocalPathRelease): AccessMode[] {
  if (_isShared) return [AccessMode.READ_WRITE_ONCE, AccessMode.READ_ONLY_MANY, AccessMode.READ_WRITE_MANY, AccessMode.READ_WRITE_ONCE_POD];
  return [AccessMode.READ_WRITE_ONCE, ...(release._lacks('feature', 'readWriteOncePod') ? [] : [AccessMode.READ_WRITE_ONCE_POD])];
}

/** What is legal in a class, but likely wrong. */
export function adviseOnClass(scope: Construct, c: LocalPathClass, stockScript: boolean): void {
  const unused = PATTERNS.filter((property) => (c[property] ?? c.annotations?.[property]) !== undefined);
  if (stockScript && unused.length) {
    Advice._give(scope, 'LOCAL_PATH_PATTERN_UNUSED', `Class "${c.name}" sets ${unused.join(', ')}, which the stock setup script ignores.`,
      'Give a setupScript that reads VOL_USER, VOL_GROUP and VOL_PERM.');
  }
}

function checkedParameters(at: string, c: LocalPathClass, storage: LocalPathStorage, release: LocalPathRelease): { [key: string]: string } {
  const parameters: { [key: string]: string | undefined } = {
    nodePath: c.nodePath,
    pathPattern: c.pathPattern,
    allowUnsafePathPattern: c.allowUnsafePathPattern === undefined ? undefined : String(c.allowUnsafePathPattern),
    nodeAffinityKey: c.nodeAffinityKey,
    userPattern: c.userPattern,
    groupPattern: c.groupPattern,
    permPattern: c.permPattern,
  };
  const written = Object.entries(parameters).filter((entry): entry is [string, string] => entry[1] !== undefined);
  for (const [name, value] of [...written, ...(c.volumeType === undefined ? [] : [[LOCAL_PATH_VOLUME_TYPE, c.volumeType]])]) {
    const property = name === LOCAL_PATH_VOLUME_TYPE ? 'volumeType' : name;
    const since = missingParameter(name, release.version);
    if (since) refuse(`${at}.${property}`, `is read by the provisioner since ${since}; ${release.version} ignores it`);
    if (value === '') refuse(`${at}.${property}`, 'is empty. Remove it');
  }
  if (c.volumeType !== undefined && !Object.values(LocalPathVolumeType).includes(c.volumeType)) {
    invalid(`${at}.volumeType`, c.volumeType, 'hostPath or local');
  }
  for (const name of Object.keys(c.extraParameters ?? {})) {
    if (name in parameters) refuse(`${at}.extraParameters`, `hold "${name}", which the property ${name} is for`);
  }
  checkPlace(at, c, storage);
  checkAnnotations(at, c, release);
  checkTemplate(`${at}.pathPattern`, c.pathPattern);
  for (const property of PATTERNS) checkTemplate(`${at}.${property}`, c[property]);
  if (c.pathPattern !== undefined && !allowsUnsafePath(c) && !release._lacks('feature', 'safePathPatterns')) {
    checkPath(`${at}.pathPattern`,
      c.pathPattern);
  }
  return Object.fromEntries(written);
}

/**
 * What the provisioner reads from annotations too, where the parameter is not there: unlike parameters, these can be changed in a class that
 * exists.
 */
function checkAnnotations(at: string, { annotations = {}, volumeType }: LocalPathClass, release: LocalPathRelease): void {
  for (const name of [...PATTERNS, UNSAFE_PATH, LOCAL_PATH_VOLUME_TYPE]) {
    const since = annotations[name] === undefined ? undefined : missingParameter(name, release.version);
    if (since) refuse(`${at}.annotations`, `hold ${name}, which the provisioner reads since ${since}; ${release.version} ignores it`);
  }
  for (const name of PATTERNS) checkTemplate(`${at}.annotations["${name}"]`, annotations[name]);
  const type = annotations[LOCAL_PATH_VOLUME_TYPE];
  if (type === undefined) return;
  if (volumeType !== undefined) refuse(`${at}.annotations`, `hold ${LOCAL_PATH_VOLUME_TYPE}, which the property volumeType is for`);
  if (!isVolumeType(type)) {
    invalid(`${at}.annotations["${LOCAL_PATH_VOLUME_TYPE}"]`, type, 'hostPath or local', 'Claims fail with any other');
  }
}

/** The parameter wins over the annotation, whose text Go's strconv.ParseBool reads. */
function allowsUnsafePath({ allowUnsafePathPattern, annotations }: LocalPathClass): boolean {
  return allowUnsafePathPattern ?? isTrue(annotations?.[UNSAFE_PATH]);
}

function checkPlace(at: string, { nodePath, nodeAffinityKey }: LocalPathClass, storage: LocalPathStorage): void {
  if (storage._isShared) {
    if (nodePath !== undefined) refuse(`${at}.nodePath`, 'has no meaning for a shared filesystem, which has one path. Remove it');
    if (nodeAffinityKey !== undefined) {
      refuse(`${at}.nodeAffinityKey`, 'has no meaning for a shared filesystem, whose volumes are not tied to nodes. Remove it');
    }
  } else if (nodePath !== undefined && !storage._paths.includes(nodePath)) {
    invalid(`${at}.nodePath`, nodePath, `one of the paths of the storage: ${[...new Set(storage._paths)].join(', ')}`);
  }
  if (nodeAffinityKey !== undefined && !isQualifiedName(nodeAffinityKey)) {
    invalid(`${at}.nodeAffinityKey`, nodeAffinityKey, 'a node label such as "example.com/id"');
  }
}

function checkTemplate(property: string, template: string = ''): void {
  if (!isTemplate(template)) invalid(property, template, 'a template of Go, whose "{{" and "}}" come in pairs');
}

function checkPath(property: string, template: string): void {
  if (staysBelowClaim(template)) return;
  invalid(property, template, `a template that begins with "${CLAIM_PREFIX}" and stays below it`,
    'The provisioner refuses any other, unless allowUnsafePathPattern is set');
}
