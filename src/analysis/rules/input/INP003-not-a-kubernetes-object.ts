import { problems } from './problems';
import { ProblemCode } from '../../input/source';
import { rule } from '../rule';

export const INP003 = rule('INP003', (view) => problems(view, ProblemCode.NOT_AN_OBJECT, ProblemCode.UNNAMED, ProblemCode.UNKNOWN_KIND)
  .map((draft) => (OF_TOOLS.test(draft.on.origin.file ?? '') ? { ...draft, severity: 'info' } : draft)));

/** Configuration files of kustomize and Helm, which often share a folder with manifests. */
const OF_TOOLS = /(^|[/\\])(kustomization|Kustomization|Chart|values)\.ya?ml$/;
