import { ApiObject, JsonPatch } from 'cdk8s';
import { Construct } from 'constructs';
import { ClaimTemplate } from './claim-template';
import { requireSound } from '../private/accepted';
import { claimTemplate, claimUse, ephemeralUse, judgeEphemeral, requireClaimsAtHand, templateMode, templateUse } from './private/claims';
import { countOrPercent, disruptionBudgetSpec, placed } from './private/placement';
import { podTemplate } from './private/pod-template';
import { containerPorts, podPorts, servicePorts } from './private/ports';
import { IStatefulApplication, Scaled, StatefulApplicationBase } from './stateful-application-base';
import { ExistingStatefulSetOptions, StatefulApplicationProps } from './stateful-application-props';
import { invalid, refuse } from '../../core/errors';
import { takeProps } from '../../core/props';
import { onceFor, share } from '../../core/shared';
import { newestVersion } from '../../kubernetes/api-versions';
import { API015 } from '../../kubernetes/features';
import {
  ACM001, ACM003, claimsMountedTwice, exclusiveShared, maxUnavailableIgnored, missingPodFeatures, missingStatefulSetFeatures, MNT023,
  singleWriterShared, STS017,
} from '../../kubernetes/judgements/workloads';
import { APP_NAME } from '../../kubernetes/labels';
import { isWithin, minorNumber } from '../../kubernetes/minor';
import {
  isDnsLabel, requireDistinct, requireDnsLabel, requireInteger, requireLabels, requireOneOf, requirePort, requireServiceName,
} from '../../kubernetes/names';
import { Cluster } from '../cluster';
import { at, propsOf } from '../private/at';
import { emit, Manifest } from '../private/emit';
import { networkPolicy } from '../private/hardening';
import { report } from '../private/report';
import { judgeClaim } from '../storage/private/claim-spec';
import { ReclaimPolicy } from '../storage/volumes/modes';

/** Pods carry a label `<set>-<hash of 10 characters>`, which may have 63. */
const LONGEST_NAME = 52;

/**
 * A StatefulSet with its headless Service: pods with stable names, each with claims of its own.
 *
 * @see https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/
 */
export class StatefulApplication extends StatefulApplicationBase {
  /** A StatefulSet that exists in the cluster. */
  public static fromStatefulSetName(scope: Construct, id: string, name: string, options: ExistingStatefulSetOptions): IStatefulApplication {
    options = takeProps('StatefulApplication.fromStatefulSetName', options, [scope, id]);
    return new ExistingStatefulSet(scope, id, name, options);
  }

  /** Name of the StatefulSet. */
  public readonly name: string;
  /** Explicit namespace. Undefined if the chart's namespace applies. */
  public readonly namespace?: string;
  /** How many pods it starts with. */
  public readonly replicas: number;
  /** Name of the headless Service: pods are reachable as `<set>-<ordinal>.<service>`. */
  public readonly serviceName: string;
  /** Labels by which the set finds its pods. */
  public readonly selector: { [key: string]: string };
  /** The emitted StatefulSet. */
  public readonly statefulSet: ApiObject;
  /** The emitted headless Service. Undefined if it already exists. */
  public readonly service?: ApiObject;
  /** The emitted PodDisruptionBudget, if requested. */
  public readonly podDisruptionBudget?: ApiObject;
  /** Lets others connect to the ports only, with `hardened`. */
  public readonly networkPolicy?: ApiObject;
  /** What its container requests; limits count where nothing else is said. @internal */
  public readonly _requests: { [resource: string]: string };
  /** Whether the claims of pods removed by scaling down are deleted. @internal */
  public readonly _dropsClaims: boolean;

  private readonly templates: ClaimTemplate[];
  private readonly firstOrdinal: number;
  private readonly image: string;
  private readonly ports: number[];

  constructor(scope: Construct, id: string, props: StatefulApplicationProps) {
    props = propsOf(new.target, 'StatefulApplication', scope, id, props);
    super(scope, id);
    const facts = at(this, () => resolve(id, props, Cluster.of(this).kubernetesVersion));
    this.name = facts.name;
    this.namespace = props.namespace;
    this.replicas = facts.replicas;
    this.serviceName = facts.serviceName;
    this.selector = facts.selector;
    this._requests = { ...props.resources?.limits, ...props.resources?.requests };
    this._dropsClaims = props.claimsWhenScaled === ReclaimPolicy.DELETE;
    this.templates = props.claims ?? [];
    this.firstOrdinal = props.firstOrdinal ?? 0;
    this.image = props.image!;
    this.ports = at(this, () => podPorts(props)).map(({ port, servicePort = port }) => servicePort);

    const manifests = at(this, () => ({
      set: kept(statefulSet(facts)),
      service: headlessService(facts),
      budget: props.disruptionBudget && podDisruptionBudget(facts),
    }));
    if (props.createService !== false) this.service = emit(this, 'Service', manifests.service);
    this.statefulSet = emit(this, 'StatefulSet', manifests.set);
    if (props.hardened) this.networkPolicy = emit(this, 'NetworkPolicy', networkPolicy(manifests.set.metadata, facts.selector, podPorts(props)));
    if (manifests.budget) this.podDisruptionBudget = emit(this, 'PodDisruptionBudget', manifests.budget);
    at(this, () => requireClaimsAtHand('sharedClaims', props.sharedClaims, this.statefulSet));
    advise(this, props, manifests.set);
  }

