import { fields, isObject, list, text, whole } from '../../../core/fields';
import { shown } from '../../../core/words';
import { imageName } from '../../../kubernetes/images';
import { isSame } from '../../../kubernetes/updates/meaning';
import { ClaimSource, claimTitle } from '../../model/claim-sources';
import { ContainerSource, isInside, PodSource } from '../../model/pod-sources';
import { about, rule } from '../rule';
import { nodePlugin } from '../shared/kubelet';
import { accountOf } from '../shared/rbac';
import { isShared, uses } from '../shared/uses';
import { csiDriverOf, driverOf } from '../shared/volumes';

const SENSITIVE = ['/bin', '/boot', '/dev', '/etc', '/home', '/lib', '/opt/cni', '/proc', '/root', '/run', '/sbin', '/sys', '/usr', '/var/lib',
  '/var/run'];

export const SEC001 = rule('SEC001', function* (view) {
  for (const pod of view.pods) {
    if (isAgent(pod)) continue;
    for (const { name, value, path } of pod.volumes) {
      const host = text(fields(value.hostPath).path);
      const sensitive = host && SENSITIVE.some((directory) => isInside(host, directory) || isInside(directory, host));
      if (!host || !sensitive || !isWritten(pod, name)) continue;
      yield about(pod.item, `${path}.hostPath`, `volume "${name}" gives write access to ${shown(host)} of the node.`,
        { severity: pod.containers.some(propagates) ? 'info' : undefined });
    }
  }
});

/** Whether a container mounts for its node, which Kubernetes allows to privileged containers only: its driver is built to do so. */
function propagates({ privileged, mounts }: ContainerSource): boolean {
  return privileged && mounts.some(({ value }) => value.mountPropagation === 'Bidirectional');
}

/** Whether the pod serves its node: a CSI node plugin, or a DaemonSet with a privileged container. */
function isAgent(pod: PodSource): boolean {
  return nodePlugin(pod) !== undefined || (pod.item.kind === 'DaemonSet' && pod.containers.some(({ privileged }) => privileged));
}

function isWritten(pod: PodSource, volume: string): boolean {
  return pod.containers.some(({ mounts }) => mounts.some(({ value }) => value.name === volume && value.readOnly !== true));
}

const SIDECARS = /^csi-(provisioner|attacher|resizer|snapshotter)$/;

export const SEC002 = rule('SEC002', function* (view) {
  for (const pod of view.pods) {
    if (nodePlugin(pod) || !pod.containers.some(({ image }) => SIDECARS.test(imageName(image)))) continue;
    for (const container of pod.containers.filter(({ privileged }) => privileged)) {
      const how = propagates(container) ? {
        severity: 'info' as const,
        fix: 'Remove privileged together with the Bidirectional mount, if the '
        + 'driver works without it.',
      }
        : { fix: 'Remove privileged.' };
      yield about(pod.item, `${container.path}.securityContext.privileged`, `container "${container.name}" of a CSI controller is privileged.`, how);
    }
    for (const key of ['hostPID', 'hostIPC', 'hostNetwork']) {
      if (pod.spec[key] !== true) continue;
      yield about(pod.item, `${pod.path}.${key}`,
        `a CSI controller sets ${key}.`, { severity: key === 'hostNetwork' ? 'info' : undefined, fix: `Remove ${key}.` });
    }
  }
});

export const SEC006 = rule('SEC006', function* (view) {
  const first = new Map<ClaimSource, { pod: PodSource; context: unknown }>();
  for (const use of uses(view)) {
    const { pod, claim } = use;
    const security = fields(pod.spec.securityContext);
    if (!isShared(use) || security.seLinuxChangePolicy === 'Recursive' || !isObject(security.seLinuxOptions)) continue;
    const volume = view.find('PersistentVolume', '', claim.spec.volumeName);
    const driver = volume ? csiDriverOf(volume) : driverOf(view.classOf(claim)?.object.provisioner);
    if (view.find('CSIDriver', '', driver)?.spec.seLinuxMount !== true) continue;
    const { pod: other, context } = first.get(claim) ?? {};
    if (!other) first.set(claim, { pod, context: security.seLinuxOptions });
    if (!other || other === pod || isSame(context, security.seLinuxOptions)) continue;
    yield about(pod.item, `${pod.path}.securityContext.seLinuxOptions`,
      `the SELinux context differs from that of ${other.item.kind} "${other.item.name}", which also uses ${claimTitle(claim)}.`);
  }
});

export const SEC007 = rule('SEC007', function* (view) {
  for (const pod of view.pods) {
    if (!nodePlugin(pod)) continue;
    const account = view.find('ServiceAccount', pod.namespace, accountOf(pod));
    if ((pod.spec.automountServiceAccountToken ?? account?.object.automountServiceAccountToken) === false) continue;
    yield about(pod.item, `${pod.path}.automountServiceAccountToken`, 'every node gets a ServiceAccount token of this node plugin.');
  }
});

export const SEC011 = rule('SEC011', function* (view) {
  for (const { item, spec, containers } of view.pods) {
    if (item.kind === 'DaemonSet' || spec.hostNetwork === true) continue;
    for (const { value, path } of containers) {
      for (const [i, port] of list(value.ports).map(fields).entries()) {
        const taken = whole(port.hostPort);
        if (taken) yield about(item, `${path}.ports[${i}].hostPort`, `the pod uses host port ${taken}, so only one such pod fits on a node.`);
      }
    }
  }
});
