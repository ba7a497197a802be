/*
 * Runs the real cdk8s CLI in a fresh app with the StorageValidation plugin of this library, compiled, and checks exit codes and reports.
 *
 *   tsx tools/package/validation-plugin.ts [PACKAGE]    PACKAGE is a folder with the compiled library, this one by default
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const ROOT = resolve(__dirname, '../..');
const PACKAGE = resolve(process.argv[2] ?? ROOT);

interface Outcome {
  readonly status: number | null;
  readonly output: string;
  readonly violations: any[];
}

/** Synthesises an app with one volume, whose claimRef is given, and lets the CLI validate it. */
function synth(claimRef: object, properties: object): Outcome {
  const app = mkdtempSync(join(tmpdir(), 'cdk8s-app-'));
  try {
    mkdirSync(join(app, 'node_modules'));
    symlinkSync(PACKAGE, join(app, 'node_modules/cdk8s-openstack'));
    writeFileSync(join(app, 'main.js'), `
      const { App, ApiObject, Chart } = require(${JSON.stringify(require.resolve('cdk8s', { paths: [ROOT] }))});
      const app = new App();
      new ApiObject(new Chart(app, 'storage'), 'volume', {
        apiVersion: 'v1', kind: 'PersistentVolume', metadata: { name: 'data' },
        spec: { accessModes: ['ReadWriteOnce'], capacity: { storage: '5Gi' }, claimRef: ${JSON.stringify(claimRef)}, nfs: { server: 'nfs', path: '/data' } },
      });
      app.synth();`);
    writeFileSync(join(app, 'cdk8s.yaml'), JSON.stringify({
      language: 'typescript',
      app: 'node main.js',
      output: 'dist',
      validations: [{ package: './node_modules/cdk8s-openstack', class: 'StorageValidation', version: '0.0.0', properties }],
    }));
    const report = join(app, 'report.json');
    const { status, stdout, stderr } = spawnSync(process.execPath, [
      join(ROOT, 'node_modules/cdk8s-cli/bin/cdk8s'), 'synth', '--check-upgrade=false', '--validation-reports-output-file', report,
    ], { cwd: app, encoding: 'utf8' });
    const violations = existsSync(report) ? JSON.parse(readFileSync(report, 'utf8')).reports.flatMap((r: any) => r.violations) : [];
    return { status, output: stdout + stderr, violations };
  } finally {
    rmSync(app, { recursive: true });
  }
}

function expect(title: string, outcome: Outcome, status: number, rules: string[]): void {
  const found = outcome.violations.map(({ ruleName }) => ruleName);
  const right = outcome.status === status && JSON.stringify(found) === JSON.stringify(rules);
  console.log(`${right ? 'ok  ' : 'FAIL'} ${title}: exit code ${outcome.status}, ${found.join(', ') || 'no violations'}`);
  if (right) return;
  console.log(`expected exit code ${status} and ${rules.join(', ')}\n${outcome.output}`);
  process.exitCode = 1;
}

const unused = { name: 'db', namespace: 'shop' };
expect('an error fails', synth({ name: 'db' }, {}), 2, ['BND009 (error)']);
expect('an info does not', synth(unused, {}), 0, ['BND011 (info)']);
expect('a warning fails if asked to', synth(unused, { closedWorld: true, failOn: 'warning' }), 2, ['BND011 (warning)']);
