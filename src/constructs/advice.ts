import { ApiObject } from 'cdk8s';
import { IConstruct } from 'constructs';
import { at } from './private/at';
import { Acknowledged, ANNOTATION, isRuleId, METADATA, parseAcknowledgements } from '../core/acknowledgement';
import { created, placeOf } from '../core/creation';
import { refuse } from '../core/errors';
import { Judgement, Reported, Severity, severityOf, Verdict } from '../core/judgement';
import { printable } from '../core/printable';
import { FindingSeverity } from '../core/severity';

/** One piece of advice: valid but probably wrong. */
export interface AdviceNote {
  /** Stable id, such as "CLUSTER_NAME_TWICE", or of a rule of the storage analysis, such as "ACM008"; what `acknowledge` takes. */
  readonly id: string;
  /** How bad it is. */
  readonly severity: FindingSeverity;
  /** Path of the construct that it is about. */
  readonly path: string;
  /** Path of the field in the manifest of that construct, such as "spec.accessModes". @default - it is about no single field */
  readonly field?: string;
  /** File of the program that creates that construct, relative to the working directory. @default - not recorded */
  readonly file?: string;
  /** Line in that file, from 1. @default - not recorded */
  readonly line?: number;
  /** What is likely wrong, in a sentence. */
  readonly message: string;
  /** What to do about it. */
  readonly fix: string;
}

const SEVERITIES: { readonly [severity in Severity]: FindingSeverity } = {
  error: FindingSeverity.ERROR,
  warning: FindingSeverity.WARNING,
  info: FindingSeverity.INFO,
};

/**
 * Warnings about what is valid but probably wrong, and the way to say that it is meant.
 *
 * `app.synth()` prints every open one to stderr, once. `Advice.of(scope).acknowledge(id, reason)` closes it for that construct and all
 * below it; an acknowledgement that nothing needed is printed too, so that reasons do not outlive their cause. What the storage analysis finds in
 * the manifest as well has the id of its rule: one acknowledgement closes both, and where an analysis is attached, it alone reports the fault.
 */
export class Advice {
  /** The advice of a construct and of everything below it. */
  public static of(scope: IConstruct): Advice {
    return new Advice(scope);
  }

  /**
   * Gives a piece of advice about `scope` that no manifest shows. The same id and message about the same construct is given once.
   *
   * @internal
   */
  public static _give(scope: IConstruct, id: string, message: string, fix: string): void {
    give(scope, { id, severity: FindingSeverity.WARNING, message, fix });
  }

  /** Gives what a judgement says about a manifest that `scope` emits; see `report`. @internal */
  public static _judge(scope: IConstruct, judgement: Reported, verdicts: Iterable<Verdict>): void {
    for (const verdict of verdicts) {
      const { path, message, fix = judgement.fix } = verdict;
      const severity = severityOf(judgement, verdict, false);
      if (!severity) continue;
      give(scope, { id: judgement.id, severity: SEVERITIES[severity], field: path || undefined, message, fix, preset: judgement.preset });
    }
  }

  private constructor(private readonly scope: IConstruct) {}

  /**
   * Says that a piece of advice is known and why it does not apply here.
   *
   * @param id Id of the advice, such as "CLUSTER_NAME_TWICE", or of a rule of the storage analysis, such as "BND006".
   * @param reason Why this is right as it is; required, and kept in the report.
   */
  public acknowledge(id: string, reason: string): void {
    at(this.scope, () => {
      if (!reason?.trim()) refuse('reason', `must say why ${id} is acknowledged`);
    });
    this.scope.node.addMetadata(METADATA.acknowledged, { id, reason });
    reportAtSynth(this.scope.node.root);
  }

  /** Every open piece of advice at or below this construct, in tree order: what synth prints unless an attached analysis does. */
  public get open(): AdviceNote[] {
    return this.notes().filter(({ by }) => !by).map(({ note: { preset, ...note } }) => note);
  }

