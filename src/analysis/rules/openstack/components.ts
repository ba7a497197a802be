import { fields, text } from '../../../core/fields';
import { count } from '../../../core/words';
import { flagOf } from '../../../kubernetes/args';
import { imageName } from '../../../kubernetes/images';
import { extraArguments, isKubeadm } from '../../../kubernetes/kubeadm';
import { minorNumber } from '../../../kubernetes/minor';
import {
  CONTROLLER_NEEDS, DEFAULT_CLUSTER_NAME, defaultClusterName, defaultLock, LEASE_NEEDS, runsServices, topologyDisagreements, waitsForItself,
} from '../../../openstack/judgements/controllers';
import { ContainerSource, tidy } from '../../model/pod-sources';
import { about, on, rule } from '../rule';
import { components, isNodeOnly } from '../shared/openstack';
import { accountOf, grantsOf, may } from '../shared/rbac';
import { releaseOf } from '../shared/releases';

export const OST006 = rule('OST006', function* (view) {
  const controllers = components(view).filter(({ consumer }) => consumer === 'ccm');
  const configurations = view.items.filter(isKubeadm);
  const kubelets = configurations.filter(({ kind }) => kind === 'InitConfiguration' || kind === 'JoinConfiguration');
  for (const item of configurations.filter(({ kind }) => kind === 'ClusterConfiguration')) {
    const external = extraArguments(item.object).find(({ args }) => args.get('cloud-provider') === 'external');
    if (!external || controllers.length || kubelets.length) continue;
    yield about(item, external.path,
      `${external.component} has cloud-provider: external, but nothing in the input runs the cloud controller manager.`,
      { severity: view.closedWorld ? 'warning' : 'info', fix: 'Deploy the cloud controller manager.' });
  }
  for (const item of kubelets) {
    const external = extraArguments(item.object).some(({ args }) => args.get('cloud-provider') === 'external');
    const kubelet = { on: item, path: 'nodeRegistration.kubeletExtraArgs' };
    if (!external && controllers.length) {
      yield {
        ...kubelet,
        message: 'the kubelet lacks cloud-provider: external, which the cloud controller manager requires.',
        fix: 'Add cloud-provider: external.',
      };
    }
    if (external && !controllers.length) {
      yield {
        ...kubelet,
        severity: view.closedWorld ? undefined : 'info',
        message: 'the kubelet waits for the cloud controller manager, but nothing in the input runs it.',
        fix: 'Deploy the cloud controller manager.',
      };
    }
  }
});

export const OST008 = rule('OST008', function* (view) {
  for (const { pod, consumer } of components(view)) {
    if (consumer !== 'ccm') continue;
    const verdicts = [...waitsForItself(pod.spec, pod.path)];
    // A Pod of its own may have been placed by hand.
    yield* on(pod.item, pod.item.kind === 'Pod' ? verdicts.filter(({ path }) => !path.endsWith('.tolerations')) : verdicts);
  }
});

export const OST013 = rule('OST013', function* (view) {
  for (const component of components(view)) {
    const { pod, container, consumer } = component;
    const flag = consumer === 'ccm' ? 'cluster-name' : 'cluster';
    const name = flagOf(container.args, flag);
    if (consumer !== 'ccm' && (name === undefined || isNodeOnly(component))) continue;
    const path = `${container.path}.${container.value.args ? 'args' : 'command'}`;
    yield* on(pod.item, defaultClusterName(name ?? DEFAULT_CLUSTER_NAME, flag, path));
  }
});

export const OST015 = rule('OST015', function* (view) {
  const pods = components(view).filter(({ consumer }) => consumer === 'cinder-csi').map(({ pod: { item, containers }, container }) => ({
    item,
    name: `${item.kind} "${item.name}"`,
    driver: container,
    controls: flagOf(container.args, 'provide-controller-service') !== 'false',
    containers,
  }));
  for (const [{ item }, verdict] of topologyDisagreements(pods)) yield { on: item, ...verdict };
});

export const OST017 = rule('OST017', function* (view) {
  for (const { pod, container, consumer } of components(view)) {
    const wanted = flagOf(container.args, 'pvc-annotations');
    if (consumer !== 'cinder-csi' || wanted === undefined || wanted === 'false') continue;
    const provisioner = pod.containers.find(({ image }) => imageName(image) === 'csi-provisioner');
    const told = provisioner && flagOf(provisioner.args, 'extra-create-metadata');
    if (provisioner && (told === undefined || told === 'false')) {
      yield about(pod.item, `${container.path}.args`, '--pvc-annotations has no effect without --extra-create-metadata of csi-provisioner.');
    }
  }
});

