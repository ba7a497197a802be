/* What control planes did, judged by the test of the recorded scenarios. */
import { spawnSync } from 'child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { KUBERNETES } from './build';

const JUDGE = 'test/analysis/recorded-scenarios.test.ts';

/** Why recordings are not as planned, by id; those that are have no entry. */
export function judged(recordings: ReadonlyArray<{ readonly id: string }>): Map<string, string> {
  const folder = mkdtempSync(join(tmpdir(), 'judge-'));
  try {
    const [recording, results] = ['recording.json', 'results.json'].map((name) => join(folder, name));
    writeFileSync(recording, JSON.stringify(recordings));
    const args = ['jest', '--ci', '--silent', '--json', '--outputFile', results, JUDGE];
    const env = { ...process.env, SCENARIOS: recording, KUBERNETES };
    const { status, stderr } = spawnSync('npx', args, { encoding: 'utf8', env, stdio: ['ignore', 'ignore', 'pipe'] });
    const { testResults: [{ assertionResults = [] } = {} as any] } = JSON.parse(readFileSync(results, 'utf8'));
    const ids = new Set(recordings.map(({ id }) => id));
    const found = assertionResults.filter(({ title }: any) => ids.has(title));
    if (found.length !== recordings.length) {
      throw new Error(`${JUDGE} judged ${found.length} of ${recordings.length} scenarios and ended with ${status}: ${stderr.slice(-2000)}`);
    }
    return new Map(found.filter((one: any) => one.status !== 'passed').map((one: any) => (
      [one.title, one.failureMessages.join('\n').replace(/\n    at .*/g, '')])));
  } finally {
    rmSync(folder, { recursive: true });
  }
}
