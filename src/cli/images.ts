import { Arguments, Command, DONE, Terminal, UsageError } from './command';
import { INPUT_HELP, INPUT_OPTIONS, Inputs } from './inputs';
import { digestOf } from './registry';
import { version } from './version';
import { writeWhole } from './write-file';
import { Inventory } from '../analysis/model/inventory';
import { imagesIn } from '../analysis/report/images';
import { imagesSbom } from '../analysis/report/sbom';
import { printable } from '../core/printable';
import { count } from '../core/words';
import { imageTag } from '../kubernetes/images';

export const IMAGES: Command = {
  usage: 'INPUT... [options]',
  about: 'Lists the images that the manifests pull, each once: what a mirror for an air-gapped cluster needs.',
  inputs: INPUT_HELP,
  options: {
    ...INPUT_OPTIONS,
    resolve: { value: 'FILE', help: 'ask the registries for the digest of each tag, and write them to FILE for images.digests' },
    sbom: { help: 'print a CycloneDX bill of materials (JSON) of the images' },
    format: { value: 'FORMAT', values: ['text', 'json'], help: 'json also tells which objects use an image' },
  },
  examples: ['cdk8s-openstack images dist/k8s', 'cdk8s-openstack images dist/k8s --resolve digests.json',
    'cdk8s-openstack images dist/k8s --sbom > images.cdx.json', 'cdk8s-openstack images dist/k8s | xargs -n 1 docker pull'],
  run,
};

async function run({ values, inputs }: Arguments, terminal: Terminal): Promise<number> {
  const given = await Inputs.of(values, inputs, terminal);
  const inventories = given.clusters.map(({ texts }) => Inventory.ofTexts(texts));
  const problems = inventories.flatMap((inventory) => inventory.problems);
  if (inventories.every(({ items }) => !items.length) && !problems.length) throw new UsageError('no Kubernetes objects in the input');
  const used = imagesIn(inventories.flatMap(({ objects }) => objects));
  const images = values.resolve === undefined ? used : await resolved(used, String(values.resolve));
  if (values.sbom) {
    terminal.out(`${JSON.stringify(imagesSbom(images, version()), undefined, 2)}\n`);
    return given.closed(DONE, problems);
  }
  terminal.out(values.format === 'json' ? `${JSON.stringify({ images }, undefined, 2)}\n` : images.map(({ image }) => `${printable(image)}\n`)
    .join(''));
  return given.closed(DONE, problems);
}

/** The images with the digests that their tags have now, which `file` gets by image. Those that are named by digest alone stay. */
async function resolved(used: ReturnType<typeof imagesIn>, file: string): Promise<typeof used> {
  const tagged = [...new Set(used.map(({ image }) => untagged(image) ?? image.split('@')[0]))];
  const answers = await Promise.allSettled(tagged.map(async (image) => [image, image.includes('@') ? '' : await digestOf(image)] as const));
  const failed = answers.flatMap((answer, i) => (answer.status === 'rejected' ? [`${printable(tagged[i])}: `
    + `${printable(answer.reason.message)}`] : []));
  if (failed.length) throw new UsageError(`${file} is not written: no digest of ${count(failed.length, 'image')}: ${failed.join('; ')}`);
  const digests = new Map(answers.flatMap((answer) => (answer.status === 'fulfilled' && answer.value[1] ? [answer.value] : [])));
  writeWhole(file, `${JSON.stringify(Object.fromEntries(digests), undefined, 2)}\n`);
  return used.map(({ image, usedBy }) => {
    const [name] = image.split('@');
    return { image: digests.has(name) ? `${name}@${digests.get(name)}` : image, usedBy };
  });
}

/** An image that has a digest and no tag. */
function untagged(image: string): string | undefined {
  return image.includes('@') && imageTag(image) === undefined ? image : undefined;
}
