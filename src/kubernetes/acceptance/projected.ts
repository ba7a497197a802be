/*
 * Sources of a projected volume. Single fields have rules in field-rules.json.
 * Source: pkg/apis/core/validation/validation.go (validateProjectionSources).
 */
import { validateDownwardFile } from './container';
import { FORMATS } from './formats';
import { Report } from './report';
import { fields, Fields, isObject, list, text } from '../../core/fields';
import { isAtLeast } from '../minor';
import { isDnsLabel, isDnsSubdomain, isQualifiedName } from '../names';

const KINDS = ['secret', 'configMap', 'downwardAPI', 'serviceAccountToken'];
/** Sources that the server drops before the minor that turned their feature gates on. */
const CERTIFICATES = ['clusterTrustBundle', 'podCertificate'];
const HAS_CERTIFICATES = '1.37';
const KEY_TYPES = ['RSA3072', 'RSA4096', 'ECDSAP256', 'ECDSAP384', 'ECDSAP521', 'ED25519'];
const HOUR = 3600;

export function validateProjected(report: Report, field: string, sources: readonly Fields[]): void {
  const paths = new Set<string>();
  const take = (path: unknown) => {
    if (!text(path)) return;
    if (paths.has(path as string)) report.invalid(field, path, 'conflicting duplicate paths');
    paths.add(path as string);
  };
  const hasCertificates = isAtLeast(report.kubernetesVersion, HAS_CERTIFICATES);
  const kinds = hasCertificates ? [...KINDS, ...CERTIFICATES] : KINDS;
  sources.forEach((source, i) => {
    const at = `${field}.sources[${i}]`;
    if (kinds.filter((kind) => isObject(source[kind])).length > 1) report.refuse(at, 'Forbidden: may not specify more than 1 volume type per source');
    for (const kind of ['secret', 'configMap']) for (const item of list(fields(source[kind]).items)) take(fields(item).path);
    for (const file of list(fields(source.downwardAPI).items).map(fields)) {
      validateDownwardFile(report, `${at}.downwardAPI`, file);
      take(file.path);
    }
    if (isObject(source.serviceAccountToken)) local(report, `${field}.path`, source.serviceAccountToken.path);
    if (!hasCertificates) return;
    if (isObject(source.clusterTrustBundle)) trustBundle(report, `${at}.clusterTrustBundle`, source.clusterTrustBundle, take);
    if (isObject(source.podCertificate)) podCertificate(report, `${at}.podCertificate`, source.podCertificate, take);
  });
}

function trustBundle(report: Report, field: string, { name, signerName, labelSelector, path }: Fields, take: (path: unknown) => void): void {
  const given = [name, signerName].map((value) => value !== undefined && value !== null);
  if (given[0] && given[1]) report.refuse(field, 'Invalid value: only one of name and signerName may be used');
  else if (given[0]) bundleName(report, field, String(name), labelSelector);
  else if (given[1]) signer(report, `${field}.signerName`, signerName);
  else report.refuse(field, 'Required value: either name or signerName must be specified');
  if (given[1] && !given[0]) report.labelSelector(`${field}.labelSelector`, labelSelector);
  local(report, `${field}.path`, path);
  take(path);
}

/** A bundle of a signer has the name of the signer, with ":" for "/", before its own. */
function bundleName(report: Report, field: string, name: string, labelSelector: unknown): void {
  if (name.includes('/') || name.startsWith(':') || !isDnsSubdomain(name.slice(name.lastIndexOf(':') + 1))) {
    report.invalid(`${field}.name`, name, 'must be the name of a ClusterTrustBundle, such as "example.com:signer:bundle"');
  }
  if (isObject(labelSelector)) report.refuse(`${field}.labelSelector`, 'Invalid value: labelSelector must be unset if name is specified');
}

function podCertificate(report: Report, field: string, certificate: Fields, take: (path: unknown) => void): void {
  signer(report, `${field}.signerName`, certificate.signerName);
  for (const key of Object.keys(fields(certificate.userAnnotations))) {
    if (!key.includes('/') || !isQualifiedName(key.toLowerCase())) report.invalid(`${field}.userAnnotations`, key, 'must be a domain-prefixed key, such as "acme.io/foo"');
  }
  report.oneOf(`${field}.keyType`, certificate.keyType ?? '', KEY_TYPES);
  const isOwn = /^([^/]*\.)?kubernetes\.io(\/|$)/.test(text(certificate.signerName) ?? '');
  const [seconds, most] = [certificate.maxExpirationSeconds, (isOwn ? 1 : 91) * 24 * HOUR];
  if (typeof seconds === 'number' && (seconds < HOUR || seconds > most)) {
    report.invalid(`${field}.maxExpirationSeconds`, seconds, `must be between ${HOUR} and ${most}, inclusive`);
  }
  const paths = ['credentialBundlePath', 'keyPath', 'certificateChainPath'].filter((key) => text(certificate[key]));
  if (!paths.length) report.refuse(field, 'Required value: specify at least one of credentialBundlePath, keyPath, and certificateChainPath');
  for (const key of paths) {
    local(report, `${field}.${key}`, certificate[key]);
    take(certificate[key]);
  }
}

function signer(report: Report, field: string, name: unknown): void {
  if (!report.required(field, name)) return;
  const [domain, path = '', ...rest] = String(name).split('/');
  const isDomain = domain.length <= 253 && domain.includes('.') && domain.split('.').every(isDnsLabel);
  if (rest.length || !isDomain || !path.split('.').every(isDnsSubdomain) || path.length > 317) {
    report.invalid(field, name, 'must be a domain and a path, such as "example.com/signer-name"');
  }
}

function local(report: Report, field: string, path: unknown): void {
  if (report.required(field, path) && !FORMATS.local.test(path as string)) report.invalid(field, path, FORMATS.local.message);
}
