/*
 * Containers of a pod: what several of their fields say together. field-rules.json has the rules of single fields.
 * Source: pkg/apis/core/validation/validation.go (validateContainers, validateInitContainers, validateContainerCommon).
 */
import { Report } from './report';
import { validateResources } from './resources';
import { fields, Fields, isObject, list, text } from '../../core/fields';
import { isAtLeast } from '../minor';
import { isQualifiedName } from '../names';

/** Fields of a pod that an environment variable or, below, a file may take. */
const OF_ENV = ['metadata.name', 'metadata.namespace', 'metadata.uid', 'spec.nodeName', 'spec.host', 'spec.serviceAccountName', 'status.hostIP',
  'status.hostIPs',
  'status.podIP', 'status.podIPs'];
const OF_FILES = ['metadata.name', 'metadata.namespace', 'metadata.labels', 'metadata.annotations', 'metadata.uid'];
const OF_RESOURCES = ['limits', 'requests'].flatMap((kind) => ['cpu', 'memory', 'ephemeral-storage'].map((name) => `${kind}.${name}`));
const SOURCES = ['fieldRef', 'resourceFieldRef', 'configMapKeyRef', 'secretKeyRef', 'fileKeyRef'];
const HANDLERS = ['exec', 'httpGet', 'tcpSocket', 'grpc', 'sleep'];
const PROBES = ['livenessProbe', 'readinessProbe', 'startupProbe'];
/** Minor with restartPolicy and restartPolicyRules of any container. */
const RESTART_RULES = '1.35';

/** What a container needs to know of its pod. */
export interface ContainerInput {
  readonly spec: Fields;
  readonly isInit: boolean;
  readonly kubernetesVersion: string;
}

export function validateContainer(report: Report, field: string, container: Fields, input: ContainerInput): void {
  const { spec, isInit, kubernetesVersion } = input;
  const claims = list(spec.resourceClaims).map((claim) => fields(claim).name);
  validateResources(report, `${field}.resources`, container.resources, claims);
  portNames(report, `${field}.ports`, list(container.ports).map(fields));
  list(container.env).map(fields).forEach((variable, i) => {
    if (isObject(variable.valueFrom)) valueFrom(report, `${field}.env[${i}].valueFrom`, variable.valueFrom, Boolean(text(variable.value)), spec);
  });
  list(container.envFrom).map(fields).forEach((from) => {
    const given = ['configMapRef', 'secretRef'].filter((key) => isObject(from[key])).length;
    if (given !== 1) {
      report.invalid(`${field}.envFrom`, '', given ? 'may not have more than one field specified at a time'
        : 'must specify one of: `configMapRef` or `secretRef`');
    }
  });
  resizing(report, `${field}.resizePolicy`, list(container.resizePolicy).map(fields), spec.restartPolicy === 'Never');
  restarting(report, field, container, isInit, kubernetesVersion);
  if (!isInit || container.restartPolicy === 'Always') {
    running(report, field, container, spec);
    return;
  }
  for (const key of ['lifecycle', ...PROBES]) {
    if (isObject(container[key]) && !isDropped(container[key])) report.refuse(`${field}.${key}`, 'Forbidden: may not be set for init containers without restartPolicy=Always');
  }
  list(container.resizePolicy).map(fields).forEach(({ restartPolicy }, i) => {
    if (restartPolicy === 'RestartContainer') {
      report.invalid(`${field}.resizePolicy[${i}].restartPolicy`, restartPolicy,
        "must not be set to 'RestartContainer' for non-sidecar initContainers");
    }
  });
}

/** The server drops a lifecycle that is a stop signal alone, whose feature gate is off by default. */
function isDropped({ stopSignal, ...hooks }: Fields): boolean {
  return text(stopSignal) !== undefined && Object.values(hooks).every((hook) => hook === null || hook === undefined);
}

function running(report: Report, field: string, container: Fields, spec: Fields): void {
  for (const key of PROBES) {
    const probe = container[key];
    if (!isObject(probe)) continue;
    const at = `${field}.${key}`;
    handler(report, at, probe, spec);
    if (key === 'readinessProbe' && typeof probe.terminationGracePeriodSeconds === 'number') {
      report.invalid(`${at}.terminationGracePeriodSeconds`, probe.terminationGracePeriodSeconds, 'must not be set for readinessProbes');
    }
    if (key !== 'readinessProbe' && (probe.successThreshold || 1) !== 1) {
      report.invalid(`${at}.successThreshold`, probe.successThreshold,
        'must be 1');
    }
  }
  for (const key of ['postStart', 'preStop']) {
    const hook = fields(container.lifecycle)[key];
    if (isObject(hook)) handler(report, `${field}.lifecycle.${key}`, hook, spec);
  }
}

