import { fields, list, text } from '../../../core/fields';
import { driverNamed } from '../../../drivers';
import { CINDER } from '../../../drivers/cinder';
import { LOCAL_PATH } from '../../../drivers/local-path';
import { Driver } from '../../../drivers/support/driver';
import { TOPOLVM } from '../../../drivers/topolvm';
import { flagOf } from '../../../kubernetes/args';
import { Rule } from '../rule';

/** Drivers of single nodes that know no other label; those of OpenEBS take any that they are configured with. */
const ONE_KEY: readonly Driver[] = [LOCAL_PATH, TOPOLVM];

export const CLS014: Rule = {
  id: 'CLS014',
  severity: 'error',
  openWorld: 'lower',
  title: 'allowedTopologies uses a key that the driver does not report',
  why: 'A class can restrict where volumes are provisioned only by the topology keys that its driver reports for nodes. With any other '
    + 'key no node matches, or the provisioner rejects the claim.',
  fix: 'Use the key of the driver: topology.cinder.csi.openstack.org/zone for Cinder, kubernetes.io/hostname for local-path.',
  source: 'cloud-provider-openstack docs/cinder-csi-plugin/features.md, Topology',
  * check(view) {
    const added = view.pods.flatMap((pod) => pod.containers).flatMap(({ args }) => flagOf(args, 'additional-topology') ?? [])
      .flatMap((value) => value.split(',').map((pair) => pair.split('=')[0]));
    for (const item of view.classes) {
      const driver = driverNamed(text(item.object.provisioner));
      if (!driver || !(driver.boundTo === 'zone' || ONE_KEY.includes(driver))) continue;
      const known = [...driver.capabilities.topologyKeys ?? [], ...driver === CINDER ? added : []];
      for (const [i, term] of list(item.object.allowedTopologies).entries()) {
        for (const [j, { key }] of list(fields(term).matchLabelExpressions).map(fields).entries()) {
          if (typeof key !== 'string' || known.includes(key)) continue;
          yield { on: item, path: `allowedTopologies[${i}].matchLabelExpressions[${j}].key`, message: `"${key}" is not a topology key of ${item.object.provisioner}.`, fix: `Use ${known.join(' or ')}.` };
        }
      }
    }
  },
};
