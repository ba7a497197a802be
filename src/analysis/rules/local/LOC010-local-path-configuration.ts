import { localPathConfigs, localPathNames } from './local-path';
import { configProblems } from './local-path-config';
import { text } from '../../inventory/access';
import { Rule } from '../rule';

export const LOC010: Rule = {
  id: 'LOC010',
  severity: 'error',
  title: 'The configuration of the local-path provisioner is not valid',
  why: 'A configuration that cannot be read stops the provisioner when it starts; one that changes later is ignored, and the last good one stays. What it finds only when it makes a volume fails each claim.',
  fix: 'Correct the ConfigMap.',
  source: 'rancher/local-path-provisioner provisioner.go canonicalizeConfig; helper pod checks since v0.0.36',
  failing: `
    apiVersion: v1
    kind: ConfigMap
    metadata: {name: local-path-config, namespace: local-path-storage}
    data:
      config.json: '{"nodePathMap": [{"node": "node-1", "paths": ["opt/data"]}]}'
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
  expects: 'ConfigMap/local-path-config data[config.json]',
  * check(view) {
    const names = localPathNames(view);
    const classes = view.classes.filter((item) => names.has(text(item.object.provisioner) ?? '')).map(({ name }) => name);
    for (const config of localPathConfigs(view)) {
      for (const { key, message, severity } of configProblems(config, classes)) yield { on: config.item, path: `data[${key}]`, message, severity };
    }
  },
};
