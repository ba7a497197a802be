import { told } from './topics';
import { Rule } from '../rule';

export const CFG015: Rule = {
  id: 'CFG015',
  severity: 'error',
  title: 'A [Global] with a name that its reader drops',
  why: '[Global "name"] is one more cloud for Cinder CSI since 1.31. The cloud controller manager, and older drivers, drop it without a word and have no credentials then.',
  fix: 'Keep an unnamed [Global] for whoever reads no other.',
  source: 'pkg/openstack/openstack.go, pkg/csi/cinder/openstack/openstack.go of cloud-provider-openstack',
  * check(view) {
    yield* told(view, 'CFG015');
  },
};
