/*
 * Checks the bill of materials of a release: valid against the schema of CycloneDX, of this package, and with each dependency that it bundles.
 *
 *   tsx tools/release/check-sbom.ts FILE
 */
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Spec, Validation } from '@cyclonedx/cyclonedx-library';

const ROOT = resolve(__dirname, '../..');

interface Component { readonly name: string; readonly version: string }
interface Bill { readonly specVersion: Spec.Version; readonly metadata: { readonly component: Component }; readonly components: Component[] }

async function main(file: string): Promise<number> {
  const text = readFileSync(file, 'utf8');
  const { specVersion, metadata, components } = JSON.parse(text) as Bill;
  const invalid = await new Validation.JsonStrictValidator(specVersion).validate(text);
  const { name, bundledDependencies } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { name: string; bundledDependencies: string[] };
  const listed = components.map((component) => component.name);
  const failures = [
    ...invalid ? [`invalid: ${JSON.stringify(invalid)}`] : [],
    ...metadata.component.name === name ? [] : [`of ${metadata.component.name}, not of ${name}`],
    ...bundledDependencies.filter((bundled) => !listed.includes(bundled)).map((bundled) => `${bundled} is missing`),
  ];
  for (const failure of failures) process.stderr.write(`${file}: ${failure}\n`);
  process.stdout.write(`summary: ${components.map((component) => `${component.name} ${component.version}`).join(', ')}\n`);
  return failures.length ? 1 : 0;
}

main(process.argv[2]).then((code) => process.exit(code), (error) => { process.stderr.write(`${error.stack}\n`); process.exit(2); });
