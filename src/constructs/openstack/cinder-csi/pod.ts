import { FlagChanges, PLUGIN } from './flags';
import { CinderCsiSidecarOptions } from './options';
import { CinderCsiFacts } from './resolve';
import { invalid, refuse, within } from '../../../core/errors';
import { flagName, replaceArgs } from '../../../kubernetes/args';
import { requireAbsolutePath } from '../../../kubernetes/names';
import { ContainerProfile, PodProfile } from '../../../releases/workload-profile';
import { PodVolume, PodVolumeMount } from '../../core-v1';
import { ContainerOptions, PodOptions } from '../../pod-options';
import { caCertificateMount } from '../../private/ca-mount';
import { caAnnotation } from '../../private/cloud-config';
import { imagesFor } from '../../private/images';
import { checkContainerOptions } from '../../private/pod-checks';
import { fill, podTemplate } from '../../private/workload';

/** Annotation that rolls the pods when the cloud config changes. */
const CHECKSUM = 'cdk8s-openstack/cloud-config-checksum';

/** Name of the volume with the cloud config in the profiles. */
const CLOUD_CONFIG_VOLUME = '{cloudConfigVolume}';

/** The pod of a plugin with its options. */
interface PluginPod {
  /** The property with the knobs of the pod. */
  readonly property: string;
  readonly options: PodOptions & { readonly withoutFlags?: string[]; readonly sidecars?: ContainerOptions };
  /** Options of the sidecars by container, with the property of `options` that they come from. */
  readonly sidecars: { readonly [container: string]: { readonly property: string; readonly options?: CinderCsiSidecarOptions } };
  readonly flags: (container: string) => FlagChanges;
  readonly serviceAccount: string;
  readonly selector: { [key: string]: string };
  readonly labels?: { [key: string]: string };
  /** The volume with the cloud config, unless it is the Secret. */
  readonly cloudConfig?: PodVolume;
  readonly checksum?: string;
  /** Whether the plugin calls OpenStack and needs the CA bundle. */
  readonly needsCa: boolean;
  readonly replicas?: number;
  /** Additional ports of the driver. */
  readonly ports?: object[];
}

/** The pod template of a plugin. Errors name the property as it was given, such as "node.extraTolerations[0].operator". */
export function pluginPod(facts: CinderCsiFacts, shipped: PodProfile, plugin: PluginPod): { metadata: object; spec: any } {
  return within(plugin.property, () => template(facts, shipped, plugin), (property) => !/^(images|release|cloudConfig)/.test(property));
}

function template(facts: CinderCsiFacts, shipped: PodProfile, plugin: PluginPod): { metadata: object; spec: any } {
  const { options, sidecars } = plugin;
  checkSidecars(facts, shipped, plugin);
  const profile = shapePod(facts, shipped, plugin);
  const driver = profile.containers.find((c) => c.name === PLUGIN)!;
  const ca = caMount(facts, driver, plugin);
  const config = facts.props.mountCloudConfig === false ? undefined : plugin.cloudConfig ?? hostCloudConfig(facts);
  const volumes = [config, ca?.volume].filter((v): v is PodVolume => v !== undefined);
  const mounts = [...ca ? [ca.mount] : [], ...options.extraVolumeMounts ?? [], ...facts.names.helm ? configMounts(driver, facts) : []];
  const { extraVolumes = [] } = options;
  return podTemplate(profile, { serviceAccount: plugin.serviceAccount }, {
    selector: plugin.selector,
    labels: plugin.labels,
    values: facts.values,
    main: PLUGIN,
    options: {
      ...options,
      extraVolumes: [...volumes.filter((v) => !extraVolumes.some((own) => own.name === v.name)), ...extraVolumes],
      extraVolumeMounts: mounts.filter((m) => !options.extraVolumeMounts?.some((own) => own !== m && own.mountPath === m.mountPath)),
    },
    sidecars: Object.fromEntries(Object.entries(sidecars).map(([name, { property, options: own }]) => (
      [name, { property: (knob: string) => (Object.hasOwn(own ?? {}, knob) ? property : 'sidecars'), options: { ...options.sidecars, ...own } }]))),
    images: imagesFor(facts.props.images, profile.containers.map((c) => c.image)),
    hardened: facts.props.hardened,
    replicas: plugin.replicas,
    annotations: { [CHECKSUM]: plugin.checksum, ...(ca && caAnnotation(facts.props.cloudConfig.caCertificate)) },
  });
}

