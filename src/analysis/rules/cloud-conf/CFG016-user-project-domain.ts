import { told } from './topics';
import { secret } from '../examples/cloud-conf';
import { Rule } from '../rule';
import { added } from '../shared/manifests';

export const CFG016: Rule = {
  id: 'CFG016',
  severity: 'error',
  title: 'User, project and domain do not fit together',
  why: 'Keystone wants a user by ID, or by name with exactly one domain, and the same for the project. Anything else fails before the first request, or gives a token that sees no services.',
  fix: 'Set user-id or username with its domain, and tenant-id or tenant-name with its domain.',
  source: 'gophercloud ToTokenV3CreateMap',
  failing: secret(`
    [Global]
    auth-url = https://openstack.example.com:5000/v3
    username = kubernetes
    password = not-a-real-one
    tenant-id = 14ba698c0aec4fd6b7dc8c310f664009
  `),
  get passing() { return added(this.failing, 'user-domain-name = Default', { below: 'password = not-a-real-one' }); },
  expects: 'Secret/cloud-config stringData[cloud.conf]',
  * check(view) {
    yield* told(view, 'CFG016');
  },
};
