import { Duration } from 'cdk8s';
import { parse } from 'yaml';
import {
  ImagePullPolicy, LocalPathClass, LocalPathProvisioner, LocalPathProvisionerProps, LocalPathRelease, LocalPathStorage, LocalPathVolumeType,
  MatchOperator, Naming, ReclaimPolicy, SecretText, VolumeBindingMode,
} from '../../../../src';
import { Output, scope, stderrOf } from '../../../support/synth';

const OLD = LocalPathRelease.V0_0_22;

function synth(props: LocalPathProvisionerProps = {}, namespace?: string): Output {
  let output: Output;
  stderrOf(() => { output = Output.of((chart) => new LocalPathProvisioner(chart, 'LocalPath', props), namespace); });
  return output!;
}

const pod = (output: Output) => output.get('Deployment').spec.template.spec;
const main = (output: Output) => pod(output).containers[0];
const data = (props: LocalPathProvisionerProps) => synth(props).get('ConfigMap').data;
const config = (props: LocalPathProvisionerProps) => JSON.parse(data(props)['config.json']);
const refusal = (props: LocalPathProvisionerProps) => () => new LocalPathProvisioner(scope(), 'LocalPath', props);
const advice = (props: LocalPathProvisionerProps): string[] => (
  stderrOf(() => { Output.of((chart) => new LocalPathProvisioner(chart, 'LocalPath', props)); }).match(/[A-Z]+(_[A-Z]+)+(?= test)|[A-Z]{3}\d{3}(?= test)/g) ?? []);

describe('what is emitted', () => {
  test.each(LocalPathRelease.all().map((r) => [r.version, r]))('%s, every object', (_, release) => {
    for (const object of synth({ release }).objects) expect(object).toMatchSnapshot(`${object.kind}`);
  });

  test('v0.0.37 with the names of the chart, every object', () => {
    const output = synth({ naming: Naming.helmChart({ release: 'lpp' }), disruptionBudget: { maxUnavailable: '1' } });
    for (const object of output.objects) expect(object).toMatchSnapshot(`${object.kind}`);
  });

  test('kinds, names and selectors are fixed', () => {
    const output = synth({ disruptionBudget: { maxUnavailable: '1' } });
    expect(output.inventory()).toEqual([
      'Namespace/local-path-storage',
      'ServiceAccount/local-path-storage/local-path-provisioner-service-account',
      'ClusterRole/local-path-provisioner-role',
      'ClusterRoleBinding/local-path-provisioner-bind',
      'Role/local-path-storage/local-path-provisioner-role',
      'RoleBinding/local-path-storage/local-path-provisioner-bind',
      'ConfigMap/local-path-storage/local-path-config',
      'StorageClass/local-path',
      'Deployment/local-path-storage/local-path-provisioner',
      'PodDisruptionBudget/local-path-storage/local-path-provisioner',
    ]);
    for (const kind of ['Deployment', 'PodDisruptionBudget']) expect(output.get(kind).spec.selector).toEqual({ matchLabels: { app: 'local-path-provisioner' } });
  });

  test('every emitted object is reachable', () => {
    let local: LocalPathProvisioner;
    stderrOf(() => Output.of((chart) => {
      local = new LocalPathProvisioner(chart, 'LocalPath', {
        disruptionBudget: { maxUnavailable: '1' },
        registryCredentials: { secretName: 's', registry: 'r', username: 'u', password: SecretText.unsafe('p') },
      });
    }));
    const { namespaceObject, registrySecret, serviceAccount, clusterRole, clusterRoleBinding, role, roleBinding, configMap, deployment } = local!;
    expect([namespaceObject, registrySecret, serviceAccount, clusterRole, clusterRoleBinding, role, roleBinding, configMap, deployment,
      local!.podDisruptionBudget].map((o) => o?.kind)).not.toContain(undefined);
    expect(local!.storageClasses[0].apiObject.name).toBe('local-path');
  });

  test('what is not asked for is not emitted', () => {
    const output = synth({
      createNamespace: false, createServiceAccount: false, createRbac: false, classes: [{ name: 'local-path', createStorageClass: false }],
    });
    expect(output.inventory()).toEqual(['ConfigMap/local-path-storage/local-path-config', 'Deployment/local-path-storage/local-path-provisioner']);
    expect(pod(output).serviceAccountName).toBe('default');
  });

  test('the account is the same everywhere', () => {
    const output = synth({ serviceAccountName: 'storage' });
    expect(output.get('ServiceAccount').metadata.name).toBe('storage');
    for (const kind of ['ClusterRoleBinding', 'RoleBinding']) {
      expect(output.get(kind).subjects).toEqual([{ kind: 'ServiceAccount', name: 'storage', namespace: 'local-path-storage' }]);
    }
    expect(pod(output).serviceAccountName).toBe('storage');
    expect(main(output).command.slice(-2)).toEqual(['--service-account-name', 'storage']);
  });
});

describe('namespace', () => {
  test('is emitted only where it is the provisioner\'s own', () => {
    const namespaces = (output: Output) => [output.get('Deployment').metadata.namespace, output.inventory().some((o) => o.startsWith('Namespace/'))];
    expect(namespaces(synth())).toEqual(['local-path-storage', true]);
    expect(namespaces(synth({}, 'kube-system'))).toEqual(['kube-system', false]);
    expect(namespaces(synth({ namespace: 'storage' }, 'kube-system'))).toEqual(['storage', false]);
    expect(namespaces(synth({ namespace: 'storage', createNamespace: true }))).toEqual(['storage', true]);
    expect(namespaces(synth({ naming: Naming.helmChart({ release: 'lpp' }) }))).toEqual(['local-path-storage', false]);
  });

  test('takes labels', () => {
    const namespaceLabels = { 'pod-security.kubernetes.io/enforce': 'privileged' };
    expect(synth({ namespaceLabels, commonLabels: { a: 'b' } }).get('Namespace').metadata.labels).toEqual({ a: 'b', ...namespaceLabels });
    expect(refusal({ namespaceLabels, namespace: 'x' })).toThrow('test/LocalPath: namespaceLabels have no effect without createNamespace');
    expect(refusal({ namespace: 'X' })).toThrow('namespace must be a DNS label');
  });
});

