/*
 * Checks settings that several containers must agree on. It reads the rendered workloads, because extra arguments may have changed any of them.
 */
import { HEALTH_PORT, PLUGIN } from './flags';
import { CinderCsiFacts } from './resolve';
import { refuse } from '../../../core/errors';
import { flagName, flagValue } from '../../../kubernetes/args';
import { DriverPod } from '../../../openstack/judgements/controllers';
import { Manifest } from '../../private/emit';

/** Rejects contradictory workloads. The first one is the `controller`. */
export function checkConsistency(facts: CinderCsiFacts, workloads: Manifest[]): void {
  checkLeaders(facts, workloads[0]);
  workloads.forEach((workload, i) => checkHealthPort(i === 0 ? 'controller' : 'node', workload));
  const places = topologyPlaces(facts, workloads);
  if (facts.props.topology !== undefined && disagree(places)) {
    refuse('topology', `is ${facts.props.topology}, but extraArgs contradict it: `
      + `${places.map(({ text }) => text).join(', ')}. Remove it from extraArgs`);
  }
}

/** A plugin and its workload. */
export interface EmittedPlugin<T> {
  readonly manifest: Manifest;
  readonly object: T;
}

/** The plugins as input of the judgement about their topology. */
export function driverPods<T>(plugins: Array<EmittedPlugin<T>>): Array<DriverPod & { readonly object: T }> {
  return plugins.map(({ manifest, object }) => {
    const containers = containersOf(manifest).map(({ name, image, command = [], args = [] }, at) => (
      { name, image, args: [...command, ...args], path: `spec.template.spec.containers[${at}]` }));
    const driver = containers.find(({ name }) => name === PLUGIN)!;
    const name = `${manifest.kind} "${manifest.metadata.name}"`;
    return { object, name, driver, controls: flagValue([...driver.args], 'provide-controller-service') !== 'false', containers };
  });
}

function checkLeaders({ replicas, profile, release }: CinderCsiFacts, controller: Manifest): void {
  if (replicas < 2) return;
  for (const { name, args = [] } of containersOf(controller).filter((c) => profile.leaderElection?.containers.includes(c.name))) {
    const elects = args.some((arg: string) => flagName(arg) === 'leader-election') && flagValue(args, 'leader-election') !== 'false';
    if (!elects) {
      refuse('replicas', `must be 1 unless ${name} has --leader-election=true, or each replica acts on every volume. Keep that flag `
      + `of release ${release.minor}`);
    }
  }
}

function checkHealthPort(plugin: string, workload: Manifest): void {
  const containers = containersOf(workload);
  const sidecar = containers.find((c) => c.name === 'liveness-probe');
  const driver = containers.find((c) => c.name === PLUGIN);
  const asked = driver?.ports?.find((p: any) => p.name === 'healthz' && p.name === driver.livenessProbe?.httpGet?.port)?.containerPort;
  const served = flagValue(sidecar?.args ?? [], 'health-port') ?? String(HEALTH_PORT);
  if (sidecar && asked !== undefined && String(asked) !== served) {
    refuse(`${plugin}.livenessSidecar.extraArgs`, `make the sidecar serve port ${served}, but the probe uses port ${asked}. Set `
      + 'healthPort instead of the flag');
  }
}

interface Place {
  readonly on: string;
  readonly text: string;
}

function topologyPlaces({ profile }: CinderCsiFacts, workloads: Manifest[]): Place[] {
  const known = profile.driverFlags.includes('with-topology');
  return workloads.flatMap((workload) => containersOf(workload).flatMap(({ name, args = [] }): Place[] => {
    const gate = name === 'csi-provisioner' ? /\bTopology=(\w+)/.exec(flagValue(args, 'feature-gates') ?? '')?.[1] : undefined;
    if (gate !== undefined) return [{ on: gate, text: `csi-provisioner has Topology=${gate}` }];
    if (name !== PLUGIN || !known) return [];
    const on = flagValue(args, 'with-topology') ?? 'true';
    return [{ on, text: `the driver of ${workload.metadata.name} has --with-topology=${on}` }];
  }));
}

function disagree(places: Place[]): boolean {
  return new Set(places.map(({ on }) => on)).size > 1;
}

function containersOf({ spec }: Manifest): any[] {
  return spec.template.spec.containers;
}
