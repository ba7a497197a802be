/*
 * Asks a real kube-apiserver whether it accepts what the examples render: builds conformance/kubernetes with Go (minutes the first time, because it links
 * all of Kubernetes), then a server-side dry run of every object with strict field validation. Folders may be given: the default is dist/k8s. --kubernetes MINOR names another release than that of go.mod.
 */
import { spawnSync } from 'child_process';
import { existsSync } from 'fs';
import { join } from 'path';
import { buildKubernetes } from './build';

const folders = process.argv.slice(2).length ? process.argv.slice(2) : ['dist/k8s'];

for (const folder of folders) {
  if (!existsSync(folder)) {
    process.stderr.write(`${folder} is missing: run \`npm run synth\` first\n`);
    process.exit(1);
  }
}
const { status, error } = spawnSync(buildKubernetes(), ['dry-run', ...folders], { cwd: join(__dirname, '../..'), stdio: ['ignore', 'inherit', 'ignore'] });
if (error) process.stderr.write(`${error.message}\n`);
process.exitCode = status === 0 ? 0 : 1;
