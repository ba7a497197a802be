/*
 * Source: k8s.io/apimachinery pkg/api/validation/objectmeta.go, pkg/apis/core/validation/validation.go (ValidateObjectMeta).
 */
import { Manifest, nameOf } from './manifest';
import { Report } from './report';
import { decodedTexts, fields, Fields, isObject, list, text } from '../../core/fields';
import { isClusterScoped } from '../kinds';
import { isQualifiedName } from '../names';

/** Validation of an object's name, by kind. */
type NameCheck = (field: string, name: string) => void;

/** Finalizers that need no prefix. */
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
  for (const key of Object.keys(annotations)) {
    if (!isQualifiedName(key.toLowerCase())) report.invalid(`${field}.annotations`, key, 'must be a qualified name');
  }
}

function owners(report: Report, references: readonly Fields[]): void {
  for (const reference of references) {
    const version = text(reference.apiVersion)?.split('/').pop();
    if (!version) report.invalid('metadata.ownerReferences.apiVersion', reference.apiVersion ?? '', 'version must not be empty');
    for (const key of ['kind', 'name', 'uid']) {
      if (!text(reference[key])) report.invalid(`metadata.ownerReferences.${key}`, reference[key] ?? '', 'must not be empty');
    }
  }
  if (references.filter(({ controller }) => controller === true).length > 1) {
    report.refuse('metadata.ownerReferences', 'Invalid value: only one reference can have controller set to true');
  }
}
