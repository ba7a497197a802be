/*
 * Source: k8s.io/apimachinery pkg/api/validation/objectmeta.go, pkg/apis/core/validation/validation.go (ValidateObjectMeta).
 */
import { Manifest, nameOf } from './manifest';
import { Report } from './report';
import { decodedTexts, fields, Fields, isObject, list, strings, text } from '../../core/fields';
import { isClusterScoped } from '../kinds';
import { isAtLeast } from '../minor';
import { isQualifiedName } from '../names';

/** Validation of an object's name, by kind. */
type NameCheck = (field: string, name: string) => void;

const LARGEST_ANNOTATIONS = 256 * 1024;
/** Finalizers that need no prefix. */
/** First minor whose messages say which owner is wrong. */
const NAMES_OWNERS = '1.37';
const FINALIZERS = ['kubernetes', 'orphan', 'foregroundDeletion'];

export function validateMetadata(report: Report, manifest: Manifest, checkName: NameCheck): void {
  const given = fields(manifest.metadata);
  const prefix = text(given.generateName);
  if (prefix) checkName('metadata.generateName', prefix.replace(/.-$/, 'a'));
  if (report.required('metadata.name', given.name || given.generateName, 'Required value: name or generateName is required') && given.name) {
    checkName('metadata.name', nameOf(manifest));
  }
  if (text(given.namespace) && !isClusterScoped(manifest.kind)) report.label('metadata.namespace', given.namespace);
  labelsAndAnnotations(report, 'metadata', given);
  owners(report, list(given.ownerReferences).map(fields));
  const finalizers = decodedTexts(given.finalizers);
  finalizers.forEach((finalizer, i) => {
    if (!isQualifiedName(finalizer)) report.invalid('metadata.finalizers', finalizer, 'must be a qualified name');
    if (!finalizer.includes('/') && !FINALIZERS.includes(finalizer)) {
      report.invalid(`metadata.finalizers[${i}]`, finalizer, 'name is neither a standard finalizer name nor is it fully qualified');
    }
  });
  if (finalizers.includes('orphan') && finalizers.includes('foregroundDeletion')) {
    report.invalid('metadata.finalizers', finalizers, 'finalizer orphan and foregroundDeletion cannot be both set');
  }
}

/** Labels and annotations below a field: of an object or of a pod template. */
export function labelsAndAnnotations(report: Report, field: string, { labels, annotations }: Fields): void {
  report.labels(`${field}.labels`, labels);
  if (!isObject(annotations)) return;
  const size = Object.entries(strings(annotations)).reduce((sum, [key, value]) => sum + Buffer.byteLength(key) + Buffer.byteLength(value), 0);
  if (size > LARGEST_ANNOTATIONS) report.refuse(`${field}.annotations`, `Too long: may not be more than ${LARGEST_ANNOTATIONS} bytes`);
  for (const key of Object.keys(annotations)) {
    if (!isQualifiedName(key.toLowerCase())) report.invalid(`${field}.annotations`, key, 'must be a qualified name');
  }
}

const PREFIXES = {
  appArmor: 'container.apparmor.security.beta.kubernetes.io/',
  seccomp: 'seccomp.security.alpha.kubernetes.io/pod',
  seccompOf: 'container.seccomp.security.alpha.kubernetes.io/',
};
const DELETION_COST = 'controller.kubernetes.io/pod-deletion-cost';
const MIRROR = 'kubernetes.io/config.mirror';

/** Annotations that mean something for a pod. */
export function podAnnotations(report: Report, field: string, given: unknown, podSpec: unknown): void {
  const annotations = strings(given);
  const spec = fields(podSpec);
  const cost = annotations[DELETION_COST];
  if (cost !== undefined && !(/^(0|-?[1-9]\d*)$/.test(cost) && Number(cost) >= -(2 ** 31) && Number(cost) < 2 ** 31)) {
    report.invalid(`${field}[${DELETION_COST}]`, cost, 'must be a 32bit integer');
  }
  if (annotations[MIRROR] !== undefined && !text(spec.nodeName)) {
    report.invalid(`${field}[${MIRROR}]`, annotations[MIRROR], 'must set spec.nodeName if mirror pod annotation is set');
  }
  const names = [...list(spec.containers), ...list(spec.initContainers)].map((container) => fields(container).name);
  for (const [key, profile] of Object.entries(annotations)) {
    if (key.startsWith(PREFIXES.appArmor)) {
      if (!names.includes(key.slice(PREFIXES.appArmor.length))) report.invalid(`${field}[${key}]`, key, 'container not found');
      if (!/^(|runtime\/default|unconfined|localhost\/.*)$/s.test(profile)) {
        report.invalid(`${field}[${key}]`, profile,
          'invalid AppArmor profile name');
      }
    }
    if ((key === PREFIXES.seccomp || key.startsWith(PREFIXES.seccompOf))
      && !/^(runtime\/default|docker\/default|unconfined|localhost\/(?!\/)(?!(.*\/)?\.\.(\/|$)).*)$/s.test(profile)) {
      report.invalid(`${field}.${key}`, profile, 'must be a valid seccomp profile');
    }
  }
}

function owners(report: Report, references: readonly Fields[]): void {
  const isIndexed = isAtLeast(report.kubernetesVersion, NAMES_OWNERS);
  references.forEach((reference, i) => {
    const field = `metadata.ownerReferences${isIndexed ? `[${i}]` : ''}`;
    const version = text(reference.apiVersion)?.split('/').pop();
    if (!version) report.invalid(`${field}.apiVersion`, reference.apiVersion ?? '', 'version must not be empty');
    for (const key of ['kind', 'name', 'uid']) {
      if (!text(reference[key])) report.invalid(`${field}.${key}`, reference[key] ?? '', 'must not be empty');
    }
  });
  if (references.filter(({ controller }) => controller === true).length > 1) {
    report.refuse('metadata.ownerReferences', 'Invalid value: only one reference can have controller set to true');
  }
}
