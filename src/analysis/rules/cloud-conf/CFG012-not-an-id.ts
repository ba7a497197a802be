import { keyNamed, sectionNamed } from '../../../openstack/cloud-conf/keys';
import { Rule } from '../rule';
import { confFiles, FILLED_IN, variablesOf } from '../shared/cloud-conf-files';

const UUID = /^[0-9a-f]{8}(-?[0-9a-f]{4}){3}-?[0-9a-f]{12}$/i;

export const CFG012: Rule = {
  id: 'CFG012',
  severity: 'warning',
  title: 'Network or subnet is not an ID',
  why: 'Neutron accepts only IDs here. With a name the load balancer is never created: the Service stays Pending, with events that the '
    + 'network was not found.',
  fix: 'Use the ID that `openstack network show` or `openstack subnet show` prints.',
  source: 'pkg/openstack/loadbalancer.go of cloud-provider-openstack',
  * check(view) {
    for (const file of confFiles(view)) {
      for (const { section, key, line, value } of variablesOf(file)) {
        const row = keyNamed(sectionNamed(section) ?? '', key);
        if (row?.format !== 'uuid' || !value || value === FILLED_IN || UUID.test(value)) continue;
        yield {
          on: file.item,
          path: file.path,
          message: `line ${line} of ${file.key}: ${row.key} is not an ID such as bc8a590a-5d65-4525-98f3-f7ef29c727d5.`,
        };
      }
    }
  },
};