function checkSidecars({ release }: CinderCsiFacts, shipped: PodProfile, { options, sidecars }: PluginPod): void {
  if (options.sidecars) within('sidecars', () => checkContainerOptions(options.sidecars!));
  for (const [container, { property, options: given }] of Object.entries(sidecars)) {
    if (!given) continue;
    within(property, () => checkContainerOptions(given));
    if (!shipped.containers.some((c) => c.name === container)) {
      refuse(property, `applies to the container ${container}, which is disabled or missing in release ${release.minor}. Remove it`);
    }
  }
}

/** The pod of the release with flags and ports changed. */
function shapePod(facts: CinderCsiFacts, pod: PodProfile, plugin: PluginPod): PodProfile {
  const { props } = facts;
  const mounted = ({ name }: { name: string }) => props.mountCloudConfig !== false || name !== CLOUD_CONFIG_VOLUME;
  const container = (c: ContainerProfile): ContainerProfile => {
    const { add, drop } = plugin.flags(c.name);
    const sidecar = c.name === PLUGIN ? undefined : plugin.sidecars[c.name];
    const without = (c.name === PLUGIN ? plugin.options.withoutFlags : sidecar?.options?.withoutFlags) ?? [];
    const dropped = () => requireFlags(facts, c, without);
    const extraPorts = c.name === PLUGIN ? plugin.ports ?? [] : [];
    return {
      ...c,
      args: replaceArgs(withoutFlags(c.args ?? [], [...drop, ...sidecar ? within(sidecar.property, dropped) : dropped()]), add),
      ports: c.ports || extraPorts.length ? [...(c.ports ?? []).map((p) => healthPort(p, props.healthPort)), ...extraPorts] : undefined,
      volumeMounts: c.volumeMounts?.filter(mounted),
    };
  };
  return { ...pod, containers: pod.containers.map(container), volumes: pod.volumes?.filter(mounted) };
}

function withoutFlags(args: string[], flags: string[]): string[] {
  return args.filter((arg) => !flags.includes(flagName(arg) ?? ''));
}

/** Rejects flags in `withoutFlags` that the container does not have, so that typos are noticed. */
function requireFlags({ release }: CinderCsiFacts, { name, args = [] }: ContainerProfile, flags: string[]): string[] {
  const there = args.map(flagName);
  const strange = flags.find((flag) => !there.includes(flag));
  if (strange !== undefined) {
    invalid('withoutFlags', strange, `a flag, without dashes, that ${name} of release ${release.minor} has: ${there.join(', ')}`);
  }
  return flags;
}

function healthPort(port: any, wanted?: number): object {
  return wanted !== undefined && port.name === 'healthz' ? { ...port, containerPort: wanted } : port;
}

function hostCloudConfig({ props, values }: CinderCsiFacts): PodVolume | undefined {
  if (props.cloudConfigHostPath === undefined) return undefined;
  return { name: values.cloudConfigVolume, hostPath: { path: requireAbsolutePath('cloudConfigHostPath', props.cloudConfigHostPath, '/etc/config') } };
}

/** The chart lists the mount of the cloud config last, after those of its values. Another order would roll the pods. */
function configMounts(driver: ContainerProfile, { values }: CinderCsiFacts): PodVolumeMount[] {
  return fill((driver.volumeMounts ?? []).filter(({ name }) => name === CLOUD_CONFIG_VOLUME), values) as PodVolumeMount[];
}

function caMount(
  { props, values }: CinderCsiFacts, driver: ContainerProfile, plugin: PluginPod,
): { volume: PodVolume; mount: PodVolumeMount } | undefined {
  const ca = props.cloudConfig.caCertificate;
  if (!ca || !plugin.needsCa) return undefined;
  return caCertificateMount(ca, fill(driver.volumeMounts ?? [], values).map((m) => m.mountPath));
}
