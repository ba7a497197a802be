import { Fields, fields, list, text, whole } from '../../../core/fields';
import { names, shown } from '../../../core/words';
import { flagOf } from '../../../kubernetes/args';
import { imageName } from '../../../kubernetes/images';
import { OS } from '../../../kubernetes/labels';
import { isSame } from '../../../kubernetes/updates/meaning';
import { ContainerSource, PodSource } from '../../model/pod-sources';
import { about, rule } from '../rule';
import { driverIn, isCinder } from '../shared/csi';
import { hostMounts, nodePlugin, rootOf, seesPods } from '../shared/kubelet';
import { uses } from '../shared/uses';
import { driverOf } from '../shared/volumes';

export const CSI007 = rule('CSI007', function* (view) {
  for (const { pod, drivers, root = '/var/lib/kubelet' } of view.pods.flatMap((p) => nodePlugin(p) ?? [])) {
    if (windows(pod.spec)) continue;
    for (const container of drivers.filter((c) => !c.privileged && hostMounts(pod, c).some(({ host }) => seesPods(host, root)))) {
      yield about(pod.item, `${container.path}.securityContext.privileged`,
        `container "${container.name}" mounts volumes for pods, but is not privileged.`);
    }
  }
});

function windows(spec: Fields): boolean {
  return fields(spec.os).name === 'windows' || fields(spec.nodeSelector)[OS] === 'windows';
}

export const CSI008 = rule('CSI008', function* (view) {
  for (const { pod, registrar } of view.pods.flatMap((p) => nodePlugin(p) ?? [])) {
    const paths = [...pod.volumes.map(({ value }) => text(fields(value.hostPath).path)), flagOf(registrar.args, 'kubelet-registration-path')];
    const roots = [...new Set(paths.flatMap((path) => (path && rootOf(path)) ?? []))];
    if (roots.length > 1) yield about(pod.item, `${pod.path}.volumes`, `the plugin uses ${names(roots)} as kubelet root directories.`);
  }
});

/** Taints that the DaemonSet controller tolerates for its pods. */
const BUILT_IN = /^node\.kubernetes\.io\//;

export const CSI019 = rule('CSI019', function* (view) {
  for (const { pod } of view.pods.flatMap((p) => nodePlugin(p) ?? [])) {
    const driver = driverIn(view, pod);
    const own = list(pod.spec.tolerations).map(fields);
    if (own.some(({ key, operator }) => operator === 'Exists' && !key)) continue;
    const beyond = driver === undefined ? undefined : [...uses(view)].find((use) => driverOf(view.classOf(use.claim)?.object.provisioner) === driver
      && list(use.pod.spec.tolerations).map(fields)
        .some(({ key }) => typeof key === 'string' && !BUILT_IN.test(key) && !own.some((o) => o.key === key)));
    const on = { on: pod.item, path: `${pod.path}.tolerations` };
    if (beyond) {
      yield {
        ...on,
        message: `${beyond.pod.item.kind} "${beyond.pod.item.name}" uses volumes of this driver and tolerates taints that this node plugin does not.`,
      };
    } else {
      yield {
        ...on,
        severity: 'info',
        message: 'the node plugin does not tolerate every taint, so on a node with another taint pods cannot use its volumes.',
      };
    }
  }
});

export const CSI020 = rule('CSI020', function* (view) {
  for (const pod of view.pods) {
    const sidecars = pod.containers.filter(({ image }) => imageName(image) === 'livenessprobe');
    const served = sidecars.map(({ args }) => flagOf(args, 'health-port') ?? flagOf(args, 'http-endpoint')?.split(':').pop() ?? '9808');
    for (const container of pod.containers.filter(isCinder)) {
      const probe = fields(fields(container.value.livenessProbe).httpGet);
      if (probe.port === undefined) continue;
      const ports = list(container.value.ports).map(fields);
      const wanted = ports.find(({ name }) => name === probe.port)?.containerPort ?? probe.port;
      const port = typeof wanted === 'number' ? String(wanted) : text(wanted) ?? '';
      if (served.includes(port) || served.some((s) => s.includes('$('))) continue;
      const cause = sidecars.length ? `the livenessprobe sidecar listens on ${served.join(', ')}` : 'the pod has no livenessprobe sidecar';
      yield about(pod.item, `${container.path}.livenessProbe.httpGet.port`,
        `the liveness probe of the driver uses port ${shown(port)}, but ${cause}.`);
    }
  }
});

export const CSI021 = rule('CSI021', function* (view) {
  const taken = new Map<number, PodSource[]>();
  for (const pod of view.pods) {
    if (pod.item.kind !== 'DaemonSet' || pod.spec.hostNetwork !== true) continue;
    const own = new Set<number>();
    for (const { port, path } of portsOf(pod)) {
      const other = own.has(port) ? undefined : taken.get(port)?.find((before) => mayMeet(before, pod));
      if (other) yield about(pod.item, path, `DaemonSet "${other.item.name}" already uses port ${port} of each node.`);
      own.add(port);
    }
    for (const port of own) taken.set(port, [...taken.get(port) ?? [], pod]);
  }
});

/** The ports that the containers of a pod declare or are known to listen on. */
function portsOf(pod: PodSource): Array<{ port: number; path: string }> {
  return pod.containers.filter(({ init }) => !init).flatMap((container) => [
    ...healthPort(container).map((port) => ({ port, path: container.path })),
    ...list(container.value.ports).flatMap((raw, i) => {
      const port = whole(fields(raw).hostPort) ?? whole(fields(raw).containerPort);
      return port && fields(raw).protocol !== 'UDP' ? [{ port, path: `${container.path}.ports[${i}]` }] : [];
    }),
  ]);
}

function healthPort({ image, args }: ContainerSource): number[] {
  if (imageName(image) !== 'livenessprobe') return [];
  const endpoint = /:(\d+)$/.exec(flagOf(args, 'http-endpoint') ?? '')?.[1];
  const port = Number(endpoint ?? flagOf(args, 'health-port') ?? 9808);
  return port > 0 ? [port] : [];
}

/** Whether both can run on the same node. */
function mayMeet(a: PodSource, b: PodSource): boolean {
  const [one, two] = [fields(a.spec.nodeSelector), fields(b.spec.nodeSelector)];
  return Object.keys(one).every((key) => two[key] === undefined || isSame(one[key], two[key])) && !a.spec.affinity && !b.spec.affinity;
}
