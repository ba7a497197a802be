import { Duration } from 'cdk8s';
import {
  Advice, CloudConfig, CloudController, CloudControllerManager, CloudControllerManagerProps, Cluster, ICloudConfig, Naming, Release, ReleaseFix,
} from '../../../../src';
import { Output, scope, stderrOf } from '../../../support/synth';

const CONFIG = CloudConfig.fromSecretName('cloud-config');
const HELM = Naming.helmChart({ release: 'occm' });
const props = (more: Partial<CloudControllerManagerProps> = {}): CloudControllerManagerProps => ({ cloudConfig: CONFIG, clusterName: 'prod-1', ...more });
const outputOf = (more: Partial<CloudControllerManagerProps> = {}) => Output.of((chart) => new CloudControllerManager(chart, 'Ccm', props(more)));
const make = (more: Partial<CloudControllerManagerProps> = {}) => () => new CloudControllerManager(scope(), 'Ccm', props(more));

const podOf = (more: Partial<CloudControllerManagerProps> = {}) => outputOf(more).get('DaemonSet').spec.template;
const containerOf = (more: Partial<CloudControllerManagerProps> = {}) => podOf(more).spec.containers[0];
const argsOf = (more: Partial<CloudControllerManagerProps> = {}): string[] => containerOf(more).args;
const rightsOf = (output: Output, kind: string, name: string): string[] => output.get(kind, name).rules
  .map((r: any) => `${r.resources.join()}${r.resourceNames ? ` ${r.resourceNames}` : ''}: ${r.verbs.join(' ')}`);
const subjectsOf = (output: Output, name: string): string[] => output.get('ClusterRoleBinding', name).subjects.map((s: any) => `${s.namespace}/${s.name}`);

describe.each([Release.V1_36, Release.V1_15])('%s', (release) => {
  const output = outputOf({ release });
  test.each(output.inventory())('%s', (object) => {
    const [kind, ...rest] = object.split('/');
    expect(output.get(kind, rest.pop())).toMatchSnapshot();
  });
});

describe('names and selectors are those of upstream, whatever the construct is called', () => {
  test.each(Release.all())('%s', (release) => {
    const roles = ['cloud-controller-manager', 'cloud-node-controller', ...release.isAtLeast('1.22') ? [] : ['pvl-controller']].map((n) => `system:${n}`);
    const output = Output.of((chart) => new CloudControllerManager(chart, 'Anything', props({ release })));
    expect(output.inventory()).toEqual([
      'ServiceAccount/kube-system/cloud-controller-manager',
      ...roles.map((name) => `ClusterRole/${name}`),
      ...roles.map((name) => `ClusterRoleBinding/${name}`),
      'DaemonSet/kube-system/openstack-cloud-controller-manager',
    ]);
    const { spec } = output.get('DaemonSet');
    expect(spec.selector.matchLabels).toEqual({ 'k8s-app': 'openstack-cloud-controller-manager' });
    expect(spec.template.metadata.labels).toEqual(spec.selector.matchLabels);
    expect(output.objects.map((o) => o.apiVersion)).toEqual(['v1', ...roles.concat(roles).map(() => 'rbac.authorization.k8s.io/v1'), 'apps/v1']);
    for (const name of roles) {
      expect(output.get('ClusterRoleBinding', name).roleRef).toEqual({ apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name });
    }
  });
});

test('each emitted object is a property', () => {
  const manager = make({ metrics: {}, leastPrivilege: true })();
  expect(manager.serviceAccount.kind).toBe('ServiceAccount');
  expect(manager.clusterRoles.map((o) => o.kind)).toEqual(['ClusterRole']);
  expect(manager.clusterRoleBindings.map((o) => o.kind)).toEqual(['ClusterRoleBinding']);
  expect([manager.role, manager.roleBinding, manager.authDelegatorBinding].map((o) => o?.kind)).toEqual(['Role', 'RoleBinding', 'ClusterRoleBinding']);
  expect([manager.daemonSet, manager.service, manager.serviceMonitor].map((o) => o?.kind)).toEqual(['DaemonSet', 'Service', 'ServiceMonitor']);
});

