/*
 * Finds annotations that are meant for the OpenStack cloud-controller-manager, and the one that a wrong name stands for.
 */
import { ADDRESS_ANNOTATION, ANNOTATIONS } from './annotations';
import { nearest } from '../../core/nearest';

const NAMES = [...ANNOTATIONS.map(([, { name }]) => name), ADDRESS_ANNOTATION];
const PREFIXES = [...new Set(NAMES.map((name) => name.split('/')[0]))];
const LAST = new Map(NAMES.map((name) => [name.split('/')[1], name]));
const OWN = PREFIXES.find((prefix) => prefix.endsWith('.openstack.org'))!;

/** Names of cloud.conf keys and common words, each with the last part of the annotation that they stand for. */
const ALIASES: { readonly [word: string]: string } = {
  'internal': 'openstack-internal-load-balancer',
  'internal-lb': 'openstack-internal-load-balancer',
  'internal-load-balancer': 'openstack-internal-load-balancer',
  'create-monitor': 'enable-health-monitor',
  'lb-class': 'class',
  'lb-id': 'load-balancer-id',
  'load-balancing-method': 'lb-method',
};

/** Annotations that the controller writes itself, so their presence says nothing about the user. */
export const WRITTEN_BY_CONTROLLER: readonly string[] = [ADDRESS_ANNOTATION, LAST.get('load-balancer-id')!];

/** Whether the controller reads an annotation of this name in some release. */
export function isKnown(name: string): boolean {
  return NAMES.includes(name);
}

/** Whether a key of annotations or labels is meant for the controller: by its prefix, or by its last part under a prefix that resembles one. */
export function isMeant(name: string): boolean {
  const [prefix, last, more] = name.split('/');
  if (last === undefined || more !== undefined) return false;
  if (prefix === OWN || last.startsWith('openstack-internal-')) return true;
  return nearest(prefix, PREFIXES) === OWN || (/openstack\.(org|com|io)$|^openstack/.test(prefix) && isDistinct(last));
}

/** Annotations for the load balancers of other providers, by what their names begin with. */
const OTHER_PROVIDERS: ReadonlyArray<readonly [RegExp, string]> = [
  [/^service\.beta\.kubernetes\.io\/aws-load-balancer-/, 'AWS'],
  [/^service\.beta\.kubernetes\.io\/azure-/, 'Azure'],
  [/^service\.beta\.kubernetes\.io\/do-loadbalancer-/, 'DigitalOcean'],
  [/^(cloud\.google\.com|networking\.gke\.io)\//, 'Google Cloud'],
  [/^load-balancer\.hetzner\.cloud\//, 'Hetzner Cloud'],
  [/^service\.beta\.kubernetes\.io\/(alibaba-cloud-loadbalancer|scw-loadbalancer|vultr-loadbalancer|linode-loadbalancer|ovh-loadbalancer)-/, 'another cloud'],
  [/^(metallb\.universe\.tf|metallb\.io)\//, 'MetalLB'],
];

/** The provider whose controller reads an annotation of this name. */
export function otherProvider(name: string): string | undefined {
  return OTHER_PROVIDERS.find(([pattern]) => pattern.test(name))?.[1];
}

/** Whether a key is the last part of an annotation, without prefix. */
export function lacksPrefix(name: string): boolean {
  return !name.includes('/') && isDistinct(name);
}

/** Whether a word is the last part of an annotation and says so by itself: not "class" or "hostname". */
function isDistinct(last: string): boolean {
  return LAST.has(last) && last.includes('-');
}

/** The annotation that an unknown name most likely stands for. */
export function meant(name: string): string | undefined {
  const last = name.split('/').pop()!.toLowerCase();
  const alias = ALIASES[last];
  if (alias) return LAST.get(alias);
  const near = nearest(last, [...LAST.keys()]) ?? nearest(last, ANNOTATIONS.map(([option]) => option)) ?? partOf(last);
  return near && (LAST.get(near) ?? ANNOTATIONS.find(([option]) => option === near)?.[1].name);
}

/** The shortest last part that has all the words of a name, or whose words the name has. */
function partOf(last: string): string | undefined {
  const words = last.split(/[-_.]/);
  const within = (some: readonly string[], all: readonly string[]) => some.every((word) => all.includes(word));
  const found = [...LAST.keys()].filter((key) => within(words, key.split('-')) || (key.includes('-') && within(key.split('-'), words)));
  return found.sort((a, b) => Math.abs(a.length - last.length) - Math.abs(b.length - last.length))[0];
}

const LONGEST_NAME = 255;

/** Name of the load balancer of a Service in Octavia. Source: pkg/openstack/loadbalancer.go, GetLoadBalancerName. */
export function loadBalancerName(clusterName: string, namespace: string, service: string): string {
  return `kube_service_${clusterName}_${namespace}_${service}`.slice(0, LONGEST_NAME);
}
