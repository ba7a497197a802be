import { posix } from 'path';
import { CSI_ONE_NODE, driver } from './support/driver';
import { HOSTNAME } from '../kubernetes/labels';
import { compareReleases } from './support/releases';
import { flag, labelKey, matching, text } from './support/values';
import { Fields, fields } from '../core/fields';

export const LOCAL_PATH_PROVISIONER = 'rancher.io/local-path';

/** Volume types; the provisioner reads them case-insensitively. */
export const LOCAL_PATH_VOLUME_TYPES = ['hostPath', 'local'];

/** Annotations of the class that the provisioner reads. */
export const LOCAL_PATH_VOLUME_TYPE = 'defaultVolumeType';

export const LOCAL_PATH = driver({
  title: 'the local-path provisioner',
  names: [{ name: LOCAL_PATH_PROVISIONER }],
  source: 'https://github.com/rancher/local-path-provisioner#storage-classes',
  releases: { of: 'local-path-provisioner', newest: 'v0.0.37' },
  csi: false,
  parameters: {
    nodePath: { type: matching(/^\/(?!.*\.\.)/, 'an absolute path such as "/opt/local-path-provisioner"'), since: 'v0.0.24' },
    pathPattern: { type: text(), default: '{{.PVName}}_{{.PVC.Namespace}}_{{.PVC.Name}}', since: 'v0.0.27' },
    allowUnsafePathPattern: { type: flag(), default: 'false', lenient: true, since: 'v0.0.34' },
    nodeAffinityKey: { type: labelKey(), default: HOSTNAME, since: 'v0.0.35' },
    userPattern: { type: text(), since: 'v0.0.37' },
    groupPattern: { type: text(), since: 'v0.0.37' },
    permPattern: { type: text(), since: 'v0.0.37' },
  },
  unknown: 'ignored',
  capabilities: {
    filesystemModes: CSI_ONE_NODE,
    blockModes: [],
    expansion: false,
    snapshots: false,
    clones: false,
    mountOptions: false,
    volumeAttributesClasses: false,
    topologyKeys: [HOSTNAME],
  },
  refine: ({ parameters }) => parameters.nodeAffinityKey === undefined ? {} : { topologyKeys: [parameters.nodeAffinityKey] },
  boundTo: 'node',
  storageProfile: [],
});

/** The release that introduced a parameter, or the annotation for volume types, if `release` is older. */
export function missingParameter(name: string, release: string): string | undefined {
  const since = name === LOCAL_PATH_VOLUME_TYPE ? 'v0.0.24' : LOCAL_PATH.parameters[name as keyof typeof LOCAL_PATH.parameters]?.since;
  return since === undefined || compareReleases(release, since) >= 0 ? undefined : since;
}

/** Whether a string is a volume type. */
export function isVolumeType(type: string): boolean {
  return LOCAL_PATH_VOLUME_TYPES.some((known) => known.toLowerCase() === type.toLowerCase());
}

/** Whether strconv.ParseBool in Go parses a string as true. */
export function isTrue(word: string = ''): boolean {
  return /^(1|t|T|true|TRUE|True)$/.test(word);
}

/** Whether the braces of a Go template are balanced. */
export function isTemplate(template: string): boolean {
  return !/\{\{|\}\}/.test(template.replace(/\{\{((?!\{\{|\}\})[^])*\}\}/g, ''));
}

/** First release that requires patterns to begin with a directory of the claim. */
export const SAFE_PATTERNS_SINCE = 'v0.0.33';

/** Required prefix of patterns since that release. */
export const CLAIM_PREFIX = '{{ .PVC.Namespace }}/{{ .PVC.Name }}/';

/** Whether a release validates patterns; the newest one does. */
export function checksPatterns(release?: string): boolean {
  return release === undefined || compareReleases(release, SAFE_PATTERNS_SINCE) >= 0;
}

/** Template fields that the check knows; other expressions in braces are not evaluated. */
const SAMPLE: { readonly [field: string]: string } = { '.PVC.Namespace': 'namespace', '.PVC.Name': 'claim', '.PVName': 'volume' };
const REQUIRED = 'namespace/claim/';

/** Whether the directory is below one of the claim's own, so that no claim reaches another's. Templates that cannot be evaluated pass. */
export function staysBelowClaim(template: string): boolean {
  const unknown = '\0';
  const path = template.replace(/\{\{-?\s*([^]*?)\s*-?\}\}/g, (_, action) => Object.hasOwn(SAMPLE, action) ? SAMPLE[action] : unknown);
  const start = path.slice(0, REQUIRED.length).split(unknown)[0];
  const below = start.length === REQUIRED.length ? start === REQUIRED : path.includes(unknown) && REQUIRED.startsWith(start);
  return below && !posix.normalize(path.split(unknown).join('x')).startsWith('..');
}

/** An object with its keys in lower case: Go finds the keys of config.json whatever their case. */
export function folded(value: unknown): Fields {
  return Object.fromEntries(Object.entries(fields(value)).map(([key, v]) => [key.toLowerCase(), v]));
}