test('advice where new nodes are not tolerated, which only it can finish', () => {
  const said = (more: object) => stderrOf(() => outputOf(more));
  const message = /^warning OST008 test\/Ccm\/DaemonSet spec.template.spec.tolerations: the pods do not tolerate node.cloudprovider.kubernetes.io\/uninitialized/;
  expect(said({ tolerations: [{ key: 'a', operator: 'Exists' }] })).toMatch(message);
  expect(said({ podSpec: { tolerations: [] } })).toMatch(message);
  expect(said({ naming: Naming.helmChart({ release: 'occm' }), release: Release.V1_28 })).toMatch(message);
  expect(said({ tolerations: [{ operator: 'Exists' }] })).toBe('');
  expect(said({ tolerations: [], extraTolerations: [{ key: 'node.cloudprovider.kubernetes.io/uninitialized', operator: 'Exists' }] })).toBe('');
});

test('what plain JavaScript lets through is refused', () => {
  expect(make({ cloudConfig: undefined as any })).toThrow('test/Ccm: cloudConfig is missing: give an ICloudConfig, such as CloudConfig.fromSecretName(…)');
  expect(make({ extraArgs: '--v=5' as any })).toThrow('test/Ccm: extraArgs must be a list of strings, got "--v=5"');
  expect(make({ release: '1.36' as any })).toThrow(`test/Ccm: release must be a Release, such as Release.V${Release.latest().minor.replace('.', '_')}`);
});

test('a release can grant the Secret of the cloud config in the namespace of the pods alone', () => {
  const rules = [{ apiGroups: [''], resources: ['secrets'], resourceNames: ['{cloudConfigSecret}'], verbs: ['get'] }];
  const release = Release.V1_36.extend({ minor: '1.37', profile: { cloudControllerManager: { namespaceRules: rules } } });
  const output = Output.of((chart) => new CloudControllerManager(chart, 'Ccm', props({ release, namespace: 'openstack' })));
  expect(output.get('Role')).toMatchObject({ metadata: { namespace: 'openstack' }, rules: [{ ...rules[0], resourceNames: ['cloud-config'] }] });
  expect(output.get('RoleBinding', 'openstack-cloud-controller-manager').subjects[0].namespace).toBe('openstack');
});

test('the release is that of the cluster unless one is given', () => {
  const image = (more = {}) => Output.of((chart) => new CloudControllerManager(new Cluster(chart, 'C', { release: Release.V1_30 }), 'Ccm', props(more)))
    .get('DaemonSet').spec.template.spec.containers[0].image;
  expect(image()).toBe('registry.k8s.io/provider-os/openstack-cloud-controller-manager:v1.30.3');
  expect(image({ release: Release.V1_29 })).toBe('registry.k8s.io/provider-os/openstack-cloud-controller-manager:v1.29.1');
});

describe('clusterName', () => {
  test('is passed in a variable since 1.24, where the releases before get the flag', () => {
    expect(containerOf().env).toContainEqual({ name: 'CLUSTER_NAME', value: 'prod-1' });
    expect(argsOf()).toContain('--cluster-name=$(CLUSTER_NAME)');
    expect(argsOf({ release: Release.V1_23 })).toContain('--cluster-name=prod-1');
  });

  test('is not passed to releases before 1.24 where it is their default', () => {
    expect(argsOf({ release: Release.V1_23, clusterName: 'kubernetes' }).join()).not.toContain('cluster-name');
  });

  test.each(['', 'a b', '-a', 'a-', 'a/b', 'x'.repeat(115)])('%j is refused', (clusterName) => {
    expect(make({ clusterName })).toThrow('test/Ccm: clusterName must be at most 114 letters, digits, "-", "_" and "."');
  });

  test('is required', () => expect(make({ clusterName: undefined as any })).toThrow('test/Ccm: clusterName is missing: give a string'));

  test.each(['a', 'A.b_c-1', 'x'.repeat(114)])('%s is good', (clusterName) => {
    expect(containerOf({ clusterName }).env[1].value).toBe(clusterName);
  });

  test('the same name in two clusters of an app is advised against', () => {
    const said = (...names: string[]) => stderrOf(() => {
      Output.of((chart) => names.forEach((clusterName, i) => new CloudControllerManager(new Cluster(chart, `c${i}`), 'Ccm', props({ clusterName }))));
    });
    expect(said('a', 'b', 'a')).toMatch(/^warning CLUSTER_NAME_TWICE test\/c2\/Ccm: clusterName "a" is also that of test\/c0\/Ccm in another cluster\. [^\n]*\n$/);
    expect(said('a', 'b')).toBe('');
  });

  test('a flag of another name is refused', () => {
    expect(make({ extraArgs: ['--cluster-name=prod-2'] })).toThrow('test/Ccm: extraArgs set the cluster name "prod-2", but clusterName is "prod-1". Remove the flag');
    for (const name of ['prod-1', '$(CLUSTER_NAME)']) expect(make({ extraArgs: [`--cluster-name=${name}`] })).not.toThrow();
  });

  test('"kubernetes" is advised against, as two clusters of it take each other\'s load balancers', () => {
    expect(stderrOf(() => outputOf({ clusterName: 'kubernetes' }))).toMatch(/^info OST013 test\/Ccm\/DaemonSet [^\n]*--cluster-name is "kubernetes", the default/);
    expect(stderrOf(() => outputOf())).toBe('');
  });
});

