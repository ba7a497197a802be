import { own } from '../../../core/fields';
import { flagOf } from '../../../kubernetes/args';
import { imageName, imageTag, isOlder } from '../../../kubernetes/images';
import { Rule } from '../rule';

export const CSI014: Rule = {
  id: 'CSI014',
  severity: 'warning',
  title: 'Removed or ignored flag',
  why: 'Some flags of early releases are accepted but ignored. Others stop the program with "unknown flag".',
  fix: 'Remove the flag.',
  source: 'cloud-provider-openstack cmd/cinder-csi-plugin/main.go; kubernetes/kubernetes#108953; CHANGELOG of each sidecar in '
    + 'github.com/kubernetes-csi',
  * check(view) {
    for (const pod of view.pods) {
      for (const container of pod.containers) {
        const image = imageName(container.image);
        for (const { flag, since, why } of own(DEAD, image) ?? []) {
          if (flagOf(container.args, flag) === undefined || isOlder(imageTag(container.image), since)) continue;
          yield { on: pod.item, path: `${container.path}.args`, message: `--${flag} of ${image} ${why} since ${since}.` };
        }
      }
    }
  },
};

const DEAD: { readonly [image: string]: Array<{ flag: string; since: string; why: string }> } = {
  'csi-provisioner': [
    { flag: 'provisioner', since: '1.0', why: 'has no effect (the name comes from the driver)' },
    { flag: 'connection-timeout', since: '2.0', why: 'was removed' },
  ],
  'csi-attacher': [{ flag: 'connection-timeout', since: '3.0', why: 'was removed' }],
  'csi-snapshotter': [{ flag: 'connection-timeout', since: '2.0', why: 'was removed' }],
  'openstack-cloud-controller-manager': [
    { flag: 'address', since: '1.24', why: 'is replaced by --bind-address' },
    { flag: 'port', since: '1.24', why: 'is replaced by --secure-port' },
  ],
  'cinder-csi-plugin': [
    { flag: 'nodeid', since: '1.22', why: 'is ignored (the driver reads the node from its metadata)' },
    { flag: 'node-service-no-os-client', since: '1.32', why: 'has no effect (the node service never uses credentials)' },
  ],
};
