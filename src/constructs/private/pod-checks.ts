/*
 * What the API server refuses in pods, said where the value is given. Shapes that it only fills in or ignores pass.
 * Source: pkg/apis/core/validation/validation.go, pkg/apis/apps/validation/validation.go of Kubernetes.
 */
import { isIP } from 'net';
import { invalid, refuse } from '../../core/errors';
import { requireImage } from '../../kubernetes/images';
import {
  isDnsSubdomain, requireAbsolutePath, requireAnnotations, requireDistinct, requireDnsLabel, requireDnsSubdomain, requireEnvName, requireInteger,
  requireLabels, requireOneOf,
} from '../../kubernetes/names';
import { parseQuantity } from '../../kubernetes/quantity';
import { EnvVariable, MatchOperator, ContainerProbe, ResourceRequirements, TaintEffect, Toleration, PodVolume } from '../core-v1';
import { ContainerOptions, PodOptions } from '../pod-options';

const TOLERATION_OPERATORS = [MatchOperator.EQUAL, MatchOperator.EXISTS, MatchOperator.LT, MatchOperator.GT];
const PROBES = ['livenessProbe', 'readinessProbe', 'startupProbe'] as const;
const STRATEGIES: { [kind: string]: string[] } = {
  DaemonSet: ['RollingUpdate', 'OnDelete'],
  StatefulSet: ['RollingUpdate', 'OnDelete'],
  Deployment: ['RollingUpdate', 'Recreate'],
};

/**
 * Checks the options of a pod and of its main container.
 *
 * @param ofMain Runs the checks of the main container: names it in errors where the pod has others
 */
export function checkPodOptions(options: PodOptions, ofMain = (check: () => void) => check()): void {
  const { priorityClassName, terminationGracePeriodSeconds, imagePullSecrets = [], hostAliases = {}, extraVolumes = [] } = options;
  for (const property of ['labels', 'podLabels', 'nodeSelector'] as const) requireLabels(property, options[property]);
  for (const property of ['annotations', 'podAnnotations'] as const) requireAnnotations(property, options[property]);
  if (priorityClassName) requireDnsSubdomain('priorityClassName', priorityClassName);
  if (terminationGracePeriodSeconds !== undefined) requireInteger('terminationGracePeriodSeconds', terminationGracePeriodSeconds, 0);
  for (const name of imagePullSecrets) requireDnsSubdomain('imagePullSecrets', name);
  for (const [ip, hostnames] of Object.entries(hostAliases)) checkHostAlias(ip, hostnames);
  for (const property of ['tolerations', 'extraTolerations'] as const) {
    for (const [i, toleration] of (options[property] ?? []).entries()) checkToleration(`${property}[${i}]`, toleration);
  }
  extraVolumes.forEach((volume, i) => checkVolume(`extraVolumes[${i}]`, volume));
  requireDistinct('extraVolumes', extraVolumes.map(({ name }) => name));
  ofMain(() => checkContainerOptions(options));
}

/** Checks the options of a container. */
export function checkContainerOptions(options: ContainerOptions): void {
  const { image, resources, extraEnv = [], extraVolumeMounts = [] } = options;
  if (image !== undefined) requireImage('image', image);
  if (resources) checkResources(resources);
  for (const { name, value, valueFrom } of extraEnv as EnvVariable[]) {
    if (value && valueFrom) refuse('extraEnv', `gives "${name}" both value and valueFrom. Remove one of them`);
  }
  requireDistinct('extraEnv', extraEnv.map(({ name }) => name));
  extraEnv.forEach(({ name }, i) => requireEnvName(`extraEnv[${i}].name`, name));
  extraVolumeMounts.forEach(({ mountPath }, i) => requireAbsolutePath(`extraVolumeMounts[${i}].mountPath`, mountPath, '/etc/ssl/certs'));
  for (const property of PROBES) checkProbe(property, options[property] ?? {});
}

/** Checks a pod spec as a whole: what no single option shows. */
export function checkPodSpec(spec: any): void {
  checkMounts(spec);
  checkProbePorts(spec);
  const containers = containersOf(spec);
  for (const { name } of containers) requireDnsLabel('extraContainers.name', name);
  requireDistinct('extraContainers', containers.map(({ name }) => name));
  for (const { name, securityContext, volumeMounts = [] } of containers) {
    const mount = volumeMounts.find((m: any) => m.mountPropagation === 'Bidirectional');
    if (mount && securityContext?.privileged !== true) {
      refuse('securityContext', `of container "${name}" must say privileged: true, as it mounts "${mount.name}" Bidirectional, which `
        + 'only privileged containers may');
    }
  }
}

