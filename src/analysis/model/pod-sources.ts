import { isBuiltIn, isVirtualMachine, ManifestObject } from './manifest-object';
import { fields, Fields, list, text, whole } from '../../core/fields';
import { podTemplatePath } from '../../kubernetes/kinds';
import { isInside, tidy } from '../../kubernetes/paths';

export { isInside, tidy } from '../../kubernetes/paths';

/** Where custom kinds hold a pod template, if they have one: as Deployments do. */
const USUAL_TEMPLATE = ['spec', 'template'];

/** A container of a pod, and its field path. */
export interface ContainerSource {
  readonly name: string;
  readonly value: Fields;
  readonly path: string;
  readonly init: boolean;
  readonly image: string;
  readonly privileged: boolean;
  readonly mounts: Array<{ readonly value: Fields; readonly path: string }>;
  readonly devices: Array<{ readonly value: Fields; readonly path: string }>;
  /** Command and arguments, with $(VARIABLES) of the container filled in. */
  readonly args: string[];
}

/** A volume of a pod, and its field path. */
export interface VolumeSource {
  readonly name: string;
  readonly value: Fields;
  readonly path: string;
}

/** A pod as it is written, in a Pod or in the template of a workload. */
export interface PodSource {
  readonly item: ManifestObject;
  /** Path of the pod's spec in the object, such as "spec.template.spec". */
  readonly path: string;
  readonly namespace: string;
  readonly metadata: Fields;
  readonly labels: Fields;
  readonly spec: Fields;
  /** How many run at once as written: replicas, or parallelism; 1 for a Pod; undefined for a DaemonSet. */
  readonly replicas?: number;
  readonly containers: ContainerSource[];
  readonly volumes: VolumeSource[];
}

/**
 * The pod in an object; undefined where there is none. A custom kind counts if it has containers where a Deployment has them.
 *
 * Containers are read when somebody asks: the storage plan needs none of what rules read in them.
 */
export function podOf(item: ManifestObject): PodSource | undefined {
  if (isVirtualMachine(item)) return launcherPod(item);
  const known = podTemplatePath(item.kind);
  const steps = known ?? USUAL_TEMPLATE;
  const template = fields(steps.reduce((value: any, step) => fields(value)[step], item.object));
  const spec = fields(template.spec);
  if (!(known && isBuiltIn(item)) && !Array.isArray(spec.containers)) return undefined;
  const path = [...steps, 'spec'].join('.');
  const metadata = fields(template.metadata);
  let containers: ContainerSource[] | undefined;
  return {
    item,
    path,
    namespace: item.namespace,
    metadata,
    labels: fields(metadata.labels),
    spec,
    replicas: replicasOf(item),
    get containers() {
      return containers ??= [...containersOf(spec, path, 'initContainers'), ...containersOf(spec, path, 'containers')];
    },
    volumes: list(spec.volumes).map((value, i) => ({ name: text(fields(value).name) ?? '', value: fields(value), path: `${path}.volumes[${i}]` })),
  };
}

/**
 * The pod of a virtual machine: its disks are claims, which KubeVirt mounts in either volume mode.
 * Source: pkg/virt-controller/services/template.go of kubevirt/kubevirt.
 */
function launcherPod(item: ManifestObject): PodSource {
  const template = item.kind === 'VirtualMachine' ? fields(item.spec.template) : item.object;
  const path = item.kind === 'VirtualMachine' ? 'spec.template.spec' : 'spec';
  const { nodeSelector, affinity, tolerations, schedulerName } = fields(template.spec);
  const volumes = list(fields(template.spec).volumes).map(fields).map((value, i): VolumeSource => (
    { name: text(value.name) ?? '', value: withClaim(value), path: `${path}.volumes[${i}]` }));
  const metadata = fields(template.metadata);
  const spec = { nodeSelector, affinity, tolerations, schedulerName, volumes: volumes.map(({ value }) => value) };
  return { item, path, namespace: item.namespace, metadata, labels: fields(metadata.labels), spec, replicas: 1, containers: [], volumes };
}

/** A volume that names a DataVolume has the claim of that name. */
function withClaim(value: { readonly [key: string]: any }): { readonly [key: string]: any } {
  const claimName = text(fields(value.dataVolume).name);
  return claimName === undefined ? value : { name: value.name, dataVolume: value.dataVolume, persistentVolumeClaim: { claimName } };
}

/** The volume of a container's mount or device. */
export function volumeNamed(pod: PodSource, name: unknown): VolumeSource | undefined {
  return pod.volumes.find((volume) => volume.name === name);
}

/** The directory or file on the host that a path in a container stands for; undefined if it is not on a hostPath volume. */
export function hostPathOf(pod: PodSource, container: ContainerSource, path: string): string | undefined {
  const mount = mountOf(container, path);
  const host = mount && text(fields(volumeNamed(pod, mount.name)?.value.hostPath).path);
  if (!mount || !host) return undefined;
  return tidy(`${host}/${text(mount.subPath) ?? ''}/${path.slice(tidy(String(mount.mountPath)).length)}`);
}

/** The mount that a path in a container is on: the longest that contains it. */
export function mountOf(container: ContainerSource, path: string): Fields | undefined {
  const wanted = tidy(path);
  return container.mounts.map((m) => m.value)
    .filter(({ mountPath }) => typeof mountPath === 'string' && isInside(wanted, mountPath))
    .sort((a, b) => b.mountPath.length - a.mountPath.length)[0];
}

function replicasOf({ kind, spec }: ManifestObject): number | undefined {
  if (kind === 'DaemonSet') return undefined;
  if (kind === 'Pod') return 1;
  if (kind === 'Job') return jobPods(spec);
  if (kind === 'CronJob') return jobPods(fields(fields(spec.jobTemplate).spec));
  return whole(spec.replicas) ?? 1;
}

function jobPods({ parallelism, completions }: Fields): number {
  return Math.min(whole(parallelism) ?? 1, whole(completions) ?? Infinity);
}

function containersOf(spec: Fields, path: string, key: string): ContainerSource[] {
  return list(spec[key]).map((raw, i) => {
    const value = fields(raw);
    const at = `${path}.${key}[${i}]`;
    const located = (k: string) => list(value[k]).map((v, j) => ({ value: fields(v), path: `${at}.${k}[${j}]` }));
    return {
      name: text(value.name) ?? '',
      value,
      path: at,
      init: key === 'initContainers',
      image: text(value.image) ?? '',
      privileged: fields(value.securityContext).privileged === true,
      mounts: located('volumeMounts'),
      devices: located('volumeDevices'),
      args: expanded([...list(value.command), ...list(value.args)].filter((a) => typeof a === 'string'), list(value.env)),
    };
  });
}

/** Arguments with $(NAME) replaced by the container's literal variables. */
function expanded(args: string[], env: any[]): string[] {
  const values = new Map(env.map((e) => [fields(e).name, text(fields(e).value)]));
  return args.map((arg) => arg.replace(/\$\(([^()]*)\)/g, (whole_, name) => values.get(name) ?? whole_));
}
