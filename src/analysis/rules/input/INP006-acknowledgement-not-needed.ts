import { Rule } from '../rule';

/** The engine makes its findings: only it knows which acknowledgements closed something. */
export const INP006: Rule = {
  id: 'INP006',
  severity: 'warning',
  title: 'Acknowledgement that nothing needs',
  why: 'The finding that it was written for is gone, or its id is mistyped. Left in place it would hide the next one without anybody having thought about it.',
  fix: 'Remove it, or correct its id.',
  check: () => [],
};
