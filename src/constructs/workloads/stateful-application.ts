import { ApiObject, Lazy } from 'cdk8s';
import { Construct } from 'constructs';
import { ClaimTemplate } from './claim-template';
import { claimTemplate, claimUse, requireClaimsAtHand, templateMode, templateUse } from './private/claims';
import { disruptionBudgetSpec, placed } from './private/placement';
import { podTemplate } from './private/pod-template';
import { containerPorts, podPorts, requireDistinct, servicePorts } from './private/ports';
import { StatefulApplicationProps } from './stateful-application-props';
import { invalid, refuse } from '../../core/errors';
import { isAtLeast } from '../../core/minor';
import { isDnsLabel, requireDnsLabel, requireInteger, requireLabels } from '../../core/names';
import { Advice } from '../advice';
import { Cluster } from '../cluster';
import { at } from '../private/at';
import { emit, Manifest } from '../private/emit';
import { judgeClaim } from '../storage/private/claim-spec';

/** Pods carry a label `<set>-<hash of 10 characters>`, which may have 63. */
const LONGEST_NAME = 52;

/**
 * A StatefulSet with its headless Service: pods with stable names, each with claims of its own.
 *
 * @see https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/
 */
export class StatefulApplication extends Construct {
  /** Name of the StatefulSet. */
  public readonly name: string;

  /** How many pods it starts with. */
  public readonly replicas: number;

  /** Name of the headless Service: pods are reachable as `<set>-<ordinal>.<service>`. */
  public readonly serviceName: string;

  /** Labels by which the set finds its pods. */
  public readonly selector: { [key: string]: string };

  /** The emitted StatefulSet. */
  public readonly statefulSet: ApiObject;

  /** The emitted headless Service. Undefined where it exists already. */
  public readonly service?: ApiObject;

  /** The emitted PodDisruptionBudget, if one was asked for. */
  public readonly podDisruptionBudget?: ApiObject;

  /** What its container requests; limits count where nothing else is said. @internal */
  public readonly _requests: { [resource: string]: string };

  private readonly templates: ClaimTemplate[];
  private readonly firstOrdinal: number;
  private scaled = false;

  constructor(scope: Construct, id: string, props: StatefulApplicationProps) {
    super(scope, id);
    const facts = at(this, () => resolve(id, props));
    this.name = facts.name;
    this.replicas = facts.replicas;
    this.serviceName = facts.serviceName;
    this.selector = facts.selector;
    this._requests = { ...props.resources?.limits, ...props.resources?.requests };
    this.templates = props.claims ?? [];
    this.firstOrdinal = props.firstOrdinal ?? 0;

    const manifests = at(this, () => ({
      set: statefulSet(facts, Lazy.any({ produce: () => this.scaled ? undefined : facts.replicas })),
      service: headlessService(facts),
      budget: props.disruptionBudget && podDisruptionBudget(facts),
    }));
    if (props.createService !== false) this.service = emit(this, 'Service', manifests.service);
    this.statefulSet = emit(this, 'StatefulSet', manifests.set);
    if (manifests.budget) this.podDisruptionBudget = emit(this, 'PodDisruptionBudget', manifests.budget);
    at(this, () => requireClaimsAtHand('sharedClaims', props.sharedClaims, this.statefulSet));
    advise(this, props);
  }

  /**
   * Names of the claims that the set makes for a number of pods: `<template>-<set>-<ordinal>`.
   *
   * @param replicas Number of pods; that of the set if it is left out
   */
  public claimNames(replicas: number = this.replicas): string[] {
    return Array.from({ length: replicas }, (_, i) => i + this.firstOrdinal)
      .flatMap((ordinal) => this.templates.map((template) => `${template.name}-${this.name}-${ordinal}`));
  }

  /**
   * Leaves the number of pods to an autoscaler.
   *
   * @internal
   */
  public _leaveReplicasToAutoscaler(): void {
    this.scaled = true;
  }
}

interface Facts {
  readonly name: string;
  readonly replicas: number;
  readonly serviceName: string;
  readonly selector: { [key: string]: string };
  readonly props: StatefulApplicationProps;
}

function resolve(id: string, props: StatefulApplicationProps): Facts {
  const name = props.name ?? id;
  if (!isDnsLabel(name) || name.length > LONGEST_NAME) {
    invalid('name', name, `a DNS label (lower-case letters, digits and "-", at most ${LONGEST_NAME} characters) such as "web"`);
  }
  requireLabels('selector', props.selector);
  return {
    name,
    replicas: requireInteger('replicas', props.replicas ?? 1, 0),
    serviceName: requireDnsLabel('serviceName', props.serviceName ?? name),
    selector: props.selector ?? { 'app.kubernetes.io/name': name },
    props,
  };
}

