import { problems } from './problems';
import { ProblemCode } from '../../input/source';
import { Rule } from '../rule';

export const INP003: Rule = {
  id: 'INP003',
  severity: 'warning',
  title: 'Document is not a Kubernetes object',
  why: 'kubectl rejects a file with a document that lacks apiVersion, kind or metadata.name. It also rejects a kind that the API group '
    + 'does not have.',
  fix: 'Add apiVersion, kind and metadata.name, or move the file out of the folder.',
  check: (view) => problems(view, ProblemCode.NOT_AN_OBJECT, ProblemCode.UNNAMED, ProblemCode.UNKNOWN_KIND)
    .map((draft) => (OF_TOOLS.test(draft.on.origin.file ?? '') ? { ...draft, severity: 'info' } : draft)),
};

/** Configuration files of kustomize and Helm, which often share a folder with manifests. */
const OF_TOOLS = /(^|[/\\])(kustomization|Kustomization|Chart|values)\.ya?ml$/;
