/* One arm of the bench of fleets, as a process of its own: arm ARM CLUSTERS FOLDER [FOLDER OF OBJECTS]. Prints its CPU seconds and its peak memory in MiB. */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'fs';
import { App } from 'cdk8s';
import { parseAllDocuments, stringify } from 'yaml';
import { addCluster } from './clusters';
import { FleetApp } from '../../../src/fleet';

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

const ARMS: { readonly [arm: string]: () => void } = {
  fleet: () => each(() => new FleetApp({ outdir: folder })),
  stock: () => each(() => new App({ outdir: folder })),
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
