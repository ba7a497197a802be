import table from './sidecar-verbs.json';
import { own } from '../../../core/fields';
import { count, shown } from '../../../core/words';
import { flagOf } from '../../../kubernetes/args';
import { imageName, imageTag, isOlder } from '../../../kubernetes/images';
import { DEAD_FLAGS } from '../../../releases/dead-flags';
import { ContainerSource } from '../../model/pod-sources';
import { about, rule } from '../rule';
import { controllers, controllersOf, isCinder } from '../shared/csi';
import { accountOf, grantsOf, may } from '../shared/rbac';
import { CINDER, driverOf } from '../shared/volumes';

const NEEDS = table as unknown as { readonly [name: string]: Array<[string, string, string[]]> };

export const CSI009 = rule('CSI009', function* (view) {
  for (const { pod, sidecars } of controllers(view)) {
    const granted = grantsOf(view, pod.namespace, accountOf(pod));
    if (!granted || granted.open) continue;
    for (const [name, container] of sidecars) {
      const elected = leads(container) ? NEEDS['leader-election'] : [];
      const missing = [...NEEDS[name].filter(([group, resource, verbs]) => !may(granted.grants, group, resource, verbs)),
        ...elected.filter(([group, resource, verbs]) => !may(granted.grants, group, resource, verbs, pod.namespace))];
      if (!missing.length) continue;
      const lacking = [...new Set(missing.map(([group, resource, verbs]) => `${verbs[0]} ${resource}${group ? `.${group}` : ''}`))];
      yield about(pod.item, container.path,
        `${name} needs permission to ${lacking.slice(0, 6).join(', ')}${lacking.length > 6 ? ', …' : ''}; ServiceAccount `
          + `"${accountOf(pod)}" does not have it.`);
    }
  }
});

function leads(container: ContainerSource): boolean {
  const flag = flagOf(container.args, 'leader-election');
  return flag !== undefined && flag !== 'false';
}

export const CSI010 = rule('CSI010', function* (view) {
  for (const { pod, sidecars } of controllers(view)) {
    if (view.mostReplicas(pod.item) < 2) continue;
    for (const [name, container] of sidecars) {
      const flag = flagOf(container.args, 'leader-election');
      if (flag !== undefined && flag !== 'false') continue;
      yield about(pod.item, `${container.path}.args`, `${count(view.mostReplicas(pod.item), 'replica')} run ${name} without leader election.`);
    }
  }
});

export const CSI011 = rule('CSI011', function* (view) {
  for (const item of view.classes.filter(({ object }) => object.allowVolumeExpansion === true)) {
    const running = controllersOf(view, driverOf(item.object.provisioner));
    if (!running.length || running.some(({ sidecars }) => sidecars.has('csi-resizer'))) continue;
    yield about(item, 'allowVolumeExpansion',
      `class "${item.name}" allows expansion, but the controller of ${shown(item.object.provisioner)} has no csi-resizer.`);
  }
});

export const CSI012 = rule('CSI012', function* (view) {
  const defined = view.of('CustomResourceDefinition').some(({ name }) => name.endsWith('.snapshot.storage.k8s.io'));
  if (defined || view.pods.some((pod) => pod.containers.some(({ image }) => imageName(image) === 'snapshot-controller'))) return;
  for (const item of view.of('VolumeSnapshotClass', 'VolumeSnapshot')) {
    yield about(item, '', 'the snapshot CRDs are not in the input.');
  }
  for (const { pod, sidecars } of controllers(view)) {
    const snapshotter = sidecars.get('csi-snapshotter');
    if (snapshotter) yield about(pod.item, snapshotter.path, 'csi-snapshotter needs the snapshot CRDs, which are not in the input.');
  }
});

export const CSI013 = rule('CSI013', function* (view) {
  for (const item of view.of('CSIDriver').filter(({ spec }) => spec.storageCapacity === true)) {
    if (item.name === CINDER) {
      yield about(item, 'spec.storageCapacity',
        'Cinder does not report capacity, so no pod with an unbound claim is scheduled.', { fix: 'Set storageCapacity: false.' });
      continue;
    }
    const provisioners = controllersOf(view, item.name).flatMap(({ sidecars }) => sidecars.get('csi-provisioner') ?? []);
    if (!provisioners.length || provisioners.some(({ args }) => !['false', undefined].includes(flagOf(args, 'enable-capacity')))) continue;
    yield about(item, 'spec.storageCapacity', 'csi-provisioner runs without --enable-capacity, so no pod with an unbound claim is scheduled.');
  }
});

export const CSI014 = rule('CSI014', function* (view) {
  for (const pod of view.pods) {
    for (const container of pod.containers) {
      const image = imageName(container.image);
      for (const { flag, since, why } of own(DEAD_FLAGS, image) ?? []) {
        if (flagOf(container.args, flag) === undefined || isOlder(imageTag(container.image), since)) continue;
        yield about(pod.item, `${container.path}.args`, `--${flag} of ${image} ${why} since ${since}.`);
      }
    }
  }
});

export const CSI017 = rule('CSI017', function* (view) {
  for (const item of view.of('CSIDriver')) {
    const running = controllersOf(view, item.name);
    const attaches = running.some(({ sidecars }) => sidecars.has('csi-attacher'));
    if (!running.length || attaches === (item.spec.attachRequired !== false)) continue;
    if (attaches) {
      yield about(item, 'spec.attachRequired',
        'attachRequired is false, so the csi-attacher of the controller is unused.', { severity: 'info', fix: 'Remove csi-attacher.' });
    } else {
      yield about(item, 'spec.attachRequired', 'attachRequired is true, but the controller has no csi-attacher.');
    }
  }
});

/** Removed APIs that sidecars before a version use. */
const TOO_OLD: { readonly [sidecar: string]: { since: string; needs: string; removed: number } } = {
  'csi-provisioner': { since: '2.0', needs: 'CSINode v1beta1', removed: 22 },
  'csi-attacher': { since: '3.0', needs: 'VolumeAttachment v1beta1', removed: 22 },
};

export const CSI018 = rule('CSI018', function* (view) {
  const found = view.pods.flatMap((pod) => pod.containers.filter(isCinder)
    .map((container) => ({ pod, container, tag: imageTag(container.image) })));
  const [first] = found;
  for (const { pod, sidecars } of controllers(view)) {
    for (const [name, { image, path }] of sidecars) {
      const { since, needs, removed } = TOO_OLD[name] ?? {};
      if (!since || view.kubernetes < removed! || !isOlder(imageTag(image), since)) continue;
      yield about(pod.item, `${path}.image`,
        `${name} ${shown(imageTag(image))} needs ${needs}, which Kubernetes has not served since 1.${removed}.`,
        { fix: `Use ${name} of v${since} or later.` });
    }
  }
  for (const { pod, container, tag } of found) {
    if (tag === first.tag) continue;
    yield about(pod.item, `${container.path}.image`,
      `cinder-csi-plugin has tag ${shown(tag)} here, but ${shown(first.tag)} in ${first.pod.item.kind} "${first.pod.item.name}".`);
  }
});