  /** Every acknowledgement at or below this construct that closes no advice, as text. Ids of the storage analysis are left to its report. */
  public get unused(): string[] {
    const used = new Set(this.notes().map((note) => note.by));
    return this.scope.node.findAll().flatMap((c) => c.node.metadata
      .filter((m) => m.type === METADATA.acknowledged && !used.has(m.data) && !isRuleId(m.data.id))
      .map((m) => `${c.node.path}: nothing needed the acknowledgement of ${m.data.id} (${m.data.reason}). Remove it${created(c)}`));
  }

  /** The open advice that no attached analysis reports: what synth prints. @internal */
  public get _printed(): AdviceNote[] {
    return this.notes().filter(({ note, by, on }) => !by && !(isRuleId(note.id) && isAnalysed(on, note.preset === 'strict'))).map(({ note }) => note);
  }

  private notes(): Given[] {
    return this.scope.node.findAll().flatMap((on) => on.node.metadata
      .filter((m) => m.type === METADATA.advice)
      .map((m) => ({ note: { ...m.data as Note, ...placeOf(on) }, on, by: acknowledgement(on, m.data.id) })));
  }
}

/** A note, with what is known of its judgement. */
interface Note extends AdviceNote {
  readonly preset?: Judgement['preset'];
}

interface Given {
  readonly note: Note;
  readonly on: IConstruct;
  /** The acknowledgement that closes it. */
  readonly by?: Acknowledged;
}

function give(scope: IConstruct, given: Omit<Note, 'path'>): void {
  const known = scope.node.metadata.some(({ type, data }) => type === METADATA.advice
    && data.id === given.id && data.field === given.field && data.message === given.message);
  if (!known) scope.node.addMetadata(METADATA.advice, { ...given, path: scope.node.path });
  reportAtSynth(scope.node.root);
}

/** The acknowledgement that closes an id of a construct: its own annotation comes first, then the nearest construct. */
function acknowledgement(construct: IConstruct, id: string): Acknowledged | undefined {
  const own = isRuleId(id) ? annotated(construct).find((a) => a.id === id && a.reason) : undefined;
  if (own) return own;
  for (const scope of construct.node.scopes.reverse()) {
    const found = scope.node.metadata.find((m) => m.type === METADATA.acknowledged && m.data.id === id);
    if (found) return found.data;
  }
  return undefined;
}

function annotated(construct: IConstruct): Acknowledged[] {
  const text = ApiObject.isApiObject(construct) ? construct.toJson().metadata.annotations?.[ANNOTATION] : undefined;
  return typeof text === 'string' ? parseAcknowledgements(text) : [];
}

/** Whether an attached analysis reports what it finds in the manifest of a construct. It does not read output files. */
function isAnalysed(construct: IConstruct, strict: boolean): boolean {
  const emits = construct.node.findAll().some((c) => ApiObject.isApiObject(c));
  return emits && construct.node.scopes.some((scope) => scope.node.metadata
    .some(({ type, data }) => type === METADATA.analysed && (data.strict || !strict)));
}

const reporting = new WeakSet<IConstruct>();

/** Prints what is open when the tree is validated, which is before the first file is written. */
function reportAtSynth(root: IConstruct): void {
  if (reporting.has(root)) return;
  reporting.add(root);
  let printed = false;
  root.node.addValidation({
    validate: () => {
      if (!printed) {
        const advice = Advice.of(root);
        for (const note of advice._printed) process.stderr.write(line(note));
        for (const unused of advice.unused) process.stderr.write(`${printable(`warning UNUSED_ACKNOWLEDGEMENT ${unused}`)}\n`);
      }
      printed = true;
      return [];
    },
  });
}

function line({ severity, id, path, field, file, line: number, message, fix }: AdviceNote): string {
  const place = file ? ` (${file}:${number})` : '';
  return `${printable(`${severity} ${id} ${[path, field].filter(Boolean).join(' ')}: ${message} ${fix}${place}`)}\n`;
}
