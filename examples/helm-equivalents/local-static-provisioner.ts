/*
 * Typed equivalents of value sets of the chart local-static-provisioner 2.9.0. Each function takes over the Helm release "lsp" in kube-system.
 */
import { Duration } from 'cdk8s';
import {
  AccessMode, BlockCleaner, ImagePullPolicy, LocalVolumeProvisioner, MatchOperator, Naming, ReclaimPolicy, TaintEffect, VolumeMode,
} from 'cdk8s-openstack';
import { Construct } from 'constructs';

/** `{}`: the sample class of the chart, which has no StorageClass there either. */
export function defaultValues(scope: Construct): void {
  new LocalVolumeProvisioner(scope, 'LocalVolumes', {
    naming: Naming.helmChart({ release: 'lsp' }),
    namespace: 'kube-system',
    classes: [{
      name: 'fast-disks',
      hostDir: '/mnt/fast-disks',
      volumeMode: VolumeMode.FILESYSTEM,
      accessMode: AccessMode.READ_WRITE_ONCE,
      fsType: 'ext4',
      namePatterns: ['*'],
      blockCleaner: BlockCleaner.shred(2),
      createStorageClass: false,
    }],
  });
}

/** Nearly every value. */
export function kitchenSink(scope: Construct): void {
  const controlPlane = { key: 'node-role.kubernetes.io/control-plane', operator: MatchOperator.EXISTS, effect: TaintEffect.NO_SCHEDULE };
  new LocalVolumeProvisioner(scope, 'LocalVolumes', {
    naming: Naming.helmChart({ release: 'lsp', nameOverride: 'lsp', fullnameOverride: 'lsp-full' }),
    namespace: 'kube-system',
    serviceAccountName: 'local-storage-admin',
    extraRules: [{ apiGroups: [''], resources: ['secrets'], verbs: ['get'] }],
    pvOwnerRef: true,
    useJobForCleaning: true,
    useNodeNameOnly: true,
    minResyncPeriod: Duration.minutes(10),
    labelsForPv: { tier: 'local' },
    nodeLabelsForPv: ['topology.kubernetes.io/zone', 'kubernetes.io/hostname'],
    removeNodeNotReadyTaint: true,
    notReadyTaintKey: 'example.com/not-ready',
    classes: [
      {
        name: 'fast-disks',
        hostDir: '/mnt/fast-disks',
        mountDir: '/mnt/container-fast-disks',
        volumeMode: VolumeMode.FILESYSTEM,
        accessMode: AccessMode.READ_WRITE_ONCE,
        fsType: 'xfs',
        namePatterns: ['nvme*', 'ssd*'],
        blockCleaner: BlockCleaner.shred(2),
        selector: [{ matchExpressions: [{ key: 'kubernetes.io/hostname', operator: MatchOperator.IN, values: ['node-b'] }] }],
        reclaimPolicy: ReclaimPolicy.RETAIN,
        isDefault: true,
        provisioner: 'example.com/local',
        allowedTopologies: { 'topology.kubernetes.io/zone': ['az1'] },
      },
      { name: 'raw-block', hostDir: '/mnt/raw', volumeMode: VolumeMode.BLOCK, blockCleaner: BlockCleaner.discard() },
    ],
    imagePullPolicy: ImagePullPolicy.IF_NOT_PRESENT,
    imagePullSecrets: ['regcred'],
    priorityClassName: 'system-node-critical',
    nodeSelector: { disk: 'ssd' },
    tolerations: [controlPlane],
    affinity: {
      nodeAffinity: {
        requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [{ matchExpressions: [{ key: 'disk', operator: 'Exists' }] }] },
      },
    },
    resources: { limits: { cpu: '1', memory: '512Mi' } },
    securityContext: { privileged: true, allowPrivilegeEscalation: true },
    hostPid: true,
    readinessProbe: { httpGet: { path: '/ready', port: 'metrics' } },
    startupProbe: { tcpSocket: { port: 'metrics' } },
    extraInitContainers: [{ name: 'prep', image: 'busybox', command: ['true'] }],
    extraEnv: [{ name: 'KUBECONFIG', value: '/etc/kubeconfig' }],
    extraVolumes: [{ name: 'extra', emptyDir: {} }],
    extraVolumeMounts: [{ name: 'extra', mountPath: '/extra' }],
    podAnnotations: { a: 'b' },
    podLabels: { c: 'd' },
    updateStrategy: { type: 'OnDelete', rollingUpdate: { maxUnavailable: 1 } },
    windows: { nodeSelector: { disk: 'winssd' } },
    serviceMonitor: {
      interval: Duration.seconds(30),
      namespace: 'monitoring',
      labels: { release: 'prom' },
      relabelings: [{ sourceLabels: ['__meta_kubernetes_pod_node_name'], targetLabel: 'nodename', action: 'replace' }],
    },
  });
}
