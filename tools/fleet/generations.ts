/* A fleet whose clusters come, go and change from one generation to the next. As a program, it renders one: node generations.js FOLDER GENERATION */
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { FleetCluster, writeFleet } from '../../src/fleet/writer/write-fleet';

const CLUSTERS = 120;

/** The files of a cluster in a generation of the fleet: large and small ones, each with a sum of itself at its end. */
export function filesOf(cluster: number, generation: number): Array<{ readonly path: string; readonly content: string }> {
  // Half of the clusters change from one generation to the next.
  const version = cluster % 2 ? generation : Math.floor(generation / 3);
  const text = (name: string, length: number) => {
    const body = `# ${name} of ${cluster} in ${version}\n${`value: ${cluster * 7919 + version}\n`.repeat(length)}`;
    return `${body}# ${sum(body)}\n`;
  };
  const paths = [`c${cluster}/app.k8s.yaml`, ...(cluster + version) % 3 ? [`c${cluster}/more.yaml`] : []];
  return paths.map((path, i) => ({ path, content: text(path, i ? 3 : 40 * (1 + (cluster + version) % 50)) }));
}

/** A fleet loses some clusters and gets others in each generation. */
function isIn(cluster: number, generation: number): boolean {
  return (cluster + generation) % 5 > 0;
}

export function fleet(generation: number): number[] {
  return Array.from({ length: CLUSTERS }, (_, i) => i).filter((cluster) => isIn(cluster, generation));
}

function sum(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function render(folder: string, generation: number): void {
  function* clusters(): Iterable<FleetCluster> {
    for (const cluster of fleet(generation)) {
      const files = filesOf(cluster, generation);
      yield { name: `c${cluster}`, input: () => sum(JSON.stringify(files)), render: () => files };
    }
  }
  process.stdout.write('started\n');
  writeFleet(clusters(), { outdir: join(folder, 'out'), stateDir: join(folder, 'state'), version: '1' });
}

if (require.main === module) render(process.argv[2], Number(process.argv[3]));
