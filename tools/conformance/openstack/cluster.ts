/* The clusters under test: what users write, rendered by the library and applied as it is. */
import { App, Chart, Size } from 'cdk8s';
import { AUTH_URL, PASSWORD, USER_DOMAIN } from './cloud';
import { KubeObject } from './kubernetes';
import {
  AccessMode, Advice, AntiAffinity, Auth, CinderCsiOptions, ClaimSource, CloudControllerManagerOptions, Filesystem, Naming, OpenStackClusterChart,
  PersistentVolumeClaim, pods,
  ReclaimPolicy, Release, SecretText, snapshots, StatefulApplication, StorageClass, VolumeBindingMode, VolumeMode,
} from '../../../src';

interface Variant {
  readonly ccm?: Partial<CloudControllerManagerOptions>;
  readonly cinder?: Partial<CinderCsiOptions>;
  readonly release?: Release;
  readonly hardened?: boolean;
  /** Volumes come from Cinder's default zone. */
  readonly noTopology?: boolean;
  /** Nova, Neutron and Octavia are Debian's, and make load balancers. */
  readonly realServices?: boolean;
}

export const VARIANTS: { readonly [name: string]: Variant } = {
  base: { ccm: { metrics: {} }, cinder: { topology: true, replicas: 2, metrics: {} } },
  leastPrivilege: {
    ccm: { leastPrivilege: true },
    cinder: { topology: true, replicas: 2, namespacedLeases: true, rbacNamePrefix: 'live-', nodeCredentials: false },
  },
  accounts: { ccm: { leastPrivilege: true, useServiceAccountCredentials: true }, cinder: { topology: true, secretsRbac: true } },
  helm: { ccm: { naming: Naming.helmChart({ release: 'occm' }) }, cinder: { topology: true, naming: Naming.helmChart({ release: 'cinder-csi' }) } },
  noTopology: { cinder: { topology: false, leaderElection: false }, noTopology: true },
  hardened: { hardened: true, cinder: { topology: true, replicas: 2 } },
  services: { ccm: { leastPrivilege: true }, cinder: { topology: true, replicas: 2 }, realServices: true },
  // The oldest release whose driver, CCM and most sidecars the module proxy serves.
  release133: {
    release: Release.V1_33, ccm: { leastPrivilege: true }, cinder: { topology: true, replicas: 2, namespacedLeases: true, rbacNamePrefix: 'live-' },
  },
};

export const CLUSTER_NAME = 'live-test';
export const NAMESPACE = 'shop';
export const ZONE_KEY = 'topology.cinder.csi.openstack.org/zone';
export const IMAGE = 'registry.k8s.io/nginx-slim:0.27';

export interface Rendered {
  /** The components, in the order of `kubectl apply`. */
  readonly system: KubeObject[];
  /** Classes, claims and their users. */
  readonly work: KubeObject[];
}

