/*
 * Props of the OpenStack components for property tests. Some mean nothing to some releases, which then refuse them by name: `accepted` leaves those out.
 */
import { Duration } from 'cdk8s';
import fc from 'fast-check';
import { CloudConfig, CloudController, ControllerKind, FsGroupPolicy, Naming } from '../../src';
import { InvalidPropertyError } from '../../src/core/errors';

type Props = { [property: string]: any };

const flag = fc.boolean();
const some = (shape: { [property: string]: fc.Arbitrary<any> }) => fc.record(shape, { requiredKeys: [] });
const one = <T>(value: T) => fc.constant(value);

const CONTAINER = {
  resources: one({ requests: { cpu: '10m' }, limits: { cpu: '1' } }),
  extraArgs: fc.constantFrom(['--v=5'], ['-v=3']),
  extraEnv: one([{ name: 'HTTPS_PROXY', value: 'http://proxy' }]),
  imagePullPolicy: one('Always'),
  securityContext: one({ privileged: true }),
};

const POD = {
  ...CONTAINER,
  labels: one({ team: 'storage' }),
  annotations: one({ 'example.com/a': 'b' }),
  podLabels: one({ app: 'mine', component: 'mine' }),
  podAnnotations: one({ c: 'd' }),
  nodeSelector: one({ pool: 'infra' }),
  tolerations: one([{ operator: 'Exists' }]),
  extraTolerations: one([{ key: 'e', operator: 'Exists' }]),
  affinity: one({ nodeAffinity: {} }),
  priorityClassName: one('system-cluster-critical'),
  imagePullSecrets: one(['registry']),
  podSecurityContext: one({ fsGroup: 1 }),
  dnsPolicy: one('Default'),
  hostAliases: one({ '10.0.0.1': ['keystone.example.com'] }),
  extraVolumes: one([{ name: 'extra', emptyDir: {} }]),
  extraInitContainers: one([{ name: 'init', image: 'example.com/init:1' }]),
  extraContainers: one([{ name: 'beside', image: 'example.com/beside:1' }]),
};

const IMAGES = some({ registryMirror: fc.constantFrom('mirror.example.com', 'mirror.example.com:5000/group/'), imagePullPolicy: one('Never'), imagePullSecrets: one(['registry']) });
const NAMING = fc.constantFrom(Naming.manifests(), Naming.helmChart({ release: 'prod' }), Naming.helmChart({ release: 'prod', nameOverride: 'own' }));
const NAMESPACE = fc.constantFrom('kube-system', 'openstack');
const RULES = one([{ apiGroups: [''], resources: ['pods'], verbs: ['get'] }]);
const SIDECAR = some({ resources: CONTAINER.resources, extraArgs: one(['--v=7']), extraRules: RULES });
const CA = { secretName: 'ca', secretKey: 'bundle.pem' };

/** A cloud config that exists: other keys and CA bundles included. */
export const CLOUD_CONFIG = fc.constantFrom(
  CloudConfig.fromSecretName('cloud-config'),
  CloudConfig.fromSecretName('cloud-config', { secretKey: 'os.conf', caCertificate: { ...CA, path: '/etc/openstack/ca.pem' } }),
  CloudConfig.fromSecretName('cloud-config', { caCertificate: { ...CA, path: '/etc/openstack-ca.pem' } }),
);

/** Props of `CinderCsi`. */
export const CINDER: fc.Arbitrary<Props> = some({
  namespace: NAMESPACE,
  naming: NAMING,
  images: IMAGES,
  controllerKind: fc.constantFrom(...Object.values(ControllerKind)),
  replicas: fc.integer({ min: 0, max: 3 }),
  leaderElection: flag,
  podDisruptionBudget: flag,
  clusterName: one('prod-1'),
  topology: flag,
  snapshots: flag,
  pvcAnnotations: flag,
  additionalTopology: one({ rack: 'a' }),
  clouds: fc.constantFrom<object[]>(
    [{ name: 'one' }],
    [{ name: 'one', nodeSelector: { region: 'one' } }, { name: 'two', nodeSelector: { region: 'two' }, topology: { region: 'two' } }],
  ),
  secretsRbac: flag,
  separateServices: flag,
  nodeCredentials: flag,
  nodeConfig: one({ volumeAttachLimit: 20 }),
  nodeOpenStackClient: flag,
  kubeletDir: fc.constantFrom('/data/kubelet', '/var/snap/kubelet/'),
  timeout: one(Duration.minutes(2)),
  verbosity: fc.integer({ min: 0, max: 10 }),
  healthPort: one(9909),
  metrics: some({ port: one(8099), podMonitor: flag }),
  fsGroupPolicy: fc.constantFrom(...Object.values(FsGroupPolicy)),
  seLinuxMount: flag,
  inlineVolumes: flag,
  namespacedLeases: flag,
  rbacNamePrefix: one('cinder-'),
  controllerServiceAccountName: one('controller'),
  nodeServiceAccountName: one('node'),
  cloudConfigHostPath: one('/etc/kubernetes'),
  mountCloudConfig: flag,
  controller: some({
    ...POD,
    attacher: SIDECAR,
    provisioner: SIDECAR,
    snapshotter: SIDECAR,
    resizer: SIDECAR,
    livenessSidecar: some(CONTAINER),
    sidecars: some(CONTAINER),
  }),
  node: some({ ...POD, registrar: some(CONTAINER), livenessSidecar: some(CONTAINER) }),
});

/** Props of `CloudControllerManager`. */
export const MANAGER: fc.Arbitrary<Props> = some({
  ...POD,
  namespace: NAMESPACE,
  naming: NAMING,
  images: IMAGES,
  controllers: fc.constantFrom([CloudController.SERVICE], CloudController.allExcept(CloudController.ROUTE)),
  verbosity: fc.integer({ min: 0, max: 10 }),
  metrics: some({ port: one(10300), service: flag, serviceMonitor: flag, serviceMonitorLabels: one({ prometheus: 'main' }) }),
  commonAnnotations: one({ 'example.com/c': 'd' }),
  serviceAccountName: one('manager'),
  clusterRoleName: one('system:cloud-manager'),
  useServiceAccountCredentials: flag,
  leastPrivilege: flag,
  hostNetwork: flag,
  hostVolumes: flag,
  mountCloudConfig: flag,
});

/** Builds with as many of the props as are accepted together: an error names the one to leave out. */
export function accepted<T>(props: Props, build: (props: Props) => T): { props: Props; built: T } {
  for (let given = props; ;) {
    try {
      return { props: given, built: build(given) };
    } catch (error) {
      if (!(error instanceof InvalidPropertyError)) throw error;
      const [property, inner] = error.property.split(/[.[ ]/);
      const isInner = isObject(given[property]) && inner in given[property];
      const left = isInner ? { ...given, [property]: omit(given[property], inner) } : omit(given, property);
      if (Object.keys(left).length === Object.keys(given).length && left[property] === given[property]) throw error;
      given = left;
    }
  }
}

function omit(props: Props, property: string): Props {
  const { [property]: _, ...rest } = props;
  return rest;
}

function isObject(value: unknown): value is Props {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}
