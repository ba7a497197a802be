/*
 * Typed equivalents of value sets of the chart openstack-cinder-csi 2.36.0. Each function takes over the Helm release "cinder-csi" in
 * kube-system; `cloudConfig` is the Secret that the values `secret` describe.
 */
import { Duration } from 'cdk8s';
import {
  CinderCsi, CloudConfig, ContainerOptions, DnsPolicy, ICloudConfig, ImagePullPolicy, MatchOperator, Naming, ReclaimPolicy, Release,
  StorageClass,
} from 'cdk8s-openstack';
import { Construct } from 'constructs';

/** `{}`: all of the chart's defaults. The cloud config and a folder for a CA bundle are mounted from the nodes. */
export function defaultValues(scope: Construct): CinderCsi {
  const ca = {
    extraVolumes: [{ name: 'cacert', hostPath: { path: '/etc/cacert' } }],
    extraVolumeMounts: [{ name: 'cacert', mountPath: '/etc/cacert', readOnly: true }],
  };
  const cinder = new CinderCsi(scope, 'Cinder', {
    release: Release.V1_36,
    naming: Naming.helmChart({ release: 'cinder-csi' }),
    cloudConfig: CloudConfig.fromSecretName('cloud-config'),
    cloudConfigHostPath: '/etc/config',
    controller: ca,
    node: ca,
  });
  const classes = { provisioner: cinder.driverName, allowVolumeExpansion: true };
  new StorageClass(scope, 'csi-cinder-sc-delete', { ...classes, reclaimPolicy: ReclaimPolicy.DELETE });
  new StorageClass(scope, 'csi-cinder-sc-retain', { ...classes, reclaimPolicy: ReclaimPolicy.RETAIN });
  return cinder;
}

/** Every value. Both classes are the default, which the cluster must allow: `new Cluster(app, id, { severalDefaultClasses: true })`. */
export function kitchenSink(scope: Construct, cloudConfig: ICloudConfig): CinderCsi {
  const securityContext = { capabilities: { drop: ['ALL'] }, seccompProfile: { type: 'RuntimeDefault' } };
  const sidecars: ContainerOptions = {
    imagePullPolicy: ImagePullPolicy.ALWAYS,
    resources: { requests: { cpu: '11m', memory: '21Mi' }, limits: { memory: '99Mi' } },
    extraEnv: [{ name: 'HTTPS_PROXY', value: 'http://proxy:3128' }],
    securityContext,
  };
  const sidecar = (image: string, ...extraArgs: string[]) => ({ image: `mirror.example.com/sig-storage/${image}:v0.0.1`, extraArgs });
  const kubeApi = ['--kube-api-qps=20', '--leader-election-lease-duration=30s'];
  const secrets = (...verbs: string[]) => ({ extraRules: [{ apiGroups: [''], resources: ['secrets'], verbs }] });
  const both = {
    labels: { extra: 'label' },
    annotations: { common: 'anno' },
    image: 'mirror.example.com/provider-os/cinder-csi-plugin:v1.36.0',
    imagePullPolicy: ImagePullPolicy.ALWAYS,
    resources: { requests: { cpu: '50m' } },
    extraEnv: [{ name: 'NO_PROXY', value: '169.254.169.254' }],
    livenessProbe: { failureThreshold: 6, initialDelaySeconds: 11, timeoutSeconds: 12, periodSeconds: 61 },
    livenessSidecar: sidecar('livenessprobe', '--probe-timeout=5s'),
    sidecars,
    extraVolumes: [{ name: 'cacert', configMap: { name: 'ca-bundle' } }],
    extraVolumeMounts: [{ name: 'cacert', mountPath: '/etc/ssl/certs', readOnly: true }],
    affinity: {
      nodeAffinity: {
        requiredDuringSchedulingIgnoredDuringExecution: {
          nodeSelectorTerms: [{ matchExpressions: [{ key: 'kubernetes.io/os', operator: 'In', values: ['linux'] }] }],
        },
      },
    },
    hostAliases: { '10.0.0.1': ['keystone.local'] },
    priorityClassName: 'system-node-critical',
    imagePullSecrets: ['pull'],
  };
  const cinder = new CinderCsi(scope, 'Cinder', {
    release: Release.V1_36,
    naming: Naming.helmChart({ release: 'cinder-csi', nameOverride: 'my-cinder', fullnameOverride: 'full-cinder' }),
    cloudConfig,
    clusterName: 'cluster-42',
    timeout: Duration.minutes(7),
    verbosity: 4,
    topology: false,
    pvcAnnotations: true,
    replicas: 2,
    podDisruptionBudget: false,
    metrics: { port: 8181, podMonitor: true, podMonitorLabels: { prometheus: 'main' } },
    kubeletDir: '/var/data/kubelet',
    controller: {
      ...both,
      securityContext,
      podAnnotations: { common: 'anno', cp: 'a' },
      podLabels: { cp: 'l' },
      podSecurityContext: { runAsNonRoot: true, runAsUser: 65532 },
      nodeSelector: { cp: 'true' },
      tolerations: [{ key: 'b', operator: MatchOperator.EXISTS }],
      updateStrategy: { type: 'Recreate' },
      extraArgs: ['--user-agent=cluster-42', '--cloud-name=region-one', '--cloud-name=region-two'],
      attacher: sidecar('csi-attacher', ...kubeApi),
      provisioner: sidecar('csi-provisioner', ...kubeApi),
      snapshotter: { ...sidecar('csi-snapshotter', ...kubeApi), ...secrets('get', 'list') },
      resizer: { ...sidecar('csi-resizer', ...kubeApi), ...secrets('get', 'list', 'watch') },
    },
    node: {
      ...both,
      dnsPolicy: DnsPolicy.DEFAULT,
      podAnnotations: { common: 'anno', np: 'a' },
      podLabels: { np: 'l' },
      podSecurityContext: { fsGroup: 0 },
      nodeSelector: { openstack: 'true' },
      tolerations: [{ key: 'a', operator: MatchOperator.EXISTS }],
      extraArgs: ['--user-agent=cluster-42', '--cloud-name=region-one', '--additional-topology=topology.kubernetes.io/region=region-one'],
      registrar: sidecar('csi-node-driver-registrar', '--timeout=10s'),
    },
  });
  const classes = { provisioner: cinder.driverName, isDefault: true, allowVolumeExpansion: false };
  new StorageClass(scope, 'csi-cinder-sc-delete', { ...classes, reclaimPolicy: ReclaimPolicy.DELETE });
  new StorageClass(scope, 'csi-cinder-sc-retain', { ...classes, reclaimPolicy: ReclaimPolicy.RETAIN });
  new StorageClass(scope, 'sas', { provisioner: cinder.driverName, parameters: { type: 'SAS' } });
  return cinder;
}
