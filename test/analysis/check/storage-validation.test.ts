import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { FindingSeverity, StorageValidation, StorageValidationProps } from '../../../src';
import { VOLUME_WITH_ERROR } from '../../support/analysis';

/** Stands for the ValidationContext of cdk8s-cli 2.207. */
class Context {
  public readonly violations: any[] = [];
  public readonly submitted: any[] = [];
  public readonly report = {
    addViolation: (violation: any) => this.violations.push(violation),
    submit: (status: string, metadata: any) => this.submitted.push({ status, metadata }),
  };

  constructor(readonly manifests: string[]) {}
}

let folder: string;
beforeEach(() => { folder = mkdtempSync(join(tmpdir(), 'validation-')); });
afterEach(() => rmSync(folder, { recursive: true }));

async function validated(files: { [name: string]: string }, props?: StorageValidationProps): Promise<Context> {
  const paths = Object.entries(files).map(([name, text]) => {
    const path = join(folder, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
    return path;
  });
  const context = new Context(paths);
  await new StorageValidation(props).validate(context);
  return context;
}

test('errors are violations with resource, place and fix, and the status is failure', async () => {
  const context = await validated({ 'app.k8s.yaml': VOLUME_WITH_ERROR });
  expect(context.violations).toEqual([{
    ruleName: 'BND009 (error)',
    recommendation: 'the volume is reserved for claim "db" without a namespace, which cannot exist.',
    fix: 'Set spec.claimRef.namespace to the namespace of the claim.',
    violatingResources: [{ resourceName: 'data', locations: ['PersistentVolume spec.claimRef: line 8'], manifestPath: join(folder, 'app.k8s.yaml') }],
  }]);
  expect(context.submitted).toEqual([{ status: 'failure', metadata: { errors: '1', warnings: '0', notes: '0' } }]);
});

test('warnings are violations too, but the status is success', async () => {
  const context = await validated({ 'app.k8s.yaml': VOLUME_WITH_ERROR.replace('name: db', 'name: db, namespace: shop') });
  expect(context.violations).toMatchObject([{ ruleName: 'BND011 (info)' }]);
  expect(context.submitted).toMatchObject([{ status: 'success' }]);
});

test.each([[FindingSeverity.INFO, 'failure'], [FindingSeverity.WARNING, 'success']])('failOn %s gives %s for a finding of info', async (failOn, status) => {
  const context = await validated({ 'app.k8s.yaml': VOLUME_WITH_ERROR.replace('name: db', 'name: db, namespace: shop') }, { failOn });
  expect(context.submitted).toMatchObject([{ status }]);
});

test('acknowledged findings are no violations', async () => {
  const context = await validated({ 'a.yaml': VOLUME_WITH_ERROR.replace('  name: data', '  name: data\n  annotations: {cdk8s-openstack/acknowledge: BND009=meant}') });
  expect(context.violations).toEqual([]);
  expect(context.submitted).toMatchObject([{ status: 'success' }]);
});

test('each makes every folder a cluster of its own', async () => {
  const files = { 'one/app.k8s.yaml': VOLUME_WITH_ERROR, 'two/app.k8s.yaml': VOLUME_WITH_ERROR };
  const together = await validated(files);
  expect(together.violations.map(({ ruleName }) => ruleName)).toEqual(['INP002 (warning)', 'BND009 (error)']);
  const apart = await validated(files, { each: true });
  expect(apart.violations).toMatchObject([{ ruleName: 'BND009 (error)', recommendation: expect.stringContaining('(and 1 more)') }]);
  expect(apart.violations[0].violatingResources).toHaveLength(2);
});

test('an app without manifests is a success', async () => {
  expect((await validated({})).submitted).toMatchObject([{ status: 'success' }]);
});

test('properties that cdk8s.yaml leaves empty are the defaults', async () => {
  const context = new Context([]);
  await new StorageValidation(null as any).validate(context);
  expect(context.submitted).toMatchObject([{ status: 'success' }]);
});
