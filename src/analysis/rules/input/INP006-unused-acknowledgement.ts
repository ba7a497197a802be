import { Rule } from '../rule';

/** The engine creates its findings, because only the engine knows which acknowledgements matched one. */
export const INP006: Rule = {
  id: 'INP006',
  severity: 'warning',
  title: 'Unused acknowledgement',
  why: 'No finding matches it: either the finding is fixed, or the rule id is misspelled. Left in place, it would hide the next such '
    + 'finding without review.',
  fix: 'Remove the acknowledgement, or correct its rule id.',
  check: () => [],
};
