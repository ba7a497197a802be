import { strings } from '../../inventory/access';
import { Rule } from '../rule';

export const SEC005: Rule = {
  id: 'SEC005',
  severity: 'info',
  title: 'Volumes of the local-path provisioner are writable for everybody',
  why: 'The setup script makes each directory with the mode 0777: any process of the node, whatever its user, can change the data of any pod.',
  fix: 'Use mkdir -m 0770 and an fsGroup, or take VOL_USER, VOL_GROUP and VOL_PERM into account since v0.0.37.',
  source: 'rancher/local-path-provisioner deploy/local-path-storage.yaml',
  failing: `
    apiVersion: v1
    kind: ConfigMap
    metadata: {name: local-path-config, namespace: local-path-storage}
    data:
      config.json: '{"nodePathMap": [{"node": "DEFAULT_PATH_FOR_NON_LISTED_NODES", "paths": ["/opt/local-path-provisioner"]}]}'
      setup: |
        #!/bin/sh
        set -eu
        mkdir -m 0777 -p "$VOL_DIR"
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
  expects: 'ConfigMap/local-path-config data[setup]',
  * check(view) {
    for (const item of view.of('ConfigMap')) {
      const { setup, 'config.json': config } = strings(item.object.data);
      if (config !== undefined && setup !== undefined && /(-m|--mode|chmod)[= ]*(-R )?0?777\b/.test(setup)) {
        yield { on: item, path: 'data[setup]', message: 'the setup script makes directories that everybody can write to.' };
      }
    }
  },
};
