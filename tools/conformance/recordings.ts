/* What live control planes were seen to do: the sets of manifests in test/evidence/control-plane/. */
import { readFileSync } from 'fs';
import { join } from 'path';

const FOLDER = join(__dirname, '../../test/evidence/control-plane');

/** A set of manifests. */
export interface Recorded {
  readonly id: string;
  readonly manifests: any[];
}

export function recordedScenarios(): Recorded[] {
  return JSON.parse(readFileSync(join(FOLDER, 'recorded-scenarios.json'), 'utf8'));
}

/** Without the keys that say what state to put objects in. */
export function bindingCases(): Recorded[] {
  const { cases }: { cases: Recorded[] } = JSON.parse(readFileSync(join(FOLDER, 'binding-cases.json'), 'utf8'));
  return cases.map(({ id, manifests }) => ({
    id, manifests: manifests.map((manifest) => Object.fromEntries(Object.entries(manifest).filter(([key]) => !key.startsWith('x-')))),
  }));
}
