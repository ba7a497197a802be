/* Errors in a class of storageClassMap. */
import { textList } from '../../../core/fields';
import { shown } from '../../../core/words';
import { hostPathOf, isInside, mountOf, tidy } from '../../model/pod-sources';
import { Severity } from '../rule';
import { MappedClass, StaticConfig } from '../shared/static-provisioner';

const MODES = ['ReadWriteOnce', 'ReadOnlyMany', 'ReadWriteMany', 'ReadWriteOncePod'];

export interface Problem {
  readonly message: string;
  readonly severity?: Severity;
  readonly fix: string;
}

export function problemsOf(mapped: MappedClass, config: StaticConfig): Problem[] {
  return [...ofFields(mapped), ...ofNeighbours(mapped, config), ...ofMounts(mapped, config)];
}

const KEYS = ['hostDir', 'mountDir', 'blockCleanerCommand', 'volumeMode', 'accessMode', 'fsType', 'namePattern', 'selector'];

function ofFields({ value, hostDir, mountDir }: MappedClass): Problem[] {
  const found: Problem[] = [];
  for (const [name, path] of [['hostDir', hostDir], ['mountDir', mountDir]]) {
    if (!path) found.push({ message: `${name} is missing, so the provisioner exits.`, fix: `Set ${name} to an absolute path.` });
    else if (!path.startsWith('/')) found.push({ message: `${name} is not an absolute path.`, fix: `Write ${name} with a leading slash.` });
  }
  if (value.volumeMode !== undefined && !['', 'Filesystem', 'Block'].includes(value.volumeMode)) {
    found.push({
      message: `unknown volumeMode ${shown(value.volumeMode)}, so the provisioner exits; use Filesystem `
      + 'or Block.',
      fix: 'Set volumeMode to Filesystem or Block.',
    });
  }
  if (value.accessMode !== undefined && !MODES.includes(value.accessMode)) {
    found.push({
      message: `unknown accessMode ${shown(value.accessMode)}, so the API server rejects its volumes.`,
      fix: 'Use one of '
      + `${MODES.join(', ')}.`,
    });
  }
  if (Array.isArray(value.blockCleanerCommand) && !textList(value.blockCleanerCommand).length) {
    found.push({ message: 'blockCleanerCommand is empty, so the provisioner exits.', fix: 'Remove blockCleanerCommand, or list a command.' });
  }
  if (value.volumeMode === 'Block' && value.fsType) {
    found.push({
      message: 'fsType has no effect on block '
    + 'devices.',
      severity: 'info',
      fix: 'Remove fsType.',
    });
  }
  const unknown = Object.keys(value).find((key) => !KEYS.includes(key));
  if (unknown) {
    found.push({
      message: `unknown key ${shown(unknown)}, which is silently ignored.`,
      severity: 'warning',
      fix: 'Remove the key; '
    + `known are ${KEYS.join(', ')}.`,
    });
  }
  return found;
}

function ofNeighbours({ name, hostDir }: MappedClass, { classes }: StaticConfig): Problem[] {
  if (!hostDir) return [];
  const before = classes.slice(0, classes.findIndex((other) => other.name === name));
  const twin = before.find((other) => other.hostDir && tidy(other.hostDir) === tidy(hostDir));
  if (twin) {
    return [{
      message: `class "${shown(twin.name)}" has the same hostDir, so each disk gets one of the classes at `
    + 'random.',
      fix: 'Give each class a directory of its own.',
    }];
  }
  const nested = before.find((other) => other.hostDir && (isInside(other.hostDir, hostDir) || isInside(hostDir, other.hostDir)));
  return nested ? [{
    message: `its hostDir and that of class "${shown(nested.name)}" contain one another.`,
    severity: 'warning',
    fix: 'Give each '
    + 'class a directory of its own, not one inside another.',
  }] : [];
}

function ofMounts({ hostDir, mountDir, value }: MappedClass, { provisioners }: StaticConfig): Problem[] {
  return provisioners.flatMap(({ pod, container }) => {
    const found: Problem[] = [];
    if (!mountDir || !hostDir) return found;
    const at = hostPathOf(pod, container, mountDir);
    if (at === undefined) {
      found.push({
        message: `no host directory is mounted at its mountDir ${shown(mountDir)}.`,
        fix: 'Mount the hostDir at '
      + 'the mountDir in the container.',
      });
    } else if (at !== tidy(hostDir)) {
      found.push({
        message: `its mountDir shows host directory ${shown(at)}, but its hostDir is `
      + `${shown(hostDir)}.`,
        fix: 'Mount each hostDir at its mountDir.',
      });
    }
    if (value.volumeMode === 'Block' && !mountOf(container, '/dev')) {
      found.push({ message: 'block devices require /dev of the host in the container.', fix: 'Mount /dev of the host in the container.' });
    }
    return found;
  });
}
