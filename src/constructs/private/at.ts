import { IConstruct } from 'constructs';
import { located } from '../../core/errors';

/** Runs `work`, naming the construct in the property errors that come out of it. */
export function at<T>(scope: IConstruct, work: () => T): T {
  return located(scope.node.path || '(app)', work);
}
