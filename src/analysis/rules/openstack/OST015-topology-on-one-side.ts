import { flagOf } from '../../../kubernetes/args';
import { imageName } from '../../../kubernetes/images';
import { ContainerSource } from '../../model/pod-sources';
import { Rule } from '../rule';
import { components } from '../shared/openstack';
import { shown } from '../shared/words';

export const OST015: Rule = {
  id: 'OST015',
  severity: 'error',
  title: 'The parts of the driver disagree about topology',
  why: 'The nodes say in which zone they are only if the node part has topology; the controller part and csi-provisioner ask for it only if they have. If one side has it and the other has not, provisioning fails: "no topology key found", or volumes land in any zone.',
  fix: 'Set --with-topology to the same on both sides, and the gate Topology of csi-provisioner with it.',
  source: 'cloud-provider-openstack docs/cinder-csi-plugin/using-cinder-csi-plugin.md',
  * check(view) {
    const parts = components(view).filter(({ consumer }) => consumer === 'cinder-csi');
    const controllers = parts.filter(({ container }) => flagOf(container.args, 'provide-controller-service') !== 'false');
    const wanted = new Set(controllers.map(({ container }) => hasTopology(container)));
    for (const { pod, container } of parts) {
      if (wanted.size === 1 && !wanted.has(hasTopology(container))) {
        yield { on: pod.item, path: `${container.path}.args`, message: `--with-topology differs from that of ${controllers[0].pod.item.kind} "${controllers[0].pod.item.name}".` };
      }
      for (const sidecar of pod.containers) {
        const gates = imageName(sidecar.image) === 'csi-provisioner' ? flagOf(sidecar.args, 'feature-gates') : undefined;
        const gate = /(?:^|,)Topology=(\w+)/.exec(gates ?? '')?.[1];
        if (gate === undefined || (gate.toLowerCase() === 'true') === hasTopology(container)) continue;
        yield { on: pod.item, path: `${sidecar.path}.args`, severity: 'warning', message: `the gate Topology of csi-provisioner is ${shown(gate)}, and --with-topology of the driver is not.` };
      }
    }
  },
};

function hasTopology({ args }: ContainerSource): boolean {
  return (flagOf(args, 'with-topology') ?? 'true') !== 'false';
}
