/*
 * What the API server refuses in pods, said where the value is given. Shapes that it only fills in or ignores pass.
 * Source: pkg/apis/core/validation/validation.go, pkg/apis/apps/validation/validation.go of Kubernetes.
 */
import { isIP } from 'net';
import { invalid, refuse } from '../../core/errors';
import { isDnsSubdomain, requireDistinct, requireDnsLabel, requireDnsSubdomain, requireInteger, requireLabels } from '../../core/names';
import { parseQuantity } from '../../core/quantity';
import { EnvVariable, HostAlias, ResourceRequirements, Toleration, Volume } from '../core-v1';
import { ContainerOptions, PodOptions } from '../pod-options';

const DNS_POLICIES = ['ClusterFirst', 'ClusterFirstWithHostNet', 'Default', 'None'];
const OPERATORS = ['Equal', 'Exists', 'Lt', 'Gt'];
const EFFECTS = ['NoSchedule', 'PreferNoSchedule', 'NoExecute'];
const STRATEGIES: { [kind: string]: string[] } = {
  DaemonSet: ['RollingUpdate', 'OnDelete'],
  StatefulSet: ['RollingUpdate', 'OnDelete'],
  Deployment: ['RollingUpdate', 'Recreate'],
};

/** Checks the knobs of a pod. */
export function checkPodValues(options: PodOptions): void {
  const { priorityClassName, dnsPolicy, terminationGracePeriodSeconds, imagePullSecrets = [], hostAliases = [], extraVolumes = [] } = options;
  if (priorityClassName) requireDnsSubdomain('priorityClassName', priorityClassName);
  if (dnsPolicy !== undefined && !DNS_POLICIES.includes(dnsPolicy)) invalid('dnsPolicy', dnsPolicy, `one of ${DNS_POLICIES.join(', ')}`);
  if (terminationGracePeriodSeconds !== undefined) requireInteger('terminationGracePeriodSeconds', terminationGracePeriodSeconds, 0);
  for (const name of imagePullSecrets) requireDnsSubdomain('imagePullSecrets', name);
  for (const [i, alias] of hostAliases.entries()) checkHostAlias(`hostAliases[${i}]`, alias);
  for (const property of ['tolerations', 'extraTolerations'] as const) {
    for (const [i, toleration] of (options[property] ?? []).entries()) checkToleration(`${property}[${i}]`, toleration);
  }
  for (const volume of extraVolumes) checkVolume(volume);
  requireDistinct('extraVolumes', extraVolumes.map(({ name }) => name));
}

/** Checks the knobs of a container. */
export function checkContainerValues({ resources, extraArgs, extraEnv = [] }: ContainerOptions): void {
  if (resources) checkResources(resources);
  if (extraArgs !== undefined && !(Array.isArray(extraArgs) && extraArgs.every((arg) => typeof arg === 'string'))) {
    invalid('extraArgs', extraArgs, 'a list of texts such as ["--v=5"]');
  }
  for (const { name, value, valueFrom } of extraEnv as EnvVariable[]) {
    if (value && valueFrom) refuse('extraEnv', `gives "${name}" both value and valueFrom: drop one of them`);
  }
  requireDistinct('extraEnv', extraEnv.map(({ name }) => name));
}

/** Checks a pod spec as a whole: what no single knob shows. */
export function checkPodSpec(spec: any): void {
  const containers: any[] = [...spec.initContainers ?? [], ...spec.containers];
  for (const { name } of containers) requireDnsLabel('extraContainers.name', name);
  requireDistinct('extraContainers', containers.map(({ name }) => name));
  for (const { name, securityContext, volumeMounts = [] } of containers) {
    const mount = volumeMounts.find((m: any) => m.mountPropagation === 'Bidirectional');
    if (mount && securityContext?.privileged !== true) {
      refuse('securityContext', `of container "${name}" must say privileged: true, as it mounts "${mount.name}" Bidirectional, which only privileged containers may`);
    }
  }
}

/** Checks the update strategy of a workload, whose kind decides what there is. */
export function checkUpdateStrategy({ kind, spec }: { kind: string; [key: string]: any }): void {
  const type = (spec?.updateStrategy ?? spec?.strategy)?.type;
  const known = STRATEGIES[kind];
  if (known && type !== undefined && !known.includes(type)) invalid('updateStrategy.type', type, `${known.join(' or ')} for a ${kind}`);
}

function checkHostAlias(property: string, { ip, hostnames }: HostAlias): void {
  if (!isIP(ip)) invalid(`${property}.ip`, ip, 'an IP address such as "10.0.0.1"');
  for (const name of hostnames) {
    if (!isDnsSubdomain(name)) invalid(`${property}.hostnames`, name, 'host names such as "keystone.example.com"');
  }
}

function checkToleration(property: string, { key, operator = 'Equal', value, effect, tolerationSeconds }: Toleration): void {
  if (!OPERATORS.includes(operator)) invalid(`${property}.operator`, operator, `one of ${OPERATORS.join(', ')}`);
  if (!key && operator !== 'Exists') refuse(property, 'has no key: set `key`, or `operator: "Exists"` for every taint');
  if (key) requireLabels(property, { [key]: operator === 'Equal' ? value ?? '' : '' });
  if (operator === 'Exists' && value) refuse(property, 'has a value, which the operator "Exists" ignores: drop one of them');
  if (effect && !EFFECTS.includes(effect)) invalid(`${property}.effect`, effect, `one of ${EFFECTS.join(', ')}`);
  if (tolerationSeconds !== undefined && effect !== 'NoExecute') {
    refuse(`${property}.tolerationSeconds`, 'is for the effect "NoExecute" alone: the others never make a pod leave. Set that effect, or drop it');
  }
}

function checkVolume({ name, source, ...sources }: Volume): void {
  requireDnsLabel('extraVolumes.name', name);
  const given = Object.entries({ ...sources, ...source }).filter(([, value]) => value !== undefined).map(([key]) => key);
  if (given.length > 1) refuse('extraVolumes', `gives "${name}" ${given.join(' and ')}: a volume has one source`);
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
