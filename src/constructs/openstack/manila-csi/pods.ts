import { ManilaCsiControllerOptions, ManilaCsiNodeOptions } from './props';
import { ManilaCsiFacts, needsZone, NODE_AZ, Share } from './resolve';
import { refuse, within } from '../../../core/errors';
import { flagName, mergeArgs, replaceArgs, setFlag } from '../../../kubernetes/args';
import { imageName } from '../../../kubernetes/images';
import { ContainerProfile, PodProfile } from '../../../releases/workload-profile';
import { PodVolume, PodVolumeMount } from '../../core-v1';
import { ImageOptions } from '../../images';
import { ContainerOptions } from '../../pod-options';
import { caCertificateMount } from '../../private/ca-mount';
import { caAnnotation } from '../../private/cloud-config';
import { Manifest } from '../../private/emit';
import { checkContainerOptions } from '../../private/pod-checks';
import { definedOf, fill, podTemplate } from '../../private/workload';
import { CaCertificate } from '../cloud-config/ca-certificate';

/** Name of the driver's container in both plugins, without the prefix of its protocol. */
export const PLUGIN = 'nodeplugin';

const PREFIX = '{prefix}';
const SNAPSHOTTER = 'snapshotter';
const PROVISIONER = 'provisioner';

/** Name of the ConfigMap with the runtime configuration, as in the Helm chart. */
const RUNTIME_CONFIG = { configMap: 'manila-csi-runtimeconf-cm', file: 'runtimeconfig.json', dir: '/runtimeconfig' };

/** How a shell learns the zone of its node where the driver does not, as upstream's manifests say. */
const ZONE_OF_NODE = '$(curl http://169.254.169.254/openstack/latest/meta_data.json | jq -r .availability_zone)';

type Options = ManilaCsiControllerOptions & ManilaCsiNodeOptions;
type Which = 'controller' | 'node';

/** Options of each sidecar, by the property of the pod that holds them. */
const SIDECARS: { readonly [which in Which]: ReadonlyArray<keyof Options> } = {
  controller: [PROVISIONER, SNAPSHOTTER, 'resizer'], node: ['registrar'],
};

/** The StatefulSet of the controller plugin. */
export function controllerPlugin(facts: ManilaCsiFacts): Manifest {
  const { props, names: { controller } } = facts;
  return {
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    metadata: metadata(facts, 'controller'),
    spec: {
      serviceName: controller.name,
      replicas: 1,
      updateStrategy: props.controller?.updateStrategy,
      selector: { matchLabels: controller.selector },
      template: template(facts, 'controller'),
    },
  };
}

/** The DaemonSet of the node plugin. */
export function nodePlugin(facts: ManilaCsiFacts): Manifest {
  const { props, names: { node } } = facts;
  return {
    apiVersion: 'apps/v1',
    kind: 'DaemonSet',
    metadata: metadata(facts, 'node'),
    spec: { updateStrategy: props.node?.updateStrategy, selector: { matchLabels: node.selector }, template: template(facts, 'node') },
  };
}

/** The runtime configuration, which the driver reads at each mount. */
export function runtimeConfig({ props: { matchExportLocationAddress }, namespace }: ManilaCsiFacts): Manifest | undefined {
  if (matchExportLocationAddress === undefined) return undefined;
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: RUNTIME_CONFIG.configMap, namespace },
    data: { [RUNTIME_CONFIG.file]: JSON.stringify({ nfs: { matchExportLocationAddress } }) },
  };
}

function metadata({ props, names, namespace }: ManilaCsiFacts, which: Which): Manifest['metadata'] {
  const { labels, annotations } = props[which] ?? {};
  return definedOf({ name: names[which].name, namespace, labels: { ...labels, ...names[which].labels }, annotations });
}

function template(facts: ManilaCsiFacts, which: Which): { metadata: object; spec: any } {
  const template_ = within(which, () => podOf(facts, which), (property) => !/^(images|release|caCertificate|clusterId)/.test(property));
  for (const container of template_.spec.containers) asShellCommand(container, facts.names.helm);
  return template_;
}

