import { invalid } from '../../../../core/errors';
import { Fields } from '../../../../core/fields';
import { Judgement, Verdict } from '../../../../core/judgement';
import { isAtLeast } from '../../../../kubernetes/minor';
import { isLabelValue, isQualifiedName } from '../../../../kubernetes/names';
import {
  OLB001, OLB003, OLB004, invalidValues, ofLaterReleases, unknownAnnotations,
} from '../../../../openstack/judgements/octavia-annotations';
import { OLB009, unshareable } from '../../../../openstack/judgements/octavia-services';
import {
  OLB005, OLB008, OLB010, OLB011, OLB012, OLB014, conflicts, localWithoutMonitor, sourceRanges, unfitPorts, unusableAddress, withoutMembers,
} from '../../../../openstack/judgements/octavia-settings';
import {
  AnnotationKey, ANNOTATIONS, expectedOf, METHODS, PROXY_PROTOCOL_VERSIONS_SINCE, ServiceAnnotation,
} from '../../../../openstack/load-balancer/annotations';
import { LoadBalancerRequest, pathOf } from '../../../../openstack/load-balancer/service';
import { Origins } from '../../../private/accepted';
import { LoadBalancerOptions, ProxyProtocol } from '../load-balancer-options';

const OPTIONS = ANNOTATIONS as ReadonlyArray<readonly [AnnotationKey & keyof LoadBalancerOptions, ServiceAnnotation]>;

/** What to do about a value that is no UUID. */
const FIND_ID = 'The OpenStack client shows ids with `list`';

/** The annotations of a Service that the options ask for, in the words of a release of the provider. */
export function octaviaAnnotations(options: LoadBalancerOptions, release: string): { [key: string]: string } {
  return Object.fromEntries(OPTIONS.filter(([option]) => options[option] !== undefined)
    .map(([option, annotation]) => [annotation.name, write(option, annotation, options[option], release)]));
}

/** Maps the fields of a Service to properties, for errors. */
export function originsOf(options: LoadBalancerOptions): Origins {
  return {
    ...Object.fromEntries(OPTIONS.filter(([option]) => options[option] !== undefined).map(([option]) => [pathOf(option), option])),
    'metadata.annotations': 'annotations',
    'spec.ports': 'ports',
    'spec.loadBalancerIP': 'address',
    'spec.loadBalancerSourceRanges': 'sourceRanges',
    'spec.externalTrafficPolicy': 'externalTrafficPolicy',
  };
}

/** What the rules about load balancers say about a Service, whatever cloud.conf holds. */
export function judged(service: Fields, release: string): Array<readonly [Judgement, Iterable<Verdict>]> {
  const request = new LoadBalancerRequest(service, { release });
  return [
    [OLB001, unknownAnnotations(request)],
    [OLB003, invalidValues(request)],
    [OLB004, ofLaterReleases(request)],
    [OLB005, conflicts(request)],
    [OLB008, sourceRanges(request)],
    [OLB009, unshareable(request)],
    [OLB010, unfitPorts(request)],
    [OLB011, unusableAddress(request)],
    [OLB012, localWithoutMonitor(request)],
    [OLB014, withoutMembers(request)],
  ];
}

/** The text of an annotation; `release` is the minor of the provider that reads it. */
function write(option: AnnotationKey, annotation: ServiceAnnotation, value: any, release: string): string {
  const text = textOf(option, annotation, value, release);
  const expected = typeof text === 'string' ? expectedOf(annotation, text, release) : 'a non-empty string';
  return expected === undefined ? text : invalid(option, value, expected, annotation.type === 'uuid' ? FIND_ID : undefined);
}

function textOf(option: AnnotationKey, annotation: ServiceAnnotation, value: any, release: string): string {
  switch (annotation.type) {
    case 'boolean': return typeof value === 'boolean' ? String(value) : invalid(option, value, 'true or false');
    case 'integer': return integer(option, annotation, value);
    case 'node selector': return nodeSelector(option, value);
    case 'method': return METHODS.includes(value) ? value : invalid(option, value, `one of ${METHODS.join(', ')}`);
    case 'tags': return tags(option, value);
    case 'PROXY protocol': return proxyProtocol(option, value, release);
    default: return value;
  }
}

function tags(option: AnnotationKey, list: string[]): string {
  const bad = list.find((tag) => tag.trim() === '' || tag.includes(','));
  return bad === undefined ? list.join(',') : invalid(option, bad, 'a tag without commas');
}

function integer(option: AnnotationKey, { unit }: ServiceAnnotation, value: any): string {
  if (!unit) return typeof value === 'number' ? String(value) : invalid(option, value, 'a whole number');
  const amount = unit === 'seconds' ? value.toSeconds({ integral: false }) : value.toMilliseconds();
  return Number.isInteger(amount) ? String(amount) : invalid(option, value.toHumanString(),
    'a duration of whole seconds such as Duration.seconds(5)');
}

/** The provider reads versions since 1.31; before, "true" switches version 1 on. */
function proxyProtocol(option: AnnotationKey, value: any, release: string): string {
  const versions: string[] = Object.values(ProxyProtocol);
  if (!versions.includes(value)) invalid(option, value, `one of ${versions.join(', ')}`);
  return value === ProxyProtocol.V1 && !isAtLeast(release, PROXY_PROTOCOL_VERSIONS_SINCE) ? 'true' : value;
}

function nodeSelector(option: AnnotationKey, labels: { [key: string]: string }): string {
  for (const [key, value] of Object.entries(labels)) {
    if (!isQualifiedName(key) || !isLabelValue(value)) invalid(option, `${key}=${value}`, 'labels of nodes such as { env: "prod" }');
  }
  return Object.entries(labels).map(([key, value]) => value ? `${key}=${value}` : key).join(',');
}
