import { Arguments, Command, DONE, Terminal, UNUSABLE, UsageError } from './command';
import { readStream } from './inputs';
import { version } from './version';

const MOST_FAULTS = 50;

export const RENDER: Command = {
  usage: '-f FILE [-o DIR | --stdout | --check]',
  about: 'Renders clusters that are described in YAML: to NAME.k8s.yaml for each, as a program with the same values does. A file with a mistake '
    + 'changes nothing on disk.',
  inputs: `  FILE                   a file, a folder (all *.yaml and *.yml in it), or - for stdin; the same as --file
`,
  options: {
    file: { value: 'FILE', multiple: true, short: 'f', help: 'the clusters: a file, a folder, or - for stdin' },
    output: { value: 'DIR', short: 'o', help: 'folder of the manifests (default: dist/k8s)' },
    check: { help: 'write nothing, only tell mistakes' },
    stdout: { help: 'print the manifests of all clusters instead' },
    state: { value: 'DIR', help: 'remember there what was written: render only what changed, and remove what is gone' },
    files: { value: 'DIR', help: 'folder of what is no manifest, such as kubeadm files (default: dist/files)' },
  },
  examples: [
    'cdk8s-openstack render -f cluster.yaml', 'cdk8s-openstack render -f clusters/ -o dist/k8s',
    'cdk8s-openstack render -f cluster.yaml --stdout | kubectl diff -f -',
  ],
  run,
};

async function run({ values, inputs }: Arguments, terminal: Terminal): Promise<number> {
  const paths = [...(values.file ?? []) as string[], ...inputs];
  if (!paths.length) throw new UsageError('no input given: pass -f with a file or folder that describes clusters, or - for stdin (see --help)');
  if (values.stdout && values.output !== undefined) throw new UsageError('--stdout and --output exclude each other');
  /* eslint-disable @typescript-eslint/no-require-imports */
  const { Documents } = require('../gitops/render/documents') as typeof import('../gitops/render/documents');
  const { renderDocument } = require('../gitops/render/document') as typeof import('../gitops/render/document');
  const { writeAll } = require('../gitops/render/write') as typeof import('../gitops/render/write');
  /* eslint-enable @typescript-eslint/no-require-imports */
  const faults: import('../gitops/render/source').Fault[] = [];
  const documents = new Documents(faults);
  for (const path of paths) {
    if (path === '-') documents.addText('-', await readStream(terminal.stdin));
    else documents.add(path);
  }
  for (const line of documents.skipped) terminal.err(line);
  const [outdir, filesDir] = [String(values.output ?? 'dist/k8s'), String(values.files ?? 'dist/files')];
  if (values.state !== undefined && (values.stdout || values.check)) throw new UsageError('--state is for a folder: not with --stdout or --check');
  if (values.state !== undefined && !faults.length) {
    const { renderFleet } = require('../gitops/render/fleet') as typeof import('../gitops/render/fleet'); // eslint-disable-line @typescript-eslint/no-require-imports
    const summary = renderFleet(documents.found, { outdir, files: filesDir, state: String(values.state) }, version(), faults);
    if (!summary) return complain(faults, terminal);
    const { clusters, rendered, written, removed, left } = summary;
    terminal.err(`${clusters} clusters: ${rendered} rendered, ${written} files written, ${removed} removed`);
    for (const path of left) terminal.err(`left ${path}: its cluster is gone, but somebody has changed it`);
    return DONE;
  }
  const rendered = documents.found.flatMap((document) => renderDocument(document, faults) ?? []);
  if (!faults.length && !rendered.length) throw new UsageError(`nothing to render in ${paths.join(', ')}: a base alone is no cluster`);
  if (faults.length) return complain(faults, terminal);
  if (values.check) return DONE;
  const files = rendered.flatMap((one) => one.files);
  if (values.stdout) terminal.raw!(rendered.map(({ manifests }) => manifests).join('---\n'));
  else writeAll(outdir, rendered.map(({ name, manifests }) => ({ path: `${name}.k8s.yaml`, content: manifests })));
  if (files.length && values.stdout && values.files === undefined) {
    terminal.err(`${files.length} other files were not written: name a folder for `
    + 'them with --files');
  } else if (files.length) {
    writeAll(filesDir, files);
  }
  return DONE;
}

/** Prints what is wrong, in the order of the files. */
export function listFaults(faults: ReadonlyArray<import('../gitops/render/source').Fault>, terminal: Terminal): void {
  const lines = [...new Set([...faults]
    .sort((a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : a.line - b.line || a.column - b.column))
    .map(({ file, line, column, path, message }) => `${file}:${line}:${column}: ${[path, message].filter(Boolean).join(' ')}`))];
  for (const line of lines.slice(0, MOST_FAULTS)) terminal.err(line);
  if (lines.length > MOST_FAULTS) terminal.err(`${lines.length - MOST_FAULTS} more not shown`);
}

function complain(faults: ReadonlyArray<import('../gitops/render/source').Fault>, terminal: Terminal): number {
  listFaults(faults, terminal);
  return UNUSABLE;
}

