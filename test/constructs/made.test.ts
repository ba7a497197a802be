import { App, Size } from 'cdk8s';
import { Auth, CloudConfig, LocalVolumeProvisioner, Naming, Release, SecretText, StatefulApplication } from '../../src';
import { OpenStackClusterChart, OpenStackClusterChartProps } from '../../src/charts/open-stack-cluster-chart';
import { forgetAll } from '../../src/core/shared';
import { FleetApp } from '../../src/fleet';

const NAMES = ['prod-1', 'kubernetes', 'a', '1e3', 'Prod.3', 'cloud-config'];
const naming = Naming.helmChart({ release: 'occm' });
const cloud = (id: string) => ({
  global: { authUrl: 'https://k.example.com:5000/v3', auth: Auth.applicationCredential({ id, secret: SecretText.fromStore({ store: 'vault', key: id, property: 'secret' }) }) },
  loadBalancer: { floatingNetworkId: 'bc8a590a-5d65-4525-98f3-f7ef29c727d5' },
});

const SHAPES: Array<(name: string) => Omit<OpenStackClusterChartProps, 'clusterName'>> = [
  () => ({ cloudConfig: CloudConfig.fromSecretName('cloud-config') }),
  (name) => ({ cloudConfig: cloud(name), cinder: { topology: true, replicas: 2 }, syncWaves: true }),
  (name) => ({ cloudConfig: cloud(name), naming, release: Release.V1_30, labels: { cluster: name } }),
  (name) => ({ cloudConfig: cloud(name), cloudControllerManager: { extraArgs: [`--cluster-name=${name}`], podAnnotations: { cluster: name }, hostNetwork: true } }),
  (name) => ({ cloudConfig: cloud(name), images: { registryMirror: 'registry.example.com/m' }, cinder: { nodeCredentials: false, controller: { labels: { of: name } } } }),
];

/** One cluster with workloads, in an app of its own. */
function render(app: App, name: string, shape: (name: string) => Omit<OpenStackClusterChartProps, 'clusterName'>): string {
  const cluster = new OpenStackClusterChart(app, 'cluster', { clusterName: name, ...shape(name) });
  const ssd = cluster.cinder.addStorageClass('ssd', { volumeType: 'ssd', isDefault: true });
  new LocalVolumeProvisioner(cluster, 'Local', { classes: [{ name: 'local-disks', hostDir: '/mnt/disks' }] });
  const set = new StatefulApplication(cluster, 'web', { image: 'web:1', replicas: 3, port: 80, claims: [{ name: 'www', size: Size.gibibytes(1), storageClass: ssd, mountPath: '/www' }] });
  if (name === 'a') set.markHasAutoscaler();
  return app.synthYaml();
}

test('what is recalled for a cluster is what was made for it, whatever its name and whatever other clusters were made before', () => {
  const spy = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
  try {
    const first = new Map<string, string>();
    for (const [i, shape] of SHAPES.entries()) {
      for (const name of NAMES) {
        forgetAll();
        const text = render(new App(), name, shape);
        first.set(`${i} ${name}`, text);
      }
    }
    for (let round = 0; round < 2; round++) {
      for (const [i, shape] of SHAPES.entries()) {
        for (const name of NAMES) expect(render(round ? new FleetApp() : new App(), name, shape)).toBe(first.get(`${i} ${name}`));
      }
    }
  } finally {
    spy.mockRestore();
  }
});

test('the number of pods is left to an autoscaler, and may be taken back', () => {
  const app = new FleetApp();
  const cluster = new OpenStackClusterChart(app, 'cluster', { clusterName: 'c', cloudConfig: CloudConfig.fromSecretName('cloud-config') });
  const set = new StatefulApplication(cluster, 'web', { image: 'web:1', replicas: 3, port: 80 });
  const replicas = () => set.statefulSet.toJson().spec.replicas;
  expect(replicas()).toBe(3);
  set.hasAutoscaler = true;
  set.markHasAutoscaler();
  expect(replicas()).toBeUndefined();
  set.hasAutoscaler = false;
  expect(replicas()).toBe(3);
});
