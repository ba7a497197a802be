import { createHash } from 'crypto';
import { posix } from 'path';
import { invalid, refuse } from '../../../../core/errors';
import { isDnsLabel, requireDnsLabel, requireDnsSubdomain } from '../../../../kubernetes/names';
import { LocalStaticRelease } from '../../../../releases';
import { ReclaimPolicy, VolumeMode } from '../../../storage';
import { requireDirectory } from '../../private/directory';
import { isGoPattern } from '../../private/go';
import { LocalVolumeClass, LocalVolumeMount } from '../local-volume-class';

/** Directories of the container that a mount may not hide. */
const CONFIG_DIR = '/etc/provisioner/config';
const SCRIPTS_DIR = '/scripts';
const DEV_DIR = '/dev';

/** A directory of the node in the provisioner's container. */
interface DirectoryMount {
  readonly name: string;
  readonly hostPath: string;
  readonly mountPath: string;
}

/** A class whose every directory is known. */
type ResolvedClass = LocalVolumeClass & { readonly mountDir: string };

/** Checked classes and what is mounted for them. */
export interface VolumeClasses {
  readonly classes: ReadonlyArray<ResolvedClass>;
  readonly mounts: DirectoryMount[];
}

/** Checks the classes of a provisioner, and finds out which directories its pods mount. */
export function volumeClasses(given: LocalVolumeClass[], shared: LocalVolumeMount[], mountsDev: boolean, release: LocalStaticRelease): VolumeClasses {
  if (given.length === 0) refuse('classes', 'must contain at least one class: without one the provisioner discovers nothing');
  const classes = given.map((c, i) => checkedClass(`classes[${i}]`, c, mountsDev, release));
  const whole = shared.map((m, i) => checkedMount(`mounts[${i}]`, m));
  classes.forEach((c, i) => classes.slice(0, i).forEach((other) => checkPair(`classes[${i}]`, c, other)));
  const own = classes.filter((c, i) => !covered(c, whole)
    && !classes.slice(0, i).some((other) => other.hostDir === c.hostDir && other.mountDir === c.mountDir));
  const mounts = [...whole, ...own.map((c) => ({ name: volumeName(c.name), hostPath: c.hostDir, mountPath: c.mountDir }))];
  checkMounts(mounts);
  return { classes, mounts };
}

/** The entry of a class in the provisioner's configuration; only what is set, but for `mountDir`, which the provisioner requires. */
export function classConfig(c: ResolvedClass): { [key: string]: unknown } {
  const entry = {
    hostDir: c.hostDir,
    mountDir: c.mountDir,
    blockCleanerCommand: c.blockCleaner?._command,
    volumeMode: c.volumeMode,
    accessMode: c.accessMode,
    fsType: c.fsType,
    namePattern: c.namePatterns?.join(','),
    selector: c.selector,
  };
  return Object.fromEntries(Object.entries(entry).filter(([, value]) => value !== undefined));
}

function checkedClass(at: string, c: LocalVolumeClass, mountsDev: boolean, release: LocalStaticRelease): ResolvedClass {
  requireDnsSubdomain(`${at}.name`, c.name);
  requireDirectory(`${at}.hostDir`, c.hostDir);
  const mountDir = requireDirectory(`${at}.mountDir`, c.mountDir ?? c.hostDir);
  checkModes(at, c, mountsDev);
  checkPatterns(at, c, release);
  if (c.selector?.length === 0) refuse(`${at}.selector`, 'must hold a term, or be left out');
  const resolved = { ...c, mountDir };
  checkVersion(at, resolved, release);
  return resolved;
}

function checkModes(at: string, c: LocalVolumeClass, mountsDev: boolean): void {
  const { volumeMode, fsType, reclaimPolicy, mountOptions } = c;
  if (reclaimPolicy !== undefined && reclaimPolicy !== ReclaimPolicy.DELETE && reclaimPolicy !== ReclaimPolicy.RETAIN) {
    invalid(`${at}.reclaimPolicy`, reclaimPolicy, 'Delete or Retain', 'The provisioner skips classes with any other policy');
  }
  if (fsType !== undefined && !/^[A-Za-z0-9][\w.-]*$/.test(fsType)) invalid(`${at}.fsType`, fsType, 'a filesystem such as "ext4"');
  if (volumeMode !== VolumeMode.BLOCK) return;
  if (!mountsDev) refuse(`${at}.volumeMode`, 'is Block, for which the provisioner needs the devices of the node: set mountDev');
  if (fsType !== undefined) {
    refuse(`${at}.fsType`, 'has no meaning for raw block volumes. Remove it, or drop volumeMode to have the devices formatted');
  }
  if (mountOptions?.length) refuse(`${at}.mountOptions`, 'have no meaning for raw block volumes, which are never mounted. Remove them');
}