describe('flags', () => {
  test('verbosity takes the place of the shipped one', () => {
    expect(argsOf({ verbosity: 0 }).slice(0, 2)).toEqual(['/bin/openstack-cloud-controller-manager', '--v=0']);
    expect(argsOf({ verbosity: 10 })[1]).toBe('--v=10');
    expect(make({ verbosity: 11 })).toThrow('verbosity must be a whole number between 0 and 10, got 11');
    expect(make({ verbosity: -1 })).toThrow('verbosity');
  });

  test('controllers: a choice, all but some, one that is not known here', () => {
    const controllers = (list: CloudController[]) => argsOf({ controllers: list }).filter((a) => a.startsWith('--controllers'));
    expect(controllers([CloudController.CLOUD_NODE, CloudController.CLOUD_NODE_LIFECYCLE])).toEqual(['--controllers=cloud-node,cloud-node-lifecycle']);
    expect(controllers(CloudController.allExcept(CloudController.ROUTE, CloudController.SERVICE))).toEqual(['--controllers=*,-route,-service']);
    expect(controllers([CloudController.ALL, CloudController.of('node-ipam')])).toEqual(['--controllers=*,node-ipam']);
    expect(argsOf().join()).not.toContain('--controllers');
    expect(argsOf({ naming: HELM })).toContain('--controllers=cloud-node,cloud-node-lifecycle,route,service');
  });

  test('a choice that runs nothing, or no controller, is refused', () => {
    expect(make({ controllers: [] })).toThrow('test/Ccm: controllers is empty, so no controller would run. Remove it to run all controllers, or use CloudController.except(...)');
    expect(make({ controllers: ['service' as any] })).toThrow('controllers[0] must be a CloudController, such as CloudController.SERVICE');
    expect(() => CloudController.allExcept()).toThrow('controllers excludes no controller. Name one, or use CloudController.ALL');
    expect(() => CloudController.allExcept(CloudController.ALL)).toThrow('controllers excludes every controller, so none would run');
    expect(() => CloudController.of('-route')).toThrow('controllers contains "-route", but names of controllers are lower-case words such as "cloud-node"');
    expect(() => CloudController.of('Route')).toThrow('controllers contains "Route", but names of controllers are lower-case words such as "cloud-node"');
  });
});