export function render(name: string, password = PASSWORD): Rendered {
  const { ccm, cinder, hardened, noTopology, realServices, release = Release.V1_36 } = VARIANTS[name];
  const app = new App();
  const auth = Auth.password({
    username: 'admin',
    password: SecretText.unsafe(password),
    userDomainName: USER_DOMAIN,
    tenantName: 'admin',
    tenantDomainName: USER_DOMAIN,
  });
  const cluster = new OpenStackClusterChart(app, 'live', {
    release,
    hardened,
    clusterName: CLUSTER_NAME,
    cloudConfig: {
      global: { authUrl: AUTH_URL, region: 'RegionOne', auth },
      blockStorage: { nodeVolumeAttachLimit: 25 },
      ...(realServices && { loadBalancer: { manageSecurityGroups: true } }),
    },
    cloudControllerManager: ccm,
    cinder: { ...cinder, snapshots: true },
  });
  Advice.of(app).acknowledge('SEC008', 'the password of a Keystone that lives for a minute');
  for (const id of ['CLS014', 'SNP004']) Advice.of(app).acknowledge(id, 'what Cinder makes of zones is what is tested');
  Advice.of(app).acknowledge('CLS005', 'the zones of these classes are what is tested');
  new snapshots.SnapshotController(cluster, 'SnapshotController', { replicas: 1, hardened });
  const wait = cluster.cinder.addStorageClass('cinder-ssd', { volumeType: 'ssd', isDefault: true, allowVolumeExpansion: true });
  const now = cluster.cinder.addStorageClass('cinder-now', {
    volumeType: 'hdd',
    allowVolumeExpansion: true,
    volumeBindingMode: VolumeBindingMode.IMMEDIATE,
    ...(!noTopology && { allowedTopologies: { [ZONE_KEY]: ['az1'] } }),
  });
  const param = cluster.cinder.addStorageClass('cinder-param', {
    volumeType: 'hdd', availabilityZone: 'az1', volumeBindingMode: VolumeBindingMode.IMMEDIATE, reclaimPolicy: ReclaimPolicy.RETAIN,
  });
  const wrong = cluster.cinder.addStorageClass('cinder-wrong', { volumeType: 'no-such-type', volumeBindingMode: VolumeBindingMode.IMMEDIATE });
  const shared = cluster.cinder.addStorageClass('cinder-shared',
    { volumeType: 'shared', multiattach: true, volumeBindingMode: VolumeBindingMode.IMMEDIATE });
  const snapshotClass = new snapshots.CinderSnapshotClass(cluster, 'cinder-snapshots', { cinder: cluster.cinder, forceCreate: true });

  const work = new Chart(app, 'work', { namespace: NAMESPACE });
  const claim = (id: string, storageClass: any, size = 1, more = {}) =>
    new PersistentVolumeClaim(work, id, { size: Size.gibibytes(size), storageClass, ...more });
  const onWait = claim('wait', wait, 2);
  const onNow = claim('now', now);
  const block = claim('raw', now, 1, { volumeMode: VolumeMode.BLOCK });
  const both = claim('both', shared, 1, { volumeMode: VolumeMode.BLOCK, accessModes: [AccessMode.READ_WRITE_MANY] });
  // A driver without topology ignores the zone of a class.
  const elsewhere = { volumeBindingMode: VolumeBindingMode.IMMEDIATE, allowedTopologies: { [ZONE_KEY]: ['az2'] } };
  claim('far', cluster.cinder.addStorageClass('cinder-az2', { ...elsewhere, volumeType: 'ssd', fsType: Filesystem.XFS }));
  claim('apart', cluster.cinder.addStorageClass('cinder-apart', { ...elsewhere, volumeType: 'hdd' }), 1, { source: ClaimSource.claim(onNow) });
  claim('param', param);
  claim('wrong', wrong);
  claim('lonely', wait);
  claim('default-class', undefined);
  claim('rwop', now, 1, { accessModes: [AccessMode.READ_WRITE_ONCE_POD] });
  claim('clone', now, 1, { source: ClaimSource.claim(onNow) });
  claim('other-type', StorageClass.fromStorageClassName('cinder-param'), 1, { accessModes: [AccessMode.READ_WRITE_ONCE] });
  const snapshot = new snapshots.VolumeSnapshot(work, 'now-snap', { claim: onNow, snapshotClass });
  claim('restored', now, 1, { source: ClaimSource.snapshot(snapshot) });
  // Its pod needs a volume that exists, and one that waits for the pod.
  const early = claim('early', now);
  const late = claim('late', wait);
  new pods.PodApplication(work, 'mixed', { image: IMAGE, claims: [{ claim: early, mountPath: '/early' }, { claim: late, mountPath: '/late' }] });
  new pods.PodApplication(work, 'user', { image: IMAGE, claims: [{ claim: onWait, mountPath: '/data' }, { claim: block, mountPath: '/dev/xvda' }] });
  new StatefulApplication(work, 'share', {
    image: IMAGE,
    replicas: 2,
    port: 80,
    antiAffinity: AntiAffinity.REQUIRE_DIFFERENT_NODES,
    parallelPodManagement: true,
    sharedClaims: [{ claim: both, mountPath: '/dev/xvda' }],
  });
  new StatefulApplication(work, 'db', {
    image: IMAGE,
    replicas: 2,
    port: 80,
    antiAffinity: AntiAffinity.REQUIRE_DIFFERENT_NODES,
    claimsWhenDeleted: ReclaimPolicy.DELETE,
    claimsWhenScaled: ReclaimPolicy.DELETE,
    claims: [{ name: 'data', size: Size.gibibytes(1), storageClass: wait, mountPath: '/data' }],
  });
  const volumeClaimTemplate = {
    spec: {
      accessModes: ['ReadWriteOnce'],
      storageClassName: 'cinder-ssd',
      resources: { requests: { storage: '1Gi' } },
    },
  };
  new pods.PodApplication(work, 'scratch', {
    image: IMAGE,
    extraVolumes: [{ name: 'tmp', source: { ephemeral: { volumeClaimTemplate } } }],
    extraVolumeMounts: [{ name: 'tmp', mountPath: '/scratch' }],
  });
  return { system: cluster.toJson(), work: work.toJson() };
}
