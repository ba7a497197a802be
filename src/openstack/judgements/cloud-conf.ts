/* Maps the findings of cloud-conf/checks to rules. Every id of the checker is listed once. */
import { Severity } from '../../core/judgement';
import { AUTHENTICATION } from '../cloud-conf/checks/authentication';

export const TOPICS: { readonly [rule: string]: readonly string[] } = {
  CFG001: ['auth-url-required', 'appcred-secret', 'env-fallback-gone'],
  CFG003: ['appcred-name-needs-user'],
  CFG002: ['appcred-ignores-scope'],
  CFG006: ['unknown-keys'],
  CFG007: ['format', 'syntax', 'comment-cuts-value', 'single-quotes'],
  CFG009: ['ca-file-xor-insecure', 'tls-insecure-literal'],
  CFG010: ['lb-version'],
  CFG011: ['encoded-again'],
  CFG013: ['value-type', 'endpoint-type', 'search-order', 'attach-limit', 'node-selector-syntax'],
  CFG014: [
    'lb-provider-method', 'lb-provider-known', 'container-store-known', 'floating-subnet-choice', 'floating-subnet-needs-network',
    'floating-vs-internal',
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

/** Findings about the client of OpenStack, which a component that needs no credentials does not create. */
export const OF_CLIENT: ReadonlySet<string> = new Set([
  ...AUTHENTICATION.map(({ id }) => id), 'cert-key-pair', 'ca-file-xor-insecure', 'tls-insecure-literal', 'endpoint-type', 'multi-cloud-global',
]);

/** CFG010 reports it for load balancers, CFG006 for everything else. */
export const NOT_IN_RELEASE = 'key-not-in-release';

/** CFG001 reports missing credentials, CFG002 several. */
export const ONE_METHOD = 'one-auth-method';

const RULES = new Map(Object.entries(TOPICS).flatMap(([rule, ids]) => ids.map((id) => [id, rule] as const)));

/** The rule of a finding, and its severity if that differs from the checker's. */
export interface FindingRule {
  readonly rule: string;
  readonly severity?: Severity;
}

/** The rule that reports a finding of the checker, by its id and message; undefined for what no file shows. */
export function ruleOf({ id, message }: { readonly id: string; readonly message: string }): FindingRule | undefined {
  if (id === NOT_IN_RELEASE) return /^\[?load-?balancer/i.test(message) ? { rule: 'CFG010' } : { rule: 'CFG006', severity: 'error' };
  if (id === ONE_METHOD) return { rule: / are both set/.test(message) ? 'CFG002' : 'CFG001' };
  const rule = RULES.get(id);
  return rule === undefined ? undefined : { rule, severity: rule === 'CFG002' ? 'warning' : undefined };
}
