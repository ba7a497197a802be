/*
 * What the API server lets change in a pod, and in the template of a Job that is suspended.
 * Source: ValidatePodUpdate of pkg/apis/core/validation, validatePodTemplateUpdate of pkg/apis/batch/validation.
 */
import { isSame } from './meaning';
import { normalised } from './normalised';
import { Fields, fields, list, text } from '../../core/fields';
import { EVICTION_TAINTS } from '../labels';
import { isAtLeast, Minor } from '../minor';

/** Where a scheduler may put the pod: pods with gates and suspended Jobs can change it. */
const DIRECTIVES = ['nodeSelector', 'tolerations', 'schedulingGates'];
/** Since when the resources of a suspended Job can change (MutablePodResourcesForSuspendedJobs). */
const MUTABLE_RESOURCES = '1.36';
/** Seconds that a pod has to end, unless it says otherwise. */
const GRACE = 30;

/** The paths of the fields of a pod that differ and cannot be changed: images can, deadlines can come nearer, tolerations be added. */
export function fixedPodFields(now: Fields, before: Fields): string[] {
  const [a, b] = [now, before].map((pod) => normalised('PodSpec', normalised('Pod', pod).spec));
  const containers = [a, b].flatMap((spec) => ['containers', 'initContainers'].flatMap((key) => list(spec[key]).map(fields)));
  const loud = new Set(containers.filter(({ imagePullPolicy }) => imagePullPolicy).map(({ name }) => name));
  const isGated = list(b.schedulingGates).length > 0;
  const [x, y] = [a, b].map((spec) => comparable(spec, (name) => !loud.has(name), isGated));
  const changed = [...new Set([...Object.keys(x), ...Object.keys(y)])].filter((key) => !isSame({ [key]: x[key] }, { [key]: y[key] }, 'PodSpec'));
  return [
    ...changed, ...deadlines(a, b), ...hasAll(a.tolerations, b.tolerations, withoutSeconds) ? [] : ['tolerations'],
    ...hasAll(b.schedulingGates, a.schedulingGates) ? [] : ['schedulingGates'],
    ...isGated && !isNarrower(a, b) ? ['affinity'] : [], ...isGated && !isWithin(fields(b.nodeSelector), fields(a.nodeSelector)) ? ['nodeSelector'] : [],
    ...isLive(before) ? [] : removed(a, b),
  ].map((path) => `spec.${path}`);
}

/** The pod without what has rules of its own. A pull policy that is nowhere written is the default of the first image, and stays. */
function comparable(spec: Fields, isSilent: (name: unknown) => boolean, isGated: boolean): Fields {
  const { activeDeadlineSeconds, tolerations, terminationGracePeriodSeconds, schedulingGates, nodeSelector, affinity, ...rest } = spec;
  const fixed = (value: unknown) => list(value).map(fields).map((container) => (
    { ...container, imagePullPolicy: isSilent(container.name) ? undefined : normalised('Container', container).imagePullPolicy, image: undefined }));
  return {
    ...rest,
    ...isGated ? { affinity: { ...fields(affinity), nodeAffinity: undefined } } : { affinity, nodeSelector },
    containers: fixed(spec.containers),
    initContainers: fixed(spec.initContainers),
  };
}

function deadlines({ activeDeadlineSeconds: a, terminationGracePeriodSeconds: x = GRACE }: Fields,
  { activeDeadlineSeconds: b, terminationGracePeriodSeconds: y = GRACE }: Fields): string[] {
  const isLater = typeof b === 'number' && !(typeof a === 'number' && a <= b);
  return [...isLater ? ['activeDeadlineSeconds'] : [], ...x === y || (Number(y) < 0 && x === 1) ? [] : ['terminationGracePeriodSeconds']];
}

