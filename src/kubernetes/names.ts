/*
 * Validation of names, labels and paths, as in the API server.
 * Source: k8s.io/apimachinery pkg/util/validation/validation.go.
 */
import { isAtLeast } from './minor';
import { invalid, refuse } from '../core/errors';

const LABEL = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;
const SUBDOMAIN = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;
const QUALIFIED = /^([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]$/;
const ISCSI = /^(iqn\.\d{4}-\d{2}\.[A-Za-z0-9.-]+:[^,;*&$|\s]+|eui\.[A-Za-z0-9]{16}|naa\.[A-Za-z0-9]{32})$/; // core/validation/validation.go
const ENV_NAME = /^[-._a-zA-Z][-._a-zA-Z0-9]*$/;

/** RFC 1123 label, at most 63 characters: namespaces, containers, volumes of a pod. */
export function isDnsLabel(value: string): boolean {
  return typeof value === 'string' && value.length <= 63 && LABEL.test(value);
}

/** RFC 1123 subdomain, at most 253 characters: the name of most objects. */
export function isDnsSubdomain(value: string): boolean {
  return typeof value === 'string' && value.length <= 253 && SUBDOMAIN.test(value);
}

/** Key of a label or annotation: `[prefix/]name`, the prefix a DNS subdomain, the name at most 63 characters. */
export function isQualifiedName(value: string): boolean {
  const parts = value.split('/');
  const name = parts[parts.length - 1];
  return parts.length <= 2 && name.length <= 63 && QUALIFIED.test(name) && (parts.length === 1 || isDnsSubdomain(parts[0]));
}

/** Value of a label: empty, or at most 63 characters that start and end with a letter or digit. */
export function isLabelValue(value: string): boolean {
  return value === '' || (value.length <= 63 && QUALIFIED.test(value));
}

/** Name of a CSI driver: a DNS subdomain in either case, at most 63 characters. */
function isCsiDriverName(value: string): boolean {
  return typeof value === 'string' && value.length <= 63 && isDnsSubdomain(value.toLowerCase());
}

/** Name of an iSCSI target or initiator: "iqn.…", "eui.…" or "naa.…". */
export function isIscsiName(value: string): boolean {
  return ISCSI.test(value);
}

/** Absolute, without `..`, as hostPath and mount paths of the API are. */
export function isAbsolutePath(value: string): boolean {
  return typeof value === 'string' && value.startsWith('/') && !value.split('/').includes('..') && !/[\0\n]/.test(value);
}

export function requireDnsLabel(property: string, value: string): string {
  return isDnsLabel(value) ? value : invalid(property, value,
    'a DNS label (lower-case letters, digits and "-", at most 63 characters) such as "web-1"');
}

/** Name of a Service: an RFC 1035 label, which starts with a letter; since Kubernetes 1.36 an RFC 1123 label. */
export function requireServiceName(property: string, value: string, kubernetesVersion: string): string {
  requireDnsLabel(property, value);
  return /^[a-z]/.test(value) || isAtLeast(kubernetesVersion, '1.36') ? value : invalid(property, value,
    `a Service name that starts with a letter (required before Kubernetes 1.36), such as "web-${value}"`);
}

export function requireDnsSubdomain(property: string, value: string): string {
  return isDnsSubdomain(value) ? value : invalid(property, value,
    'a DNS subdomain (lower-case letters, digits, "-" and ".", at most 253 characters) such as "fast-ssd"');
}

export function requireCsiDriverName(property: string, value: string): string {
  return isCsiDriverName(value) ? value : invalid(property, value, 'the name of a CSI driver (a DNS subdomain, at most 63 characters) such as '
    + '"cinder.csi.openstack.org"');
}

export function requireIscsiName(property: string, value: string): string {
  return isIscsiName(value) ? value : invalid(property, value,
    'an iSCSI name such as "iqn.2001-04.com.example:storage", or "eui." and 16 or "naa." and 32 letters and digits');
}

/** Returns the value if it is one of the allowed ones, such as those of an enum, or throws. */
export function requireOneOf(property: string, value: string, allowed: readonly string[]): string {
  return allowed.includes(value) ? value : invalid(property, value, `one of ${allowed.join(', ')}`);
}

export function requireAbsolutePath(property: string, value: string, example = '/var/lib/kubelet'): string {
  return isAbsolutePath(value) ? value : invalid(property, value, `an absolute path such as "${example}"`);
}

export function requireLabels(property: string, labels: { [key: string]: string } = {}): void {
  for (const [key, value] of Object.entries(labels)) {
    if (!isQualifiedName(key)) invalid(property, key, 'label keys of the form "name" or "example.com/name"');
    if (typeof value !== 'string' || !isLabelValue(value)) {
      invalid(`${property}[${JSON.stringify(key)}]`, value, 'a label value (at most 63 letters, digits, "-", "_" and ".")');
    }
  }
}

export function requireAnnotations(property: string, annotations: { [key: string]: string } = {}): void {
  for (const [key, value] of Object.entries(annotations)) {
    if (!isQualifiedName(key.toLowerCase())) invalid(property, key, 'annotation keys of the form "name" or "example.com/name"');
    if (typeof value !== 'string') invalid(`${property}[${JSON.stringify(key)}]`, value, 'a string', 'Quote the value: annotations are strings');
  }
}

export function requireEnvName(property: string, value: string): string {
  return ENV_NAME.test(value) ? value : invalid(property, value, 'an environment variable name such as "HTTP_PROXY"');
}

export function requirePort(property: string, value: number): number {
  return Number.isInteger(value) && value >= 1 && value <= 65535 ? value : invalid(property, value, 'a port number between 1 and 65535');
}

export function requireInteger(property: string, value: number, minimum: number, maximum = Number.MAX_SAFE_INTEGER): number {
  const range = maximum === Number.MAX_SAFE_INTEGER ? `a whole number of at least ${minimum}` : `a whole number between ${minimum} and ${maximum}`;
  return Number.isInteger(value) && value >= minimum && value <= maximum ? value : invalid(property, value, range);
}

/** Throws for the first duplicate. */
export function requireDistinct(property: string, texts: string[]): void {
  const repeated = texts.find((text, i) => texts.indexOf(text) !== i);
  if (repeated !== undefined) refuse(property, `contains the duplicate value ${JSON.stringify(repeated)}. Remove one of them`);
}
