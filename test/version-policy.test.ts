/* What docs/versions.md promises never to change for one release: a change of these snapshots is a break, for which the page says what it needs. */
import { App, Chart, Size } from 'cdk8s';
import {
  CloudConfig, LocalPathProvisioner, LocalVolumeProvisioner, manila, ManilaProtocol, Naming, nfs, OpenStackClusterChart, Release, snapshots,
  StatefulApplication,
} from '../src';

/** What the API server refuses to change in an object, or what other objects find it by. */
function identity(object: any): object {
  const { apiVersion, kind, metadata: { name, namespace }, spec = {} } = object;
  const kept = {
    provisioner: object.provisioner,
    parameters: object.parameters,
    roleRef: object.roleRef,
    selector: kind === 'Service' ? undefined : spec.selector,
    serviceName: spec.serviceName,
    claims: spec.volumeClaimTemplates?.map((template: any) => ({ name: template.metadata.name, spec: template.spec })),
    attachRequired: spec.attachRequired,
    volumeLifecycleModes: spec.volumeLifecycleModes,
  };
  return { id: [apiVersion, kind, namespace, name].filter(Boolean).join(' '), ...Object.fromEntries(Object.entries(kept).filter(([, value]) => value !== undefined)) };
}

function identities(build: (app: App) => void): object[] {
  const app = new App({ outdir: '/nonexistent' });
  build(app);
  return app.charts.flatMap((chart) => chart.toJson()).map(identity);
}

const cloudConfig = CloudConfig.fromSecretName('cloud-config');

test.each([['of the manifests', undefined], ['of Helm', Naming.helmChart({ release: 'prod' })]])('the objects of a cluster keep their identity, with the names %s', (_, naming) => {
  expect(identities((app) => {
    const cluster = new OpenStackClusterChart(app, 'prod-1', { clusterName: 'prod-1', release: Release.V1_36, cloudConfig, naming });
    cluster.cinder.addStorageClass('ssd', { volumeType: 'ssd' });
  })).toMatchSnapshot();
});

test('the objects of the other components keep their identity', () => {
  expect(identities((app) => {
    const chart = new Chart(app, 'storage', { namespace: 'kube-system' });
    new snapshots.SnapshotController(chart, 'Snapshots');
    new nfs.NfsNodeDriver(chart, 'Nfs');
    new LocalPathProvisioner(chart, 'Paths');
    new LocalVolumeProvisioner(chart, 'Disks', { classes: [{ name: 'disks', hostDir: '/mnt/disks' }] });
    new StatefulApplication(chart, 'web', {
      image: 'nginx:1.29', port: 80, claims: [{ name: 'data', size: Size.gibibytes(1), mountPath: '/data' }],
    });
    new manila.ManilaCsi(chart, 'Manila', { release: Release.V1_36, shares: [{ protocol: ManilaProtocol.NFS }] });
  })).toMatchSnapshot();
});
