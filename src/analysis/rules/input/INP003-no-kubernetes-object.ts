import { problems } from './problems';
import { ProblemCode } from '../../input/source';
import { Rule } from '../rule';

export const INP003: Rule = {
  id: 'INP003',
  severity: 'warning',
  title: 'Document that is no Kubernetes object',
  why: 'Without apiVersion, kind and name (or with a kind that its group does not have) a document cannot be applied, and kubectl refuses the whole file.',
  fix: 'Give it apiVersion, kind and metadata.name, or keep files of other kinds out of the folder.',
  check: (view) => problems(view, ProblemCode.NOT_AN_OBJECT, ProblemCode.UNNAMED, ProblemCode.UNKNOWN_KIND)
    .map((draft) => (OF_TOOLS.test(draft.on.origin.file ?? '') ? { ...draft, severity: 'info' } : draft)),
};

/** Files beside manifests that are for kustomize and Helm. */
const OF_TOOLS = /(^|[/\\])(kustomization|Kustomization|Chart|values)\.ya?ml$/;
