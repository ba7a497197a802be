import { problems } from './problems';
import { ProblemCode } from '../../input/source';
import { Rule } from '../rule';
import { replaced } from '../shared/manifests';

export const INP002: Rule = {
  id: 'INP002',
  severity: 'warning',
  title: 'The same object twice',
  why: 'Objects of one kind, namespace and name are one object: whichever is applied last overwrites the other, and the order of files decides. '
    + 'All other answers take the first.',
  fix: 'Remove or rename one of them. Folders that hold a cluster each are checked with --each.',
  get failing() { return replaced(this.passing, { 'metadata: {name: settings-slow}': 'metadata: {name: settings}' }); },
  passing: `
    apiVersion: v1
    kind: ConfigMap
    metadata: {name: settings}
    data: {mode: fast}
    ---
    apiVersion: v1
    kind: ConfigMap
    metadata: {name: settings-slow}
    data: {mode: slow}
  `,
  expects: 'ConfigMap/settings',
  check: (view) => problems(view, ProblemCode.DUPLICATE),
};
