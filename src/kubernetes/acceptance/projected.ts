/*
 * Sources of a projected volume. Single fields have rules in field-rules.json.
 * Source: pkg/apis/core/validation/validation.go (validateProjectionSources).
 */
import { validateDownwardFile } from './container';
import { FORMATS } from './formats';
import { Report } from './report';
import { fields, Fields, isObject, list, text } from '../../core/fields';

/** Without clusterTrustBundle and podCertificate, which the server drops as long as their feature gates are off. */
const KINDS = ['secret', 'configMap', 'downwardAPI', 'serviceAccountToken'];

export function validateProjected(report: Report, field: string, sources: readonly Fields[]): void {
  const paths = new Set<string>();
  const take = (path: unknown) => {
    if (!text(path)) return;
    if (paths.has(path as string)) report.invalid(field, path, 'conflicting duplicate paths');
    paths.add(path as string);
  };
  sources.forEach((source, i) => {
    const at = `${field}.sources[${i}]`;
    if (KINDS.filter((kind) => isObject(source[kind])).length > 1) report.refuse(at, 'Forbidden: may not specify more than 1 volume type per source');
    for (const kind of ['secret', 'configMap']) for (const item of list(fields(source[kind]).items)) take(fields(item).path);
    for (const file of list(fields(source.downwardAPI).items).map(fields)) {
      validateDownwardFile(report, `${at}.downwardAPI`, file);
      take(file.path);
    }
    if (isObject(source.serviceAccountToken)) local(report, `${field}.path`, source.serviceAccountToken.path);
  });
}

function local(report: Report, field: string, path: unknown): void {
  if (report.required(field, path) && !FORMATS.local.test(path as string)) report.invalid(field, path, FORMATS.local.message);
}
