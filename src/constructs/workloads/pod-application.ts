import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { ClaimMount } from './claim-mount';
import { ClaimTemplate } from './claim-template';
import { PodPort } from './pod-port';
import { claimUse, ephemeralUse, judgeEphemeral, requireClaimsAtHand } from './private/claims';
import { podTemplate } from './private/pod-template';
import { containerPorts, podPorts } from './private/ports';
import { API015 } from '../../kubernetes/features';
import { missingPodFeatures } from '../../kubernetes/judgements/workloads';
import { requireDnsLabel } from '../../kubernetes/names';
import { Cluster } from '../cluster';
import { PodOptions } from '../pod-options';
import { at, propsOf } from '../private/at';
import { emit, Manifest } from '../private/emit';
import { report } from '../private/report';

/** When the kubelet starts a container that ended again. */
export enum RestartPolicy {
  /** Whenever it ends. */
  ALWAYS = 'Always',
  /** When it fails. */
  ON_FAILURE = 'OnFailure',
  /** Not at all. */
  NEVER = 'Never',
}

/** Properties for `PodApplication`. Of the pod options, `image` is required. */
export interface PodApplicationProps extends PodOptions {
  /** Name of the pod. @default - the construct's id */
  readonly name?: string;
  /** Namespace of the pod, and of its claims. @default - the chart's namespace */
  readonly namespace?: string;
  /** Name of the container. @default - the name of the pod */
  readonly containerName?: string;
  /** Claims of the pod: directories or devices, as their volume mode has it. @default - none */
  readonly claims?: ClaimMount[];
  /**
   * Claims that are created and deleted with the pod, as `<pod>-<name>`: scratch space of a class. Needs Kubernetes 1.21, or 1.19 with the feature gate
   * GenericEphemeralVolume.
   *
   * @see https://kubernetes.io/docs/concepts/storage/ephemeral-volumes/#generic-ephemeral-volumes
   * @default - none
   */
  readonly ephemeralClaims?: ClaimTemplate[];
  /** The port that the container listens on; shorthand for `ports` with one entry. @default - `ports` */
  readonly port?: number;
  /** Ports that the container listens on. @default - `port`, else none */
  readonly ports?: PodPort[];
  /** Command that replaces the entry point of the image; `extraArgs` are its arguments. @default - the image's own */
  readonly command?: string[];
  /** When the kubelet starts the container again. @default - the API server's: RestartPolicy.ALWAYS */
  readonly restartPolicy?: RestartPolicy;
  /** ServiceAccount of the pod. @default - the namespace's default */
  readonly serviceAccountName?: string;
}

/**
 * One pod, without a controller that replaces it: for trying claims out. Whether a claim is a mount or a device follows from its mode.
 *
 * @see https://kubernetes.io/docs/concepts/workloads/pods/
 */
export class PodApplication extends Construct {
  /** Name of the pod. */
  public readonly name: string;
  /** The emitted Pod. */
  public readonly pod: ApiObject;

  constructor(scope: Construct, id: string, props: PodApplicationProps) {
    props = propsOf(new.target, 'PodApplication', scope, id, props);
    super(scope, id);
    const manifest = at(this, () => pod(id, props));
    this.name = manifest.metadata.name;
    this.pod = emit(this, 'Pod', manifest);
    at(this, () => requireClaimsAtHand('claims', props.claims, this.pod));
    judgeEphemeral(this, this.pod, props.ephemeralClaims, 'spec');
    report(this.pod, API015, missingPodFeatures(manifest.spec, Cluster.of(this).kubernetesVersion, 'spec'));
  }
}

function pod(id: string, props: PodApplicationProps): Manifest {
  const name = requireDnsLabel('name', props.name ?? id);
  const claims = [
    ...(props.claims ?? []).map((claim, i) => claimUse(`claims[${i}].`, claim)),
    ...(props.ephemeralClaims ?? []).map((template, i) => ephemeralUse(`ephemeralClaims[${i}].`, template)),
  ];
  const { metadata, spec } = podTemplate(props, {
    selector: {},
    containerName: props.containerName ?? name,
    container: { command: props.command, ports: containerPorts(podPorts(props)) },
    volumes: claims.map(({ volume }) => volume),
    mounts: claims.flatMap(({ mounts }) => mounts),
    devices: claims.flatMap(({ devices }) => devices),
    spec: { restartPolicy: props.restartPolicy, serviceAccountName: props.serviceAccountName },
  });
  const labels = Object.keys(metadata.labels).length ? metadata.labels : undefined;
  const annotations = props.annotations || props.podAnnotations ? { ...props.annotations, ...props.podAnnotations } : undefined;
  return { apiVersion: 'v1', kind: 'Pod', metadata: { name, namespace: props.namespace, labels, annotations }, spec };
}
