import { FsGroupPolicy, ImagePullPolicy, manila, ManilaProtocol, MatchOperator, Naming } from 'cdk8s-openstack';
import { Construct } from 'constructs';

const REGISTRY = 'registry.example.org';

/** `helm template manila-csi cpo/openstack-manila-csi -n manila` */
export function defaultValues(scope: Construct): void {
  new manila.ManilaCsi(scope, 'Manila', { naming: Naming.helmChart({ release: 'manila-csi' }), namespace: 'manila' });
}

/** Every value away from its default. */
export function kitchenSink(scope: Construct): void {
  const share = (protocol: ManilaProtocol, fsGroupPolicy: FsGroupPolicy) => ({ protocol, fsGroupPolicy, driverName: `${protocol}.manila.csi.example.org` });
  new manila.ManilaCsi(scope, 'Manila', {
    naming: Naming.helmChart({ release: 'manila-csi', nameOverride: 'shares' }),
    namespace: 'manila',
    labels: { team: 'storage' },
    shares: [share(ManilaProtocol.NFS, FsGroupPolicy.READ_WRITE_ONCE_WITH_FS_TYPE), share(ManilaProtocol.CEPHFS, FsGroupPolicy.FILE)],
    clusterId: 'prod-1',
    topology: true,
    pvcAnnotations: true,
    matchExportLocationAddress: '10.0.0.0/8',
    verbosity: 4,
    images: { imagePullSecrets: ['pull'] },
    controller: {
      image: `${REGISTRY}/manila-csi-plugin:v1.36.0`,
      imagePullPolicy: ImagePullPolicy.ALWAYS,
      provisioner: { image: `${REGISTRY}/provisioner:v5.3.0`, resources: { requests: { cpu: '20m' } } },
      snapshotter: { image: `${REGISTRY}/snapshotter:v8.4.0` },
      resizer: { image: `${REGISTRY}/resizer:v1.14.0` },
      nodeSelector: { role: 'storage' },
      tolerations: [{ key: 'dedicated', operator: MatchOperator.EXISTS }],
      affinity: {
        nodeAffinity: {
          requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [{ matchExpressions: [{ key: 'a', operator: MatchOperator.EXISTS }] }] },
        },
      },
    },
    node: {
      image: `${REGISTRY}/manila-csi-plugin:v1.36.0`,
      imagePullPolicy: ImagePullPolicy.ALWAYS,
      registrar: { image: `${REGISTRY}/registrar:v2.15.0`, resources: { requests: { cpu: '10m' } }, extraEnv: [{ name: 'A', value: '1' }] },
      nodeSelector: { disk: 'ssd' },
      tolerations: [{ operator: MatchOperator.EXISTS }],
      priorityClassName: 'system-node-critical',
    },
  });
}