export const OST018 = rule('OST018', function* (view) {
  for (const pod of new Set(components(view).map((component) => component.pod))) {
    for (const { value, path } of pod.volumes) {
      const { path: host, type } = fields(value.hostPath);
      if (type !== 'Directory' || tidy(text(host) ?? '') !== '/var/lib/cloud/data') continue;
      yield about(pod.item, `${path}.hostPath.type`, '/var/lib/cloud/data must exist before the pod starts.');
    }
  }
});

export const OST019 = rule('OST019', function* (view) {
  for (const { pod, container, consumer } of components(view)) {
    // With a kubeconfig or accounts of its own for each controller, the ServiceAccount of the pod says nothing.
    if (consumer !== 'ccm' || flagOf(container.args, 'kubeconfig') || isOn(flagOf(container.args, 'use-service-account-credentials'))) continue;
    const account = accountOf(pod);
    const granted = grantsOf(view, pod.namespace, account);
    const { grants, open } = granted ?? { grants: [], open: !view.closedWorld };
    if (open) continue;
    const serves = runsServices(flagOf(container.args, 'controllers'));
    const needs = CONTROLLER_NEEDS.filter(([, , , controller]) => !controller || serves);
    const missing = needs.flatMap(([group, resource, verbs]) => verbs.filter((verb) => !may(grants, group, resource, [verb]))
      .map((verb) => `${verb} ${resource}`));
    const { elects, namespace, lock } = leaseOf(container, view.release);
    if (elects && lock.endsWith('leases')) {
      missing.push(...LEASE_NEEDS.filter((verb) =>
        !may(grants, 'coordination.k8s.io', 'leases', [verb], namespace)).map((verb) => `${verb} leases in ${namespace}`));
    }
    if (!missing.length) continue;
    yield about(pod.item, `${pod.path}.serviceAccountName`,
      `ServiceAccount "${account}" lacks permission to ${missing.slice(0, 5).join(', ')}${missing.length > 5 ? ' and more' : ''}.`,
      { severity: granted ? undefined : 'warning' });
  }
});

export const OST020 = rule('OST020', function* (view) {
  const managers = components(view).filter(({ consumer }) => consumer === 'ccm')
    .map(({ pod, container }) => ({ pod, container, ...leaseOf(container, view.release) }));
  const [first] = managers;
  for (const { pod, container, elects, lease } of managers) {
    const path = `${container.path}.${Array.isArray(container.value.args) ? 'args' : 'command'}`;
    const most = view.mostReplicas(pod.item);
    if (!elects && pod.item.kind === 'DaemonSet') {
      yield about(pod.item, path, 'a DaemonSet runs the cloud controller manager on several nodes without leader election.',
        { severity: 'warning', fix: 'Remove --leader-elect=false, unless one node matches.' });
    } else if (!elects && most > 1) {
      yield about(pod.item, path, `${count(most, 'replica')} run the cloud controller manager without leader `
        + 'election.', { fix: 'Remove --leader-elect=false.' });
    } else if (pod.item !== first.pod.item && (!elects || !first.elects || lease !== first.lease)) {
      const how = elects && first.elects ? `with different Leases (${first.lease} and ${lease})` : 'without common leader election';
      yield about(pod.item, path, `${pod.item.kind} "${pod.item.name}" and ${first.pod.item.kind} "${first.pod.item.name}" run the cloud `
        + `controller manager ${how}.`,
      { severity: 'warning', fix: 'Remove one of them, or elect one leader with the same Lease.' });
    }
  }
});

/** How a cloud controller manager elects its leader. Source: k8s.io/component-base/config/options/leaderelectionconfig.go. */
function leaseOf({ args, image }: ContainerSource, release: number): { elects: boolean; namespace: string; lock: string; lease: string } {
  const namespace = flagOf(args, 'leader-elect-resource-namespace') || 'kube-system';
  const name = flagOf(args, 'leader-elect-resource-name') || 'cloud-controller-manager';
  const lock = flagOf(args, 'leader-elect-resource-lock') || defaultLock(minorNumber(releaseOf(image) ?? `1.${release}`));
  return { elects: flagOf(args, 'leader-elect') !== 'false', namespace, lock, lease: `${namespace}/${name}` };
}

function isOn(flag: string | undefined): boolean {
  return flag !== undefined && flag !== 'false';
}