describe('command', () => {
  const command = (props: LocalPathProvisionerProps) => main(synth(props)).command.join(' ');
  const start = 'local-path-provisioner --debug start --config /etc/config/config.json';

  test('has the flags that say something else than the program assumes', () => {
    expect(command({})).toBe(start);
    expect(command({ debug: false })).toBe(start.replace(' --debug', ''));
    for (const release of LocalPathRelease.all()) {
      expect(command({
        release,
        serviceAccountName: 'sa',
        provisionerName: 'example.com/path',
        configMapName: 'cm',
        workerThreads: 8,
        provisioningRetryCount: 0,
        deletionRetryCount: 3,
        extraArgs: ['--kube-client-qps', '{50}'],
      })).toBe(`${start} --service-account-name sa --provisioner-name example.com/path --configmap-name cm --worker-threads 8 `
        + '--provisioning-retry-count 0 --deletion-retry-count 3 --kube-client-qps {50}');
    }
  });

  test('has the flags of the chart with its names', () => {
    expect(command({ naming: Naming.helmChart({ release: 'lpp' }), images: { registryMirror: 'reg.example.com' } })).toBe(
      'local-path-provisioner start --config /etc/config/config.json --service-account-name lpp-local-path-provisioner '
      + '--provisioner-name cluster.local/lpp-local-path-provisioner --helper-image reg.example.com/library/busybox:latest --configmap-name local-path-config');
  });

  test('has the flags of the chart even where the program assumes the same', () => {
    expect(command({
      naming: Naming.helmChart({ release: 'lpp' }), serviceAccountName: 'local-path-provisioner-service-account', provisionerName: 'rancher.io/local-path',
    })).toBe('local-path-provisioner start --config /etc/config/config.json --service-account-name local-path-provisioner-service-account '
      + '--provisioner-name rancher.io/local-path --helper-image docker.io/library/busybox:latest --configmap-name local-path-config');
  });

  test('refuses numbers that the program would, and flags twice', () => {
    expect(refusal({ workerThreads: 0 })).toThrow('workerThreads must be a whole number of at least 1, got 0');
    expect(refusal({ provisioningRetryCount: -1 })).toThrow('provisioningRetryCount must be a whole number of at least 0, got -1');
    expect(refusal({ deletionRetryCount: 1.5 })).toThrow('deletionRetryCount must be a whole number of at least 0, got 1.5');
    expect(refusal({ workerThreads: 2, extraArgs: ['--worker-threads=4'] })).toThrow('extraArgs repeat --worker-threads, which a property of its own sets');
    expect(refusal({ workerThreads: 2, extraArgs: ['--worker-threads', '4'] })).toThrow('extraArgs repeat --worker-threads');
    expect(refusal({ extraArgs: ['--worker-threads=4'] })).not.toThrow();
    expect(refusal({ provisionerName: 'a b' })).toThrow('provisionerName must be a name such as "rancher.io/local-path", got "a b"');
    expect(refusal({ configMapName: 'A' })).toThrow('configMapName must be a DNS subdomain');
    expect(refusal({ serviceAccountName: 'A' })).toThrow('serviceAccountName must be a DNS subdomain');
  });
});