function handler(report: Report, field: string, given: Fields, spec: Fields): void {
  const [kind, ...more] = HANDLERS.filter((key) => isObject(given[key]));
  for (const other of more) report.refuse(`${field}.${other}`, 'Forbidden: may not specify more than 1 handler type');
  if (!kind) report.refuse(field, 'Required value: must specify a handler type');
  if (kind === 'httpGet') {
    for (const { name } of list(given.httpGet.httpHeaders).map(fields)) {
      if (!/^[-A-Za-z0-9]+$/.test(text(name) ?? '')) {
        report.invalid(`${field}.httpGet.httpHeaders`, name ?? '', 'must be an HTTP header name: letters, digits and "-"');
      }
    }
  }
  if (kind !== 'sleep') return;
  const seconds = given.sleep.seconds ?? 0;
  const most = spec.terminationGracePeriodSeconds ?? 30;
  if (seconds < 0 || seconds > most) {
    report.invalid(`${field}.sleep`, seconds,
      `must be non-negative and less than terminationGracePeriodSeconds (${most})`);
  }
}

function portNames(report: Report, field: string, ports: readonly Fields[]): void {
  const names = ports.map(({ name }) => text(name) ?? '');
  names.forEach((name, i) => name && names.indexOf(name) < i && report.refuse(`${field}[${i}].name`, `Duplicate value: "${name}"`));
}

function valueFrom(report: Report, field: string, from: Fields, hasValue: boolean, spec: Fields): void {
  const given = SOURCES.filter((key) => isObject(from[key]));
  if (!given.length) {
    report.invalid(field, '', 'must specify one of: `fieldRef`, `resourceFieldRef`, `configMapKeyRef`, `secretKeyRef` or '
    + '`fileKeyRef`');
  } else if (hasValue) {
    report.invalid(field, '', 'may not be specified when `value` is not empty');
  } else if (given.length > 1) {
    report.invalid(field, '', 'may not have more than one field specified at a time');
  }
  if (isObject(from.fieldRef)) fieldReference(report, `${field}.fieldRef`, from.fieldRef, OF_ENV);
  if (isObject(from.resourceFieldRef)) resourceReference(report, `${field}.resourceFieldRef`, from.resourceFieldRef, false);
  const volumeName = text(fields(from.fileKeyRef).volumeName);
  if (!volumeName) return;
  const volume = list(spec.volumes).map(fields).find(({ name }) => name === volumeName);
  if (!volume) report.refuse(`${field}.fileKeyRef.volumeName`, `Not found: "${volumeName}"`);
  else if (!isObject(volume.emptyDir)) report.invalid(`${field}.fileKeyRef.volumeName`, volumeName, 'referenced volume must be of type emptyDir');
}

/** A file of a downwardAPI volume or projection. The server reports it without the index of the file. */
export function validateDownwardFile(report: Report, field: string, file: Fields): void {
  const path = text(file.path) ?? '';
  if (!path) report.refuse(`${field}.path`, 'Required value');
  if (path.startsWith('/') || path.startsWith('..') || path.split('/').includes('..')) {
    report.invalid(`${field}.path`, path, "must be a relative path without '..'");
  }
  if (typeof file.mode === 'number' && (file.mode < 0 || file.mode > 0o777)) {
    report.invalid(`${field}.mode`, file.mode, 'must be a number between 0 and 0777 (octal), both inclusive');
  }
  if (isObject(file.fieldRef)) {
    fieldReference(report, `${field}.fieldRef`, file.fieldRef, OF_FILES);
    if (isObject(file.resourceFieldRef)) report.invalid(field, 'resource', 'fieldRef and resourceFieldRef can not be specified simultaneously');
  } else if (isObject(file.resourceFieldRef)) {
    resourceReference(report, `${field}.resourceFieldRef`, file.resourceFieldRef, true);
  } else {
    report.refuse(field, 'Required value: one of fieldRef and resourceFieldRef is required');
  }
}