describe('accounts', () => {
  test('names of account and role, and the namespace, are free', () => {
    const output = outputOf({ namespace: 'cloud', serviceAccountName: 'ccm', clusterRoleName: 'org:ccm' });
    expect(output.inventory()).toEqual(expect.arrayContaining(['ServiceAccount/cloud/ccm', 'ClusterRole/org:ccm', 'ClusterRoleBinding/org:ccm']));
    expect(output.get('ClusterRoleBinding', 'org:ccm').roleRef.name).toBe('org:ccm');
    expect(subjectsOf(output, 'org:ccm')).toEqual(['cloud/ccm']);
    expect(output.get('DaemonSet').metadata.namespace).toBe('cloud');
    expect(output.get('DaemonSet').spec.template.spec.serviceAccountName).toBe('ccm');
  });

  test.each([
    [{ namespace: 'A' }, 'namespace must be a DNS label'],
    [{ serviceAccountName: 'A' }, 'serviceAccountName must be a DNS subdomain'],
    [{ clusterRoleName: '' }, 'clusterRoleName must be the name of a ClusterRole'],
    [{ clusterRoleName: 'a/b' }, 'clusterRoleName must be the name'],
    [{ clusterRoleName: 'a%b' }, 'clusterRoleName must be the name'],
    [{ clusterRoleName: '..' }, 'clusterRoleName must be the name'],
  ])('%j is refused', (more, message) => expect(make(more)).toThrow(`test/Ccm: ${message}`));

  test('an account for each controller: the flag, and the role for the account that the provider uses', () => {
    const output = outputOf({ useServiceAccountCredentials: true, namespace: 'cloud' });
    expect(output.get('DaemonSet').spec.template.spec.containers[0].args).toContain('--use-service-account-credentials=true');
    expect(subjectsOf(output, 'system:cloud-controller-manager')).toEqual(['cloud/cloud-controller-manager', 'kube-system/cloud-controller-manager']);
    expect(subjectsOf(output, 'system:cloud-node-controller')).toEqual(['kube-system/cloud-node-controller']);
  });

  test('the account of the provider is not bound twice, nor where nothing uses it', () => {
    const subjects = (more: Partial<CloudControllerManagerProps>) => subjectsOf(outputOf(more), 'system:cloud-controller-manager');
    expect(subjects({ useServiceAccountCredentials: true })).toEqual(['kube-system/cloud-controller-manager']);
    expect(subjects({ useServiceAccountCredentials: true, serviceAccountName: 'own' })).toEqual(['kube-system/own', 'kube-system/cloud-controller-manager']);
    expect(subjects({ useServiceAccountCredentials: false, serviceAccountName: 'own' })).toEqual(['kube-system/own']);
    expect(subjects({ serviceAccountName: 'own', release: Release.V1_22 })).toEqual(['kube-system/own']);
  });

  test('1.23 works, and as shipped is as shipped', () => {
    const subjects = (release: Release) => subjectsOf(outputOf({ release }), 'system:cloud-controller-manager');
    expect(subjects(Release.V1_23)).toEqual(['kube-system/cloud-controller-manager', 'kube-system/cloud-provider-openstack']);
    expect(subjects(Release.V1_23.asShipped())).toEqual(['kube-system/cloud-controller-manager']);
  });

  test('one account for all needs to patch the status of Services, which releases before 1.24 do not grant', () => {
    const rights = (useServiceAccountCredentials: boolean) => rightsOf(outputOf({ release: Release.V1_20, useServiceAccountCredentials }), 'ClusterRole', 'system:cloud-controller-manager');
    expect(rights(false)).toContain('services/status: patch');
    expect(rights(true)).not.toContain('services/status: patch');
  });
});

describe('leastPrivilege', () => {
  test('grants what is used', () => {
    const output = outputOf({ leastPrivilege: true });
    expect(output.inventory()).toEqual([
      'ServiceAccount/kube-system/cloud-controller-manager',
      'ClusterRole/system:cloud-controller-manager',
      'ClusterRoleBinding/system:cloud-controller-manager',
      'Role/kube-system/openstack-cloud-controller-manager',
      'RoleBinding/kube-system/openstack-cloud-controller-manager',
      'RoleBinding/kube-system/openstack-cloud-controller-manager:authentication-reader',
      'DaemonSet/kube-system/openstack-cloud-controller-manager',
    ]);
    expect(rightsOf(output, 'ClusterRole', 'system:cloud-controller-manager')).toEqual([
      'events: create patch', 'nodes: get list watch patch update delete', 'nodes/status: patch', 'services: list patch watch', 'services/status: patch',
    ]);
    expect(rightsOf(output, 'Role', 'openstack-cloud-controller-manager')).toEqual(['leases: get create update']);
    expect(output.get('RoleBinding', 'openstack-cloud-controller-manager:authentication-reader')).toMatchObject({
      roleRef: { kind: 'Role', name: 'extension-apiserver-authentication-reader' }, subjects: [{ kind: 'ServiceAccount', name: 'cloud-controller-manager', namespace: 'kube-system' }],
    });
    expect(output.get('RoleBinding', 'openstack-cloud-controller-manager')).toMatchObject({
      roleRef: { kind: 'Role', name: 'openstack-cloud-controller-manager' }, subjects: [{ kind: 'ServiceAccount', name: 'cloud-controller-manager', namespace: 'kube-system' }],
    });
  });

  test('keeps tokens for an account of each controller, and volumes for the releases that label them', () => {
    const rights = rightsOf(outputOf({ leastPrivilege: true, release: Release.V1_21 }), 'ClusterRole', 'system:cloud-controller-manager');
    expect(rights).toEqual(expect.arrayContaining(['persistentvolumes: *', 'serviceaccounts: create get', 'serviceaccounts/token: create', 'namespaces kube-system: get']));
    expect(rightsOf(outputOf({ leastPrivilege: true, release: Release.V1_22 }), 'ClusterRole', 'system:cloud-controller-manager').join()).not.toContain('persistentvolumes');
  });

  test('the account of the pods only watches nodes where each controller has its own', () => {
    expect(rightsOf(outputOf({ leastPrivilege: true, useServiceAccountCredentials: true }), 'ClusterRole', 'system:cloud-controller-manager')).toEqual([
      'events: create patch', 'nodes: list watch', 'services: list patch watch', 'serviceaccounts: create get', 'serviceaccounts/token: create', 'namespaces kube-system: get',
    ]);
  });

  test('updates of Services and Events, of which the audit log of 1.33 has none, go with it', () => {
    const rights = (release: Release) => rightsOf(outputOf({ leastPrivilege: true, release }), 'ClusterRole', 'system:cloud-controller-manager').filter((right) => right.includes('update'));
    expect(rights(Release.V1_33)).toEqual(['nodes: get list watch patch update delete']);
    expect(rights(Release.V1_32)).toEqual(expect.arrayContaining(['events: create patch update', 'services: list patch update watch']));
  });

  test('locks with Endpoints too where the release does', () => {
    expect(rightsOf(outputOf({ leastPrivilege: true, release: Release.V1_19 }), 'Role', 'openstack-cloud-controller-manager')).toContain('endpoints: get create update');
    expect(rightsOf(outputOf({ leastPrivilege: true, release: Release.V1_20 }), 'Role', 'openstack-cloud-controller-manager').join()).not.toContain('endpoints');
  });

  test('the Lease is in the namespace of the Role', () => {
    expect(argsOf({ leastPrivilege: true, namespace: 'cloud' })).toContain('--leader-elect-resource-namespace=cloud');
    expect(argsOf({ leastPrivilege: true }).join()).not.toContain('leader-elect');
    expect(argsOf({ namespace: 'cloud' }).join()).not.toContain('leader-elect');
  });

  test('is refused for releases that lock with Endpoints', () => {
    expect(make({ leastPrivilege: true, release: Release.V1_16 })).toThrow('test/Ccm: leastPrivilege is not supported by release 1.16, whose leader election uses Endpoints. Use release 1.17 or newer');
    expect(make({ leastPrivilege: true, release: Release.V1_17 })).not.toThrow();
  });
});

