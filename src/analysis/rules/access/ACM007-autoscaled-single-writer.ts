import { claimTitle } from '../../model/claim-sources';
import { CLAIM } from '../examples/claims';
import { FAST_CLASS } from '../examples/classes';
import { WEB } from '../examples/workloads';
import { Rule } from '../rule';
import { manifests, replaced } from '../shared/manifests';
import { binds, effectiveModes, isPinned, isShared, uses } from '../shared/uses';
import { count } from '../shared/words';

export const ACM007: Rule = {
  id: 'ACM007',
  severity: 'error',
  title: 'An autoscaler multiplies pods that share a claim for one node',
  why: 'Nothing shows until load rises: the second replica then hangs with "Multi-Attach error" as soon as it lands on another node, just when it is needed.',
  fix: 'Give each pod its own claim with a StatefulSet, use storage that can do ReadWriteMany, or set maxReplicas: 1.',
  source: 'pkg/volume/util IsMultiAttachAllowed',
  failing: manifests`
    ${FAST_CLASS}
    ---
    ${CLAIM}
    ---
    ${replaced(WEB, { 'replicas: 1': 'strategy: {type: Recreate}' })}
    ---
    apiVersion: autoscaling/v2
    kind: HorizontalPodAutoscaler
    metadata: {name: web, namespace: shop}
    spec:
      scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}
      maxReplicas: 10
  `,
  get passing() { return replaced(this.failing, { 'maxReplicas: 10': 'maxReplicas: 1' }); },
  expects: 'HorizontalPodAutoscaler/web spec.maxReplicas',
  * check(view) {
    for (const use of uses(view)) {
      const { pod, claim } = use;
      const scaler = view.scaler(pod.item);
      if (!scaler || !isShared(use) || view.mostReplicas(pod.item) < 2 || isPinned(pod) || view.inventory.nodes.length === 1) continue;
      const hold = binds(view, claim);
      if (hold === 'none' || effectiveModes(view, claim).includes('ReadWriteOncePod')) continue;
      yield {
        on: scaler,
        path: 'spec.maxReplicas',
        severity: hold === 'attach' ? undefined : 'warning',
        message: `up to ${count(view.mostReplicas(pod.item), 'pod')} of ${pod.item.kind} "${pod.item.name}" share ${claimTitle(claim)}, which one node at a time can have.`,
      };
    }
  },
};
