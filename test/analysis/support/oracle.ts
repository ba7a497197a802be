/*
 * A second, naive binder: it walks through every order and every tie of a handful of claims with binding mode Immediate. Written apart from the code
 * under test, from the text of the algorithm.
 */
export interface OracleVolume { readonly name: string; readonly size: number; readonly modes: string[]; readonly labels: { [key: string]: string } }
export interface OracleClaim { readonly name: string; readonly size: number; readonly modes: string[]; readonly wants?: { [key: string]: string } }

/** For each claim the volumes that it may get; '' stands for none. */
export type Answers = Map<string, Set<string>>;

export function everyOrder(volumes: OracleVolume[], claims: OracleClaim[]): Answers {
  const answers: Answers = new Map(claims.map((claim) => [claim.name, new Set()]));
  walk([], claims);
  return answers;

  function walk(done: Array<[string, string]>, waiting: OracleClaim[]): void {
    if (!waiting.length) for (const [claim, volume] of done) answers.get(claim)!.add(volume);
    for (const claim of waiting) serve(claim, done, waiting.filter((other) => other !== claim), walk);
  }

  function serve(claim: OracleClaim, done: Array<[string, string]>, rest: OracleClaim[], next: typeof walk): void {
    for (const name of offers(volumes, claim, new Set(done.map(([, volume]) => volume)))) next([...done, [claim.name, name]], rest);
  }
}

export function oneOrder(volumes: OracleVolume[], claims: OracleClaim[]): Answers {
  const answers: Answers = new Map(claims.map((claim) => [claim.name, new Set()]));
  walk([], 0);
  return answers;

  function walk(done: Array<[string, string]>, at: number): void {
    if (at === claims.length) for (const [claim, volume] of done) answers.get(claim)!.add(volume);
    else for (const name of offers(volumes, claims[at], new Set(done.map(([, volume]) => volume)))) walk([...done, [claims[at].name, name]], at + 1);
  }
}

/** Claims that see any of the volumes that would do, not the best. */
export function anyVolume(volumes: OracleVolume[], claims: OracleClaim[]): Answers {
  const answers: Answers = new Map(claims.map((claim) => [claim.name, new Set()]));
  const walk = (done: Array<[string, string]>, waiting: OracleClaim[]): void => {
    if (!waiting.length) for (const [claim, volume] of done) answers.get(claim)!.add(volume);
    for (const claim of waiting) {
      const taken = new Set(done.map(([, volume]) => volume));
      const fits = volumes.filter((volume) => serves(volume, claim) && !taken.has(volume.name)).map((volume) => volume.name);
      for (const name of fits.length ? fits : ['']) walk([...done, [claim.name, name]], waiting.filter((other) => other !== claim));
    }
  };
  walk([], claims);
  return answers;
}

function serves(volume: OracleVolume, claim: OracleClaim): boolean {
  return volume.size >= claim.size && claim.modes.every((mode) => volume.modes.includes(mode))
    && Object.entries(claim.wants ?? {}).every(([key, value]) => volume.labels[key] === value);
}

function offers(volumes: OracleVolume[], claim: OracleClaim, taken: Set<string>): string[] {
  const free = volumes.filter((volume) => serves(volume, claim) && !taken.has(volume.name));
  const fewest = Math.min(...free.map((volume) => volume.modes.length));
  const tier = free.filter((volume) => volume.modes.length === fewest);
  const shelves = new Set(tier.map((volume) => volume.modes.join()));
  const found = [...shelves].flatMap((shelf) => {
    const same = tier.filter((volume) => volume.modes.join() === shelf);
    const least = Math.min(...same.map((volume) => volume.size));
    return same.filter((volume) => volume.size === least).map((volume) => volume.name);
  });
  return found.length ? found : [''];
}