describe('pod', () => {
  test('there is one', () => {
    expect(synth({ replicas: 1 }).get('Deployment').spec.replicas).toBe(1);
    for (const replicas of [0, 2]) {
      expect(refusal({ replicas })).toThrow(`replicas must be 1, got ${replicas}: the provisioner elects no leader, so that two of them would make and delete each volume twice`);
    }
  });

  test('takes the options that all components share', () => {
    const output = synth({
      labels: { team: 'storage' },
      annotations: { note: 'n' },
      commonLabels: { cluster: 'prod' },
      updateStrategy: { type: 'Recreate' },
      podSpec: { runtimeClassName: 'kata' },
      podLabels: { tier: 'storage' },
      topologySpreadConstraints: [{ maxSkew: 1, topologyKey: 'zone', whenUnsatisfiable: 'DoNotSchedule' }],
      extraEnv: [{ name: 'HTTPS_PROXY', value: 'http://proxy:3128' }],
      resources: { limits: { cpu: '1' } },
    });
    expect(output.get('Deployment')).toMatchObject({
      metadata: { labels: { team: 'storage', cluster: 'prod' }, annotations: { note: 'n' } },
      spec: {
        strategy: { type: 'Recreate' },
        template: {
          metadata: { labels: { app: 'local-path-provisioner', team: 'storage', cluster: 'prod', tier: 'storage' } },
          spec: { runtimeClassName: 'kata', topologySpreadConstraints: [{ maxSkew: 1, topologyKey: 'zone', whenUnsatisfiable: 'DoNotSchedule' }] },
        },
      },
    });
    expect(main(output).resources).toEqual({ limits: { cpu: '1' } });
    expect(main(output).env).toContainEqual({ name: 'HTTPS_PROXY', value: 'http://proxy:3128' });
  });

  test('user namespaces', () => {
    expect(pod(synth()).hostUsers).toBeUndefined();
    expect(pod(synth({ hostUsers: false })).hostUsers).toBe(false);
    const naming = Naming.helmChart({ release: 'lpp' });
    expect(pod(synth({ naming })).hostUsers).toBe(true);
    expect(pod(synth({ naming, hostUsers: false })).hostUsers).toBe(false);
    expect(pod(synth({ naming, hostUsers: false, podSpec: { hostUsers: true } })).hostUsers).toBe(true);
  });

  test('health checks move with their port, and can be turned off', () => {
    const moved = main(synth({ healthPort: 9090 }));
    expect(moved.ports).toEqual([{ name: 'health', containerPort: 9090, protocol: 'TCP' }]);
    expect(moved.env.at(-1)).toEqual({ name: 'HEALTH_PORT', value: '9090' });
    const off = main(synth({ healthChecks: false }));
    expect(Object.keys(off).filter((key) => /Probe|ports/.test(key))).toEqual([]);
    expect(off.env.map((e: any) => e.name)).toEqual(['POD_NAMESPACE', 'CONFIG_MOUNT_PATH']);
    expect(refusal({ healthChecks: false, healthPort: 1 })).toThrow('healthPort has no effect with healthChecks: false');
    expect(refusal({ healthPort: 0 })).toThrow('healthPort must be a port number');
    expect(refusal({ release: OLD, healthPort: 8080 })).toThrow('healthPort exists since v0.0.37 of the provisioner; v0.0.22 serves no health checks');
  });

  test('is replaced when its configuration changes, if asked for', () => {
    const annotations = (props: LocalPathProvisionerProps) => synth(props).get('Deployment').spec.template.metadata.annotations;
    expect(annotations({})).toBeUndefined();
    const checksum = annotations({ restartOnConfigChange: true })['checksum/config'];
    expect(checksum).toMatch(/^[0-9a-f]{64}$/);
    expect(annotations({ restartOnConfigChange: true, workerThreads: 2 })['checksum/config']).toBe(checksum);
    expect(annotations({ restartOnConfigChange: true, directoryMode: '0770' })['checksum/config']).not.toBe(checksum);
  });

  test('images of the provisioner and of helper pods are told apart', () => {
    const output = synth({ images: { overrides: { busybox: 'example.com/busybox:1.37' }, registryMirror: 'reg.example.com', imagePullPolicy: ImagePullPolicy.ALWAYS } });
    expect(main(output)).toMatchObject({ image: 'reg.example.com/rancher/local-path-provisioner:v0.0.37', imagePullPolicy: 'Always' });
    expect(parse(output.get('ConfigMap').data['helperPod.yaml']).spec.containers[0]).toEqual(
      { name: 'helper-pod', image: 'example.com/busybox:1.37', imagePullPolicy: 'Always' });
    expect(refusal({ images: { overrides: { nginx: 'x' } } })).toThrow('images.overrides names "nginx", which no container uses');
  });
});

describe('pull secrets', () => {
  const registryCredentials = { secretName: 'regcred', registry: 'reg.example.com', username: 'robot', password: SecretText.unsafe('hunter2') };

  test('stand at the account, which helper pods run under', () => {
    expect(synth({ imagePullSecrets: ['a'] }).get('ServiceAccount').imagePullSecrets).toEqual([{ name: 'a' }]);
    expect(synth({ images: { imagePullSecrets: ['b'] } }).get('ServiceAccount').imagePullSecrets).toEqual([{ name: 'b' }]);
    expect(synth({ imagePullSecrets: ['a'], registryCredentials }).get('ServiceAccount').imagePullSecrets).toEqual([{ name: 'a' }, { name: 'regcred' }]);
    expect(synth().get('ServiceAccount').imagePullSecrets).toBeUndefined();
  });

  test('become a Secret, and the password in the output is reported', () => {
    expect(synth({ registryCredentials }).get('Secret')).toEqual({
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name: 'regcred', namespace: 'local-path-storage' },
      type: 'kubernetes.io/dockerconfigjson',
      stringData: { '.dockerconfigjson': '{"auths": {"reg.example.com": {"auth": "cm9ib3Q6aHVudGVyMg=="}}}' },
    });
    expect(advice({ registryCredentials })).toEqual(['SEC008']);
  });

  test('become an ExternalSecret where the password is in a store', () => {
    const password = SecretText.fromStore({ store: 'vault', key: 'registry', property: 'password', version: '2' });
    const output = synth({ registryCredentials: { ...registryCredentials, password } });
    expect(output.get('ExternalSecret')).toMatchSnapshot();
    expect(synth({ registryCredentials: { ...registryCredentials, password: SecretText.fromStore({ store: 'vault', key: 'registry' }) } })
      .get('ExternalSecret').spec.data[0].remoteRef).toEqual(
      { key: 'registry', conversionStrategy: 'Default', decodingStrategy: 'None', metadataPolicy: 'None' });
    expect(advice({ registryCredentials: { ...registryCredentials, password } })).toEqual([]);
  });

  test('that no registry takes are refused, without the password', () => {
    expect(refusal({ registryCredentials: { ...registryCredentials, secretName: 'A' } })).toThrow('registryCredentials.secretName must be a DNS subdomain');
    expect(refusal({ registryCredentials: { ...registryCredentials, registry: ' ' } })).toThrow('registryCredentials.registry is empty');
    expect(refusal({ registryCredentials: { ...registryCredentials, username: '' } })).toThrow('registryCredentials.username is empty');
    expect(refusal({ registryCredentials: { ...registryCredentials, username: 'a:b' } })).toThrow('registryCredentials.username holds a colon');
  });
});