function podOf(facts: ManilaCsiFacts, which: Which): { metadata: object; spec: any } {
  const { props, names } = facts;
  const options: Options = props[which] ?? {};
  const shipped = podProfile(facts, which);
  checkSidecars(facts, which, options);
  const profile = expanded(facts, shipped, which);
  const drivers = profile.containers.filter(({ name }) => name.endsWith(PLUGIN)).map(({ name }) => name);
  const ca = caMount(facts, profile);
  const withCa = <T extends ContainerOptions>(own: T): T => ca ? { ...own, extraVolumeMounts: [ca.mount, ...own.extraVolumeMounts ?? []] } : own;
  const sidecars = facts.shares.flatMap(({ values: { prefix } }) => [
    ...SIDECARS[which].map((property) => [`${prefix}${property}`, (options[property] ?? {}) as ContainerOptions, property] as const),
    ...drivers.slice(1).includes(`${prefix}${PLUGIN}`) ? [[`${prefix}${PLUGIN}`, withCa(containerOptions(options)), ''] as const] : [],
  ]);
  return podTemplate(profile, { serviceAccountName: names[which].name }, {
    selector: names[which].selector,
    labels: names[which].labels,
    values: {},
    main: drivers[0],
    options: withCa({ ...options, extraVolumes: [...ca ? [ca.volume] : [], ...options.extraVolumes ?? []] }),
    sidecars: Object.fromEntries(sidecars.map(([name, own, property]) => [name, { property: () => property, options: own }])),
    images: imagesOf(profile, props.images),
    annotations: caAnnotation(ca && props.caCertificate),
  });
}

/** The options of the driver's container among those of its pod. */
function containerOptions(options: Options): ContainerOptions {
  const { image, imagePullPolicy, resources, extraArgs, extraEnv, extraVolumeMounts, securityContext } = options;
  const { livenessProbe, readinessProbe, startupProbe, containerSpec } = options;
  return definedOf({
    image,
    imagePullPolicy,
    resources,
    extraArgs,
    extraEnv,
    extraVolumeMounts,
    securityContext,
    livenessProbe,
    readinessProbe,
    startupProbe,
    containerSpec,
  });
}

/** The pod of the release, for one protocol, without disabled containers. */
function podProfile({ profile, names, snapshots }: ManilaCsiFacts, which: Which): PodProfile {
  const pod = (names.helm ? profile.chart?.[which] : undefined) ?? profile[which].pod;
  return { ...pod, containers: pod.containers.filter(({ name }) => snapshots || name !== `${PREFIX}${SNAPSHOTTER}`) };
}

function checkSidecars(facts: ManilaCsiFacts, which: Which, options: Options): void {
  for (const property of SIDECARS[which]) {
    const given = options[property] as ContainerOptions | undefined;
    if (!given) continue;
    within(property, () => checkContainerOptions(given));
    if (!podProfile(facts, which).containers.some(({ name }) => name === `${PREFIX}${property}`)) {
      refuse(property, `applies to a container that is disabled or missing in release ${facts.release.minor}. Remove it`);
    }
  }
}

/** The pod with the containers and volumes of each protocol. */
function expanded(facts: ManilaCsiFacts, pod: PodProfile, which: Which): PodProfile {
  const containers = pod.containers.map((container) => withFlags(facts, container, which));
  const volumes = pod.volumes!.flatMap((volume) => (isRuntimeNext(facts, volume) ? [volume, runtimeVolume()] : [volume]));
  return { ...pod, containers: perProtocol(facts.shares, containers), volumes: perProtocol(facts.shares, volumes) };
}

function isRuntimeNext({ props }: ManilaCsiFacts, { name }: { name: string }): boolean {
  return props.matchExportLocationAddress !== undefined && name === `${PREFIX}fwd-plugin-dir`;
}

function runtimeVolume(): { name: string; [source: string]: unknown } {
  return { name: `${PREFIX}runtime-config-dir`, configMap: { name: RUNTIME_CONFIG.configMap } };
}

/** Repeats what begins with the prefix for each protocol, protocol by protocol. */
function perProtocol<T extends { readonly name: string }>(shares: Share[], items: T[]): T[] {
  const own = items.filter(({ name }) => name.startsWith(PREFIX));
  const before = items.slice(0, items.indexOf(own[0])).filter((item) => !own.includes(item));
  const after = items.filter((item) => !own.includes(item) && !before.includes(item));
  const shared = (item: T) => fill(item, shares[0].values);
  return [...before.map(shared), ...shares.flatMap(({ values }) => own.map((item) => fill(item, values))), ...after.map(shared)];
}

