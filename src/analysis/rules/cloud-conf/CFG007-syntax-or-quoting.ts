import { told } from './topics';
import { secret, WORKS } from '../examples/cloud-conf';
import { Rule } from '../rule';

export const CFG007: Rule = {
  id: 'CFG007',
  severity: 'error',
  title: 'cloud.conf cannot be read as it is meant',
  why: 'A # or ; outside of double quotes starts a comment, even inside of a word, so that the password ends there. A lone quote or backslash is an error: no component starts with the file.',
  fix: 'Put the value between double quotes, and escape double quotes and backslashes in it.',
  source: 'github.com/go-gcfg/gcfg scanner/scanner.go',
  failing: secret(`
    [Global]
    auth-url = https://openstack.example.com:5000/v3
    username = kubernetes
    password = "not-a-real-one
    tenant-id = 14ba698c0aec4fd6b7dc8c310f664009
    domain-id = default
  `),
  passing: secret(WORKS),
  expects: 'Secret/cloud-config stringData[cloud.conf]',
  * check(view) {
    yield* told(view, 'CFG007');
  },
};
