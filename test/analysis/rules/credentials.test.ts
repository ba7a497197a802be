import { said } from '../support/judged';

const PLANTED = 'planted-Zx81';
const PEM = `-----BEGIN RSA PRIVATE KEY-----\nMIIE${'A'.repeat(40)}\n-----END RSA PRIVATE KEY-----\n`;
const KUBECONFIG = `apiVersion: v1\nkind: Config\nusers:\n- name: admin\n  user: {token: ${'t'.repeat(20)}}\n`;
const json = (value: unknown) => JSON.stringify(value);
const object = (kind: string, rest: object, apiVersion = 'v1') => json({ apiVersion, kind, metadata: { name: 'a', namespace: 'default' }, ...rest });
const configMap = (key: string, value: string) => object('ConfigMap', { data: { [key]: value } });
const pod = (container: object) => object('Pod', { spec: { containers: [{ name: 'c', image: 'i:1', ...container }] } });
const applied = (value: object, kind = 'ConfigMap') => json({ apiVersion: 'v1', kind, metadata: { name: 'a', namespace: 'default', annotations: { 'kubectl.kubernetes.io/last-applied-configuration': json(value) } } });
const externalSecret = (data: object) => object('ExternalSecret', { spec: { target: { template: { data } } } }, 'external-secrets.io/v1');
const storageClass = (rest: object) => json({ apiVersion: 'storage.k8s.io/v1', kind: 'StorageClass', metadata: { name: 'a' }, provisioner: 'd.example.org', ...rest });
const volume = (spec: object) => json({ apiVersion: 'v1', kind: 'PersistentVolume', metadata: { name: 'a' }, spec: { capacity: { storage: '1Gi' }, accessModes: ['ReadWriteOnce'], ...spec } });
const secret = (stringData: object) => object('Secret', { stringData });
const probe = (name: string, value: string) => pod({ livenessProbe: { httpGet: { path: '/', port: 80, httpHeaders: [{ name, value }] } } });
const join = (rest: object) => json({ apiVersion: 'kubeadm.k8s.io/v1beta4', kind: 'JoinConfiguration', ...rest });

