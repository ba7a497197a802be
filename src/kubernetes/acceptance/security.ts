/*
 * Security contexts of pods and containers.
 * Source: pkg/apis/core/validation/validation.go (ValidateSecurityContext, validatePodSpecSecurityContext, validateWindows, validateHostUsers).
 */
import { Report } from './report';
import { fields, Fields, isObject, list, text } from '../../core/fields';

/** Sysctls of a namespace that a pod may share with its host. Source: k8s.io/component-helpers node/util/sysctl/namespace.go. */
const OF_HOST = [['hostNetwork', /^net[./]/], ['hostIPC', /^(kernel[./](sem$|shm|msg)|fs[./]mqueue[./])/]] as const;

/** What a pod for Windows must not set: of the pod, of its security context, of that of a container. */
const NOT_ON_WINDOWS = {
  pod: ['hostUsers', 'shareProcessNamespace'],
  securityContext: ['appArmorProfile', 'seLinuxOptions', 'seccompProfile', 'fsGroup', 'fsGroupChangePolicy', 'runAsUser', 'runAsGroup',
    'supplementalGroups',
    'supplementalGroupsPolicy', 'seLinuxChangePolicy'],
  container: ['appArmorProfile', 'seLinuxOptions', 'seccompProfile', 'capabilities', 'readOnlyRootFilesystem', 'privileged',
    'allowPrivilegeEscalation', 'procMount',
    'runAsUser', 'runAsGroup'],
};

/** The security contexts of a pod and its containers, given with their paths. */
export function validateSecurity(report: Report, field: string, spec: Fields, containers: ReadonlyArray<readonly [string, Fields]>): void {
  const context = fields(spec.securityContext);
  const at = `${field}.securityContext`;
  profiles(report, at, context);
  sysctls(report, `${at}.sysctls`, list(context.sysctls).map(fields), spec);
  if (spec.shareProcessNamespace === true && spec.hostPID === true) {
    report.invalid(`${at}.shareProcessNamespace`, true, 'ShareProcessNamespace and HostPID cannot both be enabled');
  }
  for (const [path, container] of containers) {
    ofContainer(report, `${path}.securityContext`, fields(container.securityContext),
      spec.hostUsers === false);
  }
  if (spec.hostUsers === false) ownUsers(report, field, spec, containers);
  hostProcesses(report, field, spec, containers);
  operatingSystem(report, field, spec, containers);
}

function ofContainer(report: Report, field: string, context: Fields, hasOwnUsers: boolean): void {
  profiles(report, field, context);
  if (context.procMount === 'Unmasked' && !hasOwnUsers) {
    report.invalid(`${field}.procMount`, context.procMount, '`hostUsers` must be false to use `Unmasked`');
  }
  if (context.allowPrivilegeEscalation !== false) return;
  if (context.privileged === true) report.invalid(field, context, 'cannot set `allowPrivilegeEscalation` to false and `privileged` to true');
  if (list(fields(context.capabilities).add).includes('CAP_SYS_ADMIN')) {
    report.invalid(field, context, 'cannot set `allowPrivilegeEscalation` to false and `capabilities.Add` CAP_SYS_ADMIN');
  }
}

function profiles(report: Report, field: string, context: Fields): void {
  for (const key of ['seccompProfile', 'appArmorProfile']) {
    const profile = context[key];
    if (!isObject(profile)) continue;
    const at = `${field}.${key}.localhostProfile`;
    const path = text(profile.localhostProfile);
    if (profile.type !== 'Localhost') {
      if (path !== undefined) report.invalid(at, path, 'can only be set when type is Localhost');
    } else if (path === undefined || (key === 'appArmorProfile' && !path.trim())) {
      report.refuse(at, 'Required value: must be set when type is Localhost');
    } else if (key === 'appArmorProfile') {
      if (path !== path.trim() || path.length > 4095) {
        report.invalid(at, path,
          'must not be padded with whitespace, and have at most 4095 characters');
      }
    } else if (path.startsWith('/') || path.split('/').includes('..')) {
      report.invalid(at, path, "must be a relative path without '..'");
    }
  }
}

