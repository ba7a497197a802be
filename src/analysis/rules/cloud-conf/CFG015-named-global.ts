import { reported } from './topics';
import { Rule } from '../rule';

export const CFG015: Rule = {
  id: 'CFG015',
  severity: 'error',
  title: 'Named [Global] section that its reader ignores',
  why: 'For Cinder CSI since 1.31, [Global "name"] is an additional cloud. The cloud controller manager and older drivers ignore the '
    + 'section and have no credentials.',
  fix: 'Keep an unnamed [Global] for components that read no other.',
  source: 'pkg/openstack/openstack.go, pkg/csi/cinder/openstack/openstack.go of cloud-provider-openstack',
  * check(view) {
    yield* reported(view, 'CFG015');
  },
};