describe('storage', () => {
  test('is one of three, each with its part of config.json', () => {
    expect(config({})).toEqual({ nodePathMap: [{ node: 'DEFAULT_PATH_FOR_NON_LISTED_NODES', paths: ['/opt/local-path-provisioner'] }] });
    expect(config({ storage: LocalPathStorage.nodePaths(undefined, { n1: ['/a', '/b'], n2: [] }) })).toEqual(
      { nodePathMap: [{ node: 'n1', paths: ['/a', '/b'] }, { node: 'n2', paths: [] }] });
    const others = { node: 'DEFAULT_PATH_FOR_NON_LISTED_NODES', paths: ['/c'] };
    expect(config({ storage: LocalPathStorage.nodePaths(undefined, { n1: ['/a'], DEFAULT_PATH_FOR_NON_LISTED_NODES: ['/c'] }) })).toEqual(
      { nodePathMap: [{ node: 'n1', paths: ['/a'] }, others] });
    expect(config({ storage: LocalPathStorage.shared('/mnt/gluster') })).toEqual({ sharedFileSystemPath: '/mnt/gluster' });
    expect(config({
      storage: LocalPathStorage.perClass({ fast: LocalPathStorage.nodePaths(['/ssd']), shared: LocalPathStorage.shared('/mnt/gluster') }),
    })).toEqual({
      storageClassConfigs: {
        fast: { nodePathMap: [{ node: 'DEFAULT_PATH_FOR_NON_LISTED_NODES', paths: ['/ssd'] }] },
        shared: { sharedFileSystemPath: '/mnt/gluster' },
      },
    });
  });

  test('refuses what the program would refuse, ignore or crash on', () => {
    const nodes = (list: { [node: string]: string[] }) => () => LocalPathStorage.nodePaths(undefined, list);
    expect(() => LocalPathStorage.nodePaths()).toThrow('nodePaths needs defaultPaths or nodes');
    expect(nodes({ N1: [] })).toThrow('nodePaths.node must be a DNS subdomain');
    expect(() => LocalPathStorage.nodePaths(['/a'], { DEFAULT_PATH_FOR_NON_LISTED_NODES: ['/b'] }))
      .toThrow('nodePaths have defaultPaths and "DEFAULT_PATH_FOR_NON_LISTED_NODES", which are the same: keep one');
    expect(nodes({ n1: ['/a', '/a'] })).toThrow('nodePaths of "n1" hold "/a" twice');
    for (const path of ['', '/', 'data', '/data/', '/data/../x']) {
      expect(nodes({ n1: [path] })).toThrow('nodePaths of "n1" must be a directory below "/"');
      expect(() => LocalPathStorage.nodePaths([path])).toThrow('nodePaths.defaultPaths must be a directory below "/"');
      expect(() => LocalPathStorage.shared(path)).toThrow('shared must be a directory below "/"');
    }
    expect(() => LocalPathStorage.perClass({})).toThrow('perClass needs at least one class');
    expect(() => LocalPathStorage.perClass({ A: LocalPathStorage.shared('/a') })).toThrow('perClass must be a DNS subdomain');
    const inner = LocalPathStorage.perClass({ a: LocalPathStorage.shared('/a') });
    expect(() => LocalPathStorage.perClass({ a: inner })).toThrow('perClass holds another perClass for "a": use nodePaths or shared');
  });

  test('classes and their storages go together', () => {
    const storage = LocalPathStorage.perClass({ fast: LocalPathStorage.nodePaths(['/ssd']), shared: LocalPathStorage.shared('/mnt') });
    expect(synth({ storage }).inventory().filter((o) => o.startsWith('StorageClass'))).toEqual(['StorageClass/fast', 'StorageClass/shared']);
    expect(refusal({ storage, classes: [{ name: 'fast' }] })).toThrow('storage has the classes shared, which classes lacks: add them, or remove classes');
    expect(refusal({ storage, classes: [{ name: 'fast' }, { name: 'slow' }] })).toThrow(
      'classes[1].name must be one of those with a storage: fast, shared, got "slow". Add it to LocalPathStorage.perClass');
    expect(refusal({ storage, classes: [{ name: 'constructor' }] })).toThrow('classes[0].name must be one of those with a storage');
    expect(refusal({ classes: [] })).toThrow('classes needs at least one class. Omit it');
    expect(refusal({ classes: [{ name: 'a' }, { name: 'a' }] })).toThrow('classes[1].name "a" occurs twice');
    expect(refusal({ classes: [{ name: 'A' }] })).toThrow('classes[0].name must be a DNS subdomain');
  });

  test('what a version does not read is refused', () => {
    const release = OLD;
    expect(refusal({ release, storage: LocalPathStorage.shared('/mnt') })).toThrow(
      'test/LocalPath: storage is read by the provisioner since v0.0.23 (sharedFileSystemPath); v0.0.22 ignores it');
    expect(refusal({ release, storage: LocalPathStorage.perClass({ a: LocalPathStorage.nodePaths(['/a']) }) })).toThrow(
      'storage is read by the provisioner since v0.0.27 (storageClassConfigs)');
    expect(refusal({ release, setupCommand: '/setup' })).toThrow('setupCommand is read by the provisioner since v0.0.25');
    expect(refusal({ release, teardownCommand: '/x' })).toThrow('teardownCommand is read by the provisioner since v0.0.25');
    expect(refusal({ release: LocalPathRelease.V0_0_37.extend({ version: 'v0.0.26' }), storage: LocalPathStorage.perClass({ a: LocalPathStorage.shared('/a') }) }))
      .toThrow('since v0.0.27 (storageClassConfigs)');
  });
});

