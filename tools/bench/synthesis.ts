/*
 * Bench of synthesis: `npm run bench:synthesis`. Renders clusters with this library and the very same objects with plain cdk8s, by turns in one run, and
 * prints the CPU time of both. Exits with 1 if typed props take more than three times as long, or if the two do not write the same.
 */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { ApiObject, App, Chart, Size } from 'cdk8s';
import { cpu, finish, judge, median } from './measure';
import { AntiAffinity, Auth, LocalVolumeProvisioner, OpenStackClusterChart, SecretText, StatefulApplication } from '../../src';

/** How many clusters one app holds. */
const CLUSTERS = process.argv.includes('--quick') ? [1, 10] : [1, 10, 100];
/** How many times as long as plain cdk8s they may take. */
const MOST = 3;
const TURNS = process.argv.includes('--quick') ? 1 : 5;

const out = mkdtempSync(join(tmpdir(), 'bench-synthesis-'));
const failures: string[] = [];
const ratios = new Map<number, number>();

/** Names of clusters, so that no two apps share one. */
function names(count: number): string[] {
  return Array.from({ length: count }, (_, i) => `prod-${i}`);
}

/** Clusters from typed props, as a user writes them. */
function typed(count: number): App {
  const app = new App({ outdir: out });
  for (const name of names(count)) {
    const cluster = new OpenStackClusterChart(app, name, {
      clusterName: name,
      cloudConfig: {
        global: {
          authUrl: 'https://openstack.example.com:5000/v3',
          region: 'RegionOne',
          auth: Auth.applicationCredential({ id: '21dced0f', secret: SecretText.fromStore({ store: 'vault', key: `openstack/${name}`, property: 'secret' }) }),
        },
        loadBalancer: { floatingNetworkId: 'bc8a590a-5d65-4525-98f3-f7ef29c727d5' },
      },
      cinder: { topology: true, replicas: 2 },
    });
    const ssd = cluster.cinder.addStorageClass('ssd', { volumeType: 'ssd', isDefault: true });
    const local = new LocalVolumeProvisioner(cluster, 'Local', { classes: [{ name: 'local-disks', hostDir: '/mnt/disks' }] });
    for (const storageClass of [ssd, local.storageClasses[0]]) {
      new StatefulApplication(cluster, `web-${storageClass.storageClassName}`, {
        image: 'registry.k8s.io/nginx-slim:0.27',
        replicas: 3,
        port: 80,
        antiAffinity: AntiAffinity.PREFER_DIFFERENT_NODES,
        claims: [{ name: 'www', size: Size.gibibytes(1), storageClass, mountPath: '/usr/share/nginx/html' }],
      });
    }
  }
  return app;
}

/** The same objects as plain manifests, in as many charts. */
function plain(manifests: ReadonlyMap<string, any[]>): App {
  const app = new App({ outdir: out });
  for (const [name, objects] of manifests) {
    const chart = new Chart(app, name);
    objects.forEach((object, i) => new ApiObject(chart, `Object${i}`, object));
  }
  return app;
}

function row(name: string, values: readonly string[]): void {
  process.stdout.write(`${name.padEnd(10)}${values.map((value) => value.padStart(16)).join('')}\n`);
}

row('clusters', ['objects', 'typed props', 'plain cdk8s', 'ratio', 'at most']);
for (const clusters of CLUSTERS) {
  const manifests = new Map(typed(clusters).charts.map((chart) => [chart.node.id, chart.toJson()]));
  const run = (make: () => App) => ({ cpu: cpu(() => make().synth()), written: readdirSync(out).map((file) => readFileSync(join(out, file), 'utf8')).join() });
  const turns = Array.from({ length: TURNS }, () => ({ typed: run(() => typed(clusters)), plain: run(() => plain(manifests)) }));
  if (turns.some((turn) => turn.typed.written !== turn.plain.written)) throw new Error('the two do not write the same');
  const [ours, theirs] = [median(turns.map((turn) => turn.typed.cpu)), median(turns.map((turn) => turn.plain.cpu))];
  const ratio = median(turns.map((turn) => turn.typed.cpu / turn.plain.cpu));
  row(String(clusters), [String([...manifests.values()].flat().length), `${ours.toFixed(2)} s`, `${theirs.toFixed(2)} s`, ratio.toFixed(2), String(MOST)]);
  ratios.set(clusters, ratio);
}
rmSync(out, { recursive: true });
for (const [clusters, ratio] of ratios) {
  const name = `${clusters} clusters in one app: CPU time / plain cdk8s with the same objects`;
  if (judge(name, ratio, MOST).verdict === 'fails') failures.push(name);
}
finish(failures);
