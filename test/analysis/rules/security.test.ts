import { said } from '../support/judged';

const pod = (spec: string, kind = 'Pod') => (kind === 'Pod'
  ? `{apiVersion: v1, kind: Pod, metadata: {name: web, namespace: shop}, spec: {${spec}}}`
  : `{apiVersion: apps/v1, kind: ${kind}, metadata: {name: web, namespace: shop}, spec: {selector: {matchLabels: {a: b}}, template: {metadata: {labels: {a: b}}, spec: {${spec}}}}}`);
const container = (more = '') => `containers: [{name: web, image: 'nginx:1.29'${more}}]`;

describe('directories of the node', () => {
  const mounted = (path: string, more = '', kind = 'Pod', own = '') => pod(
    `${container(`, volumeMounts: [{name: v, mountPath: /v${more}}]${own}`)}, volumes: [{name: v, hostPath: {path: ${path}}}]`, kind);

  test.each([
    ['/etc', '', 1], ['/', '', 1], ['/var/lib/kubelet/pods', '', 1], ['/data', '', 0], ['/etc', ', readOnly: true', 0], ['/etcd', '', 0],
  ])('%s%s', (path, more, count) => {
    expect(said('SEC001', mounted(path, more))).toHaveLength(count);
  });

  test('agents of nodes need them', () => {
    expect(said('SEC001', mounted('/etc', '', 'DaemonSet', ', securityContext: {privileged: true}'))).toEqual([]);
    expect(said('SEC001', mounted('/etc', '', 'DaemonSet'))).toHaveLength(1);
  });

  test('a volume that nothing mounts does nothing', () => {
    expect(said('SEC001', pod(`${container()}, volumes: [{name: v, hostPath: {path: /etc}}]`))).toEqual([]);
  });
});

test('what a controller has of its node', () => {
  const sidecar = "containers: [{name: p, image: 'registry.k8s.io/sig-storage/csi-provisioner:v5.3.0'}]";
  expect(said('SEC002', pod(`hostNetwork: true, hostPID: true, ${sidecar}`)).map((line) => line.split(':')[0]))
    .toEqual(['warning Pod/web spec.hostPID', 'info Pod/web spec.hostNetwork']);
  expect(said('SEC002', pod(`hostNetwork: true, ${container()}`))).toEqual([]);
});

describe('credentials in the clear', () => {
  test.each([
    ['OS_PASSWORD', '"planted-Zx81"', 'error'], ['DB_PASSWORD', '"planted-Zx81"', 'warning'], ['API_KEY', '"planted-Zx81"', 'warning'],
    ['DB_PASSWORD_FILE', '"/run/password"', ''], ['DB_PASSWORD', '"/run/password"', ''], ['DB_PASSWORD', '"$(OTHER)"', ''], ['DB_PASSWORD', '"true"', ''],
    ['ETCD_INITIAL_CLUSTER_TOKEN', '"planted_Zx81"', ''], ['API_TOKEN', '"INSERT_API_TOKEN"', ''], ['API_TOKEN', '"INSERTED"', 'warning'],
    ['OS_TOKEN', '""', ''], ['SECRET_NAME', '"planted-Zx81"', ''], ['OS_PASSWORD', '{a: b}', ''],
  ])('variable %s of %s', (name, value, severity) => {
    const found = said('SEC003', pod(container(`, env: [{name: ${name}, value: ${value}}]`)));
    expect(found.map((line) => line.split(' ')[0])).toEqual(severity ? [severity] : []);
    expect(found.join()).not.toContain('planted');
  });

  test('arguments', () => {
    const found = said('SEC003', pod(container(', command: [run, --db-password=planted-Zx81, -v], args: [--token-file=/a, --password, 5]')));
    expect(found).toEqual(['warning Pod/web spec.containers[0].command[1]: argument --db-password contains a plaintext credential.']);
  });

  test('clouds.yaml in a ConfigMap', () => {
    const clouds = (auth: string) => `{apiVersion: v1, kind: ConfigMap, metadata: {name: a}, data: {clouds.yaml: "clouds:\\n  one:\\n    auth:\\n      ${auth}\\n"}}`;
    expect(said('SEC003', clouds('password: planted-Zx81'))).toEqual(['error ConfigMap/a data[clouds.yaml]: clouds.yaml contains "password" in plaintext.']);
    expect(said('SEC003', clouds('auth_url: https://a'))).toEqual([]);
  });
});

