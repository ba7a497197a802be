import { Arguments, Command, DONE, Terminal, unknown, UNUSABLE, UsageError } from './command';
import { listFaults } from './render';
import { refuse } from '../core/errors';
import { nearest } from '../core/nearest';
import { readingBelow } from '../core/text-file';
import type { Announcement, Parameters } from '../gitops/argocd/parameters';
import type { Program } from '../gitops/argocd/program';
import type { SourceKind } from '../gitops/argocd/source';

type Step = (project: Project, terminal: Terminal) => number | Promise<number>;
const STEPS: { readonly [step: string]: Step } = { discover, init, parameters, generate };
/** Who runs the plugin says here which programs of repositories it may run. */
const PROGRAMS = 'CDK8S_OPENSTACK_PROGRAMS';
/** And which of its own variables a repository may read. */
const READABLE = 'CDK8S_OPENSTACK_READABLE_ENV';
/** What Argo CD sets, of which an Application decides only what follows the prefix. */
const OF_ARGO = /^(?:ARGOCD_(?:ENV|APP)_|PARAM_|KUBE_)/;
/** What programs need to run at all. */
const OF_PROGRAMS = /^(?:PATH|LANG|LC_[A-Z]+|TZ|NODE_EXTRA_CA_CERTS|npm_config_\w+|(?:https?|no)_proxy)$/i;
const NONE = 'none';

export const ARGOCD: Command = {
  usage: Object.keys(STEPS).join('|'),
  about: `A config management plugin of Argo CD, which runs these steps in the folder of an Application: clusters in YAML are rendered as render does, a program in
dist/app.js, or a project that npm installs, as cdk8s synth does. Manifests go to stdout, all else to stderr. Files outside of the repository are not read.`,
  inputs: `  discover               print what the folder holds: yaml, bundled or npm; nothing if it is none of these
  init                   npm ci, for a project that npm installs
  parameters             print the parameters that the Application can set, as JSON
  generate               print the manifests

Variables of the sidecar, which an Application cannot set:
  ${PROGRAMS}       none (default): render clusters in YAML only; bundled: run dist/app.js too, which
                         reads the repository alone and has no network; npm: run also npm ci and cdk8s synth
  ${READABLE}   names of variables of the sidecar that a repository may read (comma-separated)
Variables of an Application are read without their prefix ARGOCD_ENV_ where a secret or value is taken from the environment.
`,
  options: {},
  examples: ['cdk8s-openstack argocd generate', 'ARGOCD_APP_PARAMETERS=\'[{"name":"release","string":"1.35"}]\' cdk8s-openstack argocd generate'],
  run,
};

/** The folder of an Application, and what it asks for. */
interface Project extends Program {
  readonly parameters: Parameters;
  readonly kind: SourceKind | undefined;
  readonly programs: string;
}

/* eslint-disable @typescript-eslint/no-require-imports */
const modules = {
  parameters: () => require('../gitops/argocd/parameters') as typeof import('../gitops/argocd/parameters'),
  program: () => require('../gitops/argocd/program') as typeof import('../gitops/argocd/program'),
  source: () => require('../gitops/argocd/source') as typeof import('../gitops/argocd/source'),
  documents: () => require('../gitops/render/documents') as typeof import('../gitops/render/documents'),
  document: () => require('../gitops/render/document') as typeof import('../gitops/render/document'),
  overlay: () => require('../gitops/argocd/overlay') as typeof import('../gitops/argocd/overlay'),
};
/* eslint-enable @typescript-eslint/no-require-imports */

async function run({ inputs }: Arguments, terminal: Terminal): Promise<number> {
  const [step, ...more] = inputs;
  const known = Object.keys(STEPS);
  if (step === undefined || more.length) throw new UsageError(`name one step: ${known.join(', ')} (see --help)`);
  if (!known.includes(step)) throw unknown('step', `"${step}"`, known, nearest(step, known));
  const folder = process.cwd();
  const all = { ...process.env };
  const programs = all[PROGRAMS] ?? NONE;
  const { SOURCES, sourceIn, repositoryOf } = modules.source();
  if (![NONE, ...SOURCES.slice(1)].includes(programs)) refuse(PROGRAMS, `must be ${NONE}, ${SOURCES.slice(1).join(' or ')}, got ${JSON.stringify(programs)}`);
  const readable = (all[READABLE] ?? '').split(',').map((name) => name.trim());
  const mayRead = (name: string) => OF_ARGO.test(name) || readable.includes(name);
  const repository = repositoryOf(folder, all.ARGOCD_APP_SOURCE_PATH);
  const environment = Object.fromEntries(Object.entries(all).filter(([name]) => mayRead(name) || OF_PROGRAMS.test(name)));
  const say = (line: string) => terminal.err(line);
  const { parametersFrom, PARAMETERS } = modules.parameters();
  const given = parametersFrom(all[PARAMETERS]);
  return readingBelow(repository, async () => {
    try {
      for (const name of Object.keys(all)) if (!mayRead(name)) delete process.env[name];
      return await STEPS[step]({ folder, repository, environment, say, programs, parameters: given, kind: sourceIn(folder, given) }, terminal);
    } finally {
      Object.assign(process.env, all);
    }
  });
}

