/* The local path provisioner. */
import { manifests } from '../shared/manifests';

export const LOCAL_PATH_CONFIG = manifests`
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
`;