/** The kubelet looks a named port up among the ports of the same container; a probe of one that is not there fails forever. */
export function checkProbePorts(spec: any): void {
  for (const c of containersOf(spec)) {
    const ports = (c.ports ?? []).map((p: any) => p.name);
    for (const probe of PROBES) {
      const port = c[probe]?.httpGet?.port ?? c[probe]?.tcpSocket?.port;
      if (typeof port === 'string' && /[a-z]/i.test(port) && !ports.includes(port)) {
        refuse(probe, `of container "${c.name}" asks the port "${port}", which the container does not have: use the number of a port`);
      }
    }
  }
}

/** Which of its ways to probe a probe says. */
export function handlersOf(probe: ContainerProbe): string[] {
  return (['httpGet', 'tcpSocket', 'exec', 'grpc'] as const).filter((handler) => probe[handler]);
}

/** Checks the update strategy of a workload, whose kind decides what there is. */
export function checkUpdateStrategy({ kind, spec }: { kind: string; [key: string]: any }): void {
  const type = (spec?.updateStrategy ?? spec?.strategy)?.type;
  const known = STRATEGIES[kind];
  if (known && type !== undefined && !known.includes(type)) invalid('updateStrategy.type', type, `${known.join(' or ')} for a ${kind}`);
}

function containersOf(spec: any): any[] {
  return [...spec.initContainers ?? [], ...spec.containers];
}

function checkMounts(spec: any): void {
  const volumes = new Set((spec.volumes ?? []).map((v: any) => v.name));
  for (const c of containersOf(spec)) {
    for (const mount of c.volumeMounts ?? []) {
      if (!volumes.has(mount.name)) {
        refuse('extraVolumeMounts', `of container "${c.name}" name the volume "${mount.name}", which the pod does not have: add it to extraVolumes`);
      }
    }
  }
}

function checkProbe(property: string, probe: ContainerProbe): void {
  const handlers = handlersOf(probe);
  if (handlers.length > 1) invalid(property, handlers, 'a probe with one of httpGet, tcpSocket, exec and grpc');
  const others = Object.entries(probe).filter(([key, value]) => key !== 'enabled' && value !== undefined).map(([key]) => key);
  if (probe.enabled === false && others.length) refuse(property, `has enabled: false, and says ${others.join(', ')}: drop one of them`);
}

function checkHostAlias(ip: string, hostnames: string[]): void {
  if (!isIP(ip)) invalid('hostAliases', ip, 'by IP address, such as "10.0.0.1"');
  for (const name of hostnames) {
    if (!isDnsSubdomain(name)) invalid(`hostAliases["${ip}"]`, name, 'host names such as "keystone.example.com"');
  }
}

function checkToleration(property: string, { key, operator = MatchOperator.EQUAL, value, effect, tolerationSeconds }: Toleration): void {
  requireOneOf(`${property}.operator`, operator, TOLERATION_OPERATORS);
  if (!key && operator !== MatchOperator.EXISTS) refuse(property, 'has no key: set `key`, or `operator: "Exists"` for every taint');
  if (key) requireLabels(property, { [key]: operator === MatchOperator.EQUAL ? value ?? '' : '' });
  if (operator === MatchOperator.EXISTS && value) refuse(property, 'has a value, which the operator "Exists" ignores: drop one of them');
  if (tolerationSeconds !== undefined && effect !== TaintEffect.NO_EXECUTE) {
    refuse(`${property}.tolerationSeconds`, 'is for the effect "NoExecute" alone: the others never make a pod leave. Set that effect, or drop it');
  }
}

function checkVolume(property: string, { name, source, ...sources }: PodVolume): void {
  requireDnsLabel(`${property}.name`, name);
  const given = Object.entries({ ...sources, ...source }).filter(([, value]) => value !== undefined).map(([key]) => key);
  if (given.length > 1) refuse(property, `gives "${name}" ${given.join(' and ')}: a volume has one source`);
}

function checkResources({ requests = {}, limits = {} }: ResourceRequirements): void {
  for (const [property, amounts] of Object.entries({ requests, limits })) {
    for (const [resource, amount] of Object.entries(amounts)) {
      const parsed = parseQuantity(amount);
      if (parsed === undefined || parsed < 0n) invalid(`resources.${property}.${resource}`, amount, 'a quantity such as "200m" or "128Mi"');
    }
  }
  for (const [resource, request] of Object.entries(requests)) {
    const limit = limits[resource];
    if (limit !== undefined && parseQuantity(request)! > parseQuantity(limit)!) {
      invalid(`resources.requests.${resource}`, request, `at most the limit, ${limit}`);
    }
  }
}