function checkPatterns(at: string, { namePatterns }: LocalVolumeClass, release: LocalStaticRelease): void {
  if (namePatterns === undefined) return;
  if (namePatterns.length === 0) refuse(`${at}.namePatterns`, 'must hold a pattern, or be left out for all entries');
  for (const pattern of namePatterns) {
    if (pattern === '' || pattern.includes(',')) invalid(`${at}.namePatterns`, pattern, 'patterns without comma, such as ["nvme*", "ssd*"]');
    if (!isGoPattern(pattern)) {
      invalid(`${at}.namePatterns`, pattern, 'a pattern that Go can match', 'Close its brackets, or escape "[" and "\\" with "\\"');
    }
  }
  if (namePatterns.length > 1) requireFeature(`${at}.namePatterns`, release, 'several namePatterns');
}

function checkVersion(at: string, c: ResolvedClass, release: LocalStaticRelease): void {
  const property: { [key: string]: string } = { blockCleanerCommand: 'blockCleaner', namePattern: 'namePatterns' };
  for (const key of Object.keys(classConfig(c))) {
    const since = release._lacks('class', key);
    if (since) refuse(`${at}.${property[key] ?? key}`, `is read by the provisioner since ${since}; ${release.version} ignores it`);
  }
  if (c.reclaimPolicy === ReclaimPolicy.RETAIN) requireFeature(`${at}.reclaimPolicy`, release, 'reclaimPolicy Retain');
  if (c.mountOptions?.length) requireFeature(`${at}.mountOptions`, release, 'mountOptions');
}

/** Refuses a property that the provisioner of a release does not know. */
export function requireFeature(property: string, release: LocalStaticRelease, feature: string): void {
  const since = release._lacks('feature', feature);
  if (since) refuse(property, `works since ${since} of the provisioner; ${release.version} ignores it`);
}

/** One directory may serve two classes only where patterns tell its entries apart: an entry belongs to the class that finds it first. */
function checkPair(at: string, c: ResolvedClass, other: ResolvedClass): void {
  if (c.name === other.name) refuse(`${at}.name`, `"${c.name}" occurs twice`);
  if (c.hostDir === other.hostDir) {
    const patterns = new Set(other.namePatterns);
    if (!c.namePatterns || !other.namePatterns || c.namePatterns.some((p) => patterns.has(p))) {
      refuse(`${at}.hostDir`, `"${c.hostDir}" is that of class "${other.name}" too, and which class gets a volume is random: `
        + 'use a directory for each, or namePatterns that have nothing in common');
    }
  } else if (isBelow(c.hostDir, other.hostDir) || isBelow(other.hostDir, c.hostDir)) {
    refuse(`${at}.hostDir`, `"${c.hostDir}" and "${other.hostDir}" of class "${other.name}" lie in one another: `
      + 'the inner one would be discovered as a volume of the outer');
  }
}

function checkedMount(at: string, mount: LocalVolumeMount): DirectoryMount {
  requireDnsLabel(`${at}.name`, mount.name);
  const hostPath = requireDirectory(`${at}.hostPath`, mount.hostPath);
  return { name: mount.name, hostPath, mountPath: requireDirectory(`${at}.mountPath`, mount.mountPath ?? hostPath) };
}

/** No mount may hide another, nor what the container needs. */
function checkMounts(mounts: DirectoryMount[]): void {
  for (const [i, { name, mountPath }] of mounts.entries()) {
    for (const needed of [CONFIG_DIR, SCRIPTS_DIR, DEV_DIR]) {
      const hidden = mountPath === needed || isBelow(needed, mountPath) || (needed !== DEV_DIR && isBelow(mountPath, needed));
      if (hidden) refuse('classes', `mount "${name}" at ${mountPath}, which hides ${needed} of the provisioner: choose another mountDir`);
    }
    for (const other of mounts.slice(0, i)) {
      if (mountPath === other.mountPath || isBelow(mountPath, other.mountPath) || isBelow(other.mountPath, mountPath)) {
        refuse('classes', `mount "${name}" at ${mountPath} and "${other.name}" at ${other.mountPath}, of which one hides the `
          + 'other: choose another mountDir');
      }
      if (name === other.name) refuse('mounts', `use the name "${name}" twice: rename the mount`);
    }
  }
}

/** Whether a class lies in a directory that is mounted as a whole, at the matching place. */
function covered(c: { hostDir: string; mountDir: string }, mounts: DirectoryMount[]): boolean {
  return mounts.some(({ hostPath, mountPath }) => (c.hostDir === hostPath || isBelow(c.hostDir, hostPath))
    && posix.join(mountPath, posix.relative(hostPath, c.hostDir)) === c.mountDir);
}

/** The class's name where it is a valid volume name, else one made of it: class names may hold dots and be longer than 63 characters. */
function volumeName(className: string): string {
  if (isDnsLabel(className) && !/^(provisioner|csi-proxy)-/.test(className)) return className;
  const readable = className.replace(/[^a-z0-9]+/g, '-').slice(0, 48).replace(/-+$/, '');
  return `class-${readable}-${createHash('sha256').update(className).digest('hex').slice(0, 8)}`;
}

function isBelow(path: string, parent: string): boolean {
  return path.startsWith(`${parent}/`);
}
