import { readGcfg } from './gcfg-reader';

/** Whether a cloud.conf sets a router for the routes to pods: `router-id` of [Route]. */
export function namesRouter(text: string): boolean {
  return readGcfg(text).items.some((item) => item.kind === 'variable' && item.section.toLowerCase() === 'route' && item.key.toLowerCase() === 'router-id' && !!item.value);
}
