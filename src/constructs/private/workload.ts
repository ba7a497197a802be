import { checkImageOptions, resolveImage } from './images';
import { checkPodOptions, checkPodSpec, handlersOf } from './pod-checks';
import { invalid, ofContainer, refuse, within } from '../../core/errors';
import { flagName, mergeArgs } from '../../kubernetes/args';
import { hardenedPod } from '../../releases/hardening';
import { ContainerProfile, PodProfile } from '../../releases/workload-profile';
import { ContainerProbe, PodVolume } from '../core-v1';
import { ImageOptions } from '../images';
import { ContainerOptions, PodOptions } from '../pod-options';

/** Options of a container beside the main one. */
export interface SidecarOptions {
  readonly options: ContainerOptions;
  /** The property that holds a option such as "extraArgs"; for errors. */
  property(knob: string): string;
}

/** What turns the pod of a release into the pod of a cluster. */
export interface PodTemplateInput {
  /** Labels that the selector of the workload names. */
  readonly selector: { [key: string]: string };
  /** Values of the placeholders in the profile, such as `{ kubeletDir: '/var/lib/kubelet' }`. */
  readonly values: { [placeholder: string]: string };
  /** Options of the pod and of its main container. */
  readonly options?: PodOptions;
  /** Name of the container that the container options of `options` are for. */
  readonly main: string;
  /** Options of the other containers, by name. */
  readonly sidecars?: { [container: string]: SidecarOptions };
  /** Registries, tags and digests of images. */
  readonly images?: ImageOptions;
  /** Images that `images` may name, where these are more than the pod's own: options are given to several pods at once. */
  readonly knownImages?: string[];
  /** Annotations that the component itself sets, such as the checksum of its configuration. */
  readonly annotations?: { [key: string]: string | undefined };
  /** Labels that the component itself sets in addition to the selector. */
  readonly labels?: { [key: string]: string };
  /** Takes away what the containers do not need; options win. */
  readonly hardened?: boolean;
  readonly replicas?: number;
}

/** A pod template: the pod that a release ships, with what users set. Undefined fields vanish when the object is written. */
export function podTemplate(profile: PodProfile, serviceAccount: object, input: PodTemplateInput): { metadata: object; spec: any } {
  const options = input.options ?? {};
  const ofMain = <T>(work: () => T): T => (profile.containers.length > 1 ? ofContainer(input.main, work) : work());
  checkPodOptions(options, ofMain);
  checkImageOptions(input.images, input.knownImages ?? profile.containers.map((c) => c.image));
  const filled = fill(profile, input.values);
  const shipped = input.hardened ? hardenedPod(filled, input) : filled;
  const spec = {
    ...serviceAccount,
    ...definedOf({
      automountServiceAccountToken: shipped.automountServiceAccountToken,
      priorityClassName: (options.priorityClassName ?? shipped.priorityClassName) || undefined,
      hostNetwork: shipped.hostNetwork,
      dnsPolicy: options.dnsPolicy ?? shipped.dnsPolicy,
      hostAliases: hostAliases(options.hostAliases),
      nodeSelector: options.nodeSelector ?? shipped.nodeSelector,
      affinity: options.affinity ?? shipped.affinity,
      topologySpreadConstraints: options.topologySpreadConstraints,
      tolerations: tolerations(shipped, options),
      securityContext: options.podSecurityContext ?? shipped.securityContext,
      imagePullSecrets: pullSecrets(options, input.images),
      terminationGracePeriodSeconds: options.terminationGracePeriodSeconds,
      initContainers: options.extraInitContainers,
    }),
    containers: [
      ...shipped.containers.map((c) => (c.name === input.main
        ? ofMain(() => container(c, options, input.images)) : sidecar(c, input.sidecars?.[c.name], input.images))),
      ...options.extraContainers ?? [],
    ],
    volumes: overlay(shipped.volumes ?? [], (options.extraVolumes ?? []).map(volume), (v) => v.name),
    ...options.podSpec,
  };
  checkPodSpec(spec);
  return {
    metadata: definedOf({
      labels: { ...options.labels, ...options.podLabels, ...input.labels, ...input.selector },
      annotations: noneIfEmpty({ ...definedOf(input.annotations ?? {}), ...options.podAnnotations }),
    }),
    spec,
  };
}

function sidecar(shipped: ContainerProfile, given: SidecarOptions | undefined, images?: ImageOptions): any {
  return given ? within(given.property, () => container(shipped, given.options, images)) : container(shipped, {}, images);
}

