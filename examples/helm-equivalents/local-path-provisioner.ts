/*
 * Typed equivalents of value sets of the chart local-path-provisioner 0.0.37. Each function takes over the Helm release "lpp".
 */
import {
  ImagePullPolicy, LocalPathProvisioner, LocalPathStorage, LocalPathVolumeType, MatchOperator, Naming, ReclaimPolicy, SecretText,
} from 'cdk8s-openstack';
import { Construct } from 'constructs';

/** `{}` */
export function defaultValues(scope: Construct): void {
  new LocalPathProvisioner(scope, 'LocalPath', { naming: Naming.helmChart({ release: 'lpp' }), namespace: 'local-path-storage' });
}

/** Nearly every value. Two that cannot work are omitted: a second replica, and a deletionRetryCount of 0, which the chart drops. */
export function kitchenSink(scope: Construct): void {
  new LocalPathProvisioner(scope, 'LocalPath', {
    naming: Naming.helmChart({ release: 'lpp', nameOverride: 'lpp', fullnameOverride: 'lpp-full' }),
    namespace: 'storage-ns',
    commonLabels: { team: 'storage' },
    image: 'reg.example.com/r/local-path-provisioner:v0.0.37',
    imagePullPolicy: ImagePullPolicy.ALWAYS,
    imagePullSecrets: ['pullsecret'],
    registryCredentials: { secretName: 'regsecret', registry: 'reg.example.com', username: 'u', password: SecretText.unsafe('p') },
    provisionerName: 'rancher.io/local-path',
    serviceAccountName: 'lpp-sa',
    configMapName: 'lp-config',
    storage: LocalPathStorage.nodePaths(['/opt/local-path-provisioner'], { n1: ['/data1', '/data2'], n2: [] }),
    classes: [{
      name: 'local-path',
      isDefault: true,
      volumeType: LocalPathVolumeType.LOCAL,
      reclaimPolicy: ReclaimPolicy.RETAIN,
      allowedTopologies: { 'topology.kubernetes.io/zone': ['az1'] },
      annotations: { x: 'y' },
      pathPattern: '{{ .PVC.Namespace }}/{{ .PVC.Name }}/',
      nodeAffinityKey: 'my.domain/id',
      userPattern: '1000',
      groupPattern: '2000',
      permPattern: '0700',
    }],
    helperPodName: 'helper',
    helperPodNamespace: 'other-ns',
    helperPod: {
      annotations: { q: 'r' },
      image: 'reg.example.com/library/busybox:1.37',
      imagePullPolicy: ImagePullPolicy.ALWAYS,
      resources: { limits: { cpu: '50m' } },
      extraTolerations: [{ operator: MatchOperator.EXISTS }],
      priorityClassName: '',
    },
    podAnnotations: { a: 'b' },
    podSecurityContext: { runAsNonRoot: true },
    hostUsers: false,
    securityContext: { readOnlyRootFilesystem: true },
    resources: { limits: { cpu: '100m' } },
    nodeSelector: { a: 'b' },
    tolerations: [{ operator: MatchOperator.EXISTS }],
    priorityClassName: 'system-cluster-critical',
    disruptionBudget: { minAvailable: '1' },
    workerThreads: 8,
    provisioningRetryCount: 20,
    debug: true,
    extraArgs: ['--kube-client-qps', '50'],
    healthPort: 9090,
  });
}
