import { localPathNames, pathsOf } from './local-path';
import { isObject, text } from '../../inventory/access';
import { Rule } from '../rule';
import { modesOf, specPath, volumeModeOf } from '../view/claims';

export const LOC005: Rule = {
  id: 'LOC005',
  severity: 'error',
  title: 'A claim asks the local-path provisioner for what it cannot make',
  why: 'It makes directories on one node: for ReadWriteMany and ReadOnlyMany it needs sharedFileSystemPath, it never makes block devices, and it refuses selectors. The claim stays Pending with ProvisioningFailed.',
  fix: 'Ask for ReadWriteOnce and Filesystem, or use a storage that can do more.',
  source: 'rancher/local-path-provisioner provisioner.go',
  failing: `
    apiVersion: storage.k8s.io/v1
    kind: StorageClass
    metadata: {name: local-path}
    provisioner: rancher.io/local-path
    volumeBindingMode: WaitForFirstConsumer
    ---
    apiVersion: v1
    kind: PersistentVolumeClaim
    metadata: {name: data, namespace: shop}
    spec:
      storageClassName: local-path
      accessModes: [ReadWriteMany]
      resources: {requests: {storage: 5Gi}}
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
    kind: PersistentVolumeClaim
    metadata: {name: data, namespace: shop}
    spec:
      storageClassName: local-path
      accessModes: [ReadWriteOnce]
      resources: {requests: {storage: 5Gi}}
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
  expects: 'PersistentVolumeClaim/data spec.accessModes',
  * check(view) {
    const names = localPathNames(view);
    for (const claim of view.claims) {
      const provisioner = text(view.classOf(claim)?.object.provisioner);
      if (!provisioner || !names.has(provisioner) || text(claim.spec.volumeName) || view.planned(claim).some(({ volume }) => volume)) continue;
      const paths = pathsOf(view, view.className(claim));
      const on = { on: claim.item };
      const modes = modesOf(claim).filter((mode) => mode !== 'ReadWriteOnce' && mode !== 'ReadWriteOncePod');
      if (modes.length && !paths?.sharedFileSystemPath) {
        yield {
          ...on,
          path: specPath(claim, 'accessModes'),
          severity: paths || view.closedWorld ? undefined : 'warning',
          message: `the local-path provisioner makes no ${modes[0]} volume without sharedFileSystemPath.`,
        };
      }
      if (volumeModeOf(claim) === 'Block') yield { ...on, path: specPath(claim, 'volumeMode'), message: 'the local-path provisioner makes no block devices.' };
      if (isObject(claim.spec.selector) && !paths?.sharedFileSystemPath) yield { ...on, path: specPath(claim, 'selector'), message: 'the local-path provisioner refuses claims with a selector.' };
    }
  },
};
