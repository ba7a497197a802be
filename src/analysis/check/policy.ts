/*
 * What a team decided about findings: severities, acknowledgements by object, and a baseline of findings that were there before.
 */
import { FindingSeverity, StorageFinding } from './finding';

/** A finding that a team accepts, with a reason. */
export interface PolicyAcknowledgement {
  readonly rule: string;
  /** "Kind/namespace/name" or "Kind/name", where * stands for any text; undefined for every object. */
  readonly object?: string;
  readonly reason: string;
  /** Last day on which it counts, such as "2027-01-31". */
  readonly expires?: string;
}

/** Findings that were accepted as they were, by what identifies them: how many of each. */
export type Baseline = ReadonlyMap<string, number>;

export interface Policy {
  /** Severity by rule; "off" drops its findings. */
  readonly severities: ReadonlyMap<string, FindingSeverity | 'off'>;
  readonly acknowledgements: readonly PolicyAcknowledgement[];
  readonly baseline?: Baseline;
  /** Today as "2026-12-01". */
  readonly today: string;
  /** The file that the acknowledgements are in. */
  readonly file?: string;
}

/** The findings as a policy sees them: with its severities, and acknowledged where it accepts them; and what it says in vain. */
export function applied(findings: readonly StorageFinding[], policy: Policy): StorageFinding[] {
  const used = new Set<PolicyAcknowledgement>();
  const left = new Map(policy.baseline);
  const judged = findings.flatMap((given): StorageFinding[] => {
    const severity = policy.severities.get(given.rule) ?? given.severity;
    if (severity === 'off') return [];
    const finding = { ...given, severity };
    if (finding.acknowledged !== undefined) return [finding];
    const accepted = policy.acknowledgements.filter((one) => one.rule === finding.rule && covers(one, finding));
    for (const one of accepted) used.add(one);
    const valid = accepted.find((one) => !isExpired(one, policy.today));
    if (valid) return [{ ...finding, acknowledged: valid.reason }];
    const key = fingerprint(finding);
    const known = left.get(key) ?? 0;
    if (known > 0) left.set(key, known - 1);
    return [known > 0 ? { ...finding, acknowledged: 'in the baseline' } : finding];
  });
  return [...judged, ...policy.acknowledgements.flatMap((one) => idle(one, used.has(one), policy))];
}

/** What identifies a finding from one render to the next: not its line, and not its text, which may hold numbers. */
function fingerprint({ rule, object, path }: StorageFinding): string {
  return `${rule} ${object.kind}/${[object.namespace, object.name].filter(Boolean).join('/')} ${path.replace(/\[\d+\]/g, '[]')}`.trimEnd();
}

/** The open findings as a baseline, sorted. */
export function baselineOf(findings: readonly StorageFinding[]): Baseline {
  const counts = new Map<string, number>();
  for (const finding of findings) {
    if (finding.acknowledged !== undefined && finding.acknowledged !== 'in the baseline') continue;
    counts.set(fingerprint(finding), (counts.get(fingerprint(finding)) ?? 0) + 1);
  }
  return new Map([...counts].sort(([a], [b]) => (a < b ? -1 : 1)));
}

function covers({ object }: PolicyAcknowledgement, { object: { kind, namespace, name } }: StorageFinding): boolean {
  if (object === undefined) return true;
  const pattern = new RegExp(`^${object.split('*').map((part) => part.replace(/[\\^$.+?()[\]{}|]/g, '\\$&')).join('.*')}$`, 's');
  return [[kind, namespace, name], [kind, name]].some((parts) => pattern.test(parts.filter((part) => part !== undefined).join('/')));
}

function isExpired({ expires }: PolicyAcknowledgement, today: string): boolean {
  return expires !== undefined && expires < today;
}

/** The finding about an acknowledgement that accepts nothing (any more). */
function idle(one: PolicyAcknowledgement, isUsed: boolean, { today, file }: Policy): StorageFinding[] {
  const isOver = isExpired(one, today);
  if (isUsed && !isOver) return [];
  const what = `the acknowledgement of ${one.rule}${one.object === undefined ? '' : ` for ${one.object}`} (${one.reason})`;
  return [{
    rule: 'INP006',
    severity: FindingSeverity.WARNING,
    object: { apiVersion: '', kind: '', name: '' },
    path: 'acknowledge',
    file,
    message: isUsed ? `${what} expired on ${one.expires}.` : `${what} matches no finding.`,
    fix: isUsed ? 'Fix the finding, or decide again until when it is acceptable.' : 'Remove it, or correct its rule or object.',
  }];
}
