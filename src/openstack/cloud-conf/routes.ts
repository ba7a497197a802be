import { readGcfg } from './gcfg-reader';
import { flagOf } from '../../kubernetes/args';

/** Whether a cloud.conf sets a router for the routes to pods: `router-id` of [Route]. */
export function namesRouter(text: string): boolean {
  return readGcfg(text).items.some((item) => item.kind === 'variable' && item.section.toLowerCase() === 'route'
    && item.key.toLowerCase() === 'router-id' && !!item.value);
}

/** The finding of a router that no route controller of the file's readers uses. */
export const ROUTER = 'router-id-needs-cluster-cidr';

/** Why the route controller does not run. Source: cmd/cloud-controller-manager and k8s.io/cloud-provider/app/core.go. */
export function whyNoRoutes(args: readonly string[]): string | undefined {
  if (!flagOf(args, 'cluster-cidr')) return '--cluster-cidr is not set';
  if (flagOf(args, 'configure-cloud-routes') === 'false') return '--configure-cloud-routes is false';
  const chosen = (flagOf(args, 'controllers') ?? '*').split(',');
  const runs = chosen.includes('route') || (chosen.includes('*') && !chosen.includes('-route'));
  return runs ? undefined : 'the route controller is disabled';
}
