import type { IConstruct } from 'constructs';

/** Frames in which to look for the call of synth: it is the fifth to eighth one above a validation. */
const FRAMES = 20;

/**
 * Finds out whether a validation runs once more within one call of `app.synth()`.
 *
 * cdk8s validates the whole app when synth starts, and again in the `toJson()` of each chart that it writes. Only the calls that lead to them tell
 * these rounds apart. A `toJson()` that a program calls itself starts a round of its own: the tree may have changed.
 */
export class SynthRounds {
  /** The function whose first round was seen last. */
  private started?: string;

  constructor(private readonly root: IConstruct) {}

  /** Whether the round that runs repeats the one before it. To be asked once in each round. */
  public isRepeated(): boolean {
    const frames = callers().map((frame) => ({ type: frame.getTypeName(), method: methodOf(frame), file: frame.getFileName() }));
    const at = frames.findIndex(({ type, method }) => type === this.root.constructor.name && (method === 'synth' || method === 'synthYaml'));
    const synth = at < 0 ? undefined : `${frames[at].method} ${frames[at].file}`;
    const rendersChart = frames[at - 1]?.method === 'toJson';
    if (rendersChart && synth === this.started) return synth !== undefined;
    this.started = rendersChart ? undefined : synth;
    return false;
  }
}

/** Some versions of V8 put the class in front. */
function methodOf(frame: NodeJS.CallSite): string | undefined {
  return frame.getFunctionName()?.split('.').at(-1);
}

function callers(): NodeJS.CallSite[] {
  const { prepareStackTrace, stackTraceLimit } = Error;
  try {
    Error.stackTraceLimit = FRAMES;
    Error.prepareStackTrace = (_, frames) => frames;
    const here = {} as { stack: NodeJS.CallSite[] };
    Error.captureStackTrace(here, callers);
    return here.stack;
  } finally {
    Object.assign(Error, { prepareStackTrace, stackTraceLimit });
  }
}
