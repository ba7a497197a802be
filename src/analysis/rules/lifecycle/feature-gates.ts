import { fields } from '../../../core/fields';
import { flagOf } from '../../../kubernetes/args';
import gates from '../../../kubernetes/data/feature-gates.json';
import { imageName } from '../../../kubernetes/images';
import { extraArguments, isKubeadm } from '../../../kubernetes/kubeadm';
import { minorNumber } from '../../../kubernetes/minor';
import type { ManifestObject } from '../../model/manifest-object';
import { PodSource } from '../../model/pod-sources';
import type { View } from '../../model/view';
import { about, rule } from '../rule';

const GATES: { readonly [gate: string]: string } = gates;

/** Kubernetes components that exit at an unknown feature gate. */
const COMPONENTS = /^(kube-apiserver|kube-controller-manager|kube-scheduler|kube-proxy|kubelet|hyperkube)(-\w+)?$/;

export const API009 = rule('API009', function* (view) {
  for (const { item, names, path, component } of given(view)) {
    for (const name of names) {
      const removed = Object.hasOwn(GATES, name) ? GATES[name] : undefined;
      if (removed && view.kubernetes >= minorNumber(removed)) {
        yield about(item, path, `${component} exits at feature gate ${name}, which was removed in ${removed}.`);
      }
    }
  }
});

function* given(view: View): Iterable<{ item: ManifestObject; names: string[]; path: string; component: string }> {
  for (const item of view.items) {
    if (isKubeadm(item)) {
      for (const { component, path, args } of extraArguments(item.object)) yield { item, component, path, names: namesIn(args.get('feature-gates')) };
    } else if (item.group === 'kubelet.config.k8s.io') {
      yield { item, component: 'the kubelet', path: 'featureGates', names: Object.keys(fields(item.object.featureGates)) };
    }
    const pod = view.podIn(item);
    if (pod) yield* inPod(pod);
  }
}

function* inPod(pod: PodSource) {
  for (const { image, path, args } of pod.containers) {
    const component = COMPONENTS.exec(imageName(image))?.[1];
    if (component) yield { item: pod.item, component, path: `${path}.args`, names: namesIn(flagOf(args, 'feature-gates')) };
  }
}

function namesIn(flag: string | undefined): string[] {
  return (flag ?? '').split(',').map((pair) => pair.split('=')[0].trim()).filter(Boolean);
}
