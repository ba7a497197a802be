import {
  INetworkPolicyPeer, IngressBackend, IPodSelector, IScalable, NetworkPolicyPeerConfig, PodSelectorConfig, ScalingTarget,
} from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { ingressBackend, podSelectorConfig, scaledContainer } from './private/plus';
import { at } from '../private/at';

/** A StatefulSet with its headless Service, of this program or in the cluster. */
export interface IStatefulApplication extends INetworkPolicyPeer, IPodSelector, IScalable {
  /** Name of the StatefulSet. */
  readonly name: string;
  /** Namespace of the StatefulSet. Undefined if it is that of the chart. */
  readonly namespace?: string;
  /** Name of the headless Service: pods are reachable as `<set>-<ordinal>.<service>`. */
  readonly serviceName: string;
  /** Labels by which the set finds its pods. */
  readonly selector: { [key: string]: string };

  /**
   * The headless Service as the backend of an Ingress of cdk8s-plus.
   *
   * @param port Port of the Service; needed where it has several
   */
  toIngressBackend(port?: number): IngressBackend;
}

/** What an autoscaler of cdk8s-plus asks of the pods. */
export interface Scaled {
  /** Undefined if the containers are not known. */
  readonly image?: string;
  readonly requests: { readonly [resource: string]: string };
  readonly replicas?: number;
}

/**
 * The members that cdk8s-plus asks for: the pods are selected by its Services, are subject and peer of its NetworkPolicies, are scaled by its
 * HorizontalPodAutoscaler, and are behind its Ingress. Those of cdk8s-plus-28 take the application itself; other versions take `forCdk8sPlus()`.
 *
 * @internal
 */
export abstract class StatefulApplicationBase extends Construct implements IStatefulApplication {
  public abstract readonly name: string;
  public abstract readonly namespace?: string;
  public abstract readonly serviceName: string;
  public abstract readonly selector: { [key: string]: string };

  /** Whether an autoscaler sets the number of pods. */
  public get hasAutoscaler(): boolean {
    return this.autoscaled;
  }

  public set hasAutoscaler(value: boolean) {
    if (value !== this.autoscaled) this._writeReplicas(!value);
    this.autoscaled = value;
  }

  private autoscaled = false;

  /** This application without the types of cdk8s-plus-28: what selectors, peers and targets of cdk8s-plus 29 to 34 take. */
  public forCdk8sPlus(): any {
    return this;
  }

  /** The pods, for Services and NetworkPolicies of cdk8s-plus. */
  public toPodSelectorConfig(): PodSelectorConfig {
    return podSelectorConfig(this.selector, this.namespace);
  }

  /** The pods as a peer, for NetworkPolicies of cdk8s-plus. */
  public toNetworkPolicyPeerConfig(): NetworkPolicyPeerConfig {
    return { podSelector: this.toPodSelectorConfig() };
  }

  /** The pods as a selector, for NetworkPolicies of cdk8s-plus. */
  public toPodSelector(): IPodSelector | undefined {
    return this;
  }

  /** Leaves the number of pods to an autoscaler; called by autoscalers. */
  public markHasAutoscaler(): void {
    this.hasAutoscaler = true;
  }

  /** The StatefulSet as the target of an autoscaler of cdk8s-plus. */
  public toScalingTarget(): ScalingTarget {
    const { image, requests, replicas } = this._scaled();
    return {
      apiVersion: 'apps/v1',
      kind: 'StatefulSet',
      name: this.name,
      containers: image === undefined ? [] : [scaledContainer(image, requests)],
      replicas: this.hasAutoscaler ? undefined : replicas,
    };
  }

  /**
   * The headless Service as the backend of an Ingress of cdk8s-plus.
   *
   * @param port Port of the Service; needed where it has several
   */
  public toIngressBackend(port?: number): IngressBackend {
    return at(this, () => ingressBackend(this.serviceName, this._servicePorts(), port));
  }

  /** @internal */
  public abstract _scaled(): Scaled;

  /** @internal */
  public abstract _servicePorts(): number[];

  /** Writes the number of pods, or leaves it out. @internal */
  protected abstract _writeReplicas(written: boolean): void;
}
