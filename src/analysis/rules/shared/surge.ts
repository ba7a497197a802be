import { fields, text } from '../../../core/fields';
import type { ManifestObject } from '../../model/manifest-object';

/** Whether a rolling update starts new pods before it stops old ones; maxSurge defaults to 25 %, which is rounded up to at least one. */
export function surges(deployment: ManifestObject): boolean {
  const strategy = fields(deployment.spec.strategy);
  if (strategy.type === 'Recreate') return false;
  const surge = fields(strategy.rollingUpdate).maxSurge ?? '25%';
  return surge !== 0 && !/^0+%?$/.test(text(surge) ?? '');
}
