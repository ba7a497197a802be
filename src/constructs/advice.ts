import { IConstruct } from 'constructs';
import { at } from './private/at';
import { refuse } from '../core/errors';

const ADVICE = 'cdk8s-openstack:advice';
const ACKNOWLEDGED = 'cdk8s-openstack:acknowledge';

/** One piece of advice: legal, but likely wrong. */
export interface AdviceNote {
  /** Stable id, such as "CREDENTIAL_IN_OUTPUT"; what `acknowledge` takes. */
  readonly id: string;
  /** Path of the construct that it is about. */
  readonly path: string;
  /** What is likely wrong, in a sentence. */
  readonly message: string;
  /** What to do about it. */
  readonly fix: string;
}

/**
 * Warnings about what is legal but likely wrong, and the way to say that it is meant.
 *
 * `app.synth()` prints every open one to stderr, once. `Advice.of(scope).acknowledge(id, reason)` closes it for that construct and all
 * below it; an acknowledgement that nothing needed is printed too, so that reasons do not outlive their cause.
 */
export class Advice {
  /** The advice of a construct and of everything below it. */
  public static of(scope: IConstruct): Advice {
    return new Advice(scope);
  }

  /**
   * Gives a piece of advice about `scope`. The same id and message about the same construct is given once.
   *
   * @internal
   */
  public static _give(scope: IConstruct, id: string, message: string, fix: string): void {
    const note: AdviceNote = { id, path: scope.node.path, message, fix };
    const known = scope.node.metadata.some((m) => m.type === ADVICE && m.data.id === id && m.data.message === message);
    if (!known) scope.node.addMetadata(ADVICE, note);
    reportAtSynth(scope.node.root);
  }

  private constructor(private readonly scope: IConstruct) {}

  /**
   * Says that a piece of advice is known and why it does not apply here.
   *
   * @param id Id of the advice, such as "CREDENTIAL_IN_OUTPUT", or of a rule of the storage analysis, such as "BND006".
   * @param reason Why this is right as it is; required, and kept in the report.
   */
  public acknowledge(id: string, reason: string): void {
    at(this.scope, () => {
      if (!reason?.trim()) refuse('reason', `must say why ${id} is acknowledged`);
    });
    this.scope.node.addMetadata(ACKNOWLEDGED, { id, reason });
    reportAtSynth(this.scope.node.root);
  }

  /** Every open piece of advice at or below this construct, in tree order: what synth prints. */
  public get open(): AdviceNote[] {
    return this.notes().filter((note) => !note.by).map((note) => note.note);
  }

  /** Every acknowledgement at or below this construct that closes no advice, as text. Ids of the storage analysis are left to its report. */
  public get unused(): string[] {
    const used = new Set(this.notes().map((note) => note.by));
    return this.scope.node.findAll().flatMap((c) => c.node.metadata
      .filter((m) => m.type === ACKNOWLEDGED && !used.has(m.data) && !/^[A-Z]{3}\d{3}$/.test(m.data.id))
      .map((m) => `${c.node.path}: nothing needed the acknowledgement of ${m.data.id} (${m.data.reason}). Remove it`));
  }

  private notes(): Array<{ note: AdviceNote; by?: unknown }> {
    return this.scope.node.findAll().flatMap((c) => c.node.metadata
      .filter((m) => m.type === ADVICE)
      .map((m) => ({ note: m.data as AdviceNote, by: acknowledgement(c, m.data.id) })));
  }
}

function acknowledgement(construct: IConstruct, id: string): unknown {
  for (const scope of construct.node.scopes.reverse()) {
    const found = scope.node.metadata.find((m) => m.type === ACKNOWLEDGED && m.data.id === id);
    if (found) return found.data;
  }
  return undefined;
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
        for (const note of advice.open) process.stderr.write(`warning ${note.id} ${note.path}: ${note.message} ${note.fix}\n`);
        for (const line of advice.unused) process.stderr.write(`warning UNUSED_ACKNOWLEDGEMENT ${line}\n`);
      }
      printed = true;
      return [];
    },
  });
}