describe('pod security', () => {
  const namespace = (level: string, more = '') => `{apiVersion: v1, kind: Namespace, metadata: {name: shop, labels: {pod-security.kubernetes.io/enforce: ${level}${more}}}}\n---\n`;
  const good = container(', securityContext: {allowPrivilegeEscalation: false, runAsNonRoot: true, capabilities: {drop: [ALL]}, seccompProfile: {type: RuntimeDefault}}');
  const refused = (level: string, spec: string, options = {}) => said('SEC004', namespace(level) + pod(spec), options).map((line) => /rejects (.*)\.$/.exec(line)?.[1]);

  test.each([
    ['hostNetwork: true, ', '', 'hostNetwork'],
    ['', ', securityContext: {privileged: true}', 'a privileged container'],
    ['', ', securityContext: {capabilities: {add: [CHOWN, SYS_ADMIN]}}', 'the capability SYS_ADMIN'],
    ['', ', ports: [{containerPort: 80}, {containerPort: 81, hostPort: 81}]', 'a host port'],
    ['', '', undefined],
  ])('baseline: %s%s', (spec, more, what) => {
    expect(refused('baseline', spec + container(more))).toEqual(what ? [what] : []);
  });

  test('restricted asks for more, of a pod or of each container', () => {
    expect(refused('restricted', container())).toEqual([expect.stringMatching(/^a container without allowPrivilegeEscalation: false, and 3 more reasons$/)]);
    expect(refused('restricted', good)).toEqual([]);
    expect(refused('restricted', `securityContext: {runAsNonRoot: true, runAsUser: 0, seccompProfile: {type: Localhost}}, ${container(', securityContext: {allowPrivilegeEscalation: false, capabilities: {drop: [ALL]}}')}`))
      .toEqual(['a container that runs as user 0']);
    expect(refused('restricted', `${good}, volumes: [{name: v, nfs: {server: a, path: /}}]`)).toEqual(['volume "v" of a type that is not allowed']);
    expect(refused('restricted', `os: {name: windows}, ${container()}`)).toEqual([]);
  });

  test('a user namespace makes root harmless since 1.35', () => {
    const spec = `hostUsers: false, ${container(', securityContext: {allowPrivilegeEscalation: false, capabilities: {drop: [ALL]}, seccompProfile: {type: RuntimeDefault}}')}`;
    expect(refused('restricted', spec)).toEqual([]);
    expect(refused('restricted', spec, { kubernetesVersion: '1.34' })).toEqual(['a container that can run as root']);
  });

  test('a level of an older version asks for less', () => {
    const spec = container(', securityContext: {allowPrivilegeEscalation: false, runAsNonRoot: true, seccompProfile: {type: RuntimeDefault}}');
    expect(said('SEC004', namespace('restricted', ', pod-security.kubernetes.io/enforce-version: v1.21') + pod(spec))).toEqual([]);
    expect(said('SEC004', namespace('restricted', ', pod-security.kubernetes.io/enforce-version: latest') + pod(spec))).toHaveLength(1);
  });

  test('other levels and namespaces of the cluster say nothing', () => {
    expect(refused('none', 'hostNetwork: true, ' + container())).toEqual([]);
    expect(said('SEC004', pod('hostNetwork: true, ' + container()))).toEqual([]);
  });
});

test('SELinux contexts may differ where each file gets a label of its own, and are not compared with themselves', () => {
  const volume = `
    {apiVersion: storage.k8s.io/v1, kind: CSIDriver, metadata: {name: nfs.csi.k8s.io}, spec: {seLinuxMount: true}}
    ---
    {apiVersion: v1, kind: PersistentVolume, metadata: {name: films}, spec: {accessModes: [ReadWriteMany], capacity: {storage: 5Gi}, csi: {driver: nfs.csi.k8s.io, volumeHandle: a}, claimRef: {namespace: shop, name: films}}}
    ---
    {apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: films, namespace: shop}, spec: {storageClassName: "", volumeName: films, accessModes: [ReadWriteMany], resources: {requests: {storage: 5Gi}}}}
    ---
  `.replace(/^ {4}/gm, '');
  const user = (name: string, level: string, more = '') => `{apiVersion: v1, kind: Pod, metadata: {name: ${name}, namespace: shop}, spec: {securityContext: {seLinuxOptions: {level: "${level}"}${more}}, ${container(', volumeMounts: [{name: a, mountPath: /a}, {name: b, mountPath: /b}]')}, volumes: [{name: a, persistentVolumeClaim: {claimName: films}}, {name: b, persistentVolumeClaim: {claimName: films}}]}}`;
  expect(said('SEC006', `${volume}${user('one', 's0:c1')}\n---\n${user('two', 's0:c2')}`)).not.toEqual([]);
  expect(said('SEC006', `${volume}${user('one', 's0:c1')}\n---\n${user('two', 's0:c2', ', seLinuxChangePolicy: Recursive')}`)).toEqual([]);
  expect(said('SEC006', volume + user('one', 's0:c1'))).toEqual([]);
});

