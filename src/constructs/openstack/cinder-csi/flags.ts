import { CinderCloud } from './options';
import { CinderCsiFacts, requireFlag, shipsLeaderElection } from './resolve';
import { invalid, refuse } from '../../../core/errors';
import { requireDnsLabel, requireLabels, requirePort } from '../../../kubernetes/names';
import { Release } from '../../../releases';

/** Name of the driver's container in both plugins. */
export const PLUGIN = 'cinder-csi-plugin';

/** Default port of the liveness-probe sidecar; no release sets its flag --health-port. */
export const HEALTH_PORT = 9808;

/** Flag changes of a container: flags to add or replace, and flags of the release to omit. */
export interface FlagChanges {
  readonly add: string[];
  readonly drop: string[];
}

/** Flag changes of a container of the controller plugin. */
export function controllerFlags(facts: CinderCsiFacts, container: string): FlagChanges {
  const { props, leaderElection, profile } = facts;
  const changes = common(facts, container);
  if (leaderElection !== shipsLeaderElection(profile) && profile.leaderElection?.containers.includes(container)) {
    toggle(changes, '--leader-election=true', leaderElection);
  }
  if (container === 'csi-provisioner' && props.topology !== undefined) changes.add.push(`--feature-gates=Topology=${props.topology}`);
  if (container !== PLUGIN) return changes;
  const { metrics, separateServices, pvcAnnotations, clouds = [] } = props;
  if (metrics) changes.add.push(`--http-endpoint=:${metrics.port ?? 8080}`);
  if (separateServices !== undefined) toggle(changes, '--provide-node-service=false', separateServices);
  if (pvcAnnotations !== undefined) toggle(changes, '--pvc-annotations', pvcAnnotations);
  changes.add.push(...clouds.map(({ name }) => `--cloud-name=${name}`));
  return changes;
}

/** Flag changes of a container of the node plugin, or of the node plugin of one cloud. */
export function nodeFlags(facts: CinderCsiFacts, container: string, cloud?: CinderCloud): FlagChanges {
  const { props } = facts;
  const changes = common(facts, container);
  if (container !== PLUGIN) return changes;
  if (props.separateServices !== undefined) toggle(changes, '--provide-controller-service=false', props.separateServices);
  if (props.nodeOpenStackClient === false && !facts.profile.credentialFreeNode) changes.add.push('--node-service-no-os-client=true');
  if (cloud) changes.add.push(`--cloud-name=${cloud.name}`);
  const topology = { ...props.additionalTopology, ...cloud?.topology };
  changes.add.push(...Object.entries(topology).map(([key, value]) => `--additional-topology=${key}=${value}`));
  return changes;
}

/** Rejects flags that the driver of the release does not support, whether set by a property or by an extra argument. */
export function checkFlags({ props, profile, release }: CinderCsiFacts): void {
  const needs = (property: string, value: unknown, flag: string) => value !== undefined && requireFlag(property, flag, profile, release);
  needs('metrics', props.metrics, 'http-endpoint');
  needs('pvcAnnotations', props.pvcAnnotations || undefined, 'pvc-annotations');
  needs('separateServices', props.separateServices || undefined, 'provide-controller-service');
  needs('additionalTopology', props.additionalTopology, 'additional-topology');
  needs('clouds', props.clouds, 'cloud-name');
  needs('nodeOpenStackClient', props.nodeOpenStackClient, 'node-service-no-os-client');
  if (props.metrics) checkPorts(requirePort('metrics.port', props.metrics.port ?? 8080), props.healthPort ?? HEALTH_PORT);
  checkClouds(props.clouds ?? []);
  checkPvcAnnotations(props.pvcAnnotations, props.controller?.provisioner?.withoutFlags);
  let known: Set<string> | undefined;
  for (const part of ['controller', 'node'] as const) {
    for (const arg of props[part]?.extraArgs ?? []) {
      const flag = /^--([a-z-]+)/.exec(arg)?.[1];
      if (flag === undefined || profile.driverFlags.includes(flag)) continue;
      known ??= new Set(Release.all().flatMap((r) => r._profile.cinderCsi.driverFlags));
      if (known.has(flag)) requireFlag(`${part}.extraArgs`, flag, profile, release);
    }
  }
}

function common({ props, names, profile }: CinderCsiFacts, container: string): FlagChanges {
  const add: string[] = [];
  if (props.verbosity !== undefined) add.push(`${names.verbosityFlag}=${props.verbosity}`);
  if (container === 'liveness-probe' && props.healthPort !== undefined) add.push(`--health-port=${props.healthPort}`);
  if (container === PLUGIN && props.topology !== undefined
    && profile.driverFlags.includes('with-topology')) add.push(`--with-topology=${props.topology}`);
  return { add, drop: [] };
}

function toggle({ add, drop }: FlagChanges, arg: string, on: boolean): void {
  if (on) add.push(arg); else drop.push(arg.replace(/^--/, '').replace(/=.*/, ''));
}

function checkPorts(metrics: number, health: number): void {
  if (metrics === health) invalid('metrics.port', metrics, 'a port that differs from the health port');
}

function checkClouds(clouds: CinderCloud[]): void {
  for (const { name, nodeSelector, topology } of clouds) {
    requireDnsLabel('clouds.name', name);
    requireLabels(`clouds["${name}"].nodeSelector`, nodeSelector);
    requireLabels(`clouds["${name}"].topology`, topology);
    if (clouds.filter((c) => c.name === name).length > 1) refuse('clouds', `contains the duplicate name "${name}"`);
    if (clouds.length > 1 && !nodeSelector) {
      refuse(`clouds["${name}"].nodeSelector`, 'is required with several clouds, because each gets its own node DaemonSet');
    }
  }
}

/** The driver looks up a claim by the name that csi-provisioner passes as extra metadata. */
function checkPvcAnnotations(pvcAnnotations?: boolean, withoutFlags: string[] = []): void {
  if (pvcAnnotations && withoutFlags.includes('extra-create-metadata')) {
    refuse('pvcAnnotations', 'needs the flag --extra-create-metadata of csi-provisioner. Remove the flag from controller.provisioner.withoutFlags');
  }
}
