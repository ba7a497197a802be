/*
 * Typed equivalents of value sets of the chart openstack-cloud-controller-manager 2.36.0. Each function takes over the Helm release "occm" in
 * kube-system; `cloudConfig` is the Secret that the values `secret` and `cloudConfig` describe.
 */
import { CloudController, CloudControllerManager, DnsPolicy, ICloudConfig, MatchOperator, Naming, Release } from 'cdk8s-openstack';
import { Construct } from 'constructs';

/** `{}`: all of the chart's defaults. */
export function defaultValues(scope: Construct, cloudConfig: ICloudConfig): CloudControllerManager {
  return new CloudControllerManager(scope, 'CloudControllerManager', {
    release: Release.V1_36,
    naming: Naming.helmChart({ release: 'occm' }),
    cloudConfig,
    clusterName: 'kubernetes',
  });
}

/** Every value. */
export function kitchenSink(scope: Construct, cloudConfig: ICloudConfig): CloudControllerManager {
  const healthz = { httpGet: { path: '/healthz', port: 10258, scheme: 'HTTPS' } };
  return new CloudControllerManager(scope, 'CloudControllerManager', {
    release: Release.V1_36,
    naming: Naming.helmChart({ release: 'occm', nameOverride: 'occm' }),
    commonAnnotations: { 'example.com/owner': 'platform', 'argocd.argoproj.io/sync-wave': '-5' },
    imagePullSecrets: ['regcred'],
    image: 'registry.example.com/occm:v1.36.0',
    extraInitContainers: [{ name: 'wait', image: 'busybox:1.36', command: ['sh', '-c', 'sleep 1'] }],
    extraEnv: [{ name: 'OS_CCM_REGIONAL', value: 'true' }, { name: 'OCCM_WAIT_LB_ACTIVE_STEPS', value: '30' }],
    resources: { requests: { cpu: '200m' } },
    livenessProbe: healthz,
    readinessProbe: healthz,
    dnsPolicy: DnsPolicy.DEFAULT,
    nodeSelector: { 'node-role.kubernetes.io/control-plane': '' },
    tolerations: [{ operator: MatchOperator.EXISTS }],
    podAnnotations: { 'example.com/pod': 'yes' },
    podLabels: { 'example.com/team': 'infra' },
    podSecurityContext: { runAsUser: 1001 },
    securityContext: { allowPrivilegeEscalation: false },
    controllers: [CloudController.CLOUD_NODE, CloudController.CLOUD_NODE_LIFECYCLE, CloudController.ROUTE, CloudController.SERVICE],
    extraArgs: ['--cluster-cidr=10.244.0.0/16', '--user-agent=occm'],
    metrics: { serviceMonitorLabels: { release: 'prometheus' } },
    cloudConfig,
    verbosity: 4,
    hostAliases: { '10.0.0.1': ['keystone.example.com'] },
    priorityClassName: 'system-node-critical',
    hostVolumes: false,
    extraVolumes: [{ name: 'ca-certs', hostPath: { path: '/etc/ssl/certs', type: 'Directory' } }],
    extraVolumeMounts: [{ name: 'ca-certs', mountPath: '/etc/ssl/certs', readOnly: true }],
    clusterName: 'kitchen',
    clusterRoleName: 'custom:occm',
    serviceAccountName: 'custom-occm',
  });
}
