import { methodsIn } from './methods';
import { reported } from './topics';
import { ONE_METHOD } from '../../../openstack/judgements/cloud-conf';
import { Rule } from '../rule';
import { confFiles, isEmpty } from '../shared/cloud-conf-files';

export const CFG001: Rule = {
  id: 'CFG001',
  severity: 'error',
  title: 'cloud.conf has no usable credentials',
  why: 'Without the URL of Keystone and one complete set of credentials, the cloud controller manager and the CSI controller exit at '
    + 'startup.',
  fix: 'Set auth-url, and one of: an application credential with its secret, a user with password and project, or a token.',
  source: 'pkg/client/client.go of cloud-provider-openstack; gophercloud ToTokenV3CreateMap',
  * check(view) {
    for (const file of confFiles(view)) {
      if (!isEmpty(file)) continue;
      yield {
        on: file.item,
        path: file.path,
        severity: 'warning',
        message: `${file.key} has no settings, so the component that reads it exits at startup.`,
        fix: 'Set the values in the chart or template that renders it.',
      };
    }
    yield* reported(view, 'CFG001', (f) => f.id === ONE_METHOD && !methodsIn(f.file, view));
  },
};
