import { InvalidPropertyError } from '../../core/errors';
import { Judgement, severityOf, Verdict } from '../../core/judgement';
import { keyOf, Remembered, sharedFacts } from '../../core/shared';
import { Manifest, rejections } from '../../kubernetes/acceptance';
import { nameOf } from '../../kubernetes/acceptance/manifest';
import { isWithin, minorNumber } from '../../kubernetes/minor';

/** Which property a field of a manifest comes from: the longest path that a field starts with counts. Fixes are sentences. */
export interface Origins {
  readonly [path: string]: string | { readonly property: string; readonly fix: string };
}

const WORKLOADS = ['Pod', 'StatefulSet', 'Deployment', 'DaemonSet', 'Job', 'CronJob'];

/** Refuses a manifest that the API server refuses. */
export function requireAccepted(manifest: Manifest, origins: Origins, kubernetesVersion: string): void {
  const [rejection] = rejections(manifest, kubernetesVersion);
  if (!rejection) return;
  const { property, fix } = originOf(rejection.field, origins);
  throw new InvalidPropertyError(property, `is rejected by the API server: ${rejection.message}${fix ? `. ${fix}` : ''} (${rejection.field})`);
}

/**
 * Refuses a workload that the API server refuses, as it is emitted: options such as `podSpec` take fields as YAML has them. The message names the
 * field, and the container by its name. Other kinds have no such options. What cdk8s resolves at synth is not known here.
 */
export function requireAcceptable(manifest: Manifest, kubernetesVersion: string): void {
  if (!WORKLOADS.includes(manifest.kind)) return;
  const left: string[] = [];
  const plain = sharedFacts(manifest) ? manifest : withoutLazies(manifest, '', left) as Manifest;
  const key = keyOf([kubernetesVersion, outline(plain), left]);
  if (key !== undefined && accepted.get(key)) return;
  const rejection = rejections(plain, kubernetesVersion).find(({ field: at }) => !left.some((path) => at.startsWith(path)));
  if (!rejection) {
    if (key !== undefined) accepted.keep(key, () => true);
    return;
  }
  const { field, message } = rejection;
  const [, list, index, inner] = /(?:^|\.)spec\.(initContainers|containers)\[(\d+)\]\.?(.*)$/.exec(field) ?? [];
  const spec = manifest.spec?.jobTemplate?.spec?.template?.spec ?? manifest.spec?.template?.spec ?? manifest.spec;
  const property = list === undefined ? field.replace(/^(spec\.jobTemplate\.)?spec\.template\.spec\./, '')
    : `${inner || list} of container "${spec[list][index]?.name}"`;
  throw new InvalidPropertyError(property, `is rejected by the API server: ${message} (${field} of ${manifest.kind} "${nameOf(manifest)}")`);
}

/** Outlines of workloads that the API server accepts. */
const accepted = new Remembered<true>();

/** A workload without the texts of arguments: the API server takes any, and they hold names of clusters. */
function outline(manifest: Manifest): unknown {
  const jobTemplate = manifest.spec?.jobTemplate;
  if (jobTemplate?.spec) {
    return {
      ...manifest,
      spec: { ...manifest.spec, jobTemplate: { ...jobTemplate, spec: outlinedTemplate(jobTemplate.spec) } },
    };
  }
  return { ...manifest, spec: manifest.spec && outlinedTemplate(manifest.spec) };
}

function outlinedTemplate(spec: any): unknown {
  return Array.isArray(spec.template?.spec?.containers)
    ? { ...spec, template: { ...spec.template, spec: { ...spec.template.spec, containers: spec.template.spec.containers.map(withoutTexts) } } }
    : spec;
}

function withoutTexts(container: any): unknown {
  const { args, env } = container ?? {};
  if (!Array.isArray(args) || !args.every((arg) => typeof arg === 'string')) return container;
  const values = Array.isArray(env) ? env.map((one) => (typeof one?.value === 'string' ? { ...one, value: '' } : one)) : env;
  return { ...container, args: args.length, env: values };
}

/**
 * A value without what cdk8s resolves at synth, such as the replicas of a set that may get an autoscaler; `left` gets the paths of what is left out.
 */
function withoutLazies(value: any, path: string, left: string[]): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((item, i) => withoutLazies(item, `${path}[${i}]`, left));
  if (typeof value.produce !== 'function') {
    return Object.fromEntries(Object.keys(value).map((key) => [key, withoutLazies(value[key], path ? `${path}.${key}` : key, left)]));
  }
  left.push(path);
  return undefined;
}

/** Refuses what a judgement calls an error; what it warns of is for `report`. */
export function requireSound(judgement: Judgement, verdicts: Iterable<Verdict>, origins: Origins, kubernetesVersion: string): void {
  if (!isWithin(minorNumber(kubernetesVersion), judgement.minors)) return;
  for (const verdict of verdicts) {
    if (severityOf(judgement, verdict, true) !== 'error') continue;
    const { property } = originOf(verdict.path, origins);
    throw new InvalidPropertyError(property, `cannot be used: ${verdict.message} ${verdict.fix ?? judgement.fix} (${judgement.id})`);
  }
}

function originOf(field: string, origins: Origins): { property: string; fix?: string } {
  const path = Object.keys(origins).filter((prefix) => prefix === '' || field === prefix || /^[.[]/.test(field.slice(prefix.length))
    && field.startsWith(prefix))
    .sort((a, b) => b.length - a.length)[0];
  const origin = path === undefined ? field : origins[path];
  return typeof origin === 'string' ? { property: origin } : origin;
}
