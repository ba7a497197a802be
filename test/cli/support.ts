import { run } from '../../src/cli/run';

/** What a run of the program printed, and its exit code. */
export interface Result {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs the program in this process. */
export async function cli(args: string[], input = '', width = 100): Promise<Result> {
  let [out, err] = ['', ''];
  const stdin = (async function* () { yield Buffer.from(input); })();
  const print = (text: string) => { out += text; };
  const code = await run(args, { stdin, out: print, raw: print, err: (text) => { err += text; }, colour: false, width });
  return { code, out, err };
}
