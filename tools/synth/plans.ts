/*
 * Prints the storage plan of each example cluster, and writes its picture to dist/files/<example>/: what `cdk8s-openstack plan` says of the rendered
 * manifests.
 */
import { mkdirSync, writeFileSync } from 'fs';
import { join } from 'path';
import { Readable } from 'stream';
import { run } from '../../src/cli/run';

/** The clusters of the examples: the files of each, and the Kubernetes that it has. */
const CLUSTERS = [
  { example: 'kubeadm-v1.15', files: ['openstack', 'local-volumes'], kubernetes: '1.15' },
  { example: 'kubevirt-import', files: ['kubevirt-import'] },
  { example: 'local-path-k3s', files: ['local-path'] },
  { example: 'removed-volume-plugins', files: ['volumes'], kubernetes: '1.22' },
  { example: 'reference', files: ['reference'] },
  { example: 'stateful-database', files: ['stateful-database'], classes: ['cinder-ssd'] },
  { example: 'storage-tour', files: ['classes', 'apps', 'volumes'] },
];

/** What the command prints on stdout; its stderr is passed on. */
async function output(args: string[]): Promise<string> {
  const text: string[] = [];
  const terminal = {
    stdin: Readable.from([]),
    colour: false,
    width: 120,
    out: (part: string) => { text.push(part); },
    err: (part: string) => { process.stderr.write(part); },
  };
  const code = await run(args, terminal);
  if (code !== 0) throw new Error(`cdk8s-openstack ${args.join(' ')} ended with ${code}`);
  return text.join('');
}

async function main(): Promise<void> {
  for (const { example, files, kubernetes, classes = [] } of CLUSTERS) {
    const inputs = files.map((file) => join('dist/k8s', example, `${file}.k8s.yaml`));
    const args = ['plan', ...inputs, ...kubernetes ? ['--kubernetes', kubernetes] : [], ...classes.flatMap((name) => ['--known-classes', name])];
    process.stdout.write(`\nStorage plan of ${example}\n\n${(await output(args)).replace(/^(?=.)/gm, '  ')}`);
    const folder = join('dist/files', example);
    mkdirSync(folder, { recursive: true });
    for (const format of ['html', 'svg']) writeFileSync(join(folder, `storage-plan.${format}`), await output([...args, '--format', format]));
  }
  process.stdout.write('\nPictures: dist/files/<example>/storage-plan.html and .svg\n');
}

main().catch((error) => {
  process.stderr.write(`${error.stack}\n`);
  process.exit(1);
});