  /**
   * Names of the claims that the set makes for a number of pods: `<template>-<set>-<ordinal>`.
   *
   * @param replicas Number of pods; defaults to that of the set
   */
  public claimNames(replicas: number = this.replicas): string[] {
    return Array.from({ length: replicas }, (_, i) => i + this.firstOrdinal)
      .flatMap((ordinal) => this.templates.map((template) => `${template.name}-${this.name}-${ordinal}`));
  }

  /** @internal */
  protected _writeReplicas(written: boolean): void {
    this.statefulSet.addJsonPatch(written ? JsonPatch.add('/spec/replicas', this.replicas) : JsonPatch.remove('/spec/replicas'));
  }

  /** @internal */
  public _scaled(): Scaled {
    return { image: this.image, requests: this._requests, replicas: this.replicas };
  }

  /** @internal */
  public _servicePorts(): number[] {
    return this.ports;
  }
}

/** A StatefulSet of which is known what its names and selector are. */
class ExistingStatefulSet extends StatefulApplicationBase {
  public readonly name: string;
  public readonly namespace?: string;
  public readonly serviceName: string;
  public readonly selector: { [key: string]: string };
  private readonly ports: number[];

  constructor(scope: Construct, id: string, name: string, options: ExistingStatefulSetOptions) {
    super(scope, id);
    const { namespace, selector, serviceName } = options;
    this.name = at(this, () => requireDnsLabel('name', name));
    this.namespace = at(this, () => namespace === undefined ? undefined : requireDnsLabel('namespace', namespace));
    this.serviceName = at(this, () => requireDnsLabel('serviceName', serviceName ?? name));
    this.selector = at(this, () => requireSelected('selector', selector));
    this.ports = at(this, () => (options.servicePorts ?? []).map((port, i) => requirePort(`servicePorts[${i}]`, port)));
  }

  /** @internal */
  protected _writeReplicas(): void {
    // whoever made it writes it
  }

  /** @internal */
  public _scaled(): Scaled {
    return { requests: {} };
  }

  /** @internal */
  public _servicePorts(): number[] {
    return this.ports;
  }
}

interface Facts {
  readonly name: string;
  readonly replicas: number;
  readonly serviceName: string;
  readonly selector: { [key: string]: string };
  readonly kubernetesVersion: string;
  readonly props: StatefulApplicationProps;
}

function resolve(id: string, props: StatefulApplicationProps, kubernetesVersion: string): Facts {
  const name = props.name ?? id;
  if (!isDnsLabel(name) || name.length > LONGEST_NAME) {
    invalid('name', name, `a DNS label (lower-case letters, digits and "-", at most ${LONGEST_NAME} characters) such as "web"`);
  }
  if (props.selector) requireSelected('selector', props.selector);
  return {
    name,
    replicas: requireInteger('replicas', props.replicas ?? 1, 0),
    serviceName: requireServiceName(props.serviceName === undefined ? 'name' : 'serviceName', props.serviceName ?? name, kubernetesVersion),
    selector: props.selector ?? { [APP_NAME]: name },
    kubernetesVersion,
    props,
  };
}

function requireSelected(property: string, selector: { [key: string]: string }): { [key: string]: string } {
  requireLabels(property, selector);
  return Object.keys(selector).length ? selector : refuse(property, 'must contain at least one label');
}