function sysctls(report: Report, field: string, given: readonly Fields[], spec: Fields): void {
  const names = given.map(({ name }) => name);
  names.forEach((name, i) => {
    const at = `${field}[${i}].name`;
    if (!text(name)) return;
    if (names.indexOf(name) < i) report.refuse(at, `Duplicate value: "${name}"`);
    for (const [key, ofHost] of OF_HOST) {
      if (spec[key] === true && ofHost.test(name)) {
        report.invalid(at, name,
          `may not be specified when '${key}' is true`);
      }
    }
  });
}

function ownUsers(report: Report, field: string, spec: Fields, containers: ReadonlyArray<readonly [string, Fields]>): void {
  for (const [key, name] of [['hostNetwork', 'hostNetwork'], ['hostPID', 'HostPID'], ['hostIPC', 'HostIPC']]) {
    if (spec[key] === true) report.refuse(`${field}.${name}`, 'Forbidden: when `hostUsers` is false');
  }
  for (const [path, container] of containers) {
    if (list(container.volumeDevices).length) report.refuse(`${path}.volumeDevices`, 'Forbidden: when `hostUsers` is false');
  }
}

function hostProcesses(report: Report, field: string, spec: Fields, containers: ReadonlyArray<readonly [string, Fields]>): void {
  const wanted = (context: unknown): unknown => fields(fields(context).windowsOptions).hostProcess;
  const ofPod = wanted(spec.securityContext) ?? undefined;
  const running = containers.filter(([path, { securityContext }]) => {
    const own = wanted(securityContext) ?? undefined;
    if (ofPod !== undefined && own !== undefined && own !== ofPod) {
      report.invalid(`${path}.securityContext.windowsOptions.hostProcess`, own,
        `pod hostProcess value must be identical if both are specified, was ${String(ofPod)}`);
    }
    return (own ?? ofPod) === true;
  });
  if (!running.length) return;
  if (running.length < containers.length) {
    report.invalid(field, '', 'If pod contains any hostProcess containers then all containers must be HostProcess containers');
  }
  if (spec.hostNetwork !== true) report.invalid(`${field}.hostNetwork`, false, 'hostNetwork must be true if pod contains any hostProcess containers');
}

function operatingSystem(report: Report, field: string, spec: Fields, containers: ReadonlyArray<readonly [string, Fields]>): void {
  if (!isObject(spec.os)) return;
  const { name } = spec.os;
  if (!report.required(`${field}.os.name`, name)) return;
  report.oneOf(`${field}.os`, name, ['linux', 'windows']);
  const forbid = (at: string, value: unknown, keys: readonly string[], reason: string) => {
    for (const key of keys) {
      const given = fields(value)[key];
      if (given !== undefined && given !== null) report.refuse(`${at}.${key}`, `Forbidden: ${reason}`);
    }
  };
  const contexts = [[`${field}.securityContext`, spec.securityContext, NOT_ON_WINDOWS.securityContext] as const,
    ...containers.map(([path, { securityContext }]) => [`${path}.securityContext`, securityContext, NOT_ON_WINDOWS.container] as const)];
  if (name === 'linux') {
    for (const [at, context] of contexts) {
      forbid(at, context, ['windowsOptions'],
        'windows options cannot be set for a linux pod');
    }
  }
  if (name !== 'windows') return;
  forbid(field, spec, [...NOT_ON_WINDOWS.pod, ...['hostPID', 'hostIPC'].filter((key) => spec[key] === true)], 'cannot be set for a windows pod');
  for (const [at, context, keys] of contexts) forbid(at, context, keys, 'cannot be set for a windows pod');
  if (list(fields(spec.securityContext).sysctls).length) {
    report.refuse(`${field}.securityContext.sysctls`,
      'Forbidden: cannot be set for a windows pod');
  }
}