function statefulSet({ name, serviceName, selector, props }: Facts, replicas: any): Manifest {
  const templates = (props.claims ?? []).map((template, i) => claimTemplate(`claims[${i}].`, template));
  requireDistinct('claims', templates.map((template) => template.metadata.name));
  const { claimsWhenDeleted: whenDeleted, claimsWhenScaled: whenScaled, firstOrdinal, minReady, revisionHistoryLimit } = props;
  return {
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    metadata: metadata(name, selector, props),
    spec: {
      serviceName,
      replicas,
      selector: { matchLabels: selector },
      podManagementPolicy: props.podManagement,
      updateStrategy: updateStrategy(props),
      persistentVolumeClaimRetentionPolicy: whenDeleted || whenScaled ? { whenDeleted, whenScaled } : undefined,
      minReadySeconds: minReady?.toSeconds(),
      revisionHistoryLimit: revisionHistoryLimit === undefined ? undefined : requireInteger('revisionHistoryLimit', revisionHistoryLimit, 0),
      ordinals: firstOrdinal === undefined ? undefined : { start: requireInteger('firstOrdinal', firstOrdinal, 0) },
      template: pods(name, selector, props),
      volumeClaimTemplates: templates.length ? templates : undefined,
    },
  };
}

function pods(name: string, selector: { [key: string]: string }, props: StatefulApplicationProps): { [key: string]: any } {
  const templates = (props.claims ?? []).map((template, i) => templateUse(`claims[${i}].`, template));
  const shared = (props.sharedClaims ?? []).map((mount, i) => claimUse(`sharedClaims[${i}].`, mount));
  return podTemplate(placed(props, selector, props.antiAffinity, props.zoneSpread), {
    selector,
    containerName: props.containerName ?? name,
    container: { command: props.command, ports: containerPorts(podPorts(props)) },
    volumes: shared.map(({ volume }) => volume),
    claimTemplates: (props.claims ?? []).map((template) => template.name),
    mounts: [...templates, ...shared].flatMap(({ mounts }) => mounts),
    devices: [...templates, ...shared].flatMap(({ devices }) => devices),
    spec: { serviceAccountName: props.serviceAccountName },
  });
}

function updateStrategy({ updateStrategy: strategy, partition }: StatefulApplicationProps): { [key: string]: any } | undefined {
  if (partition === undefined) return strategy;
  if (strategy?.type === 'OnDelete') refuse('partition', 'applies to rolling updates only, but updateStrategy is OnDelete');
  return { type: 'RollingUpdate', ...strategy, rollingUpdate: { ...strategy?.rollingUpdate, partition: requireInteger('partition', partition, 0) } };
}

function headlessService({ serviceName, selector, props }: Facts): Manifest {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: metadata(serviceName, selector, props),
    spec: {
      clusterIP: 'None',
      publishNotReadyAddresses: props.publishNotReadyAddresses,
      selector,
      ports: servicePorts(podPorts(props)),
    },
  };
}

function podDisruptionBudget({ name, selector, props }: Facts): Manifest {
  return {
    apiVersion: 'policy/v1',
    kind: 'PodDisruptionBudget',
    metadata: metadata(name, selector, props),
    spec: disruptionBudgetSpec(props.disruptionBudget!, selector),
  };
}

function metadata(name: string, selector: { [key: string]: string }, { namespace, labels, annotations }: StatefulApplicationProps): Manifest['metadata'] {
  return { name, namespace, labels: { ...labels, ...selector }, annotations };
}

function advise(scope: StatefulApplication, props: StatefulApplicationProps): void {
  props.claims?.forEach((claim, i) => judgeClaim(scope, scope.statefulSet, claim, templateMode(claim), `claims[${i}].`));
  const { kubernetesVersion } = Cluster.of(scope);
  const recent = (['firstOrdinal', 'claimsWhenDeleted', 'claimsWhenScaled'] as const).filter((property) => props[property] !== undefined);
  if (recent.length && !isAtLeast(kubernetesVersion, '1.27')) {
    Advice._give(scope, 'FIELD_NEEDS_NEWER_KUBERNETES', `Kubernetes ${kubernetesVersion} drops ${recent.join(', ')} unless a feature gate is on: on by default since 1.27.`,
      'Leave them out, or enable StatefulSetAutoDeletePVC and StatefulSetStartOrdinal.');
  }
  if ((props.replicas ?? 1) > 1 && props.sharedClaims?.length && props.sharedClaims.some(({ claim }) => onlyOneNode(claim))) {
    Advice._give(scope, 'SHARED_CLAIM_ONE_NODE', 'its pods share a claim that is read-write on one node only.',
      'Give each pod a claim of its own (claims), or use a claim with AccessMode.READ_WRITE_MANY.');
  }
}

function onlyOneNode(claim: any): boolean {
  const modes: string[] | undefined = claim.accessModes;
  return modes !== undefined && modes.every((mode) => mode.startsWith('ReadWriteOnce'));
}