describe('cloud config', () => {
  const config: ICloudConfig = { secretName: 's', secretKey: 'ccm.conf', checksum: 'abc' };

  test('another key of the Secret is mounted under the name that the flag says', () => {
    expect(podOf({ cloudConfig: config }).spec.volumes).toContainEqual({ name: 'cloud-config-volume', secret: { secretName: 's', items: [{ key: 'ccm.conf', path: 'cloud.conf' }] } });
    expect(podOf().spec.volumes).toContainEqual({ name: 'cloud-config-volume', secret: { secretName: 'cloud-config' } });
  });

  test('a known checksum rolls the pods', () => {
    expect(podOf({ cloudConfig: config }).metadata.annotations).toEqual({ 'cdk8s-openstack/cloud-config-checksum': 'abc' });
    expect(podOf({ cloudConfig: config, naming: HELM }).metadata.annotations).toEqual({ 'checksum/config': 'abc' });
    expect(podOf().metadata.annotations).toBeUndefined();
  });

  test('without the mount the variable still says where the file belongs', () => {
    const pod = podOf({ mountCloudConfig: false });
    expect(pod.spec.volumes.map((v: any) => v.name)).toEqual(['k8s-certs', 'ca-certs']);
    expect(pod.spec.containers[0].env[0]).toEqual({ name: 'CLOUD_CONFIG', value: '/etc/config/cloud.conf' });
    expect(podOf({ mountCloudConfig: false, hostVolumes: false }).spec.containers[0].volumeMounts).toBeUndefined();
  });
});

