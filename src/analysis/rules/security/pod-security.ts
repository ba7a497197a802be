import { fields, Fields, isObject, list, text, textList, whole } from '../../../core/fields';
import { POD_SECURITY_ENFORCE } from '../../../kubernetes/labels';
import { PodSource } from '../../model/pod-sources';
import { about, rule } from '../rule';

type Level = 'privileged' | 'baseline' | 'restricted';

/** Why a level rejects a pod, and the field. */
interface Breach {
  readonly path: string;
  readonly what: string;
}

const CAPABILITIES = new Set([
  'AUDIT_WRITE', 'CHOWN', 'DAC_OVERRIDE', 'FOWNER', 'FSETID', 'KILL', 'MKNOD', 'NET_BIND_SERVICE', 'SETFCAP', 'SETGID', 'SETPCAP', 'SETUID',
  'SYS_CHROOT',
]);

const VOLUMES = ['configMap', 'csi', 'downwardAPI', 'emptyDir', 'ephemeral', 'persistentVolumeClaim', 'projected', 'secret', 'image'];

const SECCOMP = ['RuntimeDefault', 'Localhost'];

const LEVELS: readonly Level[] = ['privileged', 'baseline', 'restricted'];

export const SEC004 = rule('SEC004', function* (view) {
  for (const pod of view.pods) {
    const namespace = view.find('Namespace', '', pod.namespace);
    const level = namespace && LEVELS.find((known) => known === namespace.labels[POD_SECURITY_ENFORCE]);
    if (!namespace || !level) continue;
    const version = /^v1\.(\d+)$/.exec(namespace.labels[`${POD_SECURITY_ENFORCE}-version`] ?? '');
    const found = breaches(pod, level, Math.min(version ? Number(version[1]) : view.kubernetes, view.kubernetes));
    if (!found.length) continue;
    const rest = found.length > 1 ? `, and ${found.length - 1} more reasons` : '';
    yield about(pod.item, found[0].path, `namespace "${namespace.name}" enforces ${level}, which rejects ${found[0].what}${rest}.`);
  }
});

/** The reasons why a level rejects a pod, the first of each kind. */
function breaches(pod: PodSource, level: Level, minor: number): Breach[] {
  if (level === 'privileged') return [];
  const found = baseline(pod);
  if (level === 'restricted' && fields(pod.spec.os).name !== 'windows') found.push(...restricted(pod, minor));
  return found;
}

function baseline({ spec, path, containers, volumes }: PodSource): Breach[] {
  const found: Breach[] = ['hostNetwork', 'hostPID', 'hostIPC'].filter((key) => spec[key] === true).map((key) => ({
    path: `${path}.${key}`,
    what: key,
  }));
  const host = volumes.find(({ value }) => isObject(value.hostPath));
  if (host) found.push({ path: `${host.path}.hostPath`, what: 'a hostPath volume' });
  for (const { value, path: at, privileged } of containers) {
    if (privileged) found.push({ path: `${at}.securityContext.privileged`, what: 'a privileged container' });
    const added = textList(fields(fields(value.securityContext).capabilities).add).find((name) => !CAPABILITIES.has(name));
    if (added) found.push({ path: `${at}.securityContext.capabilities.add`, what: `the capability ${added}` });
    const port = list(value.ports).findIndex((p) => (whole(fields(p).hostPort) ?? 0) > 0);
    if (port >= 0) found.push({ path: `${at}.ports[${port}].hostPort`, what: 'a host port' });
  }
  return firstOfEach(found);
}

function restricted({ spec, containers, volumes }: PodSource, minor: number): Breach[] {
  const found: Breach[] = [];
  const pod = fields(spec.securityContext);
  const other = volumes.find(({ value }) => !isObject(value.hostPath) && Object.keys(value).some((key) => key !== 'name')
    && !VOLUMES.some((key) => value[key]));
  if (other) found.push({ path: other.path, what: `volume "${other.name}" of a type that is not allowed` });
  const users = spec.hostUsers === false && minor >= 35;
  for (const { value, path: at } of containers) {
    const own = fields(value.securityContext);
    const set = (what: string, key: string, wrong: boolean) => {
      if (wrong) found.push({ path: `${at}.securityContext.${key}`, what });
    };
    set('a container without allowPrivilegeEscalation: false', 'allowPrivilegeEscalation', own.allowPrivilegeEscalation !== false);
    set('a container that can run as root', 'runAsNonRoot', !users && (own.runAsNonRoot ?? pod.runAsNonRoot) !== true);
    set('a container that runs as user 0', 'runAsUser', !users && (own.runAsUser ?? pod.runAsUser) === 0);
    set('a container that does not drop ALL capabilities', 'capabilities.drop', minor >= 22 && !textList(fields(own.capabilities).drop)
      .includes('ALL'));
    set('a container without seccompProfile', 'seccompProfile', minor >= 19 && !SECCOMP.includes(seccomp(own) ?? seccomp(pod) ?? ''));
  }
  return firstOfEach(found);
}

function seccomp(context: Fields): string | undefined {
  return text(fields(context.seccompProfile).type);
}

function firstOfEach(found: Breach[]): Breach[] {
  return [...new Map([...found].reverse().map((breach) => [breach.what, breach])).values()].reverse();
}
