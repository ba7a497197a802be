/*
 * A Service of type LoadBalancer as the OpenStack cloud-controller-manager reads it: annotations first, then cloud.conf.
 */
import { AnnotationKey, ANNOTATIONS, proxyProtocolOf, SERVICE_ANNOTATIONS, ServiceAnnotation } from './annotations';
import { isMeant } from './names';
import { Fields, fields, list, own, strings, text, whole } from '../../core/fields';
import { Minor } from '../../kubernetes/minor';
import { Conf, ConfSection } from '../cloud-conf/conf';

/** A cloud controller manager. */
export interface Controller {
  readonly release: Minor;
  /** Its cloud.conf; undefined if it is unknown. */
  readonly conf?: Conf;
}

/** A port of a Service. */
export interface ServicePort {
  readonly path: string;
  readonly port: number;
  readonly protocol: string;
  readonly name: string;
  readonly appProtocol: string;
}

/** Keys of [LoadBalancer] that are the defaults of annotations. */
const DEFAULTS: { readonly [option in AnnotationKey]?: string } = {
  tlsContainerRef: 'default-tls-container-ref',
  floatingNetworkId: 'floating-network-id',
  healthMonitor: 'create-monitor',
  healthMonitorDelay: 'monitor-delay',
  healthMonitorTimeout: 'monitor-timeout',
  internal: 'internal-lb',
  method: 'lb-method',
  nodeSelector: 'node-selector',
};

export class LoadBalancerRequest {
  readonly spec: Fields;
  readonly annotations: { readonly [name: string]: string };
  readonly ports: readonly ServicePort[];

  constructor(readonly service: Fields, readonly controller: Controller) {
    this.spec = fields(service.spec);
    this.annotations = strings(fields(service.metadata).annotations);
    this.ports = list(this.spec.ports).map(fields).map((port, i) => ({
      path: `spec.ports[${i}]`,
      port: whole(port.port) ?? 0,
      protocol: text(port.protocol) ?? 'TCP',
      name: text(port.name) ?? '',
      appProtocol: text(port.appProtocol) ?? '',
    }));
  }

  /** Text of an annotation; undefined if it is not set. */
  text(option: AnnotationKey): string | undefined {
    return own(this.annotations, SERVICE_ANNOTATIONS[option].name);
  }

  /** The annotations that are set, without those that are empty: the controller treats these as absent. */
  get written(): ReadonlyArray<readonly [AnnotationKey, ServiceAnnotation, string]> {
    return ANNOTATIONS.flatMap(([option, annotation]) => {
      const value = this.text(option);
      return value ? [[option, annotation, value] as const] : [];
    });
  }

  /** The first of some options that the Service sets. */
  first(options: readonly AnnotationKey[]): AnnotationKey | undefined {
    return options.find((option) => this.text(option));
  }

  /** [LoadBalancer] of cloud.conf; empty where the file has none, undefined where the file is unknown. */
  get settings(): ConfSection | undefined {
    return this.controller.conf && (this.controller.conf.section('LoadBalancer') ?? new ConfSection('LoadBalancer', ''));
  }

  /** Text of an option: that of the annotation, else of cloud.conf. An empty annotation switches the default off. */
  value(option: AnnotationKey): string {
    return this.text(option) ?? this.settings?.text(DEFAULTS[option] ?? '') ?? '';
  }

  /** A switch: what is neither true nor false falls back to cloud.conf. */
  is(option: AnnotationKey): boolean {
    const written = this.text(option);
    return written === 'true' || (written !== 'false' && this.settings?.is(DEFAULTS[option] ?? '') === true);
  }

  /** Whether the Service gets no floating IP. */
  get internal(): boolean {
    return this.settings?.is('internal-lb') === true || this.text('internal') === 'true';
  }

  /** Whether members are told the address of the client by the PROXY protocol. */
  get proxies(): boolean {
    return !!proxyProtocolOf(this.text('proxyProtocol') ?? 'false', this.controller.release);
  }

  /** An integer of an annotation, else a number of cloud.conf, else a default. */
  number(option: AnnotationKey, fallback: number): number {
    const written = this.text(option);
    return written !== undefined && /^[+-]?\d+$/.test(written) ? Number(written)
      : Math.trunc(this.settings?.number(DEFAULTS[option] ?? '') ?? fallback);
  }

  /** Octavia's provider, as far as cloud.conf is known. */
  get provider(): string | undefined {
    return this.settings && (this.settings.text('lb-provider') || 'amphora');
  }

  /** The family of the load balancer, as far as the Service says: its first. */
  get family(): 4 | 6 | undefined {
    const [first] = list(this.spec.ipFamilies);
    return first === 'IPv6' ? 6 : first === 'IPv4' ? 4 : undefined;
  }
}

/** Labels of the nodes that become members; an empty value asks for the label alone. */
export function nodeSelectorOf(request: LoadBalancerRequest): { readonly [label: string]: string } {
  const terms = request.value('nodeSelector').split(',').map((term) => term.trim()).filter(Boolean);
  return Object.fromEntries(terms.map((term) => {
    const [key, ...value] = term.split('=');
    return [key, value.join('=')];
  }));
}

/** Path of the annotation of an option. */
export function pathOf(option: AnnotationKey): string {
  return `metadata.annotations[${SERVICE_ANNOTATIONS[option].name}]`;
}

/** Last part of the annotation of an option, for messages. */
export function nameOf(option: AnnotationKey): string {
  return SERVICE_ANNOTATIONS[option].name.split('/')[1];
}

/** Whether cloud providers create a load balancer for a Service: none does for one of a class. */
export function isLoadBalancer(service: Fields): boolean {
  const { type, loadBalancerClass } = fields(service.spec);
  return type === 'LoadBalancer' && (loadBalancerClass === undefined || loadBalancerClass === null);
}

/** Whether a Service has annotations for the controller. */
export function isForOpenStack(service: Fields): boolean {
  return Object.keys(strings(fields(service.metadata).annotations)).some(isMeant);
}
