/* What `plan --format html` and `check` say about a text. */
import { Answer, Asked, Told } from './protocol';
import { check } from '../../src/analysis/check/check';
import { StorageFinding } from '../../src/analysis/check/finding';
import { redactor, withMessages } from '../../src/analysis/check/redact';
import { Inventory } from '../../src/analysis/model/inventory';
import { planSummary, toldClaims } from '../../src/analysis/plan/prospects';
import { htmlOf } from '../../src/analysis/report/picture';
import { printable } from '../../src/core/printable';

const URGENCY = ['error', 'warning', 'info'];

export function answer({ id, text, closedWorld, kubernetesVersion }: Asked, now: () => number): Answer {
  const start = now();
  const inventory = Inventory.ofTexts([{ file: 'input', text }], { closedWorld, kubernetesVersion });
  const { items, problems } = inventory;
  const redact = redactor(items);
  const { plan, findings } = check(inventory);
  const open = withMessages(findings.filter(({ acknowledged }) => acknowledged === undefined), redact);
  return {
    id,
    objects: items.length,
    claims: plan.claims.length,
    summary: plan.claims.length ? redact(planSummary({ claims: toldClaims(plan), volumes: plan.volumes, pods: plan.pods, rejected: plan.rejected })) : '',
    told: open.map(told).sort((a, b) => URGENCY.indexOf(a.severity) - URGENCY.indexOf(b.severity)),
    html: items.length ? htmlOf(plan, { findings, redact }) : '',
    error: items.length || !text.trim() || problems.length ? undefined : 'The input holds no Kubernetes objects.',
    milliseconds: Math.round(now() - start),
  };
}

function told({ severity, rule, object: { kind, namespace, name }, message, fix, line }: StorageFinding): Told {
  const object = printable([kind, [namespace, name].filter(Boolean).join('/')].filter(Boolean).join(' '));
  return { severity, rule, object, message: printable(message), fix: printable(fix), line };
}
