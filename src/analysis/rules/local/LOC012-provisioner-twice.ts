import { localPathProvisioners } from './local-path';
import { LOCAL_PATH_CONFIG } from '../examples/local-path';
import { Rule } from '../rule';
import { manifests, replaced } from '../shared/manifests';
import { count } from '../shared/words';

export const LOC012: Rule = {
  id: 'LOC012',
  severity: 'error',
  title: 'Several local-path provisioners run at once',
  why: 'It has no leader election: each replica serves each claim, so that a volume is made, or its directory deleted, by several at the same time.',
  fix: 'Set replicas: 1, and strategy Recreate.',
  source: 'rancher/local-path-provisioner main.go LeaderElection(false)',
  failing: manifests`
    apiVersion: apps/v1
    kind: Deployment
    metadata: {name: local-path-provisioner, namespace: local-path-storage}
    spec:
      replicas: 2
      selector: {matchLabels: {app: local-path-provisioner}}
      template:
        metadata: {labels: {app: local-path-provisioner}}
        spec:
          containers:
            - name: local-path-provisioner
              image: docker.io/rancher/local-path-provisioner:v0.0.37
              command: [local-path-provisioner, start, --config, /etc/config/config.json]
              volumeMounts: [{name: config, mountPath: /etc/config}]
          volumes: [{name: config, configMap: {name: local-path-config}}]
    ---
    ${LOCAL_PATH_CONFIG}
  `,
  get passing() { return replaced(this.failing, { 'replicas: 2': 'replicas: 1' }); },
  expects: 'Deployment/local-path-provisioner spec.replicas',
  * check(view) {
    for (const { pod } of localPathProvisioners(view)) {
      const most = view.mostReplicas(pod.item);
      if (pod.item.kind === 'DaemonSet') yield { on: pod.item, path: 'kind', message: 'a DaemonSet runs one on each node.' };
      else if (most > 1) yield { on: pod.item, path: 'spec.replicas', message: `${count(most, 'replica')} serve the same claims.` };
    }
  },
};
