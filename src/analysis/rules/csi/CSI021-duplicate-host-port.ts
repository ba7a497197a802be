import { fields, list, whole } from '../../../core/fields';
import { flagOf } from '../../../kubernetes/args';
import { imageName } from '../../../kubernetes/images';
import { ContainerSource, PodSource } from '../../model/pod-sources';
import { rule } from '../rule';
import { same } from '../shared/changes';

export const CSI021 = rule('CSI021', function* (view) {
  const taken = new Map<number, PodSource[]>();
  for (const pod of view.pods) {
    if (pod.item.kind !== 'DaemonSet' || pod.spec.hostNetwork !== true) continue;
    const own = new Set<number>();
    for (const { port, path } of portsOf(pod)) {
      const other = own.has(port) ? undefined : taken.get(port)?.find((before) => mayMeet(before, pod));
      if (other) yield { on: pod.item, path, message: `DaemonSet "${other.item.name}" already uses port ${port} of each node.` };
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
  return Object.keys(one).every((key) => two[key] === undefined || same(one[key], two[key])) && !a.spec.affinity && !b.spec.affinity;
}
