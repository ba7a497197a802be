import { Duration } from 'cdk8s';
import { invalid, refuse } from '../../../../core/errors';
import { isAtLeast } from '../../../../kubernetes/minor';
import { isLabelValue, isQualifiedName } from '../../../../kubernetes/names';
import {
  AnnotationKey, expectedOf, METHODS, PROXY_PROTOCOL_VERSIONS_SINCE, readSince, SERVICE_ANNOTATIONS, ServiceAnnotation,
} from '../../../../openstack/load-balancer/annotations';
import { conflicts } from '../../../../openstack/load-balancer/combinations';
import { LoadBalancerOptions, ProxyProtocol } from '../load-balancer-options';

const OPTIONS = Object.entries(SERVICE_ANNOTATIONS) as ReadonlyArray<[AnnotationKey & keyof LoadBalancerOptions, ServiceAnnotation]>;

/** What to do about a value that is no UUID. */
const FIND_ID = 'The OpenStack client shows ids with `list`';

/**
 * The annotations of a Service that the options ask for, in the words of a release of the provider.
 *
 * @param protocols Protocols of the Service's ports
 */
export function octaviaAnnotations(options: LoadBalancerOptions, release: string, protocols: ReadonlySet<string>): { [key: string]: string } {
  const written = new Map(OPTIONS.filter(([option]) => options[option] !== undefined)
    .map(([option, annotation]) => [option, write(option, annotation, options[option], release)]));
  for (const { option, problem } of conflicts({ options: written, protocols })) refuse(option, problem);
  return Object.fromEntries([...written].map(([option, value]) => [SERVICE_ANNOTATIONS[option].name, value]));
}

/** Names of the options that are set, except those of `except`. */
export function octaviaOptions(options: LoadBalancerOptions, except: (keyof LoadBalancerOptions)[]): (keyof LoadBalancerOptions)[] {
  return OPTIONS.map(([option]) => option).filter((option) => options[option] !== undefined && !except.includes(option));
}

/** Options that are set and that the release ignores, each with the first minor that reads it. */
export function ignoredBy(release: string, options: LoadBalancerOptions): string[] {
  return OPTIONS.flatMap(([option, annotation]) => {
    const since = options[option] === undefined ? undefined : readSince(annotation, String(options[option]), release);
    if (since === undefined) return [];
    return [`${option}${since === annotation.since ? '' : ` ${options[option]}`} (since ${since})`];
  });
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
    case 'PROXY protocol': return proxyProtocol(option, value, release);
    default: return value;
  }
}

function integer(option: AnnotationKey, { unit }: ServiceAnnotation, value: any): string {
  if (!unit) return typeof value === 'number' ? String(value) : invalid(option, value, 'a whole number');
  if (!(value instanceof Duration)) return invalid(option, value, 'a duration such as Duration.seconds(5)');
  return String(unit === 'seconds' ? value.toSeconds() : value.toMilliseconds());
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
