/*
 * Renders every example: each folder with a main.ts is an app of its own, whose manifests go to <output>/<example>/ and whose other files
 * (kubeadm, cloud-init, Heat) go to dist/files/<example>/.
 */
import { existsSync, readdirSync, rmSync } from 'fs';
import { join, resolve } from 'path';

const output = resolve(process.env.CDK8S_OUTDIR ?? 'dist/k8s');
const files = resolve('dist/files');

async function renderAll(): Promise<void> {
  rmSync(files, { recursive: true, force: true });
  for (const name of readdirSync(__dirname).sort()) {
    const main = join(__dirname, name, 'main.ts');
    if (!existsSync(main)) continue;
    process.env.CDK8S_OUTDIR = join(output, name);
    process.env.CDK8S_OPENSTACK_FILES_DIR = join(files, name);
    await import(main);
  }
}

renderAll().catch((error) => {
  process.stderr.write(`${error.stack}\n`);
  process.exit(1);
});
