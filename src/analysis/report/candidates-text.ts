import { Look, paint, PLAIN, wrapped } from './style';
import { printableData } from '../../core/printable';
import { count } from '../../core/words';
import { ClaimCandidates } from '../plan/candidates';
import { ClaimPlan } from '../plan/results';

/** A claim with its outcome, and every volume that its search looks at with the reason why it gets it or does not. */
export function candidatesText(given: ClaimPlan, lists: ClaimCandidates, look: Look = PLAIN): string {
  const { claim, candidates, order, more } = printableData({ claim: given, ...lists });
  const lines = candidates.flatMap(({ volume, accessModes, passed, failed }, i) => [
    `  ${i + 1}. ${paint(look, 'bold', volume)}  ${accessModes.join(', ')}${failed ? '' : paint(look, 'green', '  may be bound')}`,
    ...failed ? [`     ${paint(look, 'red', wrapped(`fails ${failed.condition}: wanted ${failed.wanted}; found ${failed.found}`, look.width, 5))}`]
      : [],
    ...passed.length ? [`     ${paint(look, 'gray', wrapped(`passes ${passed.join(', ')}`, look.width, 5))}`] : [],
  ]);
  return [
    `${claim.namespace}/${claim.name}: ${claim.outcome}${claim.volume ? ` ${claim.volume}` : ''}`,
    `  ${wrapped(claim.message, look.width, 2)}`,
    '',
    wrapped(order, look.width, 0),
    ...lines.length ? lines : ['  no volume in the input'],
    ...more ? [`  … ${count(more, 'more volume')} not shown`] : [],
    '',
  ].join('\n');
}
