import { mkdirSync, writeFileSync } from 'fs';
import { join } from 'path';
import { App, AppProps, Chart, Names, YamlOutputType } from 'cdk8s';
import { Writer, Written } from './object-text';
import { Order, orderOf, statedOrder } from './order';
import { takeProps } from '../core/props';
import { OWN_WRITER } from '../core/shared';

/**
 * An app for many clusters: a `cdk8s.App` that writes the same files in a fraction of the time.
 *
 * It validates once, where `cdk8s.App` does so for each chart; it visits each dependency once and names those that lie on a cycle; and it makes the
 * text of equal objects once. Nothing is written before every object is known to be writable. Text that kubectl could not read from what cdk8s
 * writes, or would read as something else, such as line separators and `0o17`, is put into quotes; a line on stderr says so.
 *
 * @example
 *
 * const app = new fleet.FleetApp();
 * for (const name of ['prod-1', 'prod-2']) {
 *   new OpenStackClusterChart(app, name, { clusterName: name, cloudConfig: CloudConfig.fromSecretName('cloud-config') });
 * }
 * app.synth();
 */
export class FleetApp extends App {
  private readonly recordsMetadata: boolean;
  private readonly standardResolvers: number;

  constructor(props: AppProps = {}) {
    props = takeProps('FleetApp', props);
    super(props);
    this.recordsMetadata = props.recordConstructMetadata ?? process.env.CDK8S_RECORD_CONSTRUCT_METADATA === 'true';
    this.standardResolvers = this.resolvers.length - (props.resolvers?.length ?? 0);
    Object.defineProperty(this, OWN_WRITER, { value: true });
  }

  /** All charts, those that others depend on first. */
  public override get charts(): Chart[] {
    return statedOrder(this);
  }

  /** Writes all manifests to the output directory. */
  public override synth(): void {
    mkdirSync(this.outdir, { recursive: true });
    this.validateOnce();
    const order = orderOf(this);
    for (const [path, texts] of this.files(order)) writeFileSync(path, texts.join('---\n'));
    if (this.recordsMetadata) this.writeMetadata(order);
  }

  /** All manifests as one YAML text. */
  public override synthYaml(): string {
    const order = orderOf(this);
    this.validateOnce();
    const writer = this.writer();
    const texts = order.charts.flatMap((chart) => documents(chart, order, writer).map(({ text }) => text));
    writer.tell();
    return texts.join('---\n');
  }

  private validateOnce(): void {
    const errors = this.node.findAll().flatMap(({ node }) => node.validate().map((error) => `[${node.path}] ${error}`));
    if (errors.length) throw new Error(`Validation failed with the following errors:\n  ${errors.join('\n  ')}`);
  }

  /** The documents of each file, by its path. */
  private files(order: Order): Map<string, string[]> {
    const writer = this.writer();
    const files = new Map<string, string[]>();
    const path = (name: string, folder = '') => join(this.outdir, folder, `${name}${this.outputFileExtension}`);
    const all: string[] = [];
    order.charts.forEach((chart, i) => {
      const name = `${order.hasDependentCharts ? `${String(i).padStart(4, '0')}-` : ''}${Names.toDnsLabel(chart)}`;
      switch (this.yamlOutputType) {
        case YamlOutputType.FILE_PER_APP:
          for (const { text } of documents(chart, order, writer)) all.push(text);
          files.set(path('app'), all);
          break;
        case YamlOutputType.FILE_PER_CHART:
          files.set(path(name), documents(chart, order, writer).map(({ text }) => text));
          break;
        case YamlOutputType.FILE_PER_RESOURCE:
          for (const { fileName, text } of documents(chart, order, writer)) files.set(path(safe(fileName)), [text]);
          break;
        case YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE:
          mkdirSync(join(this.outdir, name), { recursive: true });
          for (const object of order.objectsOf(chart)) {
            files.set(path(safe(`${object.kind}.${object.metadata.name}`), name),
              [writer.write(object).text]);
          }
          break;
      }
    });
    writer.tell();
    return files;
  }

  private writer(): Writer {
    return new Writer(this.resolvers.length !== this.standardResolvers);
  }

  private writeMetadata(order: Order): void {
    const objects = order.charts.flatMap((chart) => order.objectsOf(chart));
    const resources = Object.fromEntries(objects.map((object) => [object.name, { path: object.node.path }]));
    writeFileSync(join(this.outdir, 'construct-metadata.json'), JSON.stringify({ version: '1.0.0', resources }));
  }
}

/** What a chart writes. One that overrides `toJson` is asked. */
function documents(chart: Chart, order: Order, writer: Writer): Written[] {
  if (chart.toJson !== Chart.prototype.toJson) return Object.values(chart.toJson()).map((json) => writer.writeJson(chart.node.path, json));
  return order.objectsOf(chart).map((object) => writer.write(object));
}

/** A name of a file, as cdk8s has it. */
function safe(name: string): string {
  return name.replace(/[^0-9a-zA-Z-_.]/g, '');
}