test.each<[string, string, string]>([
  ['a private key in a ConfigMap', configMap('notes.txt', PEM), 'SEC003'],
  ['a private key in base64', configMap('blob', Buffer.from(PEM).toString('base64')), 'SEC003'],
  ['a private key in a Secret under any key', secret({ notes: PEM }), 'SEC008'],
  ['a kubeconfig in a ConfigMap', configMap('conf', KUBECONFIG), 'SEC003'],
  ['a kubeconfig in a Secret under any key', secret({ conf: KUBECONFIG }), 'SEC008'],
  ['a URL with a password in a ConfigMap', configMap('dsn', `postgres://app:${PLANTED}@db:5432/x`), 'SEC003'],
  ['a URL with a password in a variable', pod({ env: [{ name: 'DSN', value: `amqp://u:${PLANTED}@mq` }] }), 'SEC003'],
  ['a URL with a password in an argument', pod({ args: [`--dsn=redis://:${PLANTED}@cache`] }), 'SEC003'],
  ['a URL with a password in a Secret', secret({ dsn: `mysql://u:${PLANTED}@db` }), 'SEC008'],
  ['a GitHub token', configMap('t', `ghp_${'a1B2'.repeat(9)}`), 'SEC003'],
  ['a GitLab token in a command', pod({ command: ['sh', '-c', `git clone https://x/$y; T=glpat-${'a'.repeat(20)}`] }), 'SEC003'],
  ['a Slack token in a variable', pod({ env: [{ name: 'HOOK', value: 'xoxb-1234567890-abcdefghij' }] }), 'SEC003'],
  ['an AWS key', configMap('a', 'AKIAIOSFODNN7EXAMPLE'), 'SEC003'],
  ['a JSON web token in an annotation', json({ apiVersion: 'v1', kind: 'Service', metadata: { name: 'a', annotations: { x: 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.abcdefgh' } } }), 'SEC003'],
  ['an API key', configMap('a', `key: sk-proj-${'aB3'.repeat(12)}`), 'SEC003'],
  ['a Vault token', configMap('a', `hvs.${'aB3'.repeat(10)}`), 'SEC003'],
  ['a registry login in a ConfigMap', configMap('config.json', '{"auths":{"r.example.org":{"auth":"dXNlcjpwYXNzd29yZA=="}}}'), 'SEC003'],
  ['a password in a template of an ExternalSecret', externalSecret({ password: PLANTED }), 'SEC003'],
  ['a literal in the cloud.conf of an ExternalSecret', externalSecret({ 'cloud.conf': `[Global]\nauth-url=https://x\nusername={{ .user }}\npassword=${PLANTED}\n` }), 'SEC003'],
  ['a variable by its name', pod({ env: [{ name: 'DB_PASSWORD', value: PLANTED }] }), 'SEC003'],
  ['an argument by its name', pod({ args: ['--db-password', PLANTED] }), 'SEC003'],
  ['a variable in a script', pod({ command: ['sh', '-c', `PGPASSWORD=${PLANTED} psql`] }), 'SEC003'],
  ['a login in a script', pod({ args: [`curl -u admin:${PLANTED} https://x`] }), 'SEC003'],
  ['a header of a probe', probe('Authorization', `Bearer ${PLANTED}-${PLANTED}`), 'SEC003'],
  ['another header of a probe', probe('X-Api-Key', PLANTED), 'SEC003'],
  ['a parameter of a class', storageClass({ parameters: { restuserkey: PLANTED } }), 'SEC003'],
  ['another parameter of a class', storageClass({ parameters: { adminPassword: PLANTED } }), 'SEC003'],
  ['a mount option of a class', storageClass({ mountOptions: ['vers=3.0', `username=u,password=${PLANTED}`] }), 'SEC003'],
  ['a mount option of a volume', volume({ nfs: { server: 's', path: '/' }, mountOptions: [`password=${PLANTED}`] }), 'SEC003'],
  ['an attribute of a volume', volume({ csi: { driver: 'd.example.org', volumeHandle: 'h', volumeAttributes: { password: PLANTED } } }), 'SEC003'],
  ['a Secret that kubectl apply kept', applied({ kind: 'Secret', stringData: { password: PLANTED } }, 'Secret'), 'SEC003'],
  ['a variable that kubectl apply kept', applied({ kind: 'Pod', spec: { containers: [{ env: [{ name: 'DB_PASSWORD', value: PLANTED }] }] } }), 'SEC003'],
  ['the bootstrap token of kubeadm', join({ discovery: { tlsBootstrapToken: 'abcdef.0123456789abcdef' } }), 'SEC010'],
  ['the certificate key of kubeadm', join({ controlPlane: { certificateKey: 'a1'.repeat(32) } }), 'SEC010'],
  ['the certificate key in a file of a ConfigMap', configMap('kubeadm.yaml', `kind: InitConfiguration\ncertificateKey: ${'a1'.repeat(32)}\n`), 'SEC003'],
])('%s is seen, and not printed', (_, text, rule) => {
  const found = said(rule, text);
  expect(found.length).toBeGreaterThan(0);
  expect(found.join()).not.toMatch(/Zx81|MIIE|tttt|ghp_|AKIA|abcdef\.0/);
});

test.each<[string, string]>([
  ['how etcd authenticates', pod({ env: [{ name: 'ETCD_AUTH_TOKEN', value: 'jwt,priv-key=/etc/jwt.pem,sign-method=RS256' }, { name: 'ETCD_INITIAL_CLUSTER_TOKEN', value: 'etcd-cluster' }], args: ['--initial-cluster-token=etcd-cluster'] })],
  ['names of Secrets', storageClass({ parameters: { 'csi.storage.k8s.io/provisioner-secret-name': 'cinder-secret', 'csi.storage.k8s.io/node-stage-secret-namespace': 'kube-system', 'adminSecretName': 'ceph-admin', 'clusterID': 'abc' } })],
  ['references and placeholders', pod({ env: [{ name: 'DB_PASSWORD', valueFrom: { secretKeyRef: { name: 's', key: 'k' } } }, { name: 'TOKEN', value: '$(OTHER)' }, { name: 'TOKEN_PATH', value: '/var/run/token' }, { name: 'DSN', value: 'postgres://$(USER):$(PASSWORD)@db' }], command: ['sh', '-c', 'PGPASSWORD="$PASSWORD" psql -h db'] })],
  ['URLs and certificates', configMap('a', '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\nhttps://example.org:8443/x@y ssh://git@example.org/x')],
  ['templates of ExternalSecrets', externalSecret({ 'password': '{{ .password }}', 'cloud.conf': '[Global]\nauth-url=https://x\npassword={{ .password }}\n' })],
  ['what kubectl apply kept without credentials', applied({ kind: 'ConfigMap', data: { a: 'b' } })],
  ['ordinary options', volume({ nfs: { server: 's', path: '/' }, mountOptions: ['nfsvers=4.2', 'sec=krb5', 'credentials=/etc/smb'] })],
])('no alarm for %s', (_, text) => {
  expect(said('SEC003', text)).toEqual([]);
});

test('hostile texts end', () => {
  for (const part of ['users:', '"auth":{', 'a-', 'https://a:', 'PASSWORD=', '-----BEGIN A ', 'eyJ.']) {
    expect(said('SEC003', configMap('a', part.repeat(Math.floor(500_000 / part.length))))).toBeInstanceOf(Array);
  }
}, 120_000);
