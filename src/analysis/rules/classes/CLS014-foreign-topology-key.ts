import { fields, list, text } from '../../../core/fields';
import { flagOf } from '../../../kubernetes/args';
import { Rule } from '../rule';
import { CINDER, LOCAL_PATH } from '../shared/volumes';

export const CLS014: Rule = {
  id: 'CLS014',
  severity: 'error',
  openWorld: 'lower',
  title: 'allowedTopologies names a key that the driver does not use',
  why: 'A class may restrict where volumes are made only by the keys that its driver reports for nodes. With any other key no node matches, or the provisioner refuses the claim.',
  fix: 'Use the key of the driver: topology.cinder.csi.openstack.org/zone for Cinder, kubernetes.io/hostname for local-path.',
  source: 'cloud-provider-openstack docs/cinder-csi-plugin/features.md, Topology',
  * check(view) {
    const added = view.pods.flatMap((pod) => pod.containers).flatMap(({ args }) => flagOf(args, 'additional-topology') ?? [])
      .flatMap((value) => value.split(',').map((pair) => pair.split('=')[0]));
    const keys: { [driver: string]: string[] } = {
      [CINDER]: ['topology.cinder.csi.openstack.org/zone', ...added],
      [LOCAL_PATH]: ['kubernetes.io/hostname'],
    };
    for (const item of view.classes) {
      const known = keys[text(item.object.provisioner) ?? ''];
      if (!known) continue;
      for (const [i, term] of list(item.object.allowedTopologies).entries()) {
        for (const [j, { key }] of list(fields(term).matchLabelExpressions).map(fields).entries()) {
          if (typeof key !== 'string' || known.includes(key)) continue;
          yield { on: item, path: `allowedTopologies[${i}].matchLabelExpressions[${j}].key`, message: `"${key}" is no topology key of ${item.object.provisioner}.` };
        }
      }
    }
  },
};
