import { localPathNames } from './local-path';
import { text } from '../../inventory/access';
import { Rule } from '../rule';
import { NO_PROVISIONER } from '../shared/volumes';

export const LOC015: Rule = {
  id: 'LOC015',
  severity: 'info',
  title: 'A class of local volumes promises expansion',
  why: 'The API server lets a claim grow, and then waits for a controller that does not exist: neither provisioner of local volumes expands anything. The claim keeps the condition Resizing.',
  fix: 'Set allowVolumeExpansion: false, unless it is meant: sizes of local-path directories are not enforced.',
  source: 'rancher/local-path-provisioner issue 190',
  failing: `
    apiVersion: storage.k8s.io/v1
    kind: StorageClass
    metadata: {name: local-path}
    provisioner: rancher.io/local-path
    volumeBindingMode: WaitForFirstConsumer
    allowVolumeExpansion: true
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
    apiVersion: storage.k8s.io/v1
    kind: StorageClass
    metadata: {name: local-path}
    provisioner: rancher.io/local-path
    volumeBindingMode: WaitForFirstConsumer
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
  expects: 'StorageClass/local-path allowVolumeExpansion',
  * check(view) {
    const provisioners = localPathNames(view);
    for (const item of view.classes) {
      const name = text(item.object.provisioner) ?? '';
      if (item.object.allowVolumeExpansion === true && (provisioners.has(name) || name === NO_PROVISIONER)) {
        yield { on: item, path: 'allowVolumeExpansion', message: `nothing expands volumes of "${item.name}".` };
      }
    }
  },
};
