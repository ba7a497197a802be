import { flagOf } from '../../model/pod-sources';
import { CINDER_DRIVER, cinderController, CONTROLLER_ACCOUNT, CONTROLLER_BINDING, CONTROLLER_ROLE, ELECTION, withAccount } from '../examples/cinder-csi';
import { Rule } from '../rule';
import { controllers } from '../shared/csi';
import { manifests, replaced } from '../shared/manifests';
import { accountOf, grantsOf, may } from '../shared/rbac';
import { names } from '../shared/words';

export const RBA008: Rule = {
  id: 'RBA008',
  severity: 'error',
  title: 'Leases are granted in another namespace than they are used in',
  why: 'A sidecar holds its lease in its own namespace, unless --leader-election-namespace says otherwise. A Role works in the namespace where it is. If the two differ no replica becomes the leader, and nothing happens.',
  fix: 'Put Role and RoleBinding for leases into the namespace of the pods.',
  source: 'deploy/kubernetes/rbac.yaml of each sidecar in github.com/kubernetes-csi',
  failing: manifests`
    ${CINDER_DRIVER}
    ---
    ${CONTROLLER_ACCOUNT}
    ---
    ${CONTROLLER_ROLE}
    ---
    ${CONTROLLER_BINDING}
    ---
    apiVersion: rbac.authorization.k8s.io/v1
    kind: Role
    metadata: {name: leases, namespace: default}
    rules: [{apiGroups: [coordination.k8s.io], resources: [leases], verbs: [get, create, update]}]
    ---
    apiVersion: rbac.authorization.k8s.io/v1
    kind: RoleBinding
    metadata: {name: leases, namespace: default}
    roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: leases}
    subjects: [{kind: ServiceAccount, name: cinder-controller, namespace: kube-system}]
    ---
    ${withAccount(cinderController({ flags: ELECTION }))}
    ---
  `,
  get passing() { return replaced(this.failing, { 'namespace: default': 'namespace: kube-system' }, 'Role/leases', 'RoleBinding/leases'); },
  expects: 'Deployment/cinder-controller spec.template.spec.containers[0].args',
  * check(view) {
    for (const { pod, sidecars } of controllers(view)) {
      const granted = grantsOf(view, pod.namespace, accountOf(pod));
      if (!granted || granted.open) continue;
      const leases = granted.grants.filter((grant) => may([{ rule: grant.rule }], 'coordination.k8s.io', 'leases', ['create', 'update']));
      for (const [name, container] of sidecars) {
        const flag = flagOf(container.args, 'leader-election');
        const namespace = flagOf(container.args, 'leader-election-namespace') || pod.namespace;
        if (flag === undefined || flag === 'false' || !leases.length || leases.some((grant) => [undefined, namespace].includes(grant.namespace))) continue;
        yield { on: pod.item, path: `${container.path}.args`, message: `${name} holds its lease in "${namespace}", and may do so only in ${names([...new Set(leases.map((grant) => grant.namespace!))])}.` };
      }
    }
  },
};