function statefulSet({ name, replicas, serviceName, selector, props }: Facts): Manifest {
  const templates = (props.claims ?? []).map((template, i) => claimTemplate(`claims[${i}].`, template));
  requireDistinct('claims', templates.map((template) => template.metadata.name));
  const { claimsWhenDeleted: whenDeleted, claimsWhenScaled: whenScaled, firstOrdinal, minReady, revisionHistoryLimit } = props;
  for (const [property, policy] of Object.entries({ claimsWhenDeleted: whenDeleted, claimsWhenScaled: whenScaled })) {
    if (policy !== undefined) requireOneOf(property, policy, [ReclaimPolicy.RETAIN, ReclaimPolicy.DELETE]);
  }
  return {
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    metadata: metadata(name, selector, props),
    spec: {
      serviceName,
      replicas,
      selector: { matchLabels: selector },
      podManagementPolicy: props.parallelPodManagement === undefined ? undefined : props.parallelPodManagement ? 'Parallel' : 'OrderedReady',
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
  const shared = [
    ...(props.sharedClaims ?? []).map((mount, i) => claimUse(`sharedClaims[${i}].`, mount)),
    ...(props.ephemeralClaims ?? []).map((template, i) => ephemeralUse(`ephemeralClaims[${i}].`, template)),
  ];
  return podTemplate(placed(props, selector, props.antiAffinity, props.zoneSpread), {
    selector,
    containerName: props.containerName ?? name,
    container: { command: props.command, ports: containerPorts(podPorts(props)) },
    volumes: shared.map(({ volume }) => volume),
    claimTemplates: (props.claims ?? []).map((template) => template.name),
    mounts: [...templates, ...shared].flatMap(({ mounts }) => mounts),
    devices: [...templates, ...shared].flatMap(({ devices }) => devices),
    hardened: props.hardened,
    spec: { serviceAccountName: props.serviceAccountName },
  });
}

function updateStrategy({ updateStrategy: strategy, partition, maxUnavailable }: StatefulApplicationProps): { [key: string]: any } | undefined {
  const named = {
    ...partition === undefined ? {} : { partition: requireInteger('partition', partition, 0) },
    ...maxUnavailable === undefined ? {} : { maxUnavailable: countOrPercent('maxUnavailable', maxUnavailable) },
  };
  const [first] = Object.keys(named);
  if (first === undefined) return strategy;
  if (strategy?.type === 'OnDelete') refuse(first, 'applies to rolling updates only, but updateStrategy is OnDelete');
  if (/^0%?$/.test(maxUnavailable ?? '')) refuse('maxUnavailable', 'must be above 0, as no pod could ever be replaced');
  return { type: 'RollingUpdate', ...strategy, rollingUpdate: { ...strategy?.rollingUpdate, ...named } };
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

function podDisruptionBudget({ name, selector, props, kubernetesVersion }: Facts): Manifest {
  return {
    apiVersion: newestVersion('PodDisruptionBudget', kubernetesVersion),
    kind: 'PodDisruptionBudget',
    metadata: metadata(name, selector, props),
    spec: disruptionBudgetSpec(props.disruptionBudget!, selector),
  };
}

function metadata(name: string, selector: { [key: string]: string },
  { namespace, labels, annotations }: StatefulApplicationProps): Manifest['metadata'] {
  return { name, namespace, labels: { ...labels, ...selector }, annotations };
}

/** The manifest that equal ones share, which is found again at once. */
function kept(manifest: Manifest): Manifest {
  return share(manifest)?.value ?? manifest;
}

function advise(scope: StatefulApplication, props: StatefulApplicationProps, manifest: Manifest): void {
  props.claims?.forEach((claim, i) => judgeClaim(scope, scope.statefulSet, claim, templateMode(claim), `spec.volumeClaimTemplates[${i}].spec`,
    `claims[${i}].`));
  judgeEphemeral(scope, scope.statefulSet, props.ephemeralClaims, 'spec.template.spec');
  judgeFields(scope, Cluster.of(scope).kubernetesVersion, manifest);
  if (props.sharedClaims?.length) judgeSharedClaims(scope, props);
}

function judgeFields({ statefulSet: object }: StatefulApplication, kubernetesVersion: string, manifest: Manifest): void {
  const { ignored, missing, twice } = onceFor(share(manifest), `fields ${kubernetesVersion}`, () => {
    const json = object.toJson();
    return {
      ignored: isWithin(minorNumber(kubernetesVersion), STS017.minors) ? [...maxUnavailableIgnored(json)] : [],
      missing: [...missingStatefulSetFeatures(json, kubernetesVersion),
        ...missingPodFeatures(json.spec.template.spec, kubernetesVersion, 'spec.template.spec')],
      twice: [...claimsMountedTwice(json.spec.template.spec, 'spec.template.spec')],
    };
  });
  report(object, STS017, ignored);
  report(object, API015, missing);
  report(object, MNT023, twice);
}

function judgeSharedClaims({ statefulSet: object }: StatefulApplication, { replicas = 1, sharedClaims }: StatefulApplicationProps): void {
  const { volumes = [] } = object.toJson().spec.template.spec;
  sharedClaims?.forEach(({ claim }, i) => {
    const { accessModes = [], name } = claim as any;
    const volume = volumes.findIndex((v: any) => v.persistentVolumeClaim?.claimName === name);
    const path = `spec.template.spec.volumes[${volume}].persistentVolumeClaim.claimName`;
    const shared = { claim: `claim "${name}"`, path, modes: accessModes, replicas };
    report(object, ACM001, singleWriterShared(shared));
    at(object, () => requireSound(ACM003, exclusiveShared(shared), { [path]: `sharedClaims[${i}].claim` }, Cluster.of(object).kubernetesVersion));
  });
}
