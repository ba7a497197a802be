/*
 * The bare upstream components of every release, for adoption: the objects that `kubectl apply` of the upstream manifests creates, with the controller kind
 * of each release and an existing Secret. One folder per minor; the Manila CSI driver has one per minor and share protocol.
 */
import { join } from 'path';
import { App, Chart } from 'cdk8s';
import { Advice, charts, CloudConfig, Cluster, ControllerKind, LocalPathRelease, manila, ManilaProtocol, nfs, OpenStackClusterChart, Release } from 'cdk8s-openstack';

const outdir = process.env.CDK8S_OUTDIR ?? 'dist';

for (const release of Release.all()) {
  const app = new App({ outdir: join(outdir, release.minor) });
  new OpenStackClusterChart(app, 'openstack', {
    release,
    clusterName: 'kubernetes',
    cloudConfig: CloudConfig.fromSecretName('cloud-config'),
    cinder: { controllerKind: ControllerKind.UPSTREAM },
  });
  Advice.of(app).acknowledge('OST013', 'This is what the upstream manifests say, and what an adopted cluster is called.');
  if (release === Release.V1_34) Advice.of(app).acknowledge('CONTROL_PLANE_LABEL_VALUE', 'This is what upstream shipped.');
  app.synth();
}

for (const release of Release.all().filter((one) => one !== Release.V1_15)) {
  for (const protocol of [ManilaProtocol.NFS, ManilaProtocol.CEPHFS]) {
    const app = new App({ outdir: join(outdir, 'manila', release.minor, protocol) });
    const chart = new Chart(new Cluster(app, 'cluster', { release }), 'manila', { disableResourceNameHashes: true });
    new manila.ManilaCsi(chart, 'Manila', { namespace: 'default', shares: [{ protocol, driverName: 'manila.csi.openstack.org' }] });
    app.synth();
  }
}

const whole = new App({ outdir: join(outdir, 'csi-driver-nfs') });
new nfs.NfsNodeDriver(new Chart(whole, 'csi-driver-nfs', { disableResourceNameHashes: true }), 'Nfs', { controller: {} });
whole.synth();

for (const release of LocalPathRelease.all()) {
  const app = new App({ outdir: join(outdir, 'local-path', release.version) });
  new charts.LocalPathChart(app, 'local-path', { release });
  for (const id of new Set(Advice.of(app).open.map((note) => note.id))) Advice.of(app).acknowledge(id, 'This is what upstream ships.');
  app.synth();
}
