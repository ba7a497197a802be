import { Acknowledgements } from './acknowledge';
import { FindingSeverity, StorageFinding } from './finding';
import { redactor } from './redact';
import { INP005 } from './rules/input/INP005-refused-by-the-api-server';
import { INP006 } from './rules/input/INP006-acknowledgement-not-needed';
import { INP007 } from './rules/input/INP007-acknowledgement-without-reason';
import { Draft, Rule, Severity } from './rules/rule';
import { nothing } from './rules/view/item';
import type { View } from './rules/view/view';

const LOWER: { readonly [severity in Severity]: Severity } = { error: 'warning', warning: 'info', info: 'info' };

interface Judged {
  readonly rule: Rule;
  readonly draft: Draft;
  readonly severity: Severity;
}

/** Runs rules over a view. The findings come in the order of the objects, those of one object in the order of the rules. */
export function judge(view: View, rules: readonly Rule[], acknowledgements: Acknowledgements): StorageFinding[] {
  const running = rules.filter((rule) => applies(rule, view));
  const all = running.flatMap((rule) => judged(rule, view));
  const broken = new Set(all.filter((j) => j.rule !== INP005 && j.severity === 'error').map((j) => j.draft.on.index));
  const told = all.filter((j) => j.rule !== INP005 || !broken.has(j.draft.on.index));

  const redact = redactor(view.items);
  const order = new Map(rules.map((rule, i) => [rule.id, i]));
  const closed = told.map((j) => ({ ...j, reason: acknowledgements.reason(j.rule.id, j.draft.on) }));
  return [...closed, ...idle(acknowledgements, running)]
    .sort((a, b) => rank(a.draft) - rank(b.draft) || order.get(a.rule.id)! - order.get(b.rule.id)!)
    .map((j) => finding(j, redact));
}

function applies({ minors = {} }: Rule, view: View): boolean {
  const minor = (text: string) => Number(text.split('.')[1]);
  return (minors.from === undefined || view.kubernetes >= minor(minors.from)) && (minors.to === undefined || view.kubernetes <= minor(minors.to));
}

function judged(rule: Rule, view: View): Judged[] {
  return drafts(rule, view).flatMap((draft) => {
    if (draft.severity) return [{ rule, draft, severity: draft.severity }];
    if (view.closedWorld || (rule.openWorld ?? 'same') === 'same') return [{ rule, draft, severity: rule.severity }];
    return rule.openWorld === 'silent' ? [] : [{ rule, draft, severity: LOWER[rule.severity] }];
  });
}

/** A rule that stumbles over an input is reported like a finding; the others still run. */
function drafts(rule: Rule, view: View): Draft[] {
  try {
    return [...rule.check(view)];
  } catch (e) {
    const kind = e instanceof Error ? e.constructor.name : typeof e;
    return [{
      on: nothing(), path: '', severity: 'warning', message: `the rule ${rule.id} could not judge this input (${kind})`,
      fix: 'Please report this with the manifests that it happens for.',
    }];
  }
}

/** Acknowledgements that closed nothing. Those of rules that did not run may be needed elsewhere. */
function idle(acknowledgements: Acknowledgements, running: readonly Rule[]): Array<Judged & { reason?: string }> {
  const ran = new Set(running.map((rule) => rule.id));
  return acknowledgements.unused.flatMap((a) => {
    const on = a.entry ? { ...nothing(a.entry.origin), ...a.entry } : nothing({ construct: a.construct, path: a.construct?.node.path, line: () => undefined });
    const path = a.entry ? 'metadata.annotations[cdk8s-openstack/acknowledge]' : '';
    if (!a.reason) {
      return [{ rule: INP007, severity: INP007.severity, draft: { on, path, message: `the acknowledgement of ${a.id} gives no reason, and so closes nothing.` } }];
    }
    if (!ran.has(a.id) && /^[A-Z]{3}\d{3}$/.test(a.id)) return [];
    return [{ rule: INP006, severity: INP006.severity, draft: { on, path, message: `no finding needs the acknowledgement of ${a.id} (${a.reason}).` } }];
  });
}

function finding({ rule, draft, severity, reason }: Judged & { reason?: string }, redact: (text: string) => string): StorageFinding {
  const { on } = draft;
  const made = /^(.*):(\d+)$/.exec(on.origin.made ?? '');
  return {
    rule: rule.id,
    severity: severity as FindingSeverity,
    object: { apiVersion: on.apiVersion, kind: on.kind, namespace: on.namespace || undefined, name: on.name },
    path: draft.path,
    file: on.origin.file ?? made?.[1],
    line: draft.line ?? on.origin.line(draft.path || undefined) ?? (made ? Number(made[2]) : undefined),
    construct: on.origin.path,
    message: redact(draft.message),
    fix: redact(draft.fix ?? rule.fix),
    acknowledged: reason,
  };
}

function rank(draft: Draft): number {
  return draft.on.index;
}
