/* The table of assertions. */

/** Thrown by the first failure, where no other is looked for. */
export class Stopped extends Error {}

export class Table {
  passed = 0;
  readonly failures: string[] = [];
  private readonly start = Date.now();

  constructor(private readonly out: (line: string) => void, private readonly stopAtFirst = false) {}

  title(text: string): void {
    this.out(`\n${text}`);
  }

  note(text: string): void {
    this.out(`      ${''.padStart(7)}  ${text}`);
  }

  /** Records one assertion; undefined is a pass. */
  record(name: string, failure: string | undefined, seconds = 0): void {
    const took = `${seconds.toFixed(1)} s`.padStart(7);
    if (failure === undefined) this.passed++;
    else this.failures.push(name);
    this.out(`${failure === undefined ? 'pass' : 'FAIL'}  ${took}  ${name}${failure === undefined ? '' : `: ${failure}`}`);
    if (this.stopAtFirst && failure !== undefined) throw new Stopped(name);
  }

  /** Passes where the check returns nothing or something true; a false, a throw and a text are failures. */
  async check(name: string, holds: () => unknown): Promise<boolean> {
    const start = Date.now();
    let failure: string | undefined;
    try {
      const result = await holds();
      if (result === false) failure = 'does not hold';
      if (typeof result === 'string') failure = result;
    } catch (error) {
      failure = (error as Error).message;
    }
    this.record(name, failure, (Date.now() - start) / 1000);
    return failure === undefined;
  }

  get seconds(): number {
    return Math.round((Date.now() - this.start) / 1000);
  }
}
