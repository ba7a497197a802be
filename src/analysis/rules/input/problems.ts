import { ProblemCode } from '../../input/source';
import { nothing } from '../../model/manifest-object';
import type { View } from '../../model/view';
import { Draft } from '../rule';

/** The problems that the inventory found while it read the input, as drafts. */
export function problems(view: View, ...codes: ProblemCode[]): Draft[] {
  return view.inventory.problems.filter(({ code }) => codes.includes(code))
    .map(({ origin, line, message, object }) => ({
      on: { ...nothing(origin), ...object },
      path: '',
      line,
      message: sentence(message),
      fix: origin.file !== undefined && origin.document === undefined ? 'Correct the file. Nothing in it was read.' : undefined,
    }));
}

/** Messages of the inventory are whole sentences, or predicates of "this document". */
function sentence(message: string): string {
  return `${/^(is|cannot|has|uses|expands)\b/.test(message) ? 'this document ' : ''}${message}.`;
}
