/* What Argo CD reads. */
import { replaced } from '../shared/manifests';

/** An object of the shop, in a wave. */
export function inWave(wave: number, manifest: string): string {
  return annotated(manifest, `argocd.argoproj.io/sync-wave: '${wave}'`);
}

/** An object of the shop, with an annotation. */
export function annotated(manifest: string, annotation: string): string {
  return replaced(manifest, { 'namespace: shop}': `namespace: shop, annotations: {${annotation}}}` });
}
