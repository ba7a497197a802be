import { OST008 as JUDGEMENT, waitsForItself } from '../../../openstack/judgements/controllers';
import { on, rule } from '../rule';
import { components } from '../shared/openstack';

export const OST008 = rule(JUDGEMENT, function* (view) {
  for (const { pod, consumer } of components(view)) {
    if (consumer !== 'ccm') continue;
    const verdicts = [...waitsForItself(pod.spec, pod.path)];
    // A Pod of its own may have been placed by hand.
    yield* on(pod.item, pod.item.kind === 'Pod' ? verdicts.filter(({ path }) => path.endsWith('.hostNetwork')) : verdicts);
  }
});