/** Refuses a text where a program of flags alone expects one: "v=5" for "--v=5". A text after a flag without "=" is its value. */
function flags(shipped: string[], extra: string[]): string[] {
  const isProgramOfFlags = shipped.some((arg) => flagName(arg) !== undefined);
  const stray = extra.findIndex((arg, i) => !arg.startsWith('-') && (i === 0 || !/^-[^=]+$/.test(extra[i - 1])));
  if (isProgramOfFlags && stray >= 0) invalid(`extraArgs[${stray}]`, extra[stray], 'a flag such as "--v=5"');
  return extra;
}

/** A container of the release with the options of `options`. */
export function container(shipped: ContainerProfile, options: ContainerOptions, images?: ImageOptions): any {
  return definedOf({
    ...shipped,
    image: options.image ?? resolveImage(shipped.image, images),
    imagePullPolicy: options.imagePullPolicy ?? images?.imagePullPolicy ?? shipped.imagePullPolicy,
    args: mergeArgs(shipped.args ?? [], flags(shipped.args ?? [], options.extraArgs ?? [])),
    env: overlay(shipped.env ?? [], options.extraEnv ?? [], (e) => e.name),
    volumeMounts: overlay(shipped.volumeMounts ?? [], options.extraVolumeMounts ?? [], (m) => m.mountPath.replace(/(.)\/$/, '$1')),
    resources: options.resources ?? shipped.resources,
    securityContext: options.securityContext ?? shipped.securityContext,
    livenessProbe: probeOf('livenessProbe', shipped.livenessProbe, options.livenessProbe),
    readinessProbe: probeOf('readinessProbe', shipped.readinessProbe, options.readinessProbe),
    startupProbe: probeOf('startupProbe', shipped.startupProbe, options.startupProbe),
    ...options.containerSpec,
  });
}

/** Copies a profile with its placeholders filled in; a placeholder without a value is a mistake in the release data. */
export function fill<T>(profile: T, values: { [placeholder: string]: string }): T {
  if (typeof profile === 'string') {
    return profile.replace(/\{(\w+)\}/g, (_, name) => values[name] ?? refuse('release', `has the placeholder {${name}}, for `
      + 'which there is no value')) as T;
  }
  if (Array.isArray(profile)) return profile.map((x) => fill(x, values)) as T;
  if (profile !== null && typeof profile === 'object') {
    return Object.fromEntries(Object.entries(profile).map(([k, v]) => [k, fill(v, values)])) as T;
  }
  return profile;
}

/** A copy without the keys whose value is undefined. */
export function definedOf<T extends object>(object: T): T {
  return Object.fromEntries(Object.entries(object).filter(([, v]) => v !== undefined)) as T;
}

/** The list with the extras appended; an extra replaces the entry with its key. Undefined if both are empty. */
export function overlay<A, B extends A>(shipped: A[], extra: B[], key: (entry: A) => string): A[] | undefined {
  const replaced = new Set(extra.map(key));
  const list = [...shipped.filter((entry) => !replaced.has(key(entry))), ...extra];
  return list.length ? list : undefined;
}

/** A volume of props as in YAML. */
export function volume({ source, ...rest }: PodVolume): any {
  return { ...rest, ...source };
}

/** The probe of the release as `given` changes it. With a handler it takes the release's place. */
function probeOf(property: string, shipped: object | undefined, given: ContainerProbe | undefined): object | undefined {
  const { enabled = true, ...fields } = definedOf(given ?? {});
  if (!enabled) return undefined;
  if (handlersOf(fields).length) return fields;
  if (!shipped && Object.keys(fields).length) {
    invalid(property, Object.keys(fields), 'a probe with one of httpGet, tcpSocket, exec and grpc', 'The release has no '
      + 'probe whose rest it could change');
  }
  return shipped && { ...shipped, ...fields };
}

function tolerations(shipped: PodProfile, options: PodOptions): object[] | undefined {
  const list = [...options.tolerations ?? shipped.tolerations ?? [], ...options.extraTolerations ?? []];
  return list.length ? list : undefined;
}

/** Entries of /etc/hosts, as the API has them. */
export function hostAliases(names: { [ip: string]: string[] } = {}): object[] | undefined {
  const aliases = Object.entries(names).map(([ip, hostnames]) => ({ ip, hostnames }));
  return aliases.length ? aliases : undefined;
}

function pullSecrets(options: PodOptions, images?: ImageOptions): object[] | undefined {
  const names = options.imagePullSecrets ?? images?.imagePullSecrets;
  return names?.length ? names.map((name) => ({ name })) : undefined;
}

function noneIfEmpty<T extends object>(object: T): T | undefined {
  return Object.keys(object).length ? object : undefined;
}
