import { ApiObject, Duration } from 'cdk8s';
import { Construct } from 'constructs';
import { ScalingMetric } from './metric';
import { ScaleTarget } from './scale-target';
import { invalid, refuse } from '../../../core/errors';
import { servedVersion } from '../../../kubernetes/api-versions';
import { API015, availability, FEATURES } from '../../../kubernetes/features';
import { missingAutoscalerFeatures, STS015, utilizationWithoutRequests } from '../../../kubernetes/judgements/workloads';
import { minorNumber } from '../../../kubernetes/minor';
import { requireDnsSubdomain, requireInteger } from '../../../kubernetes/names';
import { Advice } from '../../advice';
import { Cluster } from '../../cluster';
import { at, propsOf } from '../../private/at';
import { emit, Manifest } from '../../private/emit';
import { report } from '../../private/report';
import { namespaceBeside } from '../private/namespace';

const CPU_BY_DEFAULT = 80;
const DEFAULT_METRICS = [ScalingMetric.cpuUtilization(CPU_BY_DEFAULT)];
const TOLERANCE = 0.1;

/** API versions of HorizontalPodAutoscaler. */
export enum AutoscalerVersion {
  /** autoscaling/v1: one metric, the CPU utilization. */
  V1 = 'autoscaling/v1',
  /** autoscaling/v2: any metrics, and rules of behaviour. Since Kubernetes 1.23. */
  V2 = 'autoscaling/v2',
}

/** How fast an autoscaler goes in one direction. */
export interface ScalingBehavior {
  /** How long it looks back for a reason not to. @default - none for up, Duration.minutes(5) for down */
  readonly stabilizationWindow?: Duration;
  /** Most pods to add or remove in `period`. @default - no limit in pods */
  readonly pods?: number;
  /** Most pods to add or remove in `period`, in percent. @default - no limit in percent */
  readonly percent?: number;
  /** Period of the limits, 30 minutes at most. @default Duration.seconds(15) */
  readonly period?: Duration;
  /** Whether it scales in this direction at all. @default true */
  readonly enabled?: boolean;
  /**
   * How close to 1 the ratio of value and target may be for no change in this direction, such as 0.05. Since Kubernetes 1.35.
   *
   * @default - the controller's: 0.1
   */
  readonly tolerance?: number;
}

/** Properties for `HorizontalPodAutoscaler`. */
export interface HorizontalPodAutoscalerProps {
  /** Name of the autoscaler. @default - the construct's id */
  readonly name?: string;
  /** Namespace; it must be that of the target. @default - that of a StatefulApplication, else the chart's namespace */
  readonly namespace?: string;
  /** What is scaled. */
  readonly target: ScaleTarget;
  /** Fewest pods; 0 since Kubernetes 1.37, with a metric of another object or from outside. @default 1 */
  readonly minReplicas?: number;
  /** Most pods. */
  readonly maxReplicas: number;
  /** What it looks at. @default [ScalingMetric.cpuUtilization(80)] */
  readonly metrics?: ScalingMetric[];
  /** How fast it adds pods. @default - the controller's: four pods or 100 % in 15 seconds */
  readonly scaleUp?: ScalingBehavior;
  /** How fast it removes pods. @default - the controller's: after five minutes, as many as there are too many */
  readonly scaleDown?: ScalingBehavior;
  /** API version. @default AutoscalerVersion.V2 */
  readonly version?: AutoscalerVersion;
  /** Labels of the autoscaler. @default - none */
  readonly labels?: { [key: string]: string };
  /** Annotations of the autoscaler. @default - none */
  readonly annotations?: { [key: string]: string };
}

/**
 * Scales a workload by its metrics. It adds pods, never nodes, and needs the metrics server.
 *
 * @see https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/
 */
export class HorizontalPodAutoscaler extends Construct {
  /**
   * The number of pods that the controller asks for: `ceil(current × metric ÷ target)`, or no change where the ratio is close to 1.
   *
   * @param currentReplicas Pods now
   * @param currentValue Value of the metric now
   * @param targetValue Value to hold, in the same unit
   * @param tolerance How close to 1 is close: `--horizontal-pod-autoscaler-tolerance`
   * @see https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/#algorithm-details
   */
  public static desiredReplicas(currentReplicas: number, currentValue: number, targetValue: number, tolerance: number = TOLERANCE): number {
    requireInteger('currentReplicas', currentReplicas, 0);
    if (!(currentValue >= 0)) invalid('currentValue', currentValue, 'a number of at least 0');
    if (!(targetValue > 0)) invalid('targetValue', targetValue, 'a number above 0');
    const ratio = currentValue / targetValue;
    return Math.abs(ratio - 1) <= tolerance ? currentReplicas : Math.ceil(ratio * currentReplicas);
  }

  /** Names of the claims that may exist when the target is at its largest. Empty where the target is no StatefulApplication. */
  public readonly claimNames: string[];
  /** The emitted HorizontalPodAutoscaler. */
  public readonly apiObject: ApiObject;

  constructor(scope: Construct, id: string, props: HorizontalPodAutoscalerProps) {
    props = propsOf(new.target, 'HorizontalPodAutoscaler', scope, id, props);
    super(scope, id);
    const { kubernetesVersion } = Cluster.of(this);
    const { _application: application } = props.target;
    this.apiObject = emit(this, 'HorizontalPodAutoscaler', at(this, () => autoscaler(id, props, kubernetesVersion)));
    application?.markHasAutoscaler();
    this.claimNames = application?.claimNames(props.maxReplicas) ?? [];
    advise(this, props);
  }
}

