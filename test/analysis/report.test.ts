import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv from 'ajv';
import { parseAllDocuments } from 'yaml';
import { FindingSeverity, StorageFinding } from '../../src/analysis/check/finding';
import { StoragePlan } from '../../src/analysis/plan/storage-plan';
import { githubReport } from '../../src/analysis/report/github';
import { jsonReport } from '../../src/analysis/report/json';
import { planText } from '../../src/analysis/report/plan-text';
import { sarifReport } from '../../src/analysis/report/sarif';
import { textReport } from '../../src/analysis/report/text';
import { RULES } from '../../src/analysis/rules';
import { checkText, VOLUME_WITH_ERROR } from '../support/analysis';
import { claim, node, pod, volume } from './support/objects';

const FINDING: StorageFinding = {
  rule: 'BND009',
  severity: FindingSeverity.ERROR,
  object: { apiVersion: 'v1', kind: 'PersistentVolume', name: 'data' },
  path: 'spec.claimRef',
  file: 'a b/100%,x:y.yaml',
  line: 7,
  message: 'the volume is reserved for nobody.',
  fix: 'Add the namespace.',
};
const CLAIMS = `
apiVersion: v1
kind: PersistentVolume
metadata: {name: small}
spec: {accessModes: [ReadWriteOnce], capacity: {storage: 4Gi}, nfs: {server: a, path: /b}}
---
apiVersion: v1
kind: PersistentVolumeClaim
metadata: {name: fits, namespace: shop}
spec: {storageClassName: "", accessModes: [ReadWriteOnce], resources: {requests: {storage: 3Gi}}}
---
apiVersion: v1
kind: PersistentVolumeClaim
metadata: {name: large, namespace: shop}
spec: {storageClassName: "", accessModes: [ReadWriteOnce], resources: {requests: {storage: 5Gi}}}
---
apiVersion: v1
kind: Pod
metadata: {name: web, namespace: shop}
spec:
  containers: [{name: web, image: 'nginx:1.29'}]
  volumes: [{name: data, persistentVolumeClaim: {claimName: large}}]
---
apiVersion: v1
kind: PersistentVolumeClaim
metadata: {name: Refused, namespace: shop}
spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 3Gi}}}
`;

describe('json', () => {
  test('has the documented shape and leaves acknowledged findings out', () => {
    const report = jsonReport([FINDING, { ...FINDING, acknowledged: 'meant' }]);
    expect(report).toEqual({
      findings: [{
        rule: 'BND009',
        severity: 'error',
        object: { apiVersion: 'v1', kind: 'PersistentVolume', namespace: null, name: 'data' },
        path: 'spec.claimRef',
        file: 'a b/100%,x:y.yaml',
        line: 7,
        message: 'the volume is reserved for nobody.',
        fix: 'Add the namespace.',
      }],
      summary: { error: 1, warning: 0, info: 0 },
    });
  });
});

describe('sarif', () => {
  const schema = JSON.parse(readFileSync(join(__dirname, '../fixtures/sarif/sarif-2.1.0-rtm.5.json'), 'utf8'));
  const validate = new Ajv({ strict: false, validateFormats: false, unicodeRegExp: false }).compile(schema);

  test.each([
    ['nothing', []],
    ['a finding', [FINDING]],
    ['no place', [{ ...FINDING, file: undefined, line: undefined, path: '', object: { apiVersion: '', kind: '', name: '' } }]],
    ['an acknowledged one', [{ ...FINDING, acknowledged: 'meant' }]],
    ['the findings of all rules', RULES.map((rule) => ({ ...FINDING, rule: rule.id, severity: rule.severity as FindingSeverity }))],
  ])('of %s is valid', (_, findings) => {
    validate(sarifReport(findings, RULES, '1.2.3'));
    expect(validate.errors).toBeNull();
  });

  test('the schema refuses what is no SARIF', () => {
    expect(validate({ version: '2.1.0', runs: [{ tool: { driver: {} } }] })).toBe(false);
  });

  test('points to rule, line and object, and suppresses what is acknowledged', () => {
    const { runs: [run] } = sarifReport([FINDING, { ...FINDING, severity: FindingSeverity.INFO, acknowledged: 'meant' }], RULES, '1.2.3') as any;
    expect(run.tool.driver.rules).toMatchObject([{ id: 'BND009', defaultConfiguration: { level: 'error' } }]);
    expect(run.results[0]).toMatchObject({
      ruleId: 'BND009',
      ruleIndex: 0,
      level: 'error',
      locations: [{
        physicalLocation: { artifactLocation: { uri: 'a%20b/100%25%2Cx%3Ay.yaml' }, region: { startLine: 7 } },
        logicalLocations: [{ fullyQualifiedName: 'PersistentVolume data spec.claimRef' }],
      }],
    });
    expect(run.results[0].suppressions).toBeUndefined();
    expect(run.results[1]).toMatchObject({ level: 'note', suppressions: [{ kind: 'inSource', justification: 'meant' }] });
  });
});