describe('CA bundle', () => {
  const withCa = (path: string, more: Partial<CloudControllerManagerProps> = {}) => ({
    ...more, cloudConfig: CloudConfig.fromSecretName('cloud-config', { caCertificate: { secretName: 'openstack-ca-cert', secretKey: 'bundle', path } }),
  });

  test('is mounted where ca-file says, beside everything else', () => {
    const { spec } = podOf(withCa('/etc/openstack/ca.pem'));
    expect(spec.volumes).toContainEqual({ name: 'ca-cert', secret: { secretName: 'openstack-ca-cert', items: [{ key: 'bundle', path: 'ca.pem' }] } });
    expect(spec.containers[0].volumeMounts).toContainEqual({ name: 'ca-cert', mountPath: '/etc/openstack', readOnly: true });
    expect(spec.volumes).toHaveLength(4);
  });

  test('may lie above another mount: the kubelet makes mount points inside of Secrets', () => {
    expect(podOf(withCa('/etc/kubernetes/ca.pem')).spec.containers[0].volumeMounts.map((m: any) => m.mountPath)).toEqual(['/etc/kubernetes/pki', '/etc/ssl/certs', '/etc/config', '/etc/kubernetes']);
  });

  test.each([
    ['/etc/ssl/certs/own/ca.pem', '/etc/ssl/certs'],
    ['/etc/config/ca.pem', '/etc/config'],
    ['/etc/config/own/ca.pem', '/etc/config'],
  ])('%s would hide something and is refused', (path, mount) => {
    expect(make(withCa(path))).toThrow('cloudConfig.caCertificate.path must lie in a folder of its own, such as "/etc/openstack-ca/ca.pem": '
      + `"${path}" and the mount "${mount}" hide each other`);
  });

  test('in a folder that the image has, the file alone is mounted', () => {
    const { volumeMounts } = podOf(withCa('/etc/pki/ca.pem')).spec.containers[0];
    expect(volumeMounts).toContainEqual({ name: 'ca-cert', mountPath: '/etc/pki/ca.pem', subPath: 'ca.pem', readOnly: true });
  });

  test('has room in /etc/ssl/certs where the directory of the node is left out', () => {
    expect(make(withCa('/etc/ssl/certs/ca.pem', { hostVolumes: false }))).not.toThrow();
    expect(make(withCa('/etc/ssl/certs-own/ca.pem'))).not.toThrow();
  });
});

describe('pod', () => {
  test('hostVolumes: false leaves only what the manager reads', () => {
    expect(podOf({ hostVolumes: false }).spec.volumes.map((v: any) => v.name)).toEqual(['cloud-config-volume']);
    expect(podOf({ hostVolumes: false }).spec.containers[0].volumeMounts.map((m: any) => m.name)).toEqual(['cloud-config-volume']);
  });

  test('the network of the node is optional', () => {
    expect(podOf().spec.hostNetwork).toBe(true);
    expect('hostNetwork' in podOf({ hostNetwork: false }).spec).toBe(false);
  });

  test('the shared knobs reach it, and annotations and labels their objects', () => {
    const output = outputOf({
      release: Release.V1_36,
      commonAnnotations: { c: '1' },
      annotations: { a: '1' },
      podAnnotations: { p: '1' },
      labels: { l: '1' },
      podLabels: { q: '1' },
      updateStrategy: { type: 'OnDelete' },
      priorityClassName: 'system-cluster-critical',
      extraArgs: ['--v=3'],
      images: { registryMirror: 'example.com' },
    });
    const { metadata, spec } = output.get('DaemonSet');
    expect(metadata.annotations).toEqual({ c: '1', a: '1' });
    expect(metadata.labels).toEqual({ 'l': '1', 'k8s-app': 'openstack-cloud-controller-manager' });
    expect(spec.template.metadata).toEqual({ annotations: { c: '1', p: '1' }, labels: { 'l': '1', 'q': '1', 'k8s-app': 'openstack-cloud-controller-manager' } });
    expect(spec.updateStrategy).toEqual({ type: 'OnDelete' });
    expect(spec.template.spec.priorityClassName).toBe('system-cluster-critical');
    expect(spec.template.spec.containers[0].args).toContain('--v=3');
    expect(spec.template.spec.containers[0].image).toBe('example.com/provider-os/openstack-cloud-controller-manager:v1.36.0');
    for (const object of output.objects) expect(object.metadata.annotations).toMatchObject({ c: '1' });
    expect(make({ commonAnnotations: { '!': '1' } })).toThrow('commonAnnotations must be annotation keys');
  });

  test('image options may name any image of the release, as one set serves all components', () => {
    expect(make({ images: { overrides: { 'csi-attacher': 'a/b:1' } } })).not.toThrow();
    expect(make({ images: { overrides: { other: 'a/b:1' } } })).toThrow('test/Ccm: images.overrides names "other", which no container uses');
  });

  test('errors of the shared knobs name the construct', () => {
    expect(make({ tolerations: [{}] })).toThrow('test/Ccm: tolerations[0] has no key');
  });
});

