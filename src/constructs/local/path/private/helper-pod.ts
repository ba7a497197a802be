import { Yaml } from 'cdk8s';
import { invalid, refuse } from '../../../../core/errors';
import { requireAnnotations, requireDnsLabel, requireDnsSubdomain, requireLabels } from '../../../../kubernetes/names';
import { LocalPathRelease } from '../../../../releases';
import { ImageOptions } from '../../../images';
import { container, definedOf } from '../../../private/workload';
import { LocalPathHelperPod } from '../local-path-helper-pod';

/** The provisioner reads the logs of a container of this name. */
const CONTAINER = 'helper-pod';

/** "-create-" or "-delete-" and the name of the volume, "pvc-" and a UUID, follow the name of the template; the provisioner cuts at 128. */
const LONGEST_NAME = 80;

/** What the template of the helper pods is made from. */
export interface HelperPodInput {
  readonly release: LocalPathRelease;
  readonly given: LocalPathHelperPod;
  /** Image of the release or of its chart. */
  readonly image: string;
  readonly images?: ImageOptions;
  readonly namespace?: string;
  readonly labels?: { [key: string]: string };
  readonly unsafe: boolean;
}

/** The template of the helper pods, as the text of helperPod.yaml. */
export function helperPodYaml(input: HelperPodInput): string {
  return Yaml.stringify(helperPod(input));
}

/** The image that helper pods use in the end. */
export function helperImage({ release, given, image, images }: HelperPodInput): string {
  return container({ ...release._profile.helperPod.spec.containers[0], image }, { image: given.image }, images).image;
}

function helperPod(input: HelperPodInput): object {
  const { release, given, image, images } = input;
  const { name, spec: { containers: [main], ...shipped } } = release._profile.helperPod;
  requireLabels('helperPod.labels', given.labels);
  requireAnnotations('helperPod.annotations', given.annotations);
  const priorityClassName = (given.priorityClassName ?? shipped.priorityClassName) || undefined;
  const tolerations = [...given.tolerations ?? shipped.tolerations ?? [], ...given.extraTolerations ?? []];
  const labels = { ...input.labels, ...given.labels };
  const namespace = given.namespace ?? input.namespace;
  const spec = definedOf({
    priorityClassName,
    tolerations: given.tolerations || tolerations.length ? tolerations : undefined, // the provisioner fills in what is not there, and leaves an empty list
    securityContext: given.podSecurityContext,
    containers: [{
      ...container({ ...main, image }, {
        image: given.image,
        imagePullPolicy: given.imagePullPolicy,
        resources: given.resources,
        securityContext: given.securityContext,
        extraEnv: given.extraEnv,
      }, images),
      ...given.container,
    }],
    ...given.podSpec,
  });
  checkTemplate(spec, release, input.unsafe);
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: definedOf({
      name: podName(given.name ?? name),
      namespace: namespace === undefined ? undefined : requireDnsLabel('helperPod.namespace', namespace),
      annotations: given.annotations,
      labels: Object.keys(labels).length ? labels : undefined,
    }),
    spec,
  };
}

/** A longer name would be that of the helper pods of all volumes at once, and the provisioner takes a pod that is there for its own. */
function podName(name: string): string {
  if (name.length > LONGEST_NAME) {
    invalid('helperPod.name', name, `at most ${LONGEST_NAME} characters`, 'The provisioner cuts names of helper '
    + 'pods at 128, the volume at their end');
  }
  return requireDnsSubdomain('helperPod.name', name);
}

/**
 * What the provisioner refuses in a template, as sentences that follow "helperPod". It would crash at start with it.
 *
 * Source: validateHelperPodTemplate in util.go, v0.0.36 to v0.0.37.
 */
function checkTemplate(spec: any, release: LocalPathRelease, unsafe: boolean): void {
  const [main] = spec.containers;
  if (main?.name !== CONTAINER) refuse('helperPod', `must have the container "${CONTAINER}" first: the provisioner reads its logs`);
  const since = release._lacks('feature', 'helperPodSafety');
  if (unsafe && since) {
    refuse('allowUnsafeHelperPod', `exists since ${since} of the provisioner; ${release.version} takes any template `
    + 'and would not start with it');
  }
  if (unsafe || since) return;
  const { securityContext: pod = {} } = spec;
  const { securityContext: own = {} } = main;
  const forbidden: [boolean, string][] = [
    [spec.containers.length !== 1, 'has more than one container'],
    ...['initContainers', 'ephemeralContainers', 'volumes'].map((field): [boolean, string] => [spec[field]?.length > 0, `sets ${field}`]),
    ...['hostNetwork', 'hostPID', 'hostIPC'].map((field): [boolean, string] => [spec[field] === true, `sets ${field}`]),
    ...['nodeName', 'serviceAccountName'].map((field): [boolean, string] => [!!spec[field], `sets ${field}, which the provisioner sets itself`]),
    ...['volumeMounts', 'envFrom'].map((field): [boolean, string] => [main[field]?.length > 0, `sets ${field}`]),
    ...['lifecycle', 'livenessProbe', 'readinessProbe', 'startupProbe'].map((field): [boolean, string] => [main[field] !== undefined, `sets ${field}`]),
    [(main.env ?? []).some((e: any) => e.valueFrom !== undefined), 'takes environment variables from elsewhere (valueFrom)'],
    [pod.runAsUser === 0, 'sets runAsUser to 0'],
    [pod.runAsGroup === 0, 'sets runAsGroup to 0'],
    [pod.sysctls?.length > 0, 'sets sysctls'],
    [own.privileged === true, 'is privileged'],
    [own.capabilities?.add?.length > 0, 'adds capabilities'],
    [own.allowPrivilegeEscalation === true, 'allows privilege escalation'],
  ];
  const found = forbidden.find(([present]) => present);
  if (found) refuse('helperPod', `${found[1]}, with which the provisioner does not start. Remove it, or set allowUnsafeHelperPod`);
}
