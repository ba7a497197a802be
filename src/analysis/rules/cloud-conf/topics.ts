/* Which rule tells what the checker of src/openstack/cloud-conf finds. Every id of the checker stands here once. */
import type { View } from '../../model/view';
import type { Draft } from '../rule';
import { confFindings, ConfFinding, variablesOf } from '../shared/cloud-conf-files';

export const TOPICS: { readonly [rule: string]: readonly string[] } = {
  CFG001: ['auth-url-required', 'appcred-secret', 'env-fallback-gone'],
  CFG003: ['appcred-name-needs-user'],
  CFG002: ['appcred-ignores-scope'],
  CFG006: ['unknown-keys'],
  CFG007: ['syntax', 'comment-cuts-value'],
  CFG009: ['ca-file-xor-insecure', 'tls-insecure-literal'],
  CFG010: ['lb-version'],
  CFG013: ['value-type', 'endpoint-type', 'search-order', 'attach-limit', 'node-selector-syntax'],
  CFG014: [
    'lb-provider-method', 'lb-provider-known', 'container-store-known', 'floating-subnet-choice', 'floating-subnet-needs-network', 'floating-vs-internal',
    'subnet-id-beats-class', 'monitor-ranges', 'legacy-create-monitor', 'tls-ref',
  ],
  CFG015: ['multi-cloud-global'],
  CFG016: [
    'username-xor-user-id', 'username-needs-one-user-domain', 'user-id-excludes-domain', 'tenant-name-needs-project-domain', 'unscoped-domain-trap',
    'trust-user-domain', 'trustee-needs-trust', 'trust-no-token', 'token-needs-project',
  ],
  CFG017: [
    'repeated-key', 'tenant-id-xor-tenant-name', 'silent-precedence', 'clouds-file-needs-use-clouds', 'use-clouds-precedence', 'cert-key-pair',
    'router-id-needs-cluster-cidr', 'comma-in-network-name',
  ],
};

/** Told by CFG010 for load balancers, and by CFG006 for the rest. */
export const NOT_IN_RELEASE = 'key-not-in-release';

/** Told by CFG001 or CFG002, as the file has no credentials or several. */
export const ONE_METHOD = 'one-auth-method';

/** What the checker finds of a rule's topic. */
export function* told(view: View, rule: string, more: (finding: ConfFinding) => boolean = () => false): Iterable<Draft> {
  for (const finding of confFindings(view)) {
    if (TOPICS[rule].includes(finding.id) || more(finding)) yield draftOf(finding);
  }
}

/** Whether a finding is about load balancers, told by the section that its line is in. */
export function isOfLoadBalancers({ file, line }: ConfFinding): boolean {
  return variablesOf(file).some((variable) => variable.line === line && /^LoadBalancer/i.test(variable.section));
}

export function draftOf({ file, severity, line, message, fix }: ConfFinding): Draft {
  return { on: file.item, path: file.path, severity, message: `line ${line} of ${file.key}: ${message}`, fix };
}
