import { App, Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { Converter, NOTHING, textOf } from './convert';
import { faultOf } from './fault-of';
import { constructed } from './library';
import { Objects, Outside } from './objects';
import { Fault, faultAt, Mapping, Node } from './source';
import { addersOf, chartAdders, documentFields, Fields, fieldsOf, HEAD, Kind, SECTIONS } from './types';
import { Advice } from '../../constructs/advice';
import { Cluster } from '../../constructs/cluster';
import { OutputFiles } from '../../constructs/files';
import { InvalidPropertyError } from '../../core/errors';
import { readTextFile } from '../../core/text-file';

/** A document with all that it extends. */
export interface ClusterDocument { readonly kind: Kind; readonly root: Mapping; readonly name: string }

/** What a document renders to. */
export interface RenderedCluster {
  readonly name: string;
  /** The manifests, as `app.synth()` writes them to NAME.k8s.yaml. */
  readonly manifests: string;
  readonly files: ReadonlyArray<{ readonly path: string; readonly content: string; readonly confidential: boolean }>;
}

/** How a document is rendered. */
export interface RenderSettings extends Partial<Outside> {
  /** Whether advice is left to whoever renders the document for use. */
  readonly isTrial?: boolean;
}

/** Renders a document. Its faults are added to `faults`; then there is no result. */
export function renderDocument(document: ClusterDocument, faults: Fault[], settings: RenderSettings = {}): RenderedCluster | undefined {
  const outside: Outside = { environment: process.env, read: (path) => readTextFile(path, 'a value of the document'), ...settings };
  const before = faults.length;
  const app = new App({ outdir: 'dist/k8s' });
  const { name, root } = document;
  const chart = createChart(app, document, faults, outside);
  const objects = new Objects(chart, document.kind.chart, root, faults, outside);
  for (const [member, made] of document.kind.chart ? chartAdders(document.kind.chart) : []) {
    objects.add((chart as any)?.[member], made, root.entries.get(member)?.value, member);
  }
  objects.buildAll();
  if (chart) objects.acknowledge(chart, root, '');
  if (!chart || faults.length > before) return undefined;
  if (settings.isTrial) closeAdvice(chart);
  try {
    const manifests = app.synthYaml() as string;
    return { name, manifests, files: OutputFiles.of(app).files.map(({ path, content, confidential }) => ({ path, content, confidential })) };
  } catch (e) {
    faults.push(...synthFaults(e, app, objects, root));
    return undefined;
  }
}

function createChart(app: App, { kind, root, name }: ClusterDocument, faults: Fault[], outside: Outside): Construct | undefined {
  const none = () => undefined;
  const converter = new Converter({ ...outside, faults, reference: none, names: () => [], scope: () => [app, `Existing${faults.length}`] });
  const all = documentFields(kind);
  const adders = kind.chart ? chartAdders(kind.chart) : new Map<string, string>();
  const isProp = fieldsOf(kind.props);
  const given = converter.object(withoutAdders(root, adders, isProp), all, '', (field) => HEAD.has(field) || SECTIONS.has(field) || !isProp.has(field)
    && adders.has(field));
  if (given === NOTHING) return undefined;
  const made = converter.attempt(root, '', () => (kind.chart ? constructed(kind.chart, app, name, given) : plainChart(app, name, given as any)));
  return made === NOTHING ? undefined : made;
}

/** Acknowledges all that is open, so that synth does not print it. */
export function closeAdvice(scope: Construct): void {
  const advice = Advice.of(scope);
  for (const id of new Set(advice.open.map((note) => note.id))) advice.acknowledge(id, 'Told when the result is rendered for use.');
}

/** A chart for objects alone is the boundary of a cluster, as that of a cluster is. */
function plainChart(app: App, name: string, { namespace, labels, ...options }: { namespace?: string; labels?: { [key: string]: string } }): Chart {
  const chart = new Chart(app, name, { namespace, labels, disableResourceNameHashes: true });
  Cluster.boundary(chart, options);
  return chart;
}

/** The props alone: what components add later is left out, such as the StorageClasses of a driver. */
function withoutAdders(root: Mapping, adders: ReadonlyMap<string, string>, props: Fields): Mapping {
  const entries = [...root.entries].map(([name, entry]) => {
    const made = adders.get(name);
    if (!made || !props.has(name) || entry.value.kind !== 'map') return [name, entry] as const;
    const fields = addersOf(made).map(({ field }) => field);
    const value: Mapping = { ...entry.value, entries: new Map([...entry.value.entries].filter(([field]) => !fields.includes(field))) };
    return [name, { ...entry, value }] as const;
  });
  return { ...root, entries: new Map(entries) };
}

/** The faults of what synth refuses: cdk8s throws one text of many lines. Each is told where its construct is written. */
function synthFaults(error: unknown, app: App, objects: Objects, root: Mapping): Fault[] {
  const problems = error instanceof InvalidPropertyError ? [] : app.node.findAll()
    .flatMap((construct) => construct.node.validate().map((message) => ({ construct, message })));
  if (!problems.length) return [faultOf(error, place(error instanceof InvalidPropertyError ? error.path : '', objects, root).node, '')];
  return problems.map(({ construct, message }) => {
    const paths = [...objects.written.keys()].sort((a, b) => b.length - a.length);
    const named = paths.find((path) => message.includes(path)) ?? construct.node.path;
    const { node, path } = place(named, objects, root);
    return faultAt(node.place, path, message);
  });
}

function place(path: string, { written }: Objects, root: Mapping): { readonly node: Node; readonly path: string } {
  for (let steps = path.split('/'); steps.length; steps = steps.slice(0, -1)) {
    const found = written.get(steps.join('/'));
    if (found) return found;
  }
  return { node: root, path: '' };
}

/** A text of the document's head, such as its name. */
export function headText({ entries }: Mapping, field: string): string | undefined {
  const value = entries.get(field)?.value;
  return value?.kind === 'scalar' ? textOf(value) : undefined;
}