describe('config.json', () => {
  test('holds times, programs and what no property reaches', () => {
    expect(config({ commandTimeout: Duration.minutes(5), setupCommand: '/bin/setup', teardownCommand: '/bin/teardown', extraConfig: { new: 1 } })).toMatchObject(
      { cmdTimeoutSeconds: 300, setupCommand: '/bin/setup', teardownCommand: '/bin/teardown', new: 1 });
    expect(config({ release: OLD, commandTimeout: Duration.seconds(1) }).cmdTimeoutSeconds).toBe(1);
  });

  test('refuses what does not go into it', () => {
    expect(refusal({ commandTimeout: Duration.millis(1500) })).toThrow('commandTimeout must be a whole number of at least 1, got 1.5');
    expect(refusal({ commandTimeout: Duration.seconds(0) })).toThrow('commandTimeout must be a whole number of at least 1, got 0');
    expect(refusal({ setupCommand: 'setup' })).toThrow('setupCommand must be an absolute path of a program');
    expect(refusal({ extraConfig: { NodePathMap: [] } })).toThrow('extraConfig holds "NodePathMap", which the property storage is for');
    expect(refusal({ commandTimeout: Duration.minutes(1), extraConfig: { cmdTimeoutSeconds: 1 } })).toThrow('which the property commandTimeout is for');
  });
});

describe('scripts', () => {
  test('are those of the release, with another mode, or your own', () => {
    expect(data({ directoryMode: '0770' })).toMatchObject({
      setup: '#!/bin/sh\nset -eu\nmkdir -m 0770 -p "$VOL_DIR"',
      teardown: '#!/bin/sh\nset -eu\nrm -rf "$VOL_DIR"',
    });
    expect(data({ setupScript: 'echo ${VOL_DIR} {x}', teardownScript: 'true' })).toMatchObject({ setup: 'echo ${VOL_DIR} {x}', teardown: 'true' });
  });

  test('refuse what would not run', () => {
    for (const mode of ['777', '0888', '07777']) expect(refusal({ directoryMode: mode })).toThrow('directoryMode must be four octal digits such as "0770"');
    expect(refusal({ directoryMode: '0770', setupScript: 'x' })).toThrow('directoryMode is for the stock setup script');
    expect(refusal({ directoryMode: '0770', setupCommand: '/x' })).toThrow('directoryMode has no effect beside setupCommand, which runs instead');
    expect(refusal({ setupScript: 'x', setupCommand: '/x' })).toThrow('setupScript has no effect beside setupCommand');
    expect(refusal({ teardownScript: 'x', teardownCommand: '/x' })).toThrow('teardownScript has no effect beside teardownCommand');
    expect(refusal({ teardownScript: 'x', setupCommand: '/x' })).not.toThrow();
    expect(refusal({ setupScript: ' \n' })).toThrow('setupScript is empty. Remove it for the stock script');
    expect(refusal({ teardownScript: '' })).toThrow('teardownScript is empty');
  });
});

