import { strings } from '../../../core/fields';
import { classVerdicts, CSI015 as judgement } from '../../../drivers/judgements/class-parameters';
import { otherHalf, secretNames } from '../../../drivers/support/sidecars';
import { on, rule } from '../rule';
import { controllersOf } from '../shared/csi';
import { accountOf, grantsOf, may } from '../shared/rbac';
import { kubernetesOf } from '../shared/releases';
import { driverOf } from '../shared/volumes';

export const CSI015 = rule(judgement, function* (view) {
  for (const item of view.classes) {
    const parameters = strings(item.object.parameters);
    yield* on(item, classVerdicts(judgement, item.object, { kubernetesVersion: kubernetesOf(view) }));
    const keys = Object.keys(parameters).filter((key) => otherHalf(key) !== undefined);
    if (!keys.some((key) => !/node-(stage|publish|expand)-/.test(key))) continue;
    for (const { pod } of controllersOf(view, driverOf(item.object.provisioner))) {
      const granted = grantsOf(view, pod.namespace, accountOf(pod));
      if (!granted || granted.open || may(granted.grants, '', 'secrets', ['get'], parameters[secretNames('provisioner').namespace])) continue;
      yield { on: item, path: `parameters[${keys[0]}]`, message: `the controller ${pod.item.kind} "${pod.item.name}" has no permission to get Secrets.` };
    }
  }
});