test('a claim that waits for a pod that finds no node is told of, one that waits for its first consumer is not', () => {
  const text = `
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata: {name: disks}
provisioner: kubernetes.io/no-provisioner
volumeBindingMode: WaitForFirstConsumer
---
{apiVersion: v1, kind: Node, metadata: {name: n1}}
---
{apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: stuck, namespace: shop}, spec: {storageClassName: disks, accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}}
---
{apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: idle, namespace: shop}, spec: {storageClassName: disks, accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}}
---
{apiVersion: v1, kind: Pod, metadata: {name: app, namespace: shop}, spec: {containers: [{name: a, image: b}], volumes: [{name: v, persistentVolumeClaim: {claimName: stuck}}]}}
`;
  const plan = StoragePlan.ofManifests(parseAllDocuments(text).map((document) => document.toJS()), { closedWorld: true });
  expect(planText(plan)).toMatch(/shop\/stuck +waiting .*\n      waiting for pod app to be scheduled\n  shop\/idle +waiting .*\n\n/);
  expect(textReport([], plan.claims)).toContain('Claims that need attention: 1 of 2');
});

test.each([
  ['C:\\k8s\\a b.yaml', 'file:///C:/k8s/a%20b.yaml'], ['/k8s/a.yaml', 'file:///k8s/a.yaml'], ['k8s\\a.yaml', 'k8s/a.yaml'],
])('SARIF knows the file %s as %s', (file, uri) => {
  const { runs: [run] } = sarifReport([{ ...FINDING, file }], RULES, '1.2.3') as any;
  expect(run.results[0].locations[0].physicalLocation.artifactLocation).toEqual({ uri });
});

test('standard input is no file that a program could open', () => {
  const { runs: [run] } = sarifReport([{ ...FINDING, file: '-' }], RULES, '1.2.3') as any;
  expect(run.results[0].locations[0].physicalLocation).toBeUndefined();
  expect(githubReport([{ ...FINDING, file: '-' }])).toMatch(/^::error title=BND009 PersistentVolume data::/);
});

describe('github', () => {
  test('escapes what GitHub reads as syntax', () => {
    expect(githubReport([FINDING])).toBe(
      '::error file=a b/100%25%2Cx%3Ay.yaml,line=7,title=BND009 PersistentVolume data::spec.claimRef: the volume is reserved for nobody.%0AAdd the namespace.\n');
  });

  test('names info a notice, and leaves acknowledged findings out', () => {
    const report = githubReport([{ ...FINDING, severity: FindingSeverity.INFO, path: '', file: undefined, line: undefined }, { ...FINDING, acknowledged: 'meant' }]);
    expect(report).toBe('::notice title=BND009 PersistentVolume data::the volume is reserved for nobody.%0AAdd the namespace.\n');
  });
});

describe('text', () => {
  test('groups findings by object and closes with the counts', () => {
    const other = { ...FINDING, rule: 'BND010', severity: FindingSeverity.WARNING, line: undefined, path: '' };
    expect(textReport([FINDING, other, { ...FINDING, acknowledged: 'meant' }])).toMatchSnapshot();
  });

  test('says when there is nothing to say', () => {
    expect(textReport([])).toBe('No findings.\n');
    expect(textReport([{ ...FINDING, acknowledged: 'meant' }])).toBe('No findings. (and 1 acknowledged)\n');
  });

  test('tells that the class of a claim does not exist, not which volume is closest', () => {
    const plan = StoragePlan.ofManifests([volume('v', '1Gi'), claim('c', '1Gi', { storageClassName: 'ghost' })], { closedWorld: true });
    expect(plan.claims[0].nearest).toBeDefined();
    expect(planText(plan)).toContain('storageclass.storage.k8s.io "ghost" not found');
    expect(planText(plan)).not.toContain('closest volume');
  });

  test('shows all that may become of a pod', () => {
    const objects = [volume('v', '1Gi'), claim('c', '1Gi'), claim('d', '1Gi'), node('n1'), pod('p', ['c'])];
    expect(planText(StoragePlan.ofManifests(objects, { closedWorld: true }))).toMatch(/default\/p +schedulable \| unschedulable +n1/);
  });

  test('shows the claims that are not served, each with the closest volume', () => {
    const { findings, plan } = checkText(CLAIMS, { closedWorld: true });
    expect(textReport(findings, plan.claims)).toMatchSnapshot();
  });

  test('colours only when asked to', () => {
    expect(textReport([FINDING])).not.toContain('\u001b');
    expect(textReport([FINDING], [], { colour: true, width: 80 })).toContain('\u001b[31merror');
  });

  test('takes control characters out of what came from manifests', () => {
    expect(textReport([{ ...FINDING, message: 'a\u001b[2Jb\u202e' }])).toContain('a\\u001b[2Jb\\u202e');
  });

  test('wraps long messages at the width of the terminal', () => {
    const report = textReport([{ ...FINDING, message: 'word '.repeat(60) }], [], { colour: false, width: 60 });
    expect(Math.max(...report.split('\n').map((line) => line.length))).toBeLessThanOrEqual(60);
  });
});

test('the plan as tables', () => {
  expect(planText(checkText(CLAIMS, { closedWorld: true }).plan)).toMatchSnapshot();
  expect(planText({ ...checkText(CLAIMS).plan, incomplete: ['StatefulSet "web" has 10001 replicas; only the first 10000 are analysed'] }))
    .toMatch(/\n\nLeft out\n {2}StatefulSet "web" has 10001 replicas; only the first 10000 are analysed\n/);
  expect(planText(checkText('').plan)).toBe('No claims, volumes or pods.\n');
  expect(planText(checkText(VOLUME_WITH_ERROR).plan)).toContain('data    Available  -');
});