describe('helper pod', () => {
  const helper = (helperPod: LocalPathProvisionerProps['helperPod'], more: LocalPathProvisionerProps = {}) => parse(data({ helperPod, ...more })['helperPod.yaml']);

  test('takes what a pod of its own may have', () => {
    expect(helper({
      labels: { a: 'b' },
      annotations: { c: 'd' },
      image: 'busybox:1.37',
      imagePullPolicy: ImagePullPolicy.ALWAYS,
      resources: { limits: { cpu: '50m' } },
      extraEnv: [{ name: 'UMASK', value: '0077' }],
      extraTolerations: [{ key: 'node-role.kubernetes.io/control-plane', operator: MatchOperator.EXISTS }],
      priorityClassName: 'high',
      podSecurityContext: { seccompProfile: { type: 'RuntimeDefault' } },
      securityContext: { readOnlyRootFilesystem: true },
      containerSpec: { workingDir: '/' },
      podSpec: { dnsPolicy: 'None' },
    }, { commonLabels: { e: 'f' }, helperPodName: 'mkdir', helperPodNamespace: 'other' })).toEqual({
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'mkdir', namespace: 'other', annotations: { c: 'd' }, labels: { e: 'f', a: 'b' } },
      spec: {
        priorityClassName: 'high',
        tolerations: [
          { key: 'node.kubernetes.io/disk-pressure', operator: 'Exists', effect: 'NoSchedule' },
          { key: 'node-role.kubernetes.io/control-plane', operator: 'Exists' },
        ],
        securityContext: { seccompProfile: { type: 'RuntimeDefault' } },
        containers: [{
          name: 'helper-pod',
          image: 'busybox:1.37',
          imagePullPolicy: 'Always',
          env: [{ name: 'UMASK', value: '0077' }],
          resources: { limits: { cpu: '50m' } },
          securityContext: { readOnlyRootFilesystem: true },
          workingDir: '/',
        }],
        dnsPolicy: 'None',
      },
    });
  });

  test('tolerations and priority can be taken away', () => {
    expect(helper({ tolerations: [], priorityClassName: '' }).spec).toEqual({ tolerations: [], containers: [expect.anything()] });
    expect(helper({}, { release: LocalPathRelease.V0_0_22 }).spec).not.toHaveProperty('tolerations');
  });

  const UNSAFE: [object, string][] = [
    [{ extraInitContainers: [{ name: 'prepare' }] }, 'sets initContainers'],
    [{ podSpec: { ephemeralContainers: [{}] } }, 'sets ephemeralContainers'],
    [{ extraVolumes: [{ name: 'v', emptyDir: {} }] }, 'sets volumes'],
    [{ podSpec: { hostNetwork: true } }, 'sets hostNetwork'],
    [{ podSpec: { hostPID: true } }, 'sets hostPID'],
    [{ podSpec: { hostIPC: true } }, 'sets hostIPC'],
    [{ podSpec: { nodeName: 'n1' } }, 'sets nodeName, which the provisioner sets itself'],
    [{ podSpec: { serviceAccountName: 'x' } }, 'sets serviceAccountName, which the provisioner sets itself'],
    [{ extraContainers: [{ name: 'other' }] }, 'has more than one container'],
    [{ extraVolumeMounts: [{ name: 'v', mountPath: '/v' }], podSpec: { volumes: [{ name: 'v' }] } }, 'sets volumes'],
    [{ containerSpec: { envFrom: [{}] } }, 'sets envFrom'],
    [{ containerSpec: { lifecycle: {} } }, 'sets lifecycle'],
    [{ containerSpec: { livenessProbe: {} } }, 'sets livenessProbe'],
    [{ containerSpec: { readinessProbe: {} } }, 'sets readinessProbe'],
    [{ containerSpec: { startupProbe: {} } }, 'sets startupProbe'],
    [{ extraEnv: [{ name: 'A', valueFrom: { fieldRef: {} } }] }, 'takes environment variables from elsewhere (valueFrom)'],
    [{ podSecurityContext: { runAsUser: 0 } }, 'sets runAsUser to 0'],
    [{ podSecurityContext: { runAsGroup: 0 } }, 'sets runAsGroup to 0'],
    [{ podSecurityContext: { sysctls: [{}] } }, 'sets sysctls'],
    [{ securityContext: { privileged: true } }, 'is privileged'],
    [{ securityContext: { capabilities: { add: ['SYS_ADMIN'] } } }, 'adds capabilities'],
    [{ securityContext: { allowPrivilegeEscalation: true } }, 'allows privilege escalation'],
  ];
  test.each(UNSAFE)('%j is refused since v0.0.36, unless it is allowed', (helperPod, problem) => {
    expect(refusal({ helperPod })).toThrow(`test/LocalPath: helperPod ${problem}, with which the provisioner does not start. Remove it, or set allowUnsafeHelperPod`);
    expect(refusal({ helperPod, release: LocalPathRelease.V0_0_37.extend({ version: 'v0.0.35' }) })).not.toThrow();
    const allowed = synth({ helperPod, allowUnsafeHelperPod: true });
    expect(main(allowed).command).toContain('--allow-unsafe-helper-pod-template');
  });

  test.each([
    { podSpec: { hostNetwork: false, volumes: [], initContainers: [] } },
    { podSecurityContext: { runAsUser: 1000, runAsGroup: 1000, runAsNonRoot: true } },
    { securityContext: { privileged: false, allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } } },
    { podSecurityContext: { sysctls: [] } },
    { securityContext: { capabilities: { add: [] } } },
    { containerSpec: { envFrom: [], volumeMounts: [] } },
  ])('%j hardens, and is fine', (helperPod) => expect(refusal({ helperPod })).not.toThrow());

  test('its container has the name that the provisioner looks for', () => {
    expect(refusal({ helperPod: { containerSpec: { name: 'x' } } })).toThrow('helperPod must have the container "helper-pod" first: the provisioner reads its logs');
    expect(refusal({ helperPod: { podSpec: { containers: [] } } })).toThrow('helperPod must have the container "helper-pod" first');
  });

  test('allowing everything is an error where nothing is forbidden', () => {
    expect(refusal({ release: OLD, allowUnsafeHelperPod: true })).toThrow('allowUnsafeHelperPod exists since v0.0.36 of the provisioner; v0.0.22 takes any template');
  });

  test('names are those of Kubernetes', () => {
    expect(refusal({ helperPodName: 'A' })).toThrow('helperPodName must be a DNS subdomain');
    expect(refusal({ helperPodName: 'x'.repeat(81) })).toThrow('helperPodName must be at most 80 characters, got');
    expect(refusal({ helperPodName: 'x'.repeat(80) })).not.toThrow();
    expect(refusal({ helperPodNamespace: 'A' })).toThrow('helperPodNamespace must be a DNS label');
    expect(refusal({ helperPod: { labels: { a: 'b c' } } })).toThrow('helperPod.labels["a"] must be a label value');
    expect(refusal({ helperPod: { annotations: { 'a b': 'c' } } })).toThrow('helperPod.annotations must be annotation keys');
  });
});

