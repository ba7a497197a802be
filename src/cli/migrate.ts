import { basename } from 'node:path';
import { CLUSTER, CLUSTER_OPTIONS, readObjects, readOwned, withoutClaimsOfSets } from './cluster';
import { Arguments, Command, DONE, FOUND, Terminal, unknown, UsageError, Values } from './command';
import { complain, Inputs } from './inputs';
import { readText } from '../analysis/input/read-text';
import { Inventory } from '../analysis/model/inventory';
import { InvalidPropertyError } from '../core/errors';
import { isObject } from '../core/fields';
import { nearest } from '../core/nearest';
import { jsonDiff, textDiff } from '../gitops/diff/report';
import { Program, toTypeScript } from '../gitops/migrate/code';
import { documentName, renderedYaml, toYaml } from '../gitops/migrate/document';
import { CHARTS, migrate, proof, rendered } from '../gitops/migrate/helm';
import { migrateManifests } from '../gitops/migrate/manifests';
import type { Fault } from '../gitops/render/source';

export const MIGRATE: Command = {
  usage: 'INPUT... [options]',
  about: `Turns a Helm release or manifests into a TypeScript program, or YAML for render, that renders the same, and lists what has no counterpart.
The result goes to stdout, what differs from the installed objects to stderr.`,
  inputs: `  INPUT                  with --chart the values of a release: what \`helm get values -o yaml\` prints, or a values.yaml;
                         without it manifests: files, folders, or - for stdin; none with --cluster --selector
`,
  options: {
    chart: { value: 'NAME[@VERSION]', help: `chart of the values: ${Object.keys(CHARTS).join(', ')}` },
    release: { value: 'NAME', help: 'name of the release, as `helm list` shows it (default: the name of the chart)' },
    namespace: { value: 'NAME', help: 'namespace of the release (default: kube-system); of the objects with --selector (default: all)' },
    against: { value: 'PATH', help: 'what is installed: the output of `helm get manifest` or `helm template`, a file or folder' },
    cluster: { help: 'compare with the objects of the cluster of kubectl' },
    selector: { value: 'LABELS', short: 'l', help: 'with --cluster and without INPUT: the manifests are the objects of the cluster that these labels find' },
    context: CLUSTER_OPTIONS.context,
    to: { value: 'TARGET', values: ['typescript', 'yaml'], help: 'a program, or a file for `cdk8s-openstack render`' },
    format: { value: 'FORMAT', values: ['text', 'json'], help: 'json holds the result, what has no counterpart, and what differs' },
  },
  examples: [
    'cdk8s-openstack migrate values.yaml --chart openstack-cinder-csi@2.35.0 --release cinder-csi --against installed.yaml',
    'helm get values occm -n kube-system -o yaml | cdk8s-openstack migrate - --chart openstack-cloud-controller-manager --release occm > main.ts',
    'cdk8s-openstack migrate values.yaml --chart openstack-cinder-csi --to yaml --output cluster.yaml',
    'cdk8s-openstack migrate manifests/ --output main.ts',
    'cdk8s-openstack migrate --cluster --selector app.kubernetes.io/instance=shop --to yaml --output shop.yaml',
  ],
  run,
};

async function run({ values, inputs }: Arguments, terminal: Terminal): Promise<number> {
  const live = values.cluster === true;
  if (!live && values.context !== undefined) throw new UsageError('--context is the context of --cluster, which is missing');
  if (live && values.against !== undefined) throw new UsageError('--cluster and --against are two answers to what is installed');
  const isChart = values.chart !== undefined;
  const selects = values.selector !== undefined;
  if (selects && (!live || isChart || inputs.length)) {
    throw new UsageError('--selector reads manifests from a cluster: give it --cluster, and neither --chart nor INPUT');
  }
  if (!inputs.length && !selects) throw new UsageError('no input given: pass values or manifests, - for stdin, or --cluster --selector (see --help)');
  const { given, sides } = selects ? await selected(values, terminal) : await Inputs.sides({}, inputs, false, terminal);
  const texts = sides.flat().flatMap((input) => input.texts);
  const read = isChart ? undefined : Inventory.ofTexts(texts);
  const { program, problems } = isChart ? migrate(helmInput(values, texts.map(({ text }) => text))) : migrateManifests(
    nameOf(values, inputs[0] ?? 'cluster'), read!);
  const { text, inventory, refusals } = values.to === 'yaml' ? asYaml(program) : asTypeScript(program);
  const installed = await installedObjects(values, inventory, read, terminal);
  const changes = installed && inventory ? proof(inventory, installed, live) : undefined;
  const all = [...problems, ...refusals];
  if (values.format === 'json') {
    const differences = changes === undefined ? {} : { differences: jsonDiff([{ changes }]) };
    terminal.out(`${JSON.stringify({ program: text, withoutCounterpart: all, ...differences }, undefined, 2)}\n`);
  } else {
    terminal.out(text);
    for (const problem of all) terminal.err(`no counterpart: ${problem}\n`);
    const report = changes === undefined ? 'not compared: give --against or --cluster'
      : textDiff([{ changes }], { colour: false, width: terminal.width });
    for (const line of report.trimEnd().split('\n')) terminal.err(`${line}\n`);
  }
  const found = [...read?.problems ?? [], ...installed?.problems ?? []];
  complain(found, terminal);
  return given.closed(all.length || changes?.length ? FOUND : DONE, found);
}