function withFlags(facts: ManilaCsiFacts, container: ContainerProfile, which: Which): ContainerProfile {
  const { props, names } = facts;
  const isDriver = container.name === `${PREFIX}${PLUGIN}`;
  const own = isDriver ? driverArgs(facts, container, which) : container.args ?? [];
  const added = props.verbosity === undefined ? [] : [`${names.verbosityFlag}=${props.verbosity}`];
  if (container.name === `${PREFIX}${PROVISIONER}`) {
    if (props.topology) added.push('--feature-gates=Topology=true');
    if (props.pvcAnnotations) added.push('--extra-create-metadata');
  }
  const mounts = container.volumeMounts ?? [];
  const runtime = isDriver && props.matchExportLocationAddress !== undefined
    ? [{ name: runtimeVolume().name, mountPath: RUNTIME_CONFIG.dir, readOnly: true }] : [];
  return { ...container, args: replaceArgs(own, added), volumeMounts: [...mounts, ...runtime] };
}

/** Arguments of the driver, in the order of the Helm chart, because a shell's command is one text. */
function driverArgs({ props, profile }: ManilaCsiFacts, { args = [] }: ContainerProfile, which: Which): string[] {
  const topology = props.topology ? ['--with-topology', ...needsZone(profile) ? [`--${NODE_AZ}=${ZONE_OF_NODE}`] : []] : [];
  const runtime = props.matchExportLocationAddress === undefined ? [] : [`--runtime-config-file=${RUNTIME_CONFIG.dir}/${RUNTIME_CONFIG.file}`];
  const first = args.findIndex((arg) => flagName(arg) === 'endpoint');
  const optional = which === 'controller' ? [...topology, ...runtime] : [...runtime, ...topology];
  const all = [...args.slice(0, first), ...optional, ...args.slice(first)];
  const named = props.clusterId === undefined ? all : setFlag(all, 'cluster-id', props.clusterId);
  if (which === 'node' || props.pvcAnnotations === undefined) return named;
  return props.pvcAnnotations ? mergeArgs(named, ['--pvc-annotations'])! : named.filter((arg) => flagName(arg) !== 'pvc-annotations');
}

/** Turns program and arguments into the text that the shell of the release runs. */
function asShellCommand(container: any, helm: boolean): void {
  const { command, args } = container;
  if (command?.length !== 3 || command[1] !== '-c' || !args) return;
  container.command = [command[0], command[1],
    [command[2], ...args.map((arg: string) => shellWord(arg, helm && flagName(arg) === 'cluster-id'))].join(' ')];
  delete container.args;
}

/** Kubernetes fills in "$(NAME)" before the shell reads the text. */
function shellWord(arg: string, quoted: boolean): string {
  if (arg.endsWith(ZONE_OF_NODE)) return arg;
  const [, flag, value] = /^([^=]*=)?(.*)$/s.exec(arg)!;
  const isPlain = /^([\w@%+:,./-]|\$\([A-Za-z_]\w*\))+$/.test(value);
  return isPlain && !quoted ? arg : `${flag ?? ''}"${value.replace(/(["\\`]|\$(?!\([A-Za-z_]\w*\)))/g, '\\$1')}"`;
}

/** The mount of a CA bundle whose text is not known here; what is known is in the Secret of the driver. */
function caMount({ props: { caCertificate } }: ManilaCsiFacts, { containers }: PodProfile): { volume: PodVolume; mount: PodVolumeMount } | undefined {
  if (!caCertificate || (caCertificate instanceof CaCertificate && caCertificate._pem !== undefined)) return undefined;
  return caCertificateMount(caCertificate, containers.flatMap(({ volumeMounts = [] }) => volumeMounts.map(({ mountPath }) => mountPath)));
}

/** The image options for the images of this pod. */
function imagesOf(profile: PodProfile, images?: ImageOptions): ImageOptions | undefined {
  const names = profile.containers.map((c) => imageName(c.image));
  const ours = (by?: { [name: string]: string }) => by && Object.fromEntries(Object.entries(by).filter(([name]) => names.includes(name)));
  return images && { ...images, overrides: ours(images.overrides), digests: ours(images.digests) };
}