describe('classes', () => {
  const storageClass = (c: Partial<LocalPathClass>, more: LocalPathProvisionerProps = {}) => synth({ classes: [{ name: 'local-path', ...c }], ...more }).get('StorageClass');
  const refused = (c: Partial<LocalPathClass>, more: LocalPathProvisionerProps = {}) => refusal({ classes: [{ name: 'local-path', ...c }], ...more });

  test('say what the provisioner reads', () => {
    expect(storageClass({
      isDefault: true,
      reclaimPolicy: ReclaimPolicy.RETAIN,
      allowVolumeExpansion: true,
      volumeType: LocalPathVolumeType.LOCAL,
      nodePath: '/opt/local-path-provisioner',
      pathPattern: 'x',
      allowUnsafePathPattern: true,
      nodeAffinityKey: 'example.com/id',
      userPattern: '{{ index .PVC.Annotations "uid" }}',
      groupPattern: '2000',
      permPattern: '0700',
      allowedTopologies: { 'topology.kubernetes.io/zone': ['az1'] },
      otherTopologies: [{ 'topology.kubernetes.io/zone': ['az2'] }],
      extraParameters: { new: 'x' },
      labels: { a: 'b' },
      annotations: { c: 'd' },
    }, { commonLabels: { e: 'f' } })).toMatchSnapshot();
  });

  test('have the annotations of the chart with its names', () => {
    const naming = Naming.helmChart({ release: 'lpp' });
    const annotations = (c: Partial<LocalPathClass>) => storageClass(c, { naming }).metadata.annotations;
    expect(annotations({})).toEqual({ 'storageclass.kubernetes.io/is-default-class': 'false', 'defaultVolumeType': 'hostPath' });
    expect(annotations({ isDefault: true, volumeType: LocalPathVolumeType.LOCAL })).toEqual(
      { 'storageclass.kubernetes.io/is-default-class': 'true', 'defaultVolumeType': 'local' });
    expect(annotations({ isDefault: false })).toEqual(annotations({}));
    expect(storageClass({ allowVolumeExpansion: false }, { naming }).allowVolumeExpansion).toBe(false);
    expect(storageClass({ isDefault: false }).metadata.annotations).toBeUndefined();
  });

  test('on nodes are for one node at a time, shared ones for all', () => {
    const modes = (storage?: LocalPathStorage, release?: LocalPathRelease) => new LocalPathProvisioner(scope(), 'LocalPath', { storage, release })
      .storageClass('local-path').capabilities.filesystemModes;
    expect(modes()).toEqual(['ReadWriteOnce', 'ReadWriteOncePod']);
    expect(modes(undefined, LocalPathRelease.V0_0_22)).toEqual(['ReadWriteOnce']);
    expect(modes(LocalPathStorage.shared('/mnt'))).toEqual(['ReadWriteOnce', 'ReadOnlyMany', 'ReadWriteMany', 'ReadWriteOncePod']);
  });

  test('are there for claims, emitted or not', () => {
    const local = new LocalPathProvisioner(scope(), 'LocalPath', { classes: [{ name: 'a' }, { name: 'b', createStorageClass: false }] });
    expect(local.storageClass('a')).toBe(local.storageClasses[0]);
    expect(local.storageClass('b')).toMatchObject({
      storageClassName: 'b', volumeBindingMode: 'WaitForFirstConsumer', provisioner: 'rancher.io/local-path', capabilities: { blockModes: [] },
    });
    expect(() => local.storageClass('c')).toThrow('test/LocalPath: name must be one of a, b, got "c"');
  });

  test('refuse what the program would ignore or fail on', () => {
    const shared = { storage: LocalPathStorage.shared('/mnt') };
    expect(refused({ nodePath: '/other' })).toThrow('classes[0].nodePath must be one of the paths of the storage: /opt/local-path-provisioner, got "/other"');
    expect(refused({ nodePath: '/mnt' }, shared)).toThrow('classes[0].nodePath has no meaning for a shared filesystem');
    expect(refused({ nodeAffinityKey: 'a' }, shared)).toThrow('classes[0].nodeAffinityKey has no meaning for a shared filesystem');
    expect(refused({ nodeAffinityKey: 'a b' })).toThrow('classes[0].nodeAffinityKey must be a node label');
    expect(refused({ volumeType: 'nfs' as LocalPathVolumeType })).toThrow('classes[0].volumeType must be one of hostPath, local, got "nfs"');
    expect(refused({ userPattern: '' })).toThrow('classes[0].userPattern is empty. Remove it');
    expect(refused({ permPattern: '{{ .PVC.Name' })).toThrow('classes[0].permPattern must be a template of Go, whose "{{" and "}}" come in pairs');
    expect(refused({ groupPattern: 'a }}' })).toThrow('classes[0].groupPattern must be a template of Go');
    expect(refused({ extraParameters: { nodePath: '/x' } })).toThrow('classes[0].extraParameters hold "nodePath", which the property nodePath is for');
  });

  test('annotations that the provisioner reads are checked as properties are', () => {
    const annotated = (annotations: { [key: string]: string }, more: object = {}) => refused({ annotations, ...more });
    expect(annotated({ userPattern: '{{' })).toThrow('classes[0].annotations["userPattern"] must be a template of Go');
    expect(annotated({ defaultVolumeType: 'nfs' })).toThrow('classes[0].annotations["defaultVolumeType"] must be hostPath or local, got "nfs". Claims fail with any other');
    expect(annotated({ defaultVolumeType: 'LOCAL' })).not.toThrow();
    expect(annotated({ defaultVolumeType: 'local' }, { volumeType: LocalPathVolumeType.LOCAL })).toThrow('classes[0].annotations hold defaultVolumeType, which the property volumeType is for');
    expect(refused({ annotations: { permPattern: '0700' } }, { release: LocalPathRelease.V0_0_22 })).toThrow(
      'classes[0].annotations hold permPattern, which the provisioner reads since v0.0.37; v0.0.22 ignores it');
  });

  test.each<[number, Partial<LocalPathClass>, string]>([
    [24, { nodePath: '/opt/local-path-provisioner' }, 'nodePath'],
    [24, { volumeType: LocalPathVolumeType.LOCAL }, 'volumeType'],
    [27, { pathPattern: 'x' }, 'pathPattern'],
    [34, { allowUnsafePathPattern: false }, 'allowUnsafePathPattern'],
    [35, { nodeAffinityKey: 'example.com/id' }, 'nodeAffinityKey'],
    [37, { userPattern: '1' }, 'userPattern'],
    [37, { groupPattern: '1' }, 'groupPattern'],
    [37, { permPattern: '1' }, 'permPattern'],
  ])('v0.0.%i was the first to read %j', (patch, c, property) => {
    const release = (n: number) => LocalPathRelease.V0_0_37.extend({ version: `v0.0.${n}`, profile: { healthPort: 8080 } });
    expect(refused(c, { release: release(patch - 1) })).toThrow(`classes[0].${property} is read by the provisioner since v0.0.${patch}; v0.0.${patch - 1} ignores it`);
    expect(refused(c, { release: release(patch) })).not.toThrow();
  });

  describe('path patterns', () => {
    const own = '{{ .PVC.Namespace }}/{{ .PVC.Name }}/';
    test.each([own, `${own}data`, '{{.PVC.Namespace}}/{{.PVC.Name}}/{{.PVName}}', '{{- .PVC.Namespace -}}/{{ .PVC.Name }}/x', '{{ printf "%s" .PVC.Namespace }}/{{ .PVC.Name }}/',
      '{{ .PVC.Namespace }}/{{ index .PVC.Labels "app" }}/', `${own}../x`, `${own}{{ .PVC.Labels.a }}`])('%j is taken', (pathPattern) => {
      expect(refused({ pathPattern })).not.toThrow();
    });

    test.each(['{{ .PVC.Namespace }}-{{ .PVC.Name }}', '{{ .PVC.Name }}', 'data', '/{{ .PVC.Namespace }}/{{ .PVC.Name }}/', '{{ .PVC.Namespace }}/{{ .PVC.Name }}', `x${own}`,
      '{{ .PVC.Name }}/{{ .PVC.Namespace }}/', `${own}../../../x`, 'x{{ .PVC.Labels.a }}'])('%j reaches other claims', (pathPattern) => {
      expect(refused({ pathPattern })).toThrow(`classes[0].pathPattern must be a template that begins with "${own}" and stays below it, got ${JSON.stringify(pathPattern)}. `
        + 'The provisioner refuses any other, unless allowUnsafePathPattern is set');
      expect(refused({ pathPattern, allowUnsafePathPattern: true })).not.toThrow();
      expect(refused({ pathPattern, annotations: { allowUnsafePathPattern: 'True' } })).not.toThrow();
      expect(refused({ pathPattern, annotations: { allowUnsafePathPattern: 'yes' } })).toThrow('classes[0].pathPattern');
      expect(refused({ pathPattern, annotations: { allowUnsafePathPattern: 'true' }, allowUnsafePathPattern: false })).toThrow('classes[0].pathPattern');
      expect(refused({ pathPattern }, { release: LocalPathRelease.V0_0_37.extend({ version: 'v0.0.32' }) })).not.toThrow();
    });
  });
});

