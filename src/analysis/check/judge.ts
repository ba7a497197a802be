import { Acknowledgements } from './acknowledge';
import { StorageFinding } from './finding';
import { redactor } from './redact';
import { steps } from '../../core/fields';
import { severityOf } from '../../core/judgement';
import { addTo } from '../../core/multimap';
import { FindingSeverity } from '../../core/severity';
import { isWithin } from '../../kubernetes/minor';
import { Origin } from '../input/source';
import { nothing } from '../model/manifest-object';
import type { View } from '../model/view';
import { RULES } from '../rules';
import { INP005, INP006, INP007 } from '../rules/input/documents';
import { Draft, Rule, Severity } from '../rules/rule';

const LONGEST = 1000;
const MOST_IN_A_PLACE = 100;

interface Judged {
  readonly rule: Rule;
  readonly draft: Draft;
  readonly severity: Severity;
}

/** Runs rules over a view. The findings come in the order of the objects, those of one object in the order of the rules. */
export function judge(view: View, rules: readonly Rule[], acknowledgements: Acknowledgements): StorageFinding[] {
  const running = rules.filter((rule) => isWithin(view.kubernetes, rule.minors));
  const all = running.flatMap((rule) => judged(rule, view));
  const told = withoutEchoes(all);

  const redact = redactor(view.items);
  const order = new Map(rules.map((rule, i) => [rule.id, i]));
  const closed = told.map((j) => ({ ...j, reason: acknowledgements.reason(j.rule.id, j.draft.on) }));
  return [...closed, ...idle(acknowledgements, running)]
    .sort((a, b) => rank(a.draft) - rank(b.draft) || order.get(a.rule.id)! - order.get(b.rule.id)!)
    .map((j) => finding(j, redact));
}

function judged(rule: Rule, view: View): Judged[] {
  return bounded(drafts(rule, view)).flatMap((draft) => {
    const severity = severityOf(rule, draft, view.closedWorld);
    return severity ? [{ rule, draft, severity }] : [];
  });
}

/** Limits the findings of a rule in one object, and says how many are omitted: unusual input can have a hundred thousand of them. */
function bounded(all: Draft[]): Draft[] {
  if (all.length <= MOST_IN_A_PLACE) return all;
  const place = ({ on }: Draft) => `${on.index} ${on.origin.file}`;
  const counts = new Map<string, number>();
  const told = all.filter((draft) => {
    const count = (counts.get(place(draft)) ?? 0) + 1;
    counts.set(place(draft), count);
    return count <= MOST_IN_A_PLACE + 1;
  });
  const seen = new Map<string, number>();
  return told.map((draft) => {
    seen.set(place(draft), (seen.get(place(draft)) ?? 0) + 1);
    const more = counts.get(place(draft))! - MOST_IN_A_PLACE - 1;
    return seen.get(place(draft))! <= MOST_IN_A_PLACE || more < 1 ? draft
      : { ...draft, message: `${draft.message} (${more} similar findings in this object omitted)` };
  });
}

/** Drops a rejection by the API server if another rule reports an error about the same field of the same object. */
function withoutEchoes(all: Judged[]): Judged[] {
  const errors = new Map<number, string[]>();
  for (const { rule, draft, severity } of all) {
    if (rule !== INP005 && severity === 'error') addTo(errors, draft.on.index, dotted(draft.path));
  }
  return all.filter(({ rule, draft }) => rule !== INP005 || !errors.get(draft.on.index)?.some((path) => isSameField(dotted(draft.path), path)));
}

/** Whether one path is, or contains, the other. The server leaves out some indices: `volumeMounts.subPath`. */
function isSameField(told: string, path: string): boolean {
  if (path.startsWith(told) || told.startsWith(path)) return true;
  const plain = (text: string) => text.replace(/\.\d+(?=\.)/g, '');
  return told.split('.').length < path.split('.').length && plain(told) === plain(path);
}

/** "spec.resources[requests]" as "spec.resources.requests.": the server and the rules write the same field in different ways. */
function dotted(path: string): string {
  return `${steps(path).join('.')}.`;
}

/** A rule that throws is reported like a finding; the others still run. */
function drafts(rule: Rule, view: View): Draft[] {
  try {
    return [...rule.check(view)];
  } catch (e) {
    const kind = e instanceof Error ? e.constructor.name : typeof e;
    return [{
      on: nothing(),
      path: '',
      severity: 'warning',
      message: `rule ${rule.id} failed on this input (${kind}), so its findings are missing`,
      fix: 'Report this with the manifests that cause it.',
    }];
  }
}

/** Acknowledgements that matched no finding, except those of rules that did not run. */
function idle(acknowledgements: Acknowledgements, running: readonly Rule[]): Array<Judged & { reason?: string }> {
  const ran = new Set(running.map((rule) => rule.id));
  return acknowledgements.unused.flatMap((a) => {
    const origin: Origin = a.item?.origin ?? { construct: a.construct, path: a.construct?.node.path, line: () => undefined };
    const on = { ...nothing(origin), ...a.item };
    const path = a.item ? 'metadata.annotations[cdk8s-openstack/acknowledge]' : '';
    if (!a.reason) {
      return [{
        rule: INP007,
        severity: INP007.severity,
        draft: {
          on,
          path,
          message: `the acknowledgement of ${a.id} has no reason, so it closes `
        + 'no finding.',
        },
      }];
    }
    const exists = RULES.some(({ id }) => id === a.id);
    if (exists && !ran.has(a.id)) return [];
    if (!exists) {
      return [{
        rule: INP006,
        severity: INP006.severity,
        draft: {
          on,
          path,
          message: `the acknowledged rule ${a.id} does not exist `
        + `(${a.reason}).`,
        },
      }];
    }
    return [{ rule: INP006, severity: INP006.severity, draft: { on, path, message: `unused acknowledgement of ${a.id} (${a.reason}).` } }];
  });
}

function finding({ rule, draft, severity, reason }: Judged & { reason?: string }, redact: (text: string) => string): StorageFinding {
  const { on } = draft;
  const { made } = on.origin;
  return {
    rule: rule.id,
    severity: severity as FindingSeverity,
    object: { apiVersion: cut(on.apiVersion), kind: cut(on.kind), namespace: cut(on.namespace) || undefined, name: cut(on.name) },
    path: cut(draft.path),
    file: on.origin.file ?? made?.file,
    line: draft.line ?? on.origin.line(draft.path || undefined) ?? made?.line,
    construct: on.origin.path,
    message: cut(redact(draft.message)),
    fix: redact(draft.fix ?? rule.fix),
    acknowledged: reason,
  };
}

/** Text of the input, cut to a length that fits a report. */
function cut(text: string): string {
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}

function rank(draft: Draft): number {
  return draft.on.index;
}
