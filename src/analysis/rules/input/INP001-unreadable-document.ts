import { problems } from './problems';
import { ProblemCode } from '../../input/source';
import { Rule } from '../rule';
import { replaced } from '../shared/manifests';

export const INP001: Rule = {
  id: 'INP001',
  severity: 'error',
  title: 'Document that cannot be read',
  why: 'What cannot be parsed cannot be applied either, and nothing is known about the objects in it: the other answers leave them out.',
  fix: 'Correct the document; the objects around it were read.',
  failing: `
    apiVersion: v1
    kind: ConfigMap
    metadata: {name: settings
  `,
  get passing() { return replaced(this.failing, { 'metadata: {name: settings': 'metadata: {name: settings}' }); },
  expects: 'input',
  check: (view) => problems(view, ProblemCode.BINARY, ProblemCode.UNPARSABLE, ProblemCode.TOO_LARGE),
};
