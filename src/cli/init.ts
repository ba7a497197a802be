import { existsSync, statSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { Arguments, Command, DONE, Terminal, UsageError } from './command';
import { projectFiles } from '../gitops/project';
import { writeAll } from '../gitops/render/write';

const KINDS = ['typescript', 'yaml', 'python'];
const NAME = /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/;

export const INIT: Command = {
  usage: 'DIR [--yaml [--plugin] | --python | --typescript]',
  about: `Creates a project that works: a cluster, type check and tests, pipelines for GitHub and GitLab that render, check and comment what a change does,
an Application for Argo CD and a Kustomization for Flux. In TypeScript, unless another is asked for. Existing files are never overwritten.`,
  inputs: `  DIR                    folder of the project; created if it is missing
`,
  options: {
    yaml: { help: 'describe clusters in YAML: no program' },
    python: { help: 'a program in Python' },
    typescript: { help: 'a program in TypeScript (default)' },
    plugin: { help: 'with --yaml: Argo CD renders the clusters itself, with the plugin of this package' },
    name: { value: 'NAME', help: 'name of the project and of its first cluster (default: that of DIR)' },
    repository: { value: 'URL', help: 'Git repository from which Argo CD or Flux reads' },
  },
  examples: ['cdk8s-openstack init my-clusters --yaml', 'cdk8s-openstack init my-clusters --python --repository '
    + 'https://git.example.com/team/my-clusters.git'],
  run,
};

async function run({ values, inputs }: Arguments, terminal: Terminal): Promise<number> {
  if (inputs.length !== 1) throw new UsageError('name one folder for the project (see --help)');
  const [folder] = inputs;
  const asked = KINDS.filter((kind) => values[kind] === true);
  if (asked.length > 1) throw new UsageError(`--${asked.join(' and --')} exclude each other`);
  const plugin = values.plugin === true;
  if (plugin && asked[0] !== 'yaml') throw new UsageError('--plugin renders clusters in YAML: give --yaml with it');
  const name = String(values.name ?? basename(resolve(folder)));
  if (!NAME.test(name)) {
    throw new UsageError('the name must be lower-case letters, digits and "-", got '
    + `"${name}"${values.name === undefined ? '; give another with --name' : ''}`);
  }
  const { repository = `https://git.example.com/team/${name}.git` } = values;
  if (!/^[\w.+-]+(?::\/\/|@)[^\s'"#]+$/.test(String(repository))) {
    throw new UsageError('--repository must be the address of a Git repository, '
    + `got "${repository}"`);
  }
  const stat = statSync(folder, { throwIfNoEntry: false });
  if (stat && !stat.isDirectory()) throw new UsageError(`${folder} is no folder`);
  const [kind = KINDS[0]] = asked;
  const files = [...projectFiles({ kind, name, repository: String(repository), plugin })];
  const taken = files.map(([path]) => path).filter((path) => existsSync(join(folder, path)));
  if (taken.length) throw new UsageError(`${folder} has ${taken.join(', ')} already: use an empty folder`);
  writeAll(folder, files.map(([path, content]) => ({ path, content })));
  const start = kind === 'python' ? 'python3 -m venv .venv && . .venv/bin/activate && pip install -r requirements-dev.txt && python main.py'
    : 'npm install && npm run synth';
  terminal.out(`created ${files.length} files in ${folder}\nnext: cd ${folder} && ${start}\n`);
  return DONE;
}
