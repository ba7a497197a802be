/*
 * Annotations for the OpenStack cloud-controller-manager: names, places, values and releases.
 */
import { judgement } from './judgement';
import { Fields, fields, strings } from '../../core/fields';
import { Verdict } from '../../core/judgement';
import { shown } from '../../core/words';
import { isAtLeast, NEWEST_RELEASE } from '../../kubernetes/minor';
import { expectedOf, readSince, ServiceAnnotation } from '../load-balancer/annotations';
import { isKnown, isMeant, lacksPrefix, meant, otherProvider, WRITTEN_BY_CONTROLLER } from '../load-balancer/names';
import { isLoadBalancer, LoadBalancerRequest, pathOf } from '../load-balancer/service';

export const OLB001 = judgement('OLB001');
export const OLB002 = judgement('OLB002');
export const OLB003 = judgement('OLB003');
export const OLB004 = judgement('OLB004');

/** Annotations of a Service of type LoadBalancer that no release of the controller reads. */
export function* unknownAnnotations({ annotations, controller: { release } }: LoadBalancerRequest): Iterable<Verdict> {
  const newer = release !== NEWEST_RELEASE && isAtLeast(release, NEWEST_RELEASE);
  for (const name of Object.keys(annotations).filter((key) => !isKnown(key) && (isMeant(key) || lacksPrefix(key)))) {
    const right = meant(name);
    yield {
      path: `metadata.annotations[${name}]`,
      severity: newer ? 'info' : undefined,
      message: newer
        ? `no release of the cloud controller manager up to ${NEWEST_RELEASE} reads the annotation; ${release} is newer than what is known here.`
        : 'the cloud controller manager reads no annotation of this name.',
      fix: right ? `Write ${right}.` : undefined,
    };
  }
  for (const name of Object.keys(annotations)) {
    const provider = otherProvider(name);
    if (provider === undefined) continue;
    yield {
      path: `metadata.annotations[${name}]`,
      severity: 'info',
      message: `the annotation is for the controller of ${provider}: the cloud controller manager of OpenStack ignores it.`,
      fix: 'Use the annotation for OpenStack, or remove it.',
    };
  }
}

/** Annotations and labels for the controller where it does not read them. `place` is the path of a metadata; `kind` is the kind of the object. */
export function* misplacedAnnotations(object: Fields, kind: string, place: string): Iterable<Verdict> {
  const { annotations, labels } = place.split('.').reduce((value: Fields, step) => fields(value[step]), object);
  const service = kind === 'Service';
  for (const name of service && isLoadBalancer(object) ? [] : Object.keys(strings(annotations)).filter(isMeant)) {
    if (service && WRITTEN_BY_CONTROLLER.includes(name)) continue;
    yield {
      path: `${place}.annotations[${name}]`,
      message: service ? `the cloud controller manager ignores ${why(object)}.`
        : `the cloud controller manager reads the annotation on Services only, not on ${kind === 'Ingress' ? 'an' : 'a'} `
          + `${place === 'metadata' ? kind : 'pod template'}.`,
      fix: service ? 'Set type: LoadBalancer without loadBalancerClass, or remove the annotation.' : undefined,
    };
  }
  for (const name of Object.keys(strings(labels)).filter(isMeant)) {
    yield {
      path: `${place}.labels[${name}]`,
      message: 'the setting is a label, but the cloud controller manager reads annotations.',
      fix: service ? 'Move it to metadata.annotations.' : undefined,
    };
  }
}

function why({ spec }: Fields): string {
  const { type = 'ClusterIP', loadBalancerClass } = fields(spec);
  return type === 'LoadBalancer' ? `the Service because its loadBalancerClass is ${shown(loadBalancerClass)}`
    : `the annotation because the type of the Service is ${shown(type)}`;
}

/** Below this many milliseconds, a timeout was probably meant as seconds; from as many seconds, as milliseconds. */
const IMPLAUSIBLE = { milliseconds: (value: number) => value > 0 && value < 100, seconds: (value: number) => value >= 1000 };

const MILLISECONDS: { readonly [unit: string]: number } = { ms: 1, s: 1e3, sec: 1e3, second: 1e3, seconds: 1e3, m: 6e4, min: 6e4, h: 3.6e6 };

