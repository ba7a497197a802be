/* The clusters of the bench as a Helm chart and a kustomization for each shape: the same objects, with what differs from cluster to cluster as values. */
import { mkdirSync, readFileSync, writeFileSync } from 'fs';
import { join } from 'path';

export const SHAPES = 3;

/** What differs between the clusters of a shape, as their text has it, by the name of its value. */
function values(index: number): { readonly [name: string]: string } {
  const hex = index.toString(16).padStart(8, '0');
  const id = (0xb0000000 + index).toString(16);
  return {
    name: `prod-${index}`,
    host: `openstack-${index % 7}.example.com`,
    region: `Region${index % 5}`,
    team: `team-${index % 10}`,
    credential: `${id}-5d65-4525-98f3-aaaa${hex}`,
    network: `${id}-5d65-4525-98f3-bbbb${hex}`,
    subnet: `${id}-5d65-4525-98f3-cccc${hex}`,
  };
}

/** Writes charts/shape-N, values-N.json, bases/shape-N, overlay-N for some clusters, from the first rendered cluster of each shape; and the order for Helm's library. */
export function writeCharts(folder: string, rendered: string, amount: number): void {
  for (let shape = 0; shape < SHAPES; shape++) {
    const text = readFileSync(join(rendered, `prod-${shape}.k8s.yaml`), 'utf8');
    const chart = join(folder, 'charts', `shape-${shape}`);
    mkdirSync(join(chart, 'templates'), { recursive: true });
    writeFileSync(join(chart, 'Chart.yaml'), `apiVersion: v2\nname: shape-${shape}\nversion: 1.0.0\n`);
    const template = Object.entries(values(shape)).reduce((all, [name, value]) => all.replaceAll(value, `{{ .Values.${name} }}`), text.replaceAll('{{', '{{ "{{" }}'));
    writeFileSync(join(chart, 'templates/all.yaml'), template);
    const base = join(folder, 'bases', `shape-${shape}`);
    mkdirSync(base, { recursive: true });
    writeFileSync(join(base, 'all.yaml'), text);
    writeFileSync(join(base, 'kustomization.yaml'), 'resources: [all.yaml]\n');
  }
  const sets: string[] = [];
  for (let i = 0; i < amount; i++) {
    const own = values(i);
    sets.push(JSON.stringify({ id: own.name, chart: `shape-${i % SHAPES}`, release: own.name, namespace: 'kube-system', values: own }));
    writeFileSync(join(folder, `values-${i}.json`), JSON.stringify(own));
    mkdirSync(join(folder, `overlay-${i}`));
    writeFileSync(join(folder, `overlay-${i}`, 'kustomization.yaml'), `resources: [../bases/shape-${i % SHAPES}]\nnamePrefix: ${own.name}-\ncommonAnnotations: { region: ${own.region} }\n`);
  }
  writeFileSync(join(folder, 'sets.jsonl'), `${sets.join('\n')}\n`);
}