/** What a node or the API server fills in where a manifest says nothing; a manifest that said something cannot take it back. */
function removed(now: Fields, before: Fields): string[] {
  const named = (spec: Fields, key: string) => new Map(list(spec[key]).map(fields).map((one) => [one.name, one]));
  const policies = ['containers', 'initContainers'].flatMap((key) => [...named(before, key)].filter(([name, { resizePolicy }]) => (
    list(resizePolicy).length && !list(named(now, key).get(name)?.resizePolicy).length)).map(([name]) => `${key}[${String(name)}].resizePolicy`));
  return [...before.nodeName && !now.nodeName ? ['nodeName'] : [], ...policies];
}

/**
 * The paths of what a pod in a cluster keeps beside the fields above: its node, also none while it waits for one, and its tolerations. Admission adds
 * the default ones again where nothing covers them.
 */
export function placesOfLivePod(now: Fields, before: Fields): string[] {
  const [spec, old] = [fields(now.spec), fields(before.spec)];
  const wanted = list(spec.tolerations).map(fields);
  const comesBack = ({ key, effect }: Fields) => effect === 'NoExecute' && EVICTION_TAINTS.includes(text(key) ?? '')
    && !wanted.some((one) => [key, '', undefined].includes(one.key) && [effect, '', undefined].includes(one.effect));
  const kept = list(old.tolerations).filter((one) => !comesBack(fields(one)));
  return [
    ...(text(spec.nodeName) ?? '') === (text(old.nodeName) ?? '') ? [] : ['spec.nodeName'],
    ...hasAll(wanted, kept, withoutSeconds, 'Toleration') ? [] : ['spec.tolerations'],
  ];
}

/** Whether the object is one that a cluster holds, with all that the cluster has set. */
export function isLive({ metadata }: Fields): boolean {
  return fields(metadata).uid !== undefined;
}

function withoutSeconds(toleration: Fields): Fields {
  return { ...toleration, tolerationSeconds: undefined };
}

function hasAll(all: unknown, some: unknown, part: (entry: Fields) => Fields = (same) => same, type?: string): boolean {
  const there = list(all).map(fields).map(part);
  return list(some).map(fields).map(part).every((one) => there.some((other) => isSame(one, other, type)));
}

function isWithin(some: Fields, all: Fields): boolean {
  return Object.entries(some).every(([key, value]) => all[key] === value);
}

/** Whether the required terms of nodes only got more conditions. */
function isNarrower({ affinity: now }: Fields, { affinity: before }: Fields): boolean {
  const [a, b] = [now, before].map((affinity) => (
    fields(fields(fields(affinity).nodeAffinity).requiredDuringSchedulingIgnoredDuringExecution).nodeSelectorTerms as unknown[] | undefined));
  if (!b) return true;
  return a?.length === b.length && b.every((term, i) => ['matchExpressions', 'matchFields'].every((key) => {
    const [x, y] = [a[i], term].map((one) => list(fields(one)[key]));
    return isSame(x.slice(0, y.length), y);
  }));
}

/** The part of the template of a Job that differs and cannot be changed while the Job is suspended: the nodes for its pods, labels and annotations can. */
export function fixedTemplateField(now: unknown, before: unknown, minor: Minor): string | undefined {
  const [a, b] = [now, before].map(fields);
  // The labels that the controller finds its pods by go with the others.
  const own = Object.keys(fields(fields(normalised('PodTemplateSpec', b).metadata).labels));
  if (own.length && !fields(a.metadata).labels) return 'metadata.labels';
  const hasResources = isAtLeast(minor, MUTABLE_RESOURCES);
  const withoutResources = (value: unknown) => list(value).map((one) => ({ ...fields(one), resources: undefined }));
  const fixed = (template: Fields) => Object.fromEntries(Object.entries(normalised('PodSpec', template.spec)).filter(([key]) => !DIRECTIVES.includes(key))
    .map(([key, value]) => [key, key === 'affinity' ? { ...fields(value), nodeAffinity: undefined }
      : /^(init)?containers$/i.test(key) && hasResources ? withoutResources(value) : value]));
  return isSame(fixed(a), fixed(b), 'PodSpec') ? undefined : 'spec';
}