test('the token of a node plugin may be switched off in its account', () => {
  const plugin = pod("serviceAccount: node, containers: [{name: r, image: 'registry.k8s.io/sig-storage/csi-node-driver-registrar:v2.15.0'}]", 'DaemonSet');
  const account = '{apiVersion: v1, kind: ServiceAccount, metadata: {name: node, namespace: shop}, automountServiceAccountToken: false}\n---\n';
  expect(said('SEC007', plugin)).toHaveLength(1);
  expect(said('SEC007', account + plugin)).toEqual([]);
});

describe('plain Secrets', () => {
  const secret = (more: string, metadata = '') => `{apiVersion: v1, kind: Secret, metadata: {name: a${metadata}}, ${more}}`;

  test.each([
    ['data: {password: cGxhbnRlZC1aeDgx}', 'data[password]'], ['stringData: {a: b, token: planted-Zx81}', 'stringData[token]'],
    ['type: kubernetes.io/tls, data: {tls.crt: YQ==, tls.key: YQ==}', 'data[tls.key]'], ['type: kubernetes.io/dockerconfigjson, data: {.dockerconfigjson: e30=}', 'data[.dockerconfigjson]'],
  ])('%s', (more, path) => {
    expect(said('SEC008', secret(more))).toEqual([expect.stringContaining(`warning Secret/a ${path}: `)]);
  });

  test.each([
    ['stringData: {password: ""}', ''], ['stringData: {settings: a}', ''], ['type: kubernetes.io/service-account-token, data: {token: YQ==}', ''],
    ['stringData: {password: a}', ', annotations: {avp.kubernetes.io/path: a}'], ['stringData: {cloud.conf: "[BlockStorage]\\nrescan-on-resize = true"}', ''],
  ])('not %s%s', (more, metadata) => {
    expect(said('SEC008', secret(more, metadata))).toEqual([]);
  });
});

test.each([
  ['nginx', 1], ['nginx:latest', 1], ['registry.example.com:5000/nginx', 1], ['nginx:1.29', 0], ['nginx@sha256:00', 0], ['${IMAGE}', 0], ['', 0],
])('the image "%s"', (image, count) => {
  expect(said('SEC009', pod(`containers: [{name: a, image: '${image}'}]`))).toHaveLength(count);
});

test('the image of a helper pod stands in a ConfigMap', () => {
  const helper = (image: string) => `{apiVersion: v1, kind: ConfigMap, metadata: {name: a}, data: {helperPod.yaml: "spec:\\n  containers:\\n  - image: ${image}\\n"}}`;
  expect(said('SEC009', helper('busybox'))).toHaveLength(1);
  expect(said('SEC009', helper('busybox:1.37'))).toEqual([]);
  expect(said('SEC009', '{apiVersion: v1, kind: ConfigMap, metadata: {name: a}, data: {helperPod.yaml: "spec: {}"}}')).toEqual([]);
});

test.each([
  ['InitConfiguration', 'bootstrapTokens: [{groups: [a]}, {token: abcdef.0123456789abcdef}]', 'bootstrapTokens[1].token'],
  ['InitConfiguration', `certificateKey: ${'0a'.repeat(32)}`, 'certificateKey'],
  ['JoinConfiguration', 'discovery: {tlsBootstrapToken: abcdef.0123456789abcdef}', 'discovery.tlsBootstrapToken'],
  ['JoinConfiguration', 'discovery: {bootstrapToken: {token: "${TOKEN}"}}', ''],
])('%s with %s', (kind, more, path) => {
  const found = said('SEC010', `{apiVersion: kubeadm.k8s.io/v1beta4, kind: ${kind}, ${more}}`);
  expect(found).toEqual(path ? [`warning ${kind}/ ${path}: ${path} is in plain text and lets any machine join the cluster.`] : []);
});

test('a controller that mounts for its node cannot do without privileges: a note', () => {
  const controller = (propagation: string) => `{apiVersion: apps/v1, kind: StatefulSet, metadata: {name: c, namespace: shop}, spec: {serviceName: c, selector: {matchLabels: {a: b}}, template: {metadata: {labels: {a: b}}, spec: {
    containers: [{name: p, image: registry.k8s.io/sig-storage/csi-provisioner:v5.2.0}, {name: d, image: driver, securityContext: {privileged: true}, volumeMounts: [{name: v, mountPath: /var/lib/kubelet/pods${propagation}}]}],
    volumes: [{name: v, hostPath: {path: /var/lib/kubelet/pods}}]}}}}`;
  for (const rule of ['SEC001', 'SEC002']) {
    expect(said(rule, controller(', mountPropagation: Bidirectional'))).toEqual([expect.stringMatching(/^info /)]);
    expect(said(rule, controller(''))).toEqual([expect.stringMatching(/^warning /)]);
  }
});
