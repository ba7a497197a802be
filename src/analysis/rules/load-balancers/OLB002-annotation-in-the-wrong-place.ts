import { OLB002 as JUDGEMENT, misplacedAnnotations } from '../../../openstack/judgements/octavia-annotations';
import { on, rule } from '../rule';

export const OLB002 = rule(JUDGEMENT, function* (view) {
  for (const item of view.items) {
    // Custom resources and Gateways pass annotations on to Services of theirs.
    if (item.group.includes('.') && item.kind !== 'Ingress') continue;
    yield* on(item, misplacedAnnotations(item.object, item.kind, 'metadata'));
    const pod = item.kind === 'Pod' ? undefined : view.podIn(item);
    if (pod) yield* on(item, misplacedAnnotations(item.object, item.kind, pod.path.replace(/spec$/, 'metadata')));
  }
});
