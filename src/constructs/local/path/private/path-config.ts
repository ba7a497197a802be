import { invalid, refuse } from '../../../../core/errors';
import { isAbsolutePath, requireInteger } from '../../../../kubernetes/names';
import { LocalPathRelease } from '../../../../releases';
import { fill } from '../../../private/workload';
import { LocalPathProvisionerProps } from '../local-path-provisioner-props';
import { LocalPathStorage } from '../local-path-storage';

const PROPERTY: { [key: string]: string } = {
  nodePathMap: 'storage',
  sharedFileSystemPath: 'storage',
  storageClassConfigs: 'storage',
  cmdTimeoutSeconds: 'commandTimeout',
  setupCommand: 'setupCommand',
  teardownCommand: 'teardownCommand',
};

/** The text of config.json. */
export function pathConfig(props: LocalPathProvisionerProps, storage: LocalPathStorage, release: LocalPathRelease): string {
  const config: { [key: string]: unknown } = {
    ...storage._config,
    ...(props.commandTimeout && { cmdTimeoutSeconds: requireInteger('commandTimeout', props.commandTimeout.toSeconds({ integral: false }), 1) }),
    ...(props.setupCommand !== undefined && { setupCommand: program('setupCommand', props.setupCommand) }),
    ...(props.teardownCommand !== undefined && { teardownCommand: program('teardownCommand', props.teardownCommand) }),
  };
  for (const key of keysOf(config)) {
    const since = release._lacks('config', key);
    if (since) refuse(PROPERTY[key], `is read by the provisioner since ${since} (${key}); ${release.version} ignores it`);
  }
  for (const key of Object.keys(props.extraConfig ?? {})) {
    // The provisioner matches keys of JSON without regard to case, as Go does.
    const same = Object.keys(config).find((known) => known.toLowerCase() === key.toLowerCase());
    if (same) refuse('extraConfig', `holds "${key}", which the property ${PROPERTY[same]} is for`);
  }
  return JSON.stringify({ ...config, ...props.extraConfig }, undefined, 2);
}

/** The scripts of the helper pod. */
export function scripts(props: LocalPathProvisionerProps, release: LocalPathRelease): { setup: string; teardown: string } {
  const { scripts: shipped, directoryMode } = release._profile;
  const mode = props.directoryMode ?? directoryMode;
  if (!/^[0-7]{4}$/.test(mode)) invalid('directoryMode', mode, 'four octal digits such as "0770"');
  for (const property of ['setupScript', 'teardownScript', 'directoryMode'] as const) {
    const command = property === 'teardownScript' ? 'teardownCommand' : 'setupCommand';
    if (props[property] !== undefined && props[command] !== undefined) {
      refuse(property, `has no effect beside ${command}, which runs instead. Remove one`);
    }
  }
  if (props.directoryMode !== undefined && props.setupScript !== undefined) {
    refuse('directoryMode', 'is for the stock setup script. Remove it, or setupScript');
  }
  for (const property of ['setupScript', 'teardownScript'] as const) {
    if (props[property]?.trim() === '') refuse(property, 'is empty. Remove it for the stock script');
  }
  return { setup: props.setupScript ?? fill(shipped.setup, { directoryMode: mode }), teardown: props.teardownScript ?? shipped.teardown };
}

/** The keys of a config, with those of its classes. */
function keysOf(config: { [key: string]: any }): string[] {
  return [...Object.keys(config), ...Object.values(config.storageClassConfigs ?? {}).flatMap((c) => Object.keys(c as object))];
}

function program(property: string, path: string): string {
  return isAbsolutePath(path) ? path : invalid(property, path, 'an absolute path of a program such as "/usr/local/bin/setup", without arguments');
}
