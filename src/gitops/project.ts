import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative, sep } from 'node:path';

/** The templates of projects, in the repository and in the package. */
const TEMPLATES = join(__dirname, '../../templates');
const COMMON = 'common';

/** What the Application of a project applies, by whether the plugin renders it. */
const ARGO: { readonly [isPlugin: string]: ReadonlyArray<readonly [placeholder: string, value: string]> } = {
  false: [['ARGO_APPLIES', 'what the pipeline committed to dist/k8s'], ['ARGO_SOURCE', '    path: dist/k8s\n    directory:\n      recurse: true']],
  true: [
    ['ARGO_APPLIES', 'what the plugin renders from clusters/: node_modules/cdk8s-openstack/plugin has it'],
    ['ARGO_SOURCE', '    path: clusters\n    plugin:\n      name: cdk8s-openstack'],
  ],
};

/** What a project is made of. */
export interface ProjectOptions {
  /** "yaml", "typescript" or "python". */
  readonly kind: string;
  /** Name of the project and of its first cluster. */
  readonly name: string;
  /** Address of its Git repository. */
  readonly repository: string;
  /** Whether Argo CD renders the files with the plugin of this package. */
  readonly plugin?: boolean;
}

/** The files of a new project by their path. */
export function projectFiles({ kind, name, repository, plugin = false }: ProjectOptions): ReadonlyMap<string, string> {
  const own = JSON.parse(readFileSync(join(TEMPLATES, 'kinds.json'), 'utf8'))[kind] as { readonly [placeholder: string]: string | readonly string[] };
  const { version, peerDependencies } = JSON.parse(readFileSync(join(__dirname, '../../package.json'), 'utf8'));
  const peers = Object.entries(peerDependencies).map(([peer, range]) => [`PEER_${peer}`, String(range)] as const);
  const values = new Map<string, string>([
    ['NAME', name], ['REPOSITORY', repository], ['VERSION', version], ...peers, ...ARGO[String(plugin)],
    ...Object.entries(own).map(([placeholder, value]) => [placeholder, typeof value === 'string' ? value : value.join('\n')] as const),
  ]);
  const filled = (text: string) => text.replace(/__([A-Z]+(?:_[A-Za-z0-9-]+)*?)__/g, (whole, placeholder) => values.get(placeholder) ?? whole);
  return new Map([COMMON, kind].flatMap((folder) => filesIn(join(TEMPLATES, folder)).map((path) => {
    const target = relative(join(TEMPLATES, folder), path).split(sep).map((part) => part.replace(/^dot-/, '.').replace(/\.tpl$/, '')).join('/');
    return [filled(target), filled(readFileSync(path, 'utf8'))] as const;
  })));
}

function filesIn(folder: string): string[] {
  return readdirSync(folder).sort().map((name) => join(folder, name)).flatMap((path) => (statSync(path).isDirectory() ? filesIn(path) : [path]));
}