describe('advice', () => {
  const c = (more: Partial<LocalPathClass>) => advice({ classes: [{ name: 'local-path', ...more }] });

  test('is not given for the defaults', () => {
    expect(advice({})).toEqual([]);
    expect(advice({ naming: Naming.helmChart({ release: 'lpp' }) })).toEqual(['LOC015']); // as the chart's default has it
    expect(advice({ naming: Naming.helmChart({ release: 'lpp' }), classes: [{ name: 'a', allowVolumeExpansion: false }] })).toEqual([]);
  });

  test('claims that nobody chose a node for', () => {
    expect(c({ volumeBindingMode: VolumeBindingMode.IMMEDIATE })).toEqual(['CLS005']);
    expect(advice({ storage: LocalPathStorage.shared('/mnt'), classes: [{ name: 'a', volumeBindingMode: VolumeBindingMode.IMMEDIATE }] })).toEqual([]);
  });

  test('data that stays behind', () => {
    expect(c({ nodeAffinityKey: 'example.com/id' })).toEqual(['LOC013']);
    expect(c({ nodeAffinityKey: 'example.com/id', reclaimPolicy: ReclaimPolicy.RETAIN })).toEqual([]);
    expect(c({ nodeAffinityKey: 'kubernetes.io/hostname' })).toEqual([]);
  });

  test('patterns that the stock script ignores', () => {
    expect(c({ userPattern: '1' })).toEqual(['LOCAL_PATH_PATTERN_UNUSED']);
    expect(c({ annotations: { userPattern: '1' } })).toEqual(['LOCAL_PATH_PATTERN_UNUSED']);
    expect(advice({ setupScript: 'chown "$VOL_USER" "$VOL_DIR"', classes: [{ name: 'a', userPattern: '1' }] })).toEqual([]);
    expect(advice({ setupCommand: '/setup', classes: [{ name: 'a', permPattern: '1' }] })).toEqual([]);
  });

  test('expansion that nothing does', () => {
    expect(c({ allowVolumeExpansion: true })).toEqual(['LOC015']);
  });

  test('budgets that block drains', () => {
    expect(advice({ disruptionBudget: { minAvailable: '1' } })).toEqual(['STS013']);
    expect(advice({ disruptionBudget: { maxUnavailable: '0' } })).toEqual(['STS013']);
    expect(advice({ disruptionBudget: { minAvailable: '0%' } })).toEqual([]);
    expect(advice({ disruptionBudget: { maxUnavailable: '1', evictUnhealthyPods: true } })).toEqual([]);
  });

  test('paths beside a storage for each class', () => {
    const storage = LocalPathStorage.perClass({ a: LocalPathStorage.shared('/a') });
    expect(advice({ storage, extraConfig: { nodePathMap: [{}] } })).toEqual(['LOC010']);
    expect(advice({ storage, extraConfig: { other: 1 } })).toEqual([]);
    expect(advice({ extraConfig: { other: 1 } })).toEqual([]);
  });
});

test('the budget takes the policy for pods that are not ready', () => {
  expect(synth({ disruptionBudget: { maxUnavailable: '1', evictUnhealthyPods: true } }).get('PodDisruptionBudget').spec).toEqual(
    { maxUnavailable: 1, selector: { matchLabels: { app: 'local-path-provisioner' } }, unhealthyPodEvictionPolicy: 'AlwaysAllow' });
  expect(refusal({ disruptionBudget: {} })).toThrow('test/LocalPath: disruptionBudget must have one of minAvailable and maxUnavailable');
});
