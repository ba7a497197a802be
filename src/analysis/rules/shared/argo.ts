/* Annotations of Argo CD and Helm. */
import { list, text } from '../../../core/fields';
import { ARGO_PREFIX, HOOKS, SYNC_OPTIONS, SYNC_WAVE } from '../../../kubernetes/argo';
import type { ManifestObject } from '../../model/manifest-object';
import type { View } from '../../model/view';

/** The sync option for server-side apply. */
export const SERVER_SIDE = 'ServerSideApply=true';

/** Whether Argo CD seems to apply the input. */
export function usesArgo(view: View): boolean {
  return view.items.some((item) => Object.keys(item.annotations).some((key) => key.startsWith(ARGO_PREFIX)));
}

/** The wave in which Argo CD syncs an object; undefined for hooks, which have an order of their own. */
export function waveOf(item: ManifestObject): number | undefined {
  if (isHook(item)) return undefined;
  const wave = item.annotations[SYNC_WAVE];
  return wave !== undefined && /^-?\d+$/.test(wave.trim()) ? Number(wave) : 0;
}

/** Whether a wave is written. */
export function hasWave(item: ManifestObject): boolean {
  return item.annotations[SYNC_WAVE] !== undefined;
}

export function isHook(item: ManifestObject): boolean {
  return hookOf(item) !== undefined;
}

/** The annotation that makes an object a hook. */
export function hookOf(item: ManifestObject): string | undefined {
  return HOOKS.find((key) => item.annotations[key] !== undefined && item.annotations[key] !== 'crd-install');
}

/** The sync options of an object, such as "Prune=false". */
export function syncOptions(item: ManifestObject): string[] {
  return (item.annotations[SYNC_OPTIONS] ?? '').split(',').map((option) => option.trim()).filter(Boolean);
}

/** Path of an annotation. */
export function annotation(key: string): string {
  return `metadata.annotations[${key.includes('/') ? key : ARGO_PREFIX + key}]`;
}

/** Whether every Argo CD Application of the input has a sync option. */
export function applicationsHave(view: View, option: string): boolean {
  const applications = view.custom('argoproj.io', 'Application');
  return applications.length > 0 && applications.every((item) => list(item.spec.syncPolicy?.syncOptions).some((o) => text(o) === option));
}