function autoscaler(id: string, props: HorizontalPodAutoscalerProps, kubernetesVersion: string): Manifest {
  const { target, version = AutoscalerVersion.V2, minReplicas = 1, maxReplicas } = props;
  requireInteger('minReplicas', minReplicas, availability(FEATURES.scaleToZero, kubernetesVersion) === 'yes' ? 0 : 1);
  if (minReplicas === 0 && !(props.metrics ?? []).some(({ _spec: { type } }) => type === 'Object' || type === 'External')) {
    refuse('minReplicas', 'is 0, which needs a metric of another object or from outside: pods that do not run have no usage');
  }
  requireInteger('maxReplicas', maxReplicas, 1);
  if (minReplicas > maxReplicas) refuse('minReplicas', `is ${minReplicas}, above maxReplicas, which is ${maxReplicas}`);
  const { apiVersion, kind, name, _application: application } = target;
  const namespace = namespaceBeside(application, props.namespace);
  const common = { minReplicas, maxReplicas, scaleTargetRef: { apiVersion, kind, name } };
  return {
    apiVersion: version,
    kind: 'HorizontalPodAutoscaler',
    metadata: { name: requireDnsSubdomain('name', props.name ?? id), namespace, labels: props.labels, annotations: props.annotations },
    spec: version === AutoscalerVersion.V1 ? { ...common, ...v1(props) } : { ...common, ...v2(props, kubernetesVersion) },
  };
}

function v1({ metrics = [], scaleUp, scaleDown }: HorizontalPodAutoscalerProps): object {
  if (scaleUp || scaleDown) refuse('scaleUp', 'and scaleDown need AutoscalerVersion.V2');
  if (metrics.length > 1 || metrics.some((metric) => metric._spec.resource?.target.averageUtilization === undefined
    || metric._ofRequests !== 'cpu')) {
    refuse('metrics', 'of autoscaling/v1 are one ScalingMetric.cpuUtilization. Use AutoscalerVersion.V2 for others');
  }
  return { targetCPUUtilizationPercentage: metrics[0]?._spec.resource.target.averageUtilization ?? CPU_BY_DEFAULT };
}

function v2(props: HorizontalPodAutoscalerProps, kubernetesVersion: string): object {
  const { metrics = DEFAULT_METRICS, scaleUp, scaleDown } = props;
  const unserved = servedVersion({ apiVersion: AutoscalerVersion.V2, kind: 'HorizontalPodAutoscaler' }, minorNumber(kubernetesVersion));
  if (unserved) refuse('version', `is ${AutoscalerVersion.V2}. ${unserved.message} Use AutoscalerVersion.V1`);
  if (metrics.length === 0) refuse('metrics', 'must contain at least one metric');
  const behavior = { ...scaleUp && { scaleUp: rules('scaleUp', scaleUp) }, ...scaleDown && { scaleDown: rules('scaleDown', scaleDown) } };
  return { metrics: metrics.map((metric) => metric._spec), behavior: Object.keys(behavior).length ? behavior : undefined };
}

function rules(property: string, given: ScalingBehavior): object {
  const { stabilizationWindow, pods, percent, period = Duration.seconds(15), enabled = true, tolerance } = given;
  if (tolerance !== undefined && !(tolerance >= 0 && Number.isFinite(tolerance))) {
    invalid(`${property}.tolerance`, tolerance, 'a number of at least 0 such as 0.05');
  }
  if (!enabled && (pods !== undefined || percent !== undefined)) refuse(`${property}.enabled`, 'is false, and limits are set. Keep one');
  const periodSeconds = requireInteger(`${property}.period`, period.toSeconds(), 1, 1800);
  const policies = [
    ...pods === undefined ? [] : [{ type: 'Pods', value: requireInteger(`${property}.pods`, pods, 1), periodSeconds }],
    ...percent === undefined ? [] : [{ type: 'Percent', value: requireInteger(`${property}.percent`, percent, 1), periodSeconds }],
  ];
  return {
    stabilizationWindowSeconds: stabilizationWindow && requireInteger(`${property}.stabilizationWindow`, stabilizationWindow.toSeconds(), 0, 3600),
    selectPolicy: enabled ? undefined : 'Disabled',
    policies: policies.length ? policies : undefined,
    tolerance: tolerance === undefined ? undefined : String(Number(tolerance.toFixed(9))),
  };
}

function advise(scope: HorizontalPodAutoscaler, props: HorizontalPodAutoscalerProps): void {
  report(scope.apiObject, API015, missingAutoscalerFeatures(scope.apiObject.toJson(), Cluster.of(scope).kubernetesVersion));
  const { target, maxReplicas } = props;
  const application = target._application;
  if (!application) return;
  if (scope.claimNames.length) {
    const goes = application._dropsClaims;
    Advice._give(scope, 'AUTOSCALER_CREATES_CLAIMS', `up to ${maxReplicas} pods of "${target.name}" make up to ${scope.claimNames.length} claims, `
      + `${scope.claimNames[0]} to ${scope.claimNames[scope.claimNames.length - 1]}; those of pods that are scaled away `
        + `${goes ? 'are deleted' : 'stay'}.`,
    `See that the storage and its quota suffice, and set claimsWhenScaled if the claims are to ${goes ? 'stay' : 'go'}.`);
  }
  const pod = application.statefulSet.toJson().spec.template.spec;
  report(scope.apiObject, STS015, utilizationWithoutRequests(scope.apiObject.toJson(), pod));
}
