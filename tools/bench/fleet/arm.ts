/* One arm of the bench of fleets, as a process of its own: arm ARM CLUSTERS FOLDER [FOLDER OF OBJECTS]. Prints its CPU seconds and its peak memory in MiB. */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'fs';
import { ApiObject, App, Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { parseAllDocuments, stringify } from 'yaml';
import { addCluster, addMore, clusterProps } from './clusters';
import { Fleet, FleetApp, IClusterCustomizer } from '../../../src/fleet';

const [arm, amount, folder, objects = ''] = process.argv.slice(2);
const clusters = Array.from({ length: Number(amount) }, (_, i) => i);
const each = (make: () => App) => clusters.forEach((i) => {
  const app = make();
  addCluster(app, i);
  app.synth();
});
const write = (text: (list: unknown[]) => string) => {
  for (const file of readdirSync(objects)) writeFileSync(`${folder}/${file}`, text(JSON.parse(readFileSync(`${objects}/${file}`, 'utf8'))));
};

const together = (app: App) => {
  clusters.forEach((i) => addCluster(app, i));
  app.synth();
};
/** Groups of objects, each of which depends on the one before it if they are a chain. */
const groups = (isChain: boolean) => {
  const app = new FleetApp({ outdir: folder });
  const chart = new Chart(app, 'groups');
  let last: Construct | undefined;
  for (const i of clusters) {
    const group = new Construct(chart, `group-${i}`);
    for (let k = 0; k < 30; k++) new ApiObject(group, `object-${k}`, { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: `map-${i}-${k}` }, data: { key: `${i}` } });
    if (isChain && last) group.node.addDependency(last);
    last = group;
  }
  app.synth();
};
/** A fleet with state, of which a cluster may differ from the run before. */
const incremental = (changed = -1) => {
  const fleet = new Fleet({ outdir: folder, sources: [__filename] });
  for (const i of clusters) {
    const props = clusterProps(i);
    const customizer: IClusterCustomizer = { customize: (cluster) => addMore(cluster, i) };
    fleet.add(`prod-${i}`, i === changed ? { ...props, labels: { changed: String(process.pid) } } : props, customizer);
  }
  fleet.render();
};

const ARMS: { readonly [arm: string]: () => void } = {
  fleet: () => each(() => new FleetApp({ outdir: folder })),
  stock: () => each(() => new App({ outdir: folder })),
  together: () => together(new FleetApp({ outdir: folder })),
  stockTogether: () => together(new App({ outdir: folder })),
  incremental: () => incremental(),
  changed: () => incremental(Math.floor(clusters.length / 2)),
  chain: () => groups(true),
  groups: () => groups(false),
  objects: () => {
    for (const file of readdirSync(objects)) writeFileSync(`${folder}/${file}`, JSON.stringify(parseAllDocuments(readFileSync(`${objects}/${file}`, 'utf8')).map((one) => one.toJS())));
  },
  json: () => write((list) => list.map((one) => JSON.stringify(one)).join('\n')),
  yaml: () => write((list) => list.map((one) => stringify(one)).join('---\n')),
};

mkdirSync(folder, { recursive: true });
ARMS[arm]();
const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
process.stdout.write(`${(userCPUTime + systemCPUTime) / 1e6} ${maxRSS / 1024}\n`);
