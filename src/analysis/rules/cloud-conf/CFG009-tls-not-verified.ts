import { reported } from './topics';
import { Rule } from '../rule';
import { confFiles, globalOf } from '../shared/cloud-conf-files';

export const CFG009: Rule = {
  id: 'CFG009',
  severity: 'warning',
  title: 'TLS certificate of OpenStack is not verified',
  why: 'With tls-insecure = true, an attacker on the network can impersonate Keystone and obtain the credentials and every token.',
  fix: 'Set ca-file, and remove tls-insecure.',
  source: 'pkg/client/client.go of cloud-provider-openstack',
  * check(view) {
    for (const file of confFiles(view)) {
      for (const { row, value, variable } of globalOf(file, view)) {
        if (row.key === 'tls-insecure' && value === 'true') {
          yield {
            on: file.item,
            path: file.path,
            message: `line ${variable.line} of ${file.key}: tls-insecure = true disables certificate verification.`,
          };
        }
      }
    }
    yield* reported(view, 'CFG009');
  },
};
