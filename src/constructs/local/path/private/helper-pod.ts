import { Yaml } from 'cdk8s';
import { invalid, refuse, within } from '../../../../core/errors';
import { requireDnsLabel, requireDnsSubdomain } from '../../../../kubernetes/names';
import { LocalPathRelease } from '../../../../releases';
import { ImageOptions } from '../../../images';
import { PodOptions } from '../../../pod-options';
import { imagesFor, resolveImage } from '../../../private/images';
import { definedOf, podTemplate } from '../../../private/workload';

/** The provisioner reads the logs of a container of this name. */
const CONTAINER = 'helper-pod';

/** "-create-" or "-delete-" and the name of the volume, "pvc-" and a UUID, follow the name of the template; the provisioner cuts at 128. */
const LONGEST_NAME = 80;

/** What the template of the helper pods is made from. */
export interface HelperPodInput {
  readonly release: LocalPathRelease;
  readonly given: PodOptions;
  /** First part of the names; undefined for that of the release. */
  readonly name?: string;
  /** Image of the release or of its chart. */
  readonly image: string;
  readonly images?: ImageOptions;
  readonly namespace?: string;
  readonly labels?: { [key: string]: string };
  readonly unsafe: boolean;
  readonly hardened: boolean;
}

/** The template of the helper pods, as the text of helperPod.yaml. */
export function helperPodYaml(input: HelperPodInput): string {
  return Yaml.stringify(helperPod(input));
}

/** The image that helper pods use in the end. */
export function helperImage({ given, image, images }: HelperPodInput): string {
  return given.image ?? resolveImage(image, images);
}

function helperPod(input: HelperPodInput): object {
  const { release, given, image, images } = input;
  const { name, spec: { containers: [main], ...shipped } } = release._profile.helperPod;
  const spec = within('helperPod', () => podTemplate({ ...shipped, containers: [{ ...main, image }] }, {}, {
    selector: {},
    values: {},
    main: main.name,
    options: given,
    hardened: input.hardened,
    // Secrets for pulling images are in the ServiceAccount.
    images: { ...imagesFor(images, [image]), imagePullSecrets: undefined },
  })).spec;
  // The provisioner fills in tolerations that are not there, and leaves an empty list.
  if (given.tolerations && !spec.tolerations) spec.tolerations = [];
  checkTemplate(spec, release, input.unsafe);
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: definedOf({
      name: podName(input.name ?? name),
      namespace: input.namespace === undefined ? undefined : requireDnsLabel('helperPodNamespace', input.namespace),
      annotations: someOf({ ...given.annotations, ...given.podAnnotations }),
      labels: someOf({ ...input.labels, ...given.labels, ...given.podLabels }),
    }),
    spec: definedOf(spec),
  };
}

function someOf(map: { [key: string]: string }): object | undefined {
  return Object.keys(map).length ? map : undefined;
}

/** A longer name would be that of the helper pods of all volumes at once, and the provisioner takes a pod that is there for its own. */
function podName(name: string): string {
  if (name.length > LONGEST_NAME) {
    invalid('helperPodName', name, `at most ${LONGEST_NAME} characters`, 'The provisioner cuts names of helper pods at 128, the volume at their end');
  }
  return requireDnsSubdomain('helperPodName', name);
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
    refuse('allowUnsafeHelperPod', `exists since ${since} of the provisioner; ${release.version} takes any template and would not start with it`);
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
    ...['lifecycle', 'livenessProbe', 'readinessProbe',
      'startupProbe'].map((field): [boolean, string] => [main[field] !== undefined, `sets ${field}`]),
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
