import { parseQuantity } from '../../../kubernetes/quantity';
import { claimTitle, requestOf, specPath } from '../../model/claim-sources';
import { SHORT_CINDER_DRIVER } from '../examples/cinder-csi';
import { claimWith } from '../examples/claims';
import { EXPANDABLE_CLASS } from '../examples/classes';
import { Rule } from '../rule';
import { manifests, replaced } from '../shared/manifests';
import { CINDER, driverOf } from '../shared/volumes';
import { shown } from '../shared/words';

const GIB = parseQuantity('1Gi')!;

export const OST001: Rule = {
  id: 'OST001',
  severity: 'info',
  title: 'Cinder makes the volume larger than what is asked',
  why: 'Cinder counts in whole GiB and the driver rounds up. What is paid for and counted against the quota is the larger size.',
  fix: 'Ask for whole GiB.',
  source: 'cloud-provider-openstack pkg/csi/cinder/controllerserver.go RoundUpSize',
  failing: manifests`
    ${SHORT_CINDER_DRIVER}
    ---
    ${EXPANDABLE_CLASS}
    ---
    ${claimWith({ size: '1500Mi' })}
  `,
  get passing() { return replaced(this.failing, { 'storage: 1500Mi': 'storage: 2Gi' }); },
  expects: 'PersistentVolumeClaim/data spec.resources.requests.storage',
  * check(view) {
    for (const claim of view.claims) {
      const size = parseQuantity(requestOf(claim));
      if (size === undefined || size % GIB <= 0n || driverOf(view.classOf(claim)?.object.provisioner) !== CINDER) continue;
      yield {
        on: claim.item,
        path: specPath(claim, 'resources.requests.storage'),
        message: `the ${claimTitle(claim)} asks for ${shown(requestOf(claim))}, and Cinder makes ${size / GIB + 1n}Gi.`,
      };
    }
  },
};