function fieldReference(report: Report, field: string, { apiVersion, fieldPath }: Fields, allowed: readonly string[]): void {
  if (!report.required(`${field}.fieldPath`, fieldPath)) return;
  const subscript = /^(.+?)\['([^]*)'\]$/.exec(fieldPath);
  if (subscript && ['metadata.labels', 'metadata.annotations'].includes(subscript[1])) {
    const key = subscript[1] === 'metadata.labels' ? subscript[2] : subscript[2].toLowerCase();
    if (!isQualifiedName(key)) report.invalid(field, subscript[2], 'must be a qualified name');
  } else if (!allowed.includes(fieldPath) || (text(apiVersion) && apiVersion !== 'v1')) {
    report.oneOf(`${field}.fieldPath`, apiVersion && apiVersion !== 'v1' ? `${apiVersion} ${fieldPath}` : fieldPath, allowed);
  }
}

function resourceReference(report: Report, field: string, { containerName, resource, divisor }: Fields, isFile: boolean): void {
  const isHuge = /^(requests|limits)\.hugepages-/.test(resource ?? '');
  if (isFile && !text(containerName)) report.refuse(`${field}.containerName`, 'Required value');
  else if (report.required(`${field}.resource`, resource) && !isHuge) report.oneOf(`${field}.resource`, resource, OF_RESOURCES);
  if (divisor === undefined || divisor === null || /^[+-]?0*(\.0*)?[a-zA-Z]*$/.test(String(divisor))) return;
  const units = String(resource).endsWith('.cpu') ? /^(1|1m)$/ : /^1([kMGTPE]|[KMGTPE]i)?$/;
  if ((isHuge || OF_RESOURCES.includes(resource)) && !units.test(String(divisor))) {
    report.invalid(`${field}.divisor`, resource, 'only divisors such as 1, 1m (of cpu), 1k, 1Mi are supported');
  }
}

function resizing(report: Report, field: string, policies: readonly Fields[], neverRestarts: boolean): void {
  const names = policies.map(({ resourceName }) => resourceName);
  policies.forEach(({ resourceName, restartPolicy }, i) => {
    if (names.indexOf(resourceName) < i) report.refuse(`${field}[${i}]`, `Duplicate value: "${resourceName}"`);
    report.oneOf(field, resourceName ?? '', ['cpu', 'memory']);
    report.oneOf(field, restartPolicy ?? '', ['NotRequired', 'RestartContainer']);
    if (neverRestarts && restartPolicy === 'RestartContainer') {
      report.invalid(field, restartPolicy, "must be 'NotRequired' when pod `restartPolicy` is 'Never'");
    }
  });
}

function restarting(report: Report, field: string, container: Fields, isInit: boolean, kubernetesVersion: string): void {
  const policy = text(container.restartPolicy);
  const rules = list(container.restartPolicyRules);
  if (!isAtLeast(kubernetesVersion, RESTART_RULES)) {
    if (policy !== undefined && isInit) report.oneOf(`${field}.restartPolicy`, policy, ['Always']);
    else if (policy !== undefined) report.refuse(`${field}.restartPolicy`, 'Forbidden: may not be set for non-init containers');
    return;
  }
  if (policy !== undefined) report.oneOf(`${field}.restartPolicy`, policy, ['Always', 'Never', 'OnFailure']);
  else if (rules.length) report.refuse(`${field}.restartPolicy`, 'Required value: must specify restartPolicy when restart rules are used');
  if (rules.length > 20) report.refuse(`${field}.restartPolicyRules`, `Too many: ${rules.length}: must have at most 20 items`);
}

/** Ports of the node that containers take: not twice, and with hostNetwork the port of the container itself. */
export function validateHostPorts(report: Report, field: string, spec: Fields, isPod: boolean): void {
  const taken = new Set<string>();
  const take = (at: string, container: Fields, mustMatch: boolean) => list(container.ports).map(fields).forEach((port, i) => {
    const hostPort = port.hostPort || (isPod && spec.hostNetwork === true ? port.containerPort : 0);
    if (!hostPort) return;
    const key = `${port.protocol || 'TCP'}/${port.hostIP ?? ''}/${hostPort}`;
    if (taken.has(key)) report.refuse(`${at}.ports[${i}].hostPort`, `Duplicate value: "${key}"`);
    taken.add(key);
    if (mustMatch && hostPort !== port.containerPort) {
      report.invalid(`${at}.ports[${i}].hostPort`, hostPort, 'must match `containerPort` when `hostNetwork` is true');
    }
  });
  list(spec.containers).map(fields).forEach((container, i) => take(`${field}.containers[${i}]`, container, spec.hostNetwork === true));
  list(spec.initContainers).map(fields).forEach((container) => {
    taken.clear();
    take(`${field}.initContainers[0]`, container, false);
  });
}
