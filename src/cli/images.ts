import { Arguments, Command, DONE, Terminal, UsageError } from './command';
import { INPUT_HELP, INPUT_OPTIONS, Inputs } from './inputs';
import { Inventory } from '../analysis/model/inventory';
import { imagesIn } from '../analysis/report/images';
import { printable } from '../core/printable';

export const IMAGES: Command = {
  usage: 'INPUT... [options]',
  about: 'Lists the images that the manifests pull, each once: what a mirror for an air-gapped cluster needs.',
  inputs: INPUT_HELP,
  options: {
    ...INPUT_OPTIONS,
    format: { value: 'FORMAT', values: ['text', 'json'], help: 'json also tells which objects use an image' },
  },
  examples: ['cdk8s-openstack images dist/k8s', 'cdk8s-openstack images dist/k8s | xargs -n 1 docker pull'],
  run,
};

async function run({ values, inputs }: Arguments, terminal: Terminal): Promise<number> {
  const given = await Inputs.of(values, inputs, terminal);
  const inventories = given.clusters.map(({ texts }) => Inventory.ofTexts(texts));
  const problems = inventories.flatMap((inventory) => inventory.problems);
  if (inventories.every(({ items }) => !items.length) && !problems.length) throw new UsageError('no Kubernetes objects in the input');
  const images = imagesIn(inventories.flatMap(({ objects }) => objects));
  terminal.out(values.format === 'json' ? `${JSON.stringify({ images }, undefined, 2)}\n` : images.map(({ image }) => `${printable(image)}\n`).join(''));
  return given.closed(DONE, problems);
}
