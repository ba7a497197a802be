/*
 * One volume for all replicas of a Deployment, wherever they run: a Manila share, mounted by csi-driver-nfs. The credentials are those of the cloud config.
 */
import { App, Chart, Size } from 'cdk8s';
import {
  AccessMode, Auth, CloudConfig, manila, ManilaProtocol, MatchOperator, nfs, PersistentVolumeClaim, SecretText, snapshots,
} from 'cdk8s-openstack';
import * as kplus from 'cdk8s-plus-28';

const app = new App();

const global = {
  authUrl: 'https://openstack.example.com:5000/v3',
  region: 'RegionOne',
  auth: Auth.applicationCredential({
    id: '8f9d2b6c1d9a4b0e9f5c7a3e2d1b0c4f',
    secret: SecretText.fromStore({ store: 'vault', key: 'openstack/prod-1', property: 'secret' }),
  }),
};

const storage = new Chart(app, 'storage', { namespace: 'kube-system', disableResourceNameHashes: true });
new CloudConfig(storage, 'CloudConfig', { global });
new nfs.NfsNodeDriver(storage, 'NfsNodes');
const shares = new manila.ManilaCsi(storage, 'Manila', { global, clusterId: 'prod-1', node: { tolerations: [{ operator: MatchOperator.EXISTS }] } });
const shared = shares.addStorageClass('shared', { protocol: ManilaProtocol.NFS, shareType: 'default', allowVolumeExpansion: true });
const daily = shares.addSnapshotClass('shared-daily', { protocol: ManilaProtocol.NFS });

const web = new Chart(app, 'web', { namespace: 'web', disableResourceNameHashes: true });
const uploads = new PersistentVolumeClaim(web, 'uploads', {
  size: Size.gibibytes(20),
  storageClass: shared,
  accessModes: [AccessMode.READ_WRITE_MANY],
});
const deployment = new kplus.Deployment(web, 'site', { replicas: 3, securityContext: { ensureNonRoot: true, user: 101 } });
const container = deployment.addContainer({ image: 'docker.io/nginxinc/nginx-unprivileged:1.29', portNumber: 8080 });
container.mount('/usr/share/nginx/html/uploads', kplus.Volume.fromPersistentVolumeClaim(web, 'uploads-volume', uploads));
new snapshots.VolumeSnapshot(web, 'uploads-before-upgrade', { claim: uploads, snapshotClass: daily });

app.synth();
