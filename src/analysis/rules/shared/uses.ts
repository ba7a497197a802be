/* How pods use claims. */
import { isNodeLocal, sourceOf } from './volumes';
import { fields, text } from '../../../core/fields';
import { HOSTNAME } from '../../../kubernetes/labels';
import { volumePlugin } from '../../../kubernetes/volume-plugins';
import { ClaimSource, modesOf } from '../../model/claim-sources';
import { PodSource } from '../../model/pod-sources';
import type { View } from '../../model/view';

/** One claim in the volumes of one pod. */
export interface Use {
  readonly pod: PodSource;
  readonly claim: ClaimSource;
  /** Name of the pod's volume. */
  readonly volume: string;
  /** Path of the reference to the claim, or of its template. */
  readonly path: string;
  /** The volume of the pod spec; empty for a claim template. */
  readonly value: { readonly [key: string]: any };
}

/** Every claim that a pod uses, in the order of the pods. */
export function* uses(view: View): Iterable<Use> {
  for (const pod of view.pods) {
    const templates = view.claims.length && pod.item.kind === 'StatefulSet'
      ? view.templatesOf(pod.item).map((claim) => ({ pod, claim, volume: claim.name, path: claim.path, value: {} })) : [];
    yield* templates;
    for (const { name, value, path } of pod.volumes) {
      const claim = templates.some((t) => t.volume === name) ? undefined : view.claimOfVolume(pod, name);
      if (!claim) continue;
      yield {
        pod,
        claim,
        volume: name,
        value,
        path: claim.kind === 'ephemeral' ? claim.path
          : `${path}.${value.dataVolume ? 'dataVolume.name' : 'persistentVolumeClaim.claimName'}`,
      };
    }
  }
}

/** Whether all pods of a workload share the claim, instead of getting one each from a template. */
export function isShared({ claim }: Use): boolean {
  return claim.kind === 'claim' || claim.kind === 'dataVolume';
}

/** The access modes that apply at run time: of the volume if it is known, else of the claim. */
export function effectiveModes(view: View, claim: ClaimSource): readonly string[] {
  const bound = view.inventory.volumesByName.get(view.planned(claim)[0]?.volume ?? '');
  return bound?.modes ?? view.made(claim)[0]?.modes ?? modesOf(claim);
}

/** How a claim is limited to one node: `attach` it cannot be attached twice, `place` all pods must run on its node, `none` not at all. */
export function binds(view: View, claim: ClaimSource): 'attach' | 'place' | 'none' {
  const modes = effectiveModes(view, claim);
  if (!modes.length || modes.includes('ReadWriteMany') || modes.includes('ReadOnlyMany')) return 'none';
  const volume = view.find('PersistentVolume', '', view.planned(claim)[0]?.volume ?? text(claim.spec.volumeName));
  if (volume) {
    if (isNetworkFilesystem(sourceOf(volume))) return 'none';
    if (['local', 'hostPath'].includes(sourceOf(volume))) return 'place';
    return isAttached(view, text(fields(volume.spec.csi).driver)) ? 'attach' : 'none';
  }
  const provisioner = text(view.classOf(claim)?.object.provisioner);
  if (isNodeLocal(provisioner)) return 'place';
  return isAttached(view, provisioner) ? 'attach' : 'none';
}

/** Whether many nodes mount the volumes of a source at once, for reading and for writing. */
function isNetworkFilesystem(source: string): boolean {
  const modes = volumePlugin(source)?.accessModes ?? [];
  return modes.includes('ReadOnlyMany') && modes.includes('ReadWriteMany');
}

/** Whether the pod template selects a single node. */
export function isPinned(pod: PodSource): boolean {
  return text(pod.spec.nodeName) !== undefined || text(fields(pod.spec.nodeSelector)[HOSTNAME]) !== undefined;
}

function isAttached(view: View, driver: string | undefined): boolean {
  return view.find('CSIDriver', '', driver)?.spec.attachRequired !== false;
}
