import { localPathProvisioners } from './local-path';
import { Rule } from '../rule';
import { count } from '../shared/words';

export const LOC012: Rule = {
  id: 'LOC012',
  severity: 'error',
  title: 'Several local-path provisioners run at once',
  why: 'It has no leader election: each replica serves each claim, so that a volume is made, or its directory deleted, by several at the same time.',
  fix: 'Set replicas: 1, and strategy Recreate.',
  source: 'rancher/local-path-provisioner main.go LeaderElection(false)',
  failing: `
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
    apiVersion: v1
    kind: ConfigMap
    metadata: {name: local-path-config, namespace: local-path-storage}
    data:
      config.json: '{"nodePathMap": [{"node": "DEFAULT_PATH_FOR_NON_LISTED_NODES", "paths": ["/opt/local-path-provisioner"]}]}'
      setup: |
        #!/bin/sh
        set -eu
        mkdir -m 0770 -p "$VOL_DIR"
      teardown: |
        #!/bin/sh
        set -eu
        rm -rf "$VOL_DIR"
      helperPod.yaml: |
        apiVersion: v1
        kind: Pod
        metadata: {name: helper-pod}
        spec: {containers: [{name: helper-pod, image: 'docker.io/library/busybox:1.37'}]}
  `,
  passing: `
    apiVersion: apps/v1
    kind: Deployment
    metadata: {name: local-path-provisioner, namespace: local-path-storage}
    spec:
      replicas: 1
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
    apiVersion: v1
    kind: ConfigMap
    metadata: {name: local-path-config, namespace: local-path-storage}
    data:
      config.json: '{"nodePathMap": [{"node": "DEFAULT_PATH_FOR_NON_LISTED_NODES", "paths": ["/opt/local-path-provisioner"]}]}'
      setup: |
        #!/bin/sh
        set -eu
        mkdir -m 0770 -p "$VOL_DIR"
      teardown: |
        #!/bin/sh
        set -eu
        rm -rf "$VOL_DIR"
      helperPod.yaml: |
        apiVersion: v1
        kind: Pod
        metadata: {name: helper-pod}
        spec: {containers: [{name: helper-pod, image: 'docker.io/library/busybox:1.37'}]}
  `,
  expects: 'Deployment/local-path-provisioner spec.replicas',
  * check(view) {
    for (const { pod } of localPathProvisioners(view)) {
      const most = view.mostReplicas(pod.item);
      if (pod.item.kind === 'DaemonSet') yield { on: pod.item, path: 'kind', message: 'a DaemonSet runs one on each node.' };
      else if (most > 1) yield { on: pod.item, path: 'spec.replicas', message: `${count(most, 'replica')} serve the same claims.` };
    }
  },
};
