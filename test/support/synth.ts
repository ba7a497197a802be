import { App, Chart } from 'cdk8s';
import { Construct } from 'constructs';

/** A Kubernetes object as it comes out of synth. */
export type Manifest = any;

/** What a piece of construct code emits, as plain objects in output order. */
export class Output {
  /** Runs `build` in a chart and takes what the app would write. */
  public static of(build: (chart: Chart) => void, namespace?: string): Output {
    const app = new App({ outdir: '/nonexistent' });
    build(new Chart(app, 'test', { namespace }));
    return Output.ofApp(app);
  }

  /** What all charts of an app emit; validations run as they do in `app.synth()`. */
  public static ofApp(app: App): Output {
    app.synthYaml();
    return new Output(app.charts.flatMap((chart) => chart.toJson()));
  }

  private constructor(readonly objects: Manifest[]) {}

  /** The object of a kind and name; throws when there is none, naming what there is. */
  public get(kind: string, name?: string): Manifest {
    const found = this.objects.filter((o) => o.kind === kind && (name === undefined || o.metadata.name === name));
    if (found.length === 1) return found[0];
    throw new Error(`${found.length} objects are ${kind}/${name ?? '*'}; there are ${this.inventory().join(', ')}`);
  }

  /** `Kind/namespace/name` of every object, in output order. */
  public inventory(): string[] {
    return this.objects.map((o) => [o.kind, o.metadata.namespace, o.metadata.name].filter(Boolean).join('/'));
  }
}

/** What is written to stderr while `work` runs, without the lines of the tests that create the constructs. */
export function stderrOf(work: () => void): string {
  const lines: string[] = [];
  const spy = jest.spyOn(process.stderr, 'write').mockImplementation((text) => { lines.push(String(text)); return true; });
  try {
    work();
  } finally {
    spy.mockRestore();
  }
  return lines.join('').replace(/ \(test\/[^()]+:\d+\)$/gm, '');
}

/** Makes a chart in an app of its own: a scope for constructs whose errors are tested. */
export function scope(namespace?: string): Construct {
  return new Chart(new App({ outdir: '/nonexistent' }), 'test', { namespace });
}