/** The objects of the cluster that a selector finds, as an input. */
async function selected(values: Values, terminal: Terminal): ReturnType<typeof Inputs.sides> {
  const [context, namespace] = [values.context, values.namespace] as Array<string | undefined>;
  const objects = readObjects(readOwned({ selector: String(values.selector) }, context, namespace), context);
  const items = withoutClaimsOfSets(objects, objects);
  if (!items.length) throw new UsageError(`the cluster has no objects with the labels ${String(values.selector)}`);
  const text = JSON.stringify({ apiVersion: 'v1', kind: 'List', items });
  return Inputs.sides({}, ['-'], false, { ...terminal, stdin: (async function* () { yield Buffer.from(text); })() });
}

function helmInput(values: Values, texts: readonly string[]): Parameters<typeof migrate>[0] {
  const [chart, version] = String(values.chart).split('@');
  const known = Object.keys(CHARTS);
  if (!Object.hasOwn(CHARTS, chart)) throw unknown('chart', chart, known, nearest(chart, known));
  if (version !== undefined && !/^\d{1,4}\.\d{1,4}\.\d{1,4}$/.test(version)) {
    throw new UsageError(`--chart ${chart} needs a version such as `
    + `${CHARTS[chart].version}, got "${version}"`);
  }
  if (texts.length !== 1) throw new UsageError('give the values as one file, as `helm get values` prints them');
  const { documents, problems } = readText(texts[0], 'values');
  const given = documents[0]?.value ?? {};
  if (problems.length || documents.length > 1 || !isObject(given)) {
    throw new UsageError('the values are no map in '
    + `YAML${problems.length ? `: ${problems[0].message}` : ''}`);
  }
  return { chart, version, release: String(values.release ?? chart), namespace: String(values.namespace ?? 'kube-system'), values: given };
}

function nameOf(values: Values, input: string): string {
  return documentName(String(values.release ?? basename(input).replace(/\.\w+$/, '')));
}

/** What is installed; undefined if it is not given. Manifests are compared with themselves. */
async function installedObjects(values: Values, migrated: Inventory | undefined, read: Inventory | undefined,
  terminal: Terminal): Promise<Inventory | undefined> {
  if (values.against !== undefined) {
    const { sides: [[{ texts }]] } = await Inputs.sides({}, [String(values.against)], false, terminal);
    return Inventory.ofTexts(texts);
  }
  if (values.cluster !== true) return read;
  const items = readObjects(migrated?.items ?? [], values.context as string | undefined);
  return Inventory.ofTexts([{ file: CLUSTER, text: JSON.stringify({ apiVersion: 'v1', kind: 'List', items }) }]);
}

/** What is written, and what it renders; or what the library says against it. */
interface Result { readonly text: string; readonly inventory?: Inventory; readonly refusals: readonly string[] }

function asTypeScript(program: Program): Result {
  const text = toTypeScript(program);
  const answer = attempt(() => rendered(program));
  return typeof answer === 'string' ? { text, refusals: [`the program is refused: ${answer}`] }
    : { text, inventory: Inventory.ofManifests(answer), refusals: [] };
}

function asYaml(program: Program): Result {
  const text = toYaml(program);
  const faults: Fault[] = [];
  const manifests = renderedYaml(text, program, faults);
  const refusals = faults.map(({ path, message }) => `the file is refused: ${[path, message].filter(Boolean).join(' ')}`);
  return { text, ...refusals.length ? {} : { inventory: Inventory.ofTexts([{ text: manifests, file: 'migrated' }]) }, refusals };
}

/** What comes out, or what the library says against it. */
function attempt<T extends object>(work: () => T): T | string {
  try {
    return work();
  } catch (e) {
    if (e instanceof InvalidPropertyError) return e.message;
    const { message } = e as Error; // cdk8s says so where its validations find something
    if (message.startsWith('Validation failed')) return message.split('\n').slice(1).map((line) => line.trim()).join('; ');
    throw e;
  }
}