function discover({ kind }: Project, terminal: Terminal): number {
  if (kind) terminal.out(`${kind}\n`);
  return DONE;
}

async function init(project: Project): Promise<number> {
  if (project.kind !== 'npm') return DONE;
  requireAllowed(project);
  await modules.program().installProject(project);
  return DONE;
}

/** Announces what a program defines itself not at all: Argo CD shows what an Application sets all the same. */
function parameters({ kind, folder, parameters: { files } }: Project, terminal: Terminal): number {
  const announced: Announcement[] = kind === 'yaml' ? modules.overlay().announcements(documents(folder, files).found, process.env.KUBE_VERSION) : [];
  terminal.out(`${JSON.stringify(announced)}\n`);
  return DONE;
}

async function generate(project: Project, terminal: Terminal): Promise<number> {
  const { kind, parameters: given } = project;
  if (!kind) throw new UsageError('the folder has no document of apiVersion cdk8s-openstack/v1, no dist/app.js beside a cdk8s.yaml, and no project with cdk8s.yaml and package.json');
  if (kind === 'yaml') modules.parameters().refuseUnread(given);
  const manifests = kind === 'yaml' ? rendered(project, terminal) : await synthesized(project);
  if (!manifests) return UNUSABLE;
  if (!given.allowEmpty && !manifests.some((text) => text.trim())) {
    // Argo CD would take it for the wish to delete every object.
    throw new UsageError(`there are no manifests${kind === 'yaml' ? '' : ': the program must call app.synth(), and leave the folder to it'}. Set the parameter allowEmpty to "true" if that is meant`);
  }
  terminal.raw!(manifests.filter((text) => text.trim()).map((text) => text.replace(/\n*$/, '\n')).join('---\n'));
  return DONE;
}

async function synthesized(project: Project): Promise<string[]> {
  requireAllowed(project);
  const { runBundle, synthProject } = modules.program();
  const { BUNDLE, inside } = modules.source();
  const { kind, folder, parameters: { app = BUNDLE } } = project;
  return kind === 'npm' ? synthProject(project) : runBundle(inside(folder, 'app', app), project);
}

/** The order of the kinds is that of trust. */
function requireAllowed({ kind, programs }: Project): void {
  const { SOURCES } = modules.source();
  if (SOURCES.indexOf(programs as SourceKind) >= SOURCES.indexOf(kind!)) return;
  throw new UsageError(`the folder holds a program (${kind}), and this plugin runs ${programs === NONE ? 'none' : `only those that are ${programs}`}. `
    + `Set ${PROGRAMS}=${kind} on its sidecar if you trust those who may change the repository`);
}

function documents(folder: string, files: readonly string[]): { found: import('../gitops/render/document').ClusterDocument[]; faults: import('../gitops/render/source').Fault[] } {
  const faults: import('../gitops/render/source').Fault[] = [];
  const all = new (modules.documents().Documents)(faults);
  for (const file of modules.source().documentsIn(folder, files)) all.add(file);
  return { found: all.found, faults };
}

function rendered({ folder, parameters: given }: Project, terminal: Terminal): string[] | undefined {
  const { found, faults } = documents(folder, given.files);
  const wanted = faults.length ? [] : modules.overlay().withParameters(found, given);
  const clusters = wanted.flatMap((document) => modules.document().renderDocument(document, faults) ?? []);
  if (faults.length) {
    listFaults(faults, terminal);
    return undefined;
  }
  const files = clusters.flatMap((one) => one.files).length;
  if (files) terminal.err(`${files} other files, such as those of kubeadm, are no manifests and were left out`);
  return clusters.map(({ manifests }) => manifests);
}
