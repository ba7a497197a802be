import { HelperPodInput, helperImage } from './helper-pod';
import { refuse } from '../../../../core/errors';
import { requireInteger, requirePort } from '../../../../kubernetes/names';
import { LocalPathRelease } from '../../../../releases';
import { LocalPathChart, LocalPathFlagValue, LocalPathNames } from '../../../../releases/local-path-profile';
import { ContainerProfile, PodProfile } from '../../../../releases/workload-profile';
import { Manifest } from '../../../private/emit';
import { imagesFor } from '../../../private/images';
import { definedOf, podTemplate } from '../../../private/workload';
import { Identity } from '../../private/identity';
import { checksum } from '../../volume/private/volume-pods';
import { LocalPathProvisionerProps } from '../local-path-provisioner-props';

/** Everything that the Deployment depends on. */
export interface DeploymentFacts {
  readonly props: LocalPathProvisionerProps;
  readonly release: LocalPathRelease;
  readonly identity: Identity<LocalPathNames>;
  /** The chart of the release, if its names are used. */
  readonly chart?: LocalPathChart;
  readonly namespace: string;
  readonly serviceAccountName: string;
  readonly provisionerName: string;
  readonly configMapName: string;
  readonly data: { [key: string]: string };
  readonly helperPod: HelperPodInput;
}

/** The Deployment. */
export function deployment(facts: DeploymentFacts): Manifest {
  const { props, release, identity, chart } = facts;
  const selector = identity.selector ?? release._profile.selector;
  const labels = { ...identity.labels, ...props.commonLabels };
  const objectLabels = { ...labels, ...props.labels };
  const { extraArgs, ...options } = props;
  const line = command(facts, extraArgs ?? []);
  const pod = podOf(facts, line.map((_, i) => `{command${i}}`)); // filled in below, so that braces in arguments stay
  const hostUsers = props.hostUsers === undefined ? {} : { hostUsers: props.hostUsers };
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: definedOf({
      name: identity.names.deployment,
      namespace: facts.namespace,
      labels: Object.keys(objectLabels).length ? objectLabels : undefined,
      annotations: props.annotations,
    }),
    spec: definedOf({
      replicas: replicas(props.replicas),
      selector: { matchLabels: selector },
      strategy: props.updateStrategy,
      template: podTemplate(pod, { serviceAccountName: facts.serviceAccountName }, {
        selector,
        labels,
        main: pod.containers[0].name,
        options: { ...options, podSpec: { ...chart?.podSpec, ...hostUsers, ...props.podSpec } },
        images: imagesFor(props.images, [pod.containers[0].image]),
        hardened: props.hardened,
        values: {
          configMap: facts.configMapName,
          healthPort: String(props.healthPort ?? release._profile.healthPort),
          ...Object.fromEntries(line.map((part, i) => [`command${i}`, part])),
        },
        annotations: { 'checksum/config': props.restartOnConfigChange ? checksum(facts.data) : undefined },
      }),
    }),
  };
}

/** One: the provisioner asks for no lease, in no version. */
function replicas(given: number = 1): number {
  if (given !== 1) {
    refuse('replicas', `must be 1, got ${given}: the provisioner elects no leader, so that two of them would make and delete each volume twice`);
  }
  return given;
}

/** The provisioner with its flags: those that say something else than it assumes, and those that the chart always sets. */
function command(facts: DeploymentFacts, extraArgs: string[]): string[] {
  const { props, release: { _profile: profile }, chart } = facts;
  const [program, ...rest] = profile.pod.containers[0].command!;
  const values: { [value in LocalPathFlagValue]: string | undefined } = {
    serviceAccount: facts.serviceAccountName,
    provisionerName: facts.provisionerName,
    helperImage: helperImage(facts.helperPod),
    configMap: facts.configMapName,
    workerThreads: count('workerThreads', props.workerThreads, 1),
    provisioningRetryCount: count('provisioningRetryCount', props.provisioningRetryCount, 0),
    deletionRetryCount: count('deletionRetryCount', props.deletionRetryCount, 0),
  };
  const flags = profile.flags.filter(({ value, default: assumed, onlyOnDemand }) => (
    values[value] !== undefined && (chart?.flags.includes(value) || (!onlyOnDemand && values[value] !== assumed))));
  const own = flags.flatMap(({ value, flag }) => [flag, values[value]!]);
  const unsafe = props.allowUnsafeHelperPod && profile.unsafeHelperPodFlag ? [profile.unsafeHelperPodFlag] : [];
  for (const arg of extraArgs) {
    const same = profile.flags.find(({ flag }) => arg === flag || arg.startsWith(`${flag}=`));
    if (same && own.includes(same.flag)) refuse('extraArgs', `repeat ${same.flag}, which a property of its own sets`);
  }
  const debug = props.debug ?? chart?.debug ?? profile.debug;
  return [program, ...(debug ? [profile.debugFlag] : []), ...rest, ...own, ...unsafe, ...extraArgs];
}

function count(property: string, given: number | undefined, minimum: number): string | undefined {
  return given === undefined ? undefined : String(requireInteger(property, given, minimum));
}

/** The pod of the release with this command, and with health checks as they are wanted. */
function podOf({ props, release }: DeploymentFacts, commandLine: string[]): PodProfile {
  const { pod, healthPortVariable } = release._profile;
  const [shipped] = pod.containers;
  const since = release._lacks('feature', 'health');
  if (since && props.healthPort !== undefined) {
    refuse('healthPort', `exists since ${since} of the provisioner; ${release.version} serves no health checks`);
  }
  if (props.healthChecks === false && props.healthPort !== undefined) refuse('healthPort', 'has no effect with healthChecks: false. Remove one');
  if (props.healthPort !== undefined) requirePort('healthPort', props.healthPort);
  const main: ContainerProfile = props.healthChecks === false
    ? definedOf({
      ...shipped,
      ports: undefined,
      startupProbe: undefined,
      livenessProbe: undefined,
      readinessProbe: undefined,
      env: shipped.env?.filter(({ name }) => name !== healthPortVariable),
    })
    : { ...shipped, ...(props.healthPort !== undefined && { ports: shipped.ports?.map((p) => ({ ...p, containerPort: props.healthPort })) }) };
  return { ...pod, containers: [{ ...main, command: commandLine }] };
}
