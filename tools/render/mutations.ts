/* Runs the test of mutated cluster files with a seed and a number of files: `npm run check:render -- SEED COUNT`. */
import { spawnSync } from 'node:child_process';

const [seed = '1', count = '200'] = process.argv.slice(2);
const { status } = spawnSync('npx', ['jest', 'test/gitops/render/mutations.test.ts'], {
  stdio: 'inherit', env: { ...process.env, RENDER_SEED: seed, RENDER_MUTATIONS: count },
});
process.exitCode = status ?? 1;
