import { fields, text } from '../../../core/fields';
import { Rule } from '../rule';
import { controllersOf } from '../shared/csi';
import { accountOf, grantsOf, may } from '../shared/rbac';
import { driverOf } from '../shared/volumes';

export const CSI015: Rule = {
  id: 'CSI015',
  severity: 'error',
  title: 'A secret parameter of a class lacks its other half, or the permission',
  why: 'A sidecar finds the Secret by two parameters, name and namespace; with one of them provisioning fails. It also needs permission to get Secrets, which the upstream RBAC of Cinder leaves out.',
  fix: 'Set both -secret-name and -secret-namespace, and let the ServiceAccount of the controller get secrets.',
  source: 'kubernetes-csi/external-provisioner pkg/controller/controller.go getSecretReference',
  * check(view) {
    for (const item of view.classes) {
      const parameters = fields(item.object.parameters);
      const keys = Object.keys(parameters).filter((key) => /^csi\.storage\.k8s\.io\/.*secret-(name|namespace)$/.test(key));
      for (const key of keys) {
        const twin = key.endsWith('-name') ? key.replace(/-name$/, '-namespace') : key.replace(/-namespace$/, '-name');
        if (!(twin in parameters)) yield { on: item, path: `parameters[${key}]`, message: `${key} is set without ${twin}.` };
      }
      if (!keys.some((key) => !/node-(stage|publish|expand)-/.test(key))) continue;
      for (const { pod } of controllersOf(view, driverOf(item.object.provisioner))) {
        const granted = grantsOf(view, pod.namespace, accountOf(pod));
        if (!granted || granted.open || may(granted.grants, '', 'secrets', ['get'], text(parameters['csi.storage.k8s.io/provisioner-secret-namespace']))) continue;
        yield { on: item, path: `parameters[${keys[0]}]`, message: `the controller ${pod.item.kind} "${pod.item.name}" may not get Secrets.` };
      }
    }
  },
};
