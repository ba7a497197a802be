import { StorageAnalysis } from '../../src';
import { run } from '../../src/cli/run';

/** Twenty places where secrets stand in manifests, right and wrong, each with a value of its own. */
const SECRETS = Array.from({ length: 20 }, (_, i) => `Pl4nted-s3cret-${String(i).padStart(2, '0')}-xyz`);
const base64 = (text: string) => Buffer.from(text).toString('base64');
const [S0, S1, S2, S3, S4, S5, S6, S7, S8, S9, S10, S11, S12, S13, S14, S15, S16, S17, S18, S19] = SECRETS;

const MANIFESTS = `
apiVersion: v1
kind: Secret
metadata: {name: cloud-config, namespace: kube-system}
stringData:
  cloud.conf: |
    [Global]
    auth-url=http://user:${S0}@openstack.example.com:5000/v3
    username=admin
    password=${S1}
    application-credential-name=x
    application-credential-secret="${S2}"
    pasword=${S3}
    tenant-name=a#${S4}
    [Nonsense]
    secret=${S5}
  clouds.yaml: "{password: ${S6}}"
---
apiVersion: v1
kind: Secret
metadata:
  name: encoded
  annotations:
    kubectl.kubernetes.io/last-applied-configuration: '{"data":{"password":"${S7}"}}'
data:
  password: ${base64(S8)}
  twice: ${base64(base64(S9))}
  broken: "${S10}"
---
apiVersion: v1
kind: ConfigMap
metadata: {name: cloud-config}
data:
  cloud.conf: |
    [Global]
    password=${S11}
---
apiVersion: apps/v1
kind: StatefulSet
metadata: {name: db}
spec:
  serviceName: db
  selector: {matchLabels: {app: db}}
  template:
    metadata: {labels: {app: db}}
    spec:
      containers:
        - name: db
          image: postgres
          args: ["--password=${S12}", "--token", "${S13}"]
          env: [{name: PASSWORD, value: ${S14}}]
          volumeMounts: [{name: ghost, mountPath: /data}]
---
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata: {name: fast}
provisioner: cinder.csi.openstack.org
parameters: {adminSecret: ${S15}, type: ssd}
---
apiVersion: v1
kind: PersistentVolume
metadata: {name: data}
spec:
  accessModes: [RWO]
  capacity: {storage: 5Gi}
  claimRef: {name: db}
  csi: {driver: x.example.com, volumeHandle: h, volumeAttributes: {password: ${S16}}}
---
apiVersion: v1
kind: PersistentVolume
metadata: {name: old}
spec:
  accessModes: [ReadWriteOnce]
  capacity: {storage: 5Gi}
  persistentVolumeReclaimPolicy: Delete
  flexVolume: {driver: example.com/x, options: {password: ${S17}}}
---
apiVersion: v1
kind: Secret
metadata: {name: broken}
stringData:
  password: [${S18}
---
password: ${S19}
password: ${S19}
`;

async function printed(args: string[]): Promise<string> {
  let all = '';
  const stdin = (async function* () { yield Buffer.from(MANIFESTS); })();
  const print = (text: string) => { all += text; };
  await run(args, { stdin, out: print, err: print, colour: false, width: 200 });
  return all;
}

function leaks(text: string): string[] {
  return SECRETS.filter((secret) => text.includes(secret) || text.includes(base64(secret)));
}

test.each([
  ['check', 'text'], ['check', 'json'], ['check', 'sarif'], ['check', 'github'], ['plan', 'text'], ['plan', 'json'],
  ['plan', 'mermaid'], ['plan', 'svg'], ['plan', 'html'],
])('%s --format %s shows no secret', async (command, format) => {
  for (const world of [[], ['--closed-world', ...command === 'check' ? ['--preset', 'strict'] : []]]) {
    const text = await printed([command, '-', '--format', format, ...world]);
    expect(text.length).toBeGreaterThan(200);
    expect(leaks(text)).toEqual([]);
  }
});

test('neither does the analysis in code', () => {
  const objects = [
    { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'a' }, stringData: { key: S0 } },
    // a rule that quotes a name quotes the secret without knowing
    { apiVersion: 'v1', kind: 'PersistentVolume', metadata: { name: 'b' }, spec: { accessModes: [S0], claimRef: { name: S0 } } },
  ];
  const analysis = StorageAnalysis.ofManifests(objects);
  expect(analysis.findings.map(({ rule }) => rule)).toEqual(expect.arrayContaining(['BND009', 'BND020']));
  expect(leaks(analysis.toText() + JSON.stringify([analysis.toJson(), analysis.toSarif(), analysis.findings]))).toEqual([]);
});