describe('1.34 runs only where the control-plane label is "true"', () => {
  const warnings = (more: Partial<CloudControllerManagerProps>) => stderrOf(() => outputOf({ release: Release.V1_34, ...more }));

  test('which is advised against, unless something else is chosen', () => {
    expect(warnings({})).toMatch(/^warning CONTROL_PLANE_LABEL_VALUE test\/Ccm: .*ReleaseFix\.CONTROL_PLANE_AFFINITY/);
    expect(warnings({ nodeSelector: {} })).toBe('');
    expect(warnings({ affinity: {} })).toBe('');
    expect(warnings({ release: Release.V1_34.extend({ fixes: [ReleaseFix.CONTROL_PLANE_AFFINITY] }) })).toBe('');
    expect(warnings({ release: Release.V1_33 })).toBe('');
  });

  test('and can be acknowledged', () => {
    expect(stderrOf(() => Output.of((chart) => {
      Advice.of(chart).acknowledge('CONTROL_PLANE_LABEL_VALUE', 'an RKE2 cluster');
      new CloudControllerManager(chart, 'Ccm', props({ release: Release.V1_34 }));
    }))).toBe('');
  });
});

describe('metrics', () => {
  const output = outputOf({ metrics: { serviceMonitorLabels: { release: 'prometheus' } } });

  test('the Service', () => expect(output.get('Service')).toMatchSnapshot());
  test('the ServiceMonitor', () => expect(output.get('ServiceMonitor')).toMatchSnapshot());
  test('the right to check tokens', () => expect(output.get('ClusterRoleBinding', 'system:openstack-cloud-controller-manager:auth-delegate')).toMatchSnapshot());

  test('the port listens everywhere, and is named in the pod', () => {
    const { args, ports } = output.get('DaemonSet').spec.template.spec.containers[0];
    expect(args.filter((a: string) => a.includes('bind-address') || a.includes('port'))).toEqual(['--bind-address=0.0.0.0']);
    expect(ports).toEqual([{ name: 'http', containerPort: 10258, hostPort: 10258, protocol: 'TCP' }]);
    expect(containerOf().ports).toBeUndefined();
  });

  test.each([undefined, HELM])('the ServiceMonitor selects labels that the Service has, and its job label is one of them', (naming) => {
    const objects = outputOf({ metrics: {}, naming });
    const { selector, jobLabel } = objects.get('ServiceMonitor').spec;
    const { metadata, spec } = objects.get('Service');
    expect(metadata.labels).toMatchObject(selector.matchLabels);
    expect(metadata.labels[jobLabel]).toBeTruthy();
    expect(objects.get('DaemonSet').spec.template.metadata.labels).toMatchObject(spec.selector);
  });

  test('address, port, interval and endpoint are free; without the network of the node there is no port on it', () => {
    const objects = outputOf({ hostNetwork: false, metrics: { bindAddress: '::', port: 9999, interval: Duration.minutes(2), endpoint: { scrapeTimeout: '5s' } } });
    const { args, ports } = objects.get('DaemonSet').spec.template.spec.containers[0];
    expect(args).toEqual(expect.arrayContaining(['--bind-address=::', '--secure-port=9999']));
    expect(ports).toEqual([{ name: 'http', containerPort: 9999, protocol: 'TCP' }]);
    expect(objects.get('Service').spec.ports[0].port).toBe(9999);
    expect(objects.get('ServiceMonitor').spec.endpoints[0]).toMatchObject({ interval: '120s', scrapeTimeout: '5s', scheme: 'https' });
  });

  test('releases before 1.20 keep their insecure port to themselves', () => {
    expect(argsOf({ release: Release.V1_19, metrics: {} })).toEqual(expect.arrayContaining(['--address=127.0.0.1', '--bind-address=0.0.0.0']));
  });

  test('Service and ServiceMonitor can be left out', () => {
    expect(outputOf({ metrics: { serviceMonitor: false } }).inventory().filter((o) => o.startsWith('Service/') || o.startsWith('ServiceM'))).toEqual(['Service/kube-system/openstack-cloud-controller-manager']);
    expect(outputOf({ metrics: { service: false } }).inventory().join()).not.toMatch(/Service\/|ServiceMonitor\//);
  });

  test.each([
    [{ bindAddress: '10.0.0.256' }, 'metrics.bindAddress must be an IP address'],
    [{ bindAddress: 'localhost' }, 'metrics.bindAddress must be an IP address such as "0.0.0.0" or "::", got "localhost"'],
    [{ port: 0 }, 'metrics.port must be a port number'],
    [{ service: false, serviceMonitor: true }, 'metrics.serviceMonitor must be false if metrics.service is false'],
    [{ serviceMonitorLabels: { a: '!' } }, 'metrics.serviceMonitorLabels["a"] must be a label value'],
    [{ interval: Duration.millis(500) }, 'metrics.interval must be at least one second, in whole seconds'],
    [{ interval: Duration.millis(1500) }, 'metrics.interval must be at least one second'],
  ])('%j is refused', (metrics, message) => expect(make({ metrics })).toThrow(`test/Ccm: ${message}`));

  test('one second is enough', () => {
    expect(outputOf({ metrics: { interval: Duration.seconds(1) } }).get('ServiceMonitor').spec.endpoints[0].interval).toBe('1s');
  });
});

describe('Helm naming', () => {
  test('the DaemonSet of the chart', () => expect(outputOf({ release: Release.V1_36, naming: HELM, metrics: {} }).get('DaemonSet')).toMatchSnapshot());

  test('names and labels', () => {
    const output = outputOf({ release: Release.V1_36, naming: Naming.helmChart({ release: 'occm', nameOverride: 'cloud' }), metrics: {} });
    expect(output.inventory()).toEqual([
      'ServiceAccount/kube-system/cloud-controller-manager',
      'ClusterRole/system:cloud-controller-manager',
      'ClusterRoleBinding/system:cloud-controller-manager',
      'ClusterRoleBinding/system:cloud:auth-delegate',
      'DaemonSet/kube-system/cloud',
      'Service/kube-system/cloud',
      'ServiceMonitor/kube-system/cloud',
    ]);
    for (const object of output.objects) {
      expect(object.metadata.labels).toMatchObject({
        'app.kubernetes.io/name': 'cloud',
        'helm.sh/chart': 'openstack-cloud-controller-manager-2.36.0',
        'app.kubernetes.io/instance': 'occm',
        'app.kubernetes.io/managed-by': 'Helm',
        'app.kubernetes.io/version': 'v1.36.0',
      });
    }
    expect(output.get('DaemonSet').spec.selector.matchLabels).toEqual({ component: 'controllermanager', app: 'cloud', release: 'occm' });
  });

  test('names are cut as the chart cuts them, and the version of the chart is free', () => {
    const output = outputOf({ naming: Naming.helmChart({ release: 'occm', nameOverride: `${'x'.repeat(62)}-yz`, chartVersion: '2.36.1+own' }) });
    expect(output.get('DaemonSet').metadata.name).toBe('x'.repeat(62));
    expect(output.get('DaemonSet').spec.template.metadata.labels).toMatchObject({ chart: 'openstack-cloud-controller-manager-2.36.1_own', heritage: 'Helm' });
  });

  test('an override that is empty is none, as in the chart', () => {
    const output = outputOf({ naming: Naming.helmChart({ release: 'occm', nameOverride: '', fullnameOverride: '' }) });
    expect(output.get('DaemonSet').metadata.name).toBe('openstack-cloud-controller-manager');
  });

  test('charts before 1.30 label no RBAC object, and those before 1.26 have names of their own', () => {
    const output = outputOf({ naming: HELM, release: Release.V1_24 });
    expect(output.get('ClusterRole', 'system:openstack-cloud-controller-manager').metadata.labels).toBeUndefined();
    expect(output.get('ServiceAccount', 'openstack-cloud-controller-manager').metadata.labels).toBeUndefined();
    expect(subjectsOf(output, 'system:openstack-cloud-controller-manager')).toEqual(['kube-system/openstack-cloud-controller-manager', 'kube-system/cloud-controller-manager']);
  });

  test('the chart of 1.21 grants tokens, which its manifests do not', () => {
    const rights = (naming?: Naming) => {
      const output = outputOf({ naming, release: Release.V1_21.asShipped() });
      return rightsOf(output, 'ClusterRole', naming ? 'system:openstack-cloud-controller-manager' : 'system:cloud-controller-manager');
    };
    expect(rights(HELM)).toContain('serviceaccounts/token: create');
    expect(rights()).not.toContain('serviceaccounts/token: create');
  });

  test('is refused where there was no chart, and with what the chart does not have', () => {
    expect(make({ naming: HELM, release: Release.V1_20 })).toThrow('test/Ccm: naming is that of a Helm chart, but charts exist since release 1.21. Use Naming.manifests() for older releases');
    expect(make({ naming: Naming.helmChart({ release: 'occm', nameOverride: 'A' }) })).toThrow('naming.nameOverride must be a DNS subdomain');
    expect(make({ naming: Naming.helmChart({ release: 'occm', nameOverride: 'a.b' }), metrics: {} })).toThrow('naming.nameOverride must be a DNS label');
    expect(make({ naming: Naming.helmChart({ release: 'occm', fullnameOverride: 'x' }) })).toThrow('test/Ccm: naming.fullnameOverride is not a value of the openstack-cloud-controller-manager chart. Use nameOverride');
  });
});
