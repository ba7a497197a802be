import { fields, text } from '../../../core/fields';
import type { ManifestObject } from '../../model/manifest-object';

/** Whether an update of a Deployment starts new pods before it ends old ones; the default of maxSurge is 25 %, which is one at least. */
export function surges(deployment: ManifestObject): boolean {
  const strategy = fields(deployment.spec.strategy);
  if (strategy.type === 'Recreate') return false;
  const surge = fields(strategy.rollingUpdate).maxSurge ?? '25%';
  return surge !== 0 && !/^0+%?$/.test(text(surge) ?? '');
}
