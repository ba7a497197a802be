import { fields, isObject, text } from '../../../core/fields';
import { shown } from '../../../core/words';
import { hasKnownFields, KNOWN_FIELDS } from '../../../kubernetes/acceptance';
import { isAtLeast } from '../../../kubernetes/minor';
import { isDnsSubdomain } from '../../../kubernetes/names';
import { ProblemCode } from '../../input/source';
import { isBuiltIn, nothing } from '../../model/manifest-object';
import type { View } from '../../model/view';
import { about, Draft, rule } from '../rule';

export const INP001 = rule('INP001', (view) => problems(view, ProblemCode.BINARY, ProblemCode.UNPARSABLE, ProblemCode.TOO_LARGE));

export const INP002 = rule('INP002', (view) => problems(view, ProblemCode.DUPLICATE));

/** Configuration files of kustomize and Helm, which often share a folder with manifests. */
const OF_TOOLS = /(^|[/\\])(kustomization|Kustomization|Chart|values)\.ya?ml$/;

export const INP003 = rule('INP003', (view) => problems(view, ProblemCode.NOT_AN_OBJECT, ProblemCode.UNNAMED, ProblemCode.UNKNOWN_KIND)
  .map((draft) => (OF_TOOLS.test(draft.on.origin.file ?? '') ? { ...draft, severity: 'info' } : draft)));

export const INP004 = rule('INP004', (view) => problems(view, ProblemCode.DUPLICATE_KEY));

/** The engine omits its findings about fields for which another rule has a more specific finding. */
export const INP005 = rule('INP005', function* (view) {
  for (const item of view.items) {
    for (const { field, message } of item.rejections) {
      yield about(item, field, `the API server rejects it: ${message.replace(/\.$/, '')}.`);
    }
  }
});

/** The engine creates its findings, because only the engine knows which acknowledgements matched one. */
export const INP006 = rule('INP006', () => []);

/** The engine creates its findings, together with those of INP006. */
export const INP007 = rule('INP007', () => []);

export const INP008 = rule('INP008', function* (view) {
  for (const item of view.items.filter(({ rejections }) => !rejections.length)) {
    for (const field of ['labels', 'annotations']) {
      const value = item.metadata[field];
      if (value !== undefined && value !== null && !isObject(value)) {
        yield about(item, `metadata.${field}`, `${field} must be a map of strings.`, { fix: `Write ${field} as a map.` });
      }
      for (const [key, given] of Object.entries(fields(value)).filter(([, v]) => v !== null && typeof v !== 'string')) {
        yield about(item, `metadata.${field}[${key}]`,
          `the value of ${key} must be a string, but is of type ${typeof given}.`, { fix: 'Quote the value.' });
      }
    }
    const name = text(item.metadata.name);
    const free = item.group === 'rbac.authorization.k8s.io' || !isBuiltIn(item);
    if (name && !free && !isDnsSubdomain(name)) {
      yield about(item, 'metadata.name', `"${shown(name)}" is not a valid object name.`, { fix: 'Correct the name.' });
    }
  }
});

export const INP009 = rule('INP009', (view) => problems(view, ProblemCode.LOOSE_INDENTATION));

/** Once for an input, at the first object that it is about. */
export const INP010 = rule('INP010', (view) => {
  if (isAtLeast(KNOWN_FIELDS, view.minor)) return [];
  const message = `Kubernetes ${view.minor} is newer than ${KNOWN_FIELDS}, the newest minor whose fields are known: unknown fields are not reported, `
    + `and all other rules apply as of ${KNOWN_FIELDS}.`;
  return view.items.filter(({ object }) => hasKnownFields(object)).slice(0, 1).map((item) => about(item, 'apiVersion', message));
});

/** The problems that the inventory found while it read the input, as drafts. */
function problems(view: View, ...codes: ProblemCode[]): Draft[] {
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
