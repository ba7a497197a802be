import { IConstruct } from 'constructs';
import { recordCreation } from '../../core/creation';
import { located } from '../../core/errors';
import { takeProps } from '../../core/props';

/** Runs `work`, naming the construct in the property errors that come out of it. */
export function at<T>(scope: IConstruct, work: () => T): T {
  return located(scope.node.path || '(app)', work);
}

/**
 * The props of a constructor, without members that are undefined. Refuses what their public type does not allow. Runs before `super`.
 *
 * @param target `new.target`: a derived class may pass on props that are its own
 */
export function propsOf<T>(target: { readonly name: string }, callable: string, scope: IConstruct, id: string, props: T): T {
  const taken = takeProps(callable, props, [scope, id], target.name);
  recordCreation(scope, id);
  return taken;
}