/** Types that the controller passes on unchecked, so that OpenStack rejects them. */
const REJECTED: ReadonlyArray<ServiceAnnotation['type']> = ['uuid', 'method'];

/** Values that the controller or OpenStack cannot use. */
export function* invalidValues(request: LoadBalancerRequest): Iterable<Verdict> {
  const { release } = request.controller;
  for (const [option, annotation, value] of request.written) {
    const path = pathOf(option);
    const expected = expectedOf(annotation, value, release)
      ?? (option === 'tlsContainerRef' ? wrongReference(request, value) : undefined);
    if (expected !== undefined) {
      const right = corrected(annotation, value);
      const rejected = REJECTED.includes(annotation.type) || (option === 'tlsContainerRef' && request.settings !== undefined);
      yield {
        path,
        severity: rejected ? 'error' : undefined,
        message: `"${shown(value)}" is not ${expected}: ${consequence(annotation)}.`,
        fix: right === undefined ? undefined : `Write "${right}".`,
      };
    } else if (annotation.unit && IMPLAUSIBLE[annotation.unit](Number(value))) {
      const right = annotation.unit === 'milliseconds' ? Number(value) * 1000 : Number(value) / 1000;
      yield {
        path,
        message: `the value is ${value} ${annotation.unit}: the unit of this annotation is ${annotation.unit}.`,
        fix: `Write "${right}" if the value is in the other unit.`,
      };
    }
  }
}

function consequence({ type, unit }: ServiceAnnotation): string {
  if (REJECTED.includes(type)) return 'OpenStack rejects it, so the load balancer is not created';
  if (type === 'PROXY protocol') return 'the PROXY protocol stays off';
  if (type === 'node selector') return 'nodes without such a label do not become members';
  if (type === 'boolean' || type === 'integer') return `the controller uses its default${unit ? `; write ${unit} without unit` : ''}`;
  return 'the load balancer is not usable';
}

/** The value that was probably meant. */
function corrected({ type, unit }: ServiceAnnotation, value: string): string | undefined {
  const plain = value.trim().toLowerCase();
  if (type === 'boolean') return /^(true|yes|on|1|enabled?)$/.test(plain) ? 'true' : /^(false|no|off|0|disabled?)$/.test(plain) ? 'false' : undefined;
  if (type === 'method') return /^[a-z_ -]+$/.test(plain) ? plain.toUpperCase().replace(/[ -]/g, '_') : undefined;
  if (type === 'PROXY protocol') return /^v?[12]$/.test(plain) ? `v${plain.slice(-1)}` : undefined;
  const parts = [...plain.matchAll(/(\d+(?:\.\d+)?)\s*([a-z]+)/g)];
  if (!unit || !parts.length || parts.map(([part]) => part).join('') !== plain || parts.some(([, , word]) => !MILLISECONDS[word])) return undefined;
  const total = parts.reduce((sum, [, number, word]) => sum + Number(number) * MILLISECONDS[word], 0);
  return String(unit === 'milliseconds' ? total : Math.round(total / 1000));
}

/** Barbican needs a path that the controller can split; an external store takes any text. */
function wrongReference({ settings }: LoadBalancerRequest, value: string): string | undefined {
  if ((settings?.text('container-store') || 'barbican') !== 'barbican') return undefined;
  return /(^|\/)(containers|secrets)\/[^/]+$/.test(value) ? undefined : 'a reference that ends in containers/UUID or secrets/UUID';
}

/** Annotations, and values of annotations, that the release does not read yet. */
export function* ofLaterReleases(request: LoadBalancerRequest): Iterable<Verdict> {
  const { release } = request.controller;
  for (const [option, annotation, value] of request.written) {
    const since = readSince(annotation, value, release);
    if (since === undefined) continue;
    const first = since === annotation.since ? 'the annotation' : `the value "${value}"`;
    yield {
      path: pathOf(option),
      message: `release ${release} of the cloud controller manager does not read ${first}, which ${since} added.`,
      fix: value === 'v1' && annotation.type === 'PROXY protocol' ? `Write "true", or use release ${since} or later.`
        : `Use release ${since} or later, or remove the annotation.`,
    };
  }
}
