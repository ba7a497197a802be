import { Duration } from 'cdk8s';
import { parse } from 'yaml';
import {
  AccessMode, BlockCleaner, ImagePullPolicy, localVolumes, LocalStaticRelease, LocalVolumeProvisioner, LocalVolumeProvisionerProps, MatchOperator,
  MountPropagation, Naming, ReclaimPolicy, VolumeMode,
} from '../../../../src';
import { Output, scope, stderrOf } from '../../../support/synth';

const DISKS = { name: 'local', hostDir: '/mnt/disks' };

function synth(props: Partial<LocalVolumeProvisionerProps> = {}, namespace?: string): Output {
  let output: Output;
  stderrOf(() => {
    output = Output.of((chart) => new LocalVolumeProvisioner(chart, 'Local', { classes: [DISKS], ...props }), namespace);
  });
  return output!;
}

const pod = (output: Output, name?: string) => output.get('DaemonSet', name).spec.template.spec;
const provisioner = (output: Output, name?: string) => pod(output, name).containers[0];
const config = (output: Output) => output.get('ConfigMap').data;
const withCleanup = (props: Partial<LocalVolumeProvisionerProps>) => Output.of((chart) => {
  new localVolumes.LocalVolumeNodeCleanup(chart, 'Cleanup', { provisioner: new LocalVolumeProvisioner(chart, 'Local', { classes: [DISKS], ...props }) });
});
const refusal = (props: Partial<LocalVolumeProvisionerProps>) => () => new LocalVolumeProvisioner(scope(), 'Local', { classes: [DISKS], ...props });

describe('what is emitted', () => {
  const everything: Partial<LocalVolumeProvisionerProps> = {
    createNamespace: true,
    namespace: 'local-storage',
    useJobForCleaning: true,
    removeNodeNotReadyTaint: true,
    classes: [DISKS, { name: 'raw', hostDir: '/mnt/raw', volumeMode: VolumeMode.BLOCK }],
    windows: {},
    serviceMonitor: {},
  };

  test('v2.9.0, every object', () => {
    for (const object of synth(everything).objects) expect(object).toMatchSnapshot(`${object.kind} ${object.metadata.name}`);
  });

  test('v2.9.0 with the names of the chart, every object', () => {
    const output = synth({ ...everything, createNamespace: false, naming: Naming.helmChart({ release: 'lsp' }) });
    for (const object of output.objects) expect(object).toMatchSnapshot(`${object.kind} ${object.metadata.name}`);
  });

  test('v2.1.0, every object', () => {
    const output = synth({ release: LocalStaticRelease.V2_1_0, useJobForCleaning: true, allowNodeUpdate: true, mountDev: true });
    for (const object of output.objects) expect(object).toMatchSnapshot(`${object.kind} ${object.metadata.name}`);
  });

  test('kinds, names and selectors are fixed', () => {
    const output = synth(everything);
    expect(output.inventory()).toEqual([
      'Namespace/local-storage',
      'ServiceAccount/local-storage/local-storage-admin',
      'ClusterRole/local-storage-provisioner-node-clusterrole',
      'ClusterRoleBinding/local-storage-provisioner-node-binding',
      'Role/local-storage/local-storage-provisioner-jobs-role',
      'RoleBinding/local-storage/local-storage-provisioner-jobs-rolebinding',
      'ConfigMap/local-storage/local-provisioner-config',
      'StorageClass/local',
      'StorageClass/raw',
      'DaemonSet/local-storage/local-volume-provisioner',
      'DaemonSet/local-storage/local-volume-provisioner-win',
      'Service/local-storage/local-volume-provisioner',
      'ServiceMonitor/local-storage/local-volume-provisioner',
    ]);
    const selectors = output.objects.filter((o) => o.spec?.selector).map((o) => o.spec.selector.matchLabels ?? o.spec.selector);
    expect(selectors).toEqual([
      { app: 'local-volume-provisioner' }, { app: 'local-volume-provisioner-win' }, { app: 'local-volume-provisioner' },
      { app: 'local-volume-provisioner' },
    ]);
  });

  test('bindings name the account and a role that exists', () => {
    const output = synth({ ...everything, serviceAccountName: 'storage-admin' });
    for (const kind of ['ClusterRoleBinding', 'RoleBinding']) {
      for (const binding of output.objects.filter((o) => o.kind === kind && o.metadata.name.includes('provisioner'))) {
        expect(output.get(binding.roleRef.kind, binding.roleRef.name)).toBeDefined();
        expect(binding.subjects).toEqual([{ kind: 'ServiceAccount', name: 'storage-admin', namespace: 'local-storage' }]);
      }
    }
    expect(output.get('ServiceAccount', 'storage-admin')).toBeDefined();
    expect(pod(output, 'local-volume-provisioner').serviceAccountName).toBe('storage-admin');
  });

  test('every emitted object is reachable', () => {
    let made: LocalVolumeProvisioner;
    stderrOf(() => Output.of((chart) => { made = new LocalVolumeProvisioner(chart, 'Local', { classes: [DISKS], ...everything }); }));
    const { namespaceObject, serviceAccount, clusterRole, clusterRoleBinding, role, roleBinding, configMap, daemonSet, windowsDaemonSet } = made!;
    const objects = [namespaceObject, serviceAccount, clusterRole, clusterRoleBinding, role, roleBinding, configMap, daemonSet, windowsDaemonSet,
      made!.service, made!.serviceMonitor];
    expect(objects.map((o) => o?.kind)).not.toContain(undefined);
    expect(made!.storageClasses.map((c) => c.apiObject.name)).toEqual(['local', 'raw']);
  });

  test('what is not asked for is not emitted', () => {
    const classes = [{ ...DISKS, createStorageClass: false }];
    expect(synth({ createServiceAccount: false, createRbac: false, useJobForCleaning: true, classes }).inventory())
      .toEqual(['ConfigMap/default/local-provisioner-config', 'DaemonSet/default/local-volume-provisioner']);
    expect(pod(synth({ createServiceAccount: false })).serviceAccountName).toBe('default');
  });

  test('the Role for Jobs can be asked for alone', () => {
    const output = synth({ createJobRole: true });
    expect(output.get('RoleBinding').roleRef.name).toBe(output.get('Role').metadata.name);
    expect(config(output).useJobForCleaning).toBeUndefined();
    expect(synth({ createJobRole: false, useJobForCleaning: true }).objects.some((o) => o.kind === 'Role')).toBe(false);
  });

  test('nodes may be changed only where taints are removed, or as the chart does', () => {
    const verbs = (props: Partial<LocalVolumeProvisionerProps>) => synth(props).get('ClusterRole').rules
      .filter((r: any) => r.resources.includes('nodes')).flatMap((r: any) => r.verbs);
    expect(verbs({})).toEqual(['get']);
    expect(verbs({ removeNodeNotReadyTaint: true })).toEqual(['get', 'update']);
    expect(verbs({ naming: Naming.helmChart({ release: 'lsp' }) })).toEqual(['get', 'update']);
    expect(verbs({ naming: Naming.helmChart({ release: 'lsp' }), allowNodeUpdate: false })).toEqual(['get']);
    expect(synth({ extraRules: [{ apiGroups: [''], resources: ['secrets'], verbs: ['get'] }] }).get('ClusterRole').rules).toContainEqual(
      { apiGroups: [''], resources: ['secrets'], verbs: ['get'] });
    expect(refusal({ extraRules: [{ apiGroups: [''], resources: ['secrets'] }] })).toThrow('test/Local: extraRules[0] has no verbs, such as ["get"]');
  });
});

describe('namespace', () => {
  test('is that of the props, else of the chart, else the one that the release states', () => {
    const namespaces = (output: Output) => [output.get('DaemonSet').metadata.namespace, output.get('ClusterRoleBinding').subjects[0].namespace];
    expect(namespaces(synth({ namespace: 'storage' }, 'of-chart'))).toEqual(['storage', 'storage']);
    expect(namespaces(synth({}, 'of-chart'))).toEqual(['of-chart', 'of-chart']);
    expect(namespaces(synth())).toEqual(['default', 'default']);
  });

  test('v2.1.0 states none, as its manifests do', () => {
    const output = synth({ release: LocalStaticRelease.V2_1_0 });
    expect(output.get('ServiceAccount').metadata).toEqual({ name: 'local-storage-admin' });
    expect(output.get('ClusterRoleBinding', 'local-storage-provisioner-node-binding').subjects[0].namespace).toBe('default');
    expect(synth({ release: LocalStaticRelease.V2_1_0 }, 'of-chart').get('ServiceAccount').metadata.namespace).toBe('of-chart');
  });

  test('is emitted for privileged pods, or with labels of your own', () => {
    const labels = (props: Partial<LocalVolumeProvisionerProps>) => synth({ createNamespace: true, namespace: 's', ...props }).get('Namespace').metadata.labels;
    expect(labels({})).toEqual({ 'pod-security.kubernetes.io/enforce': 'privileged' });
    expect(labels({ namespaceLabels: { a: 'b' }, commonLabels: { team: 'storage' } })).toEqual({ a: 'b', team: 'storage' });
    expect(refusal({ namespaceLabels: { a: 'b' } })).toThrow('namespaceLabels have no effect without createNamespace');
    expect(refusal({ namespace: 'No' })).toThrow('test/Local: namespace must be a DNS label');
  });
});

describe('names of the Helm chart', () => {
  const names = (options: object) => {
    const output = synth({ naming: Naming.helmChart({ release: 'lsp', ...options }) });
    return [output.get('DaemonSet').metadata.name, output.get('DaemonSet').spec.selector.matchLabels['app.kubernetes.io/name']];
  };

  test('are made as the chart makes them', () => {
    expect(names({})).toEqual(['lsp-local-static-provisioner', 'local-static-provisioner']);
    expect(names({ release: 'my-local-static-provisioner' })).toEqual(['my-local-static-provisioner', 'local-static-provisioner']);
    expect(names({ nameOverride: 'disks' })).toEqual(['lsp-disks', 'disks']);
    expect(names({ fullnameOverride: 'disks' })).toEqual(['disks', 'local-static-provisioner']);
    expect(names({ release: `${'a'.repeat(52)}` })).toEqual([`${'a'.repeat(52)}-local-stat`, 'local-static-provisioner']);
    expect(names({ fullnameOverride: `${'a'.repeat(62)}-b` })[0]).toBe('a'.repeat(62));
    expect(names({ fullnameOverride: 'a.b', nameOverride: '' })).toEqual(['a.b', 'local-static-provisioner']);
    expect(names({ release: 'my.disks', nameOverride: 'disks' })).toEqual(['my.disks', 'disks']);
    expect(names({ nameOverride: 'disks-' })).toEqual(['lsp-disks', 'disks']);
    expect(names({ release: 'x-disks', nameOverride: 'disks-' })).toEqual(['x-disks-disks', 'disks']);
  });

  test('the chart version is the label alone', () => {
    const labels = synth({ naming: Naming.helmChart({ release: 'lsp', chartVersion: '2.9.1+1' }) }).get('DaemonSet').metadata.labels;
    expect(labels['helm.sh/chart']).toBe('local-static-provisioner-2.9.1_1');
  });

  test('the node cleanup controller is not matched by the selectors of the provisioner', () => {
    const output = withCleanup({ naming: Naming.helmChart({ release: 'lsp' }) });
    const { template } = output.get('Deployment').spec;
    expect(template.metadata.labels).toEqual(output.get('Deployment').spec.selector.matchLabels);
    expect(template.metadata.labels['app.kubernetes.io/name']).toBe('local-static-provisioner-node-cleanup');
  });

  test('are refused where they make no valid name, and for versions whose chart is not known', () => {
    expect(refusal({ naming: Naming.helmChart({ release: 'lsp', fullnameOverride: 'A_b' }) })).toThrow('naming.fullnameOverride must be lower-case letters, digits, "-" and "."');
    expect(refusal({ naming: Naming.helmChart({ release: 'lsp', nameOverride: 'Disks' }) })).toThrow('naming.nameOverride must be lower-case letters');
    expect(refusal({ naming: Naming.helmChart({ release: 'lsp', fullnameOverride: 'a.b' }), serviceMonitor: {} })).toThrow('naming.fullnameOverride must be a DNS label');
    expect(refusal({ naming: Naming.helmChart({ release: 'lsp', chartVersion: `2.9.0-${'x'.repeat(31)}.y` }) })).toThrow('naming.chartVersion must be a version');
    expect(refusal({ naming: Naming.helmChart({ release: 'lsp', nameOverride: 'a b' }) })).toThrow('naming.nameOverride must be a label value');
    expect(refusal({ naming: Naming.helmChart({ release: 'lsp' }), release: LocalStaticRelease.V2_1_0 })).toThrow(
      'naming must be Naming.manifests() with v2.1.0, got "Naming.helmChart". The chart of this version is not known');
  });
});

describe('configuration', () => {
  test('holds what is set, and nothing else', () => {
    expect(config(synth())).toEqual({ storageClassMap: 'local:\n  hostDir: /mnt/disks\n  mountDir: /mnt/disks\n' });
  });

  test('writes every key as the program reads it', () => {
    const data = config(synth({
      nodeLabelsForPv: ['topology.kubernetes.io/zone'],
      labelsForPv: { fast: 'yes' },
      pvOwnerRef: true,
      useJobForCleaning: true,
      useNodeNameOnly: true,
      minResyncPeriod: Duration.minutes(10),
      removeNodeNotReadyTaint: true,
      tolerations: [{ operator: MatchOperator.EXISTS }],
      extraTolerations: [{ key: 'disk', operator: MatchOperator.EXISTS }],
    }));
    expect(data).toEqual({
      nodeLabelsForPV: '- topology.kubernetes.io/zone\n',
      labelsForPV: 'fast: "yes"\n',
      setPVOwnerRef: 'true',
      removeNodeNotReadyTaint: 'true',
      provisionerNotReadyNodeTaintKey: 'sig-storage-local-static-provisioner/agent-not-ready',
      useJobForCleaning: 'yes',
      jobTolerations: '- operator: Exists\n- key: disk\n  operator: Exists\n',
      useNodeNameOnly: 'true',
      minResyncPeriod: '10m0s',
      storageClassMap: expect.any(String),
    });
  });

  test('tolerations of Jobs can differ from those of the provisioner', () => {
    const data = config(synth({ tolerations: [{ operator: MatchOperator.EXISTS }], jobTolerations: [{ key: 'disk', operator: MatchOperator.EXISTS }] }));
    expect(parse(data.jobTolerations)).toEqual([{ key: 'disk', operator: 'Exists' }]);
    expect(config(synth({ tolerations: [{ operator: MatchOperator.EXISTS }], jobTolerations: [] })).jobTolerations).toBeUndefined();
    expect(config(synth({ release: LocalStaticRelease.V2_1_0, tolerations: [{ operator: MatchOperator.EXISTS }] })).jobTolerations).toBeUndefined();
  });

  test('a class with every key', () => {
    const data = config(synth({
      classes: [{
        name: 'fast.disks',
        hostDir: '/mnt/fast',
        mountDir: '/mnt/in-pod',
        volumeMode: VolumeMode.FILESYSTEM,
        accessMode: AccessMode.READ_WRITE_ONCE_POD,
        fsType: 'xfs',
        namePatterns: ['nvme*', 'ssd*'],
        blockCleaner: BlockCleaner.zero(2),
        selector: [{ matchExpressions: [{ key: 'kubernetes.io/hostname', operator: MatchOperator.IN, values: ['n2'] }] }],
      }],
    }));
    expect(parse(data.storageClassMap)).toEqual({
      'fast.disks': {
        hostDir: '/mnt/fast',
        mountDir: '/mnt/in-pod',
        volumeMode: 'Filesystem',
        accessMode: 'ReadWriteOncePod',
        fsType: 'xfs',
        namePattern: 'nvme*,ssd*',
        blockCleanerCommand: ['/scripts/dd_zero.sh', '2'],
        selector: [{ matchExpressions: [{ key: 'kubernetes.io/hostname', operator: 'In', values: ['n2'] }] }],
      },
    });
  });

  test('its checksum replaces the pods when it changes', () => {
    const annotation = (props: Partial<LocalVolumeProvisionerProps>) => synth(props).get('DaemonSet').spec.template.metadata.annotations;
    expect(annotation({})['checksum/config']).toMatch(/^[0-9a-f]{64}$/);
    expect(annotation({})).toEqual(annotation({ priorityClassName: 'system-node-critical' }));
    expect(annotation({})).not.toEqual(annotation({ pvOwnerRef: true }));
    expect(annotation({ restartOnConfigChange: false })).toBeUndefined();
    expect(annotation({ restartOnConfigChange: false, podAnnotations: { a: 'b' } })).toEqual({ a: 'b' });
  });

  test('refuses what the program would refuse or ignore', () => {
    const old = LocalStaticRelease.V2_1_0;
    expect(refusal({ labelsForPv: { 'a b': 'c' } })).toThrow('labelsForPv must be label keys');
    expect(refusal({ nodeLabelsForPv: ['a b'] })).toThrow('nodeLabelsForPv must be keys of node labels');
    expect(refusal({ minResyncPeriod: Duration.seconds(0) })).toThrow('minResyncPeriod must be a duration above zero');
    expect(refusal({ notReadyTaintKey: 'a' })).toThrow('notReadyTaintKey has no effect without removeNodeNotReadyTaint');
    expect(refusal({ notReadyTaintKey: 'a b', removeNodeNotReadyTaint: true })).toThrow('notReadyTaintKey must be a taint key');
    expect(refusal({ release: old, removeNodeNotReadyTaint: true })).toThrow('removeNodeNotReadyTaint is read by the provisioner since v2.9.0; v2.1.0 ignores it');
    expect(refusal({ release: old, minResyncPeriod: Duration.minutes(1) })).toThrow('minResyncPeriod is read by the provisioner since v2.2.0');
    expect(refusal({ release: old, labelsForPv: { a: 'b' } })).toThrow('labelsForPv is read by the provisioner since v2.3.3');
    expect(refusal({ release: old, pvOwnerRef: true })).toThrow('pvOwnerRef is read by the provisioner since v2.3.3');
    expect(refusal({ release: old, useNodeNameOnly: true })).toThrow('useNodeNameOnly is read by the provisioner since v2.2.0');
    expect(refusal({ release: old, jobTolerations: [{ operator: MatchOperator.EXISTS }] })).toThrow('jobTolerations is read by the provisioner since v2.8.0');
    expect(refusal({ release: old, windows: {} })).toThrow('windows works since v2.5.0 of the provisioner; v2.1.0 ignores it');
    expect(refusal({ release: old, serviceMonitor: {} })).toThrow('serviceMonitor needs the metrics of provisioner v2.2.0 or newer; v2.1.0 has none');
  });

  test('a release of your own without Windows pods is refused for them', () => {
    const release = LocalStaticRelease.V2_9_0.extend({ version: 'v2.9.0', profile: { windows: null } });
    expect(refusal({ release, windows: {} })).toThrow('windows works since v2.5.0 of the provisioner; v2.9.0 runs on Linux only');
    expect(refusal({ windows: { dnsPolicy: 'Host' as any } })).toThrow('windows.dnsPolicy must be one of');
    expect(refusal({ dnsPolicy: 'Host' as any, windows: {} })).toThrow(/: dnsPolicy must be one of/);
  });
});

describe('pods', () => {
  test('see the devices of the node and the directory of each class', () => {
    expect(provisioner(synth()).volumeMounts).toEqual([
      { name: 'provisioner-config', mountPath: '/etc/provisioner/config', readOnly: true },
      { name: 'provisioner-dev', mountPath: '/dev' },
      { name: 'local', mountPath: '/mnt/disks', mountPropagation: 'HostToContainer' },
    ]);
    expect(provisioner(synth({ mountDev: false, mountPropagation: MountPropagation.BIDIRECTIONAL })).volumeMounts.slice(1)).toEqual([
      { name: 'local', mountPath: '/mnt/disks', mountPropagation: 'Bidirectional' },
    ]);
    expect(refusal({ mountPropagation: MountPropagation.NONE })).toThrow(
      'mountPropagation must be "HostToContainer" or "Bidirectional", got "None". With any other the provisioner does not see mounts of the node');
  });

  test('mount a parent directory once, for all classes in it', () => {
    const output = synth({
      mounts: [{ name: 'storage', hostPath: '/mnt/storage', mountPath: '/storage' }],
      classes: [
        { name: 'ssd', hostDir: '/mnt/storage/ssd', mountDir: '/storage/ssd' },
        { name: 'hdd', hostDir: '/mnt/storage/hdd', mountDir: '/elsewhere' },
      ],
    });
    expect(pod(output).volumes.slice(2)).toEqual([
      { name: 'storage', hostPath: { path: '/mnt/storage' } }, { name: 'hdd', hostPath: { path: '/mnt/storage/hdd' } },
    ]);
    expect(provisioner(output).volumeMounts.slice(2).map((m: any) => m.mountPath)).toEqual(['/storage', '/elsewhere']);
  });

  test('take the options that all components share', () => {
    const output = synth({
      labels: { team: 'storage' },
      podLabels: { c: 'd' },
      commonLabels: { cluster: 'prod' },
      annotations: { note: 'n' },
      extraArgs: ['--discovery-period=1m'],
      extraEnv: [{ name: 'KUBECONFIG', value: '/etc/kubeconfig' }],
      extraVolumes: [{ name: 'extra', emptyDir: {} }],
      extraVolumeMounts: [{ name: 'extra', mountPath: '/extra' }],
      priorityClassName: 'system-node-critical',
      imagePullPolicy: ImagePullPolicy.ALWAYS,
      updateStrategy: { type: 'OnDelete' },
    });
    const { metadata, spec } = output.get('DaemonSet');
    expect(metadata.labels).toEqual({ app: 'local-volume-provisioner', team: 'storage', cluster: 'prod' });
    expect(metadata.annotations).toEqual({ note: 'n' });
    expect(spec.template.metadata.labels).toEqual({ app: 'local-volume-provisioner', team: 'storage', c: 'd', cluster: 'prod' });
    expect(spec.updateStrategy).toEqual({ type: 'OnDelete' });
    expect(spec.template.spec.priorityClassName).toBe('system-node-critical');
    expect(provisioner(output)).toMatchObject({ args: ['--discovery-period=1m'], imagePullPolicy: 'Always' });
    expect(provisioner(output).env.at(-1)).toEqual({ name: 'KUBECONFIG', value: '/etc/kubeconfig' });
    expect(provisioner(output).volumeMounts.at(-1)).toEqual({ name: 'extra', mountPath: '/extra' });
    expect(output.get('ConfigMap').metadata.labels).toEqual({ cluster: 'prod' });
  });

  test('the cleaning Jobs use the image of the pods', () => {
    const images = (props: Partial<LocalVolumeProvisionerProps>) => {
      const { image, env } = provisioner(synth(props));
      return [image, env.find((e: any) => e.name === 'JOB_CONTAINER_IMAGE').value];
    };
    const mirrored = 'registry.example.com/m/sig-storage/local-volume-provisioner:v2.9.0';
    expect(images({ images: { registryMirror: 'registry.example.com/m' } })).toEqual([mirrored, mirrored]);
    expect(images({ image: 'example.com/own:v1' })).toEqual(['example.com/own:v1', 'example.com/own:v1']);
  });

  test('images of the controller and of the provisioner are told apart', () => {
    const output = withCleanup({
      images: { overrides: { 'local-volume-node-cleanup': 'example.com/cleanup:v1' }, digests: { 'local-volume-provisioner': `sha256:${'a'.repeat(64)}` } },
    });
    expect(output.get('Deployment').spec.template.spec.containers[0].image).toBe('example.com/cleanup:v1');
    expect(provisioner(output).image).toBe(`registry.k8s.io/sig-storage/local-volume-provisioner:v2.9.0@sha256:${'a'.repeat(64)}`);
    expect(refusal({ images: { overrides: { busybox: 'x' } } })).toThrow('images.overrides names "busybox", which no container uses');
  });

  test('stay privileged unless that is taken away', () => {
    const context = (props: Partial<LocalVolumeProvisionerProps>) => provisioner(synth(props)).securityContext;
    expect(context({})).toEqual({ privileged: true });
    expect(context({ privileged: false })).toEqual({ privileged: false });
    expect(context({ privileged: false, securityContext: { runAsUser: 0 } })).toEqual({ privileged: false, runAsUser: 0 });
    expect(context({ privileged: false, securityContext: { privileged: true } })).toEqual({ privileged: true });
    expect(pod(synth({})).hostPID).toBe(false);
    expect(pod(synth({ hostPid: true })).hostPID).toBe(true);
    expect(pod(synth({ hostPid: true, podSpec: { hostPID: false } })).hostPID).toBe(false);
  });

  test('stay on their operating system', () => {
    const output = synth({ nodeSelector: { disk: 'ssd' }, windows: { nodeSelector: { disk: 'win' } } });
    expect(pod(output, 'local-volume-provisioner').nodeSelector).toEqual({ 'kubernetes.io/os': 'linux', 'disk': 'ssd' });
    expect(pod(output, 'local-volume-provisioner-win').nodeSelector).toEqual({ 'kubernetes.io/os': 'windows', 'disk': 'win' });
    const old = synth({ release: LocalStaticRelease.V2_1_0, nodeSelector: { disk: 'ssd' } });
    expect(pod(old).nodeSelector).toEqual({ disk: 'ssd' });
  });

  test('on Windows they take the general options, but for security context and node selector', () => {
    const output = synth({
      nodeSelector: { disk: 'ssd' },
      securityContext: { privileged: true },
      hostPid: true,
      resources: { limits: { cpu: '1' } },
      tolerations: [{ key: 'disk', operator: MatchOperator.EXISTS }],
      windows: { imagePullPolicy: ImagePullPolicy.NEVER },
    });
    const windows = pod(output, 'local-volume-provisioner-win');
    expect(windows.nodeSelector).toEqual({ 'kubernetes.io/os': 'windows' });
    expect(windows.hostPID).toBeUndefined();
    expect(windows.tolerations).toEqual([{ operator: 'Exists' }, { key: 'disk', operator: 'Exists' }]);
    expect(windows.containers[0]).toMatchObject({ resources: { limits: { cpu: '1' } }, imagePullPolicy: 'Never' });
    expect(windows.containers[0].securityContext).toBeUndefined();
    expect(pod(synth({ windows: { tolerations: [] } }), 'local-volume-provisioner-win').tolerations).toBeUndefined();
    const release = LocalStaticRelease.V2_9_0.extend({ version: 'v2.9.0', profile: { windows: { pod: { tolerations: null } } } });
    expect(pod(synth({ release, windows: {} }), 'local-volume-provisioner-win').tolerations).toBeUndefined();
  });

  test('tolerate the taint that they remove', () => {
    const tolerations = pod(synth({ removeNodeNotReadyTaint: true, notReadyTaintKey: 'example.com/starting', tolerations: [{ key: 'a', operator: MatchOperator.EXISTS }] })).tolerations;
    expect(tolerations).toEqual([{ key: 'a', operator: 'Exists' }, { key: 'example.com/starting', operator: 'Exists' }]);
  });

  test('volumes of your own may not take the place of a class', () => {
    expect(refusal({ extraVolumes: [{ name: 'local', emptyDir: {} }] })).toThrow('extraVolumes use the name "local", which the volume of a class has');
    expect(refusal({ extraVolumes: [{ name: 'x', emptyDir: {} }], extraVolumeMounts: [{ name: 'x', mountPath: '/mnt/disks' }] })).toThrow(
      'extraVolumeMounts mount at /mnt/disks, where a class is mounted');
  });
});

describe('monitoring', () => {
  test('the ServiceMonitor finds the Service, whose selector finds the pods', () => {
    for (const naming of [Naming.manifests(), Naming.helmChart({ release: 'lsp' })]) {
      const output = synth({ naming, serviceMonitor: { namespace: 'monitoring', interval: Duration.seconds(30), labels: { release: 'prom' } } });
      const [monitor, service, template] = [output.get('ServiceMonitor'), output.get('Service'), output.get('DaemonSet').spec.template];
      expect(service.metadata.labels).toMatchObject(monitor.spec.selector.matchLabels);
      expect(template.metadata.labels).toMatchObject(service.spec.selector);
      expect(monitor.spec.namespaceSelector.matchNames).toEqual([service.metadata.namespace]);
      expect(service.metadata.labels[monitor.spec.jobLabel]).toBeDefined();
      expect(monitor.metadata).toMatchObject({ namespace: 'monitoring', labels: { release: 'prom' } });
      expect(monitor.spec.endpoints).toEqual([{ port: 'metrics', interval: '30s', scheme: 'http' }]);
    }
  });

  test('relabelings are passed on', () => {
    const relabelings = [{ targetLabel: 'nodename' }];
    expect(synth({ serviceMonitor: { relabelings } }).get('ServiceMonitor').spec.endpoints[0]).toMatchObject({ interval: '10s', relabelings });
  });
});

describe('storage classes', () => {
  test('wait for their first consumer and take the options of the class', () => {
    const output = synth({
      commonLabels: { team: 'storage' },
      classes: [{
        ...DISKS,
        reclaimPolicy: ReclaimPolicy.RETAIN,
        mountOptions: ['noatime'],
        labels: { a: 'b' },
        annotations: { c: 'd' },
      }],
    });
    expect(output.get('StorageClass')).toEqual({
      apiVersion: 'storage.k8s.io/v1',
      kind: 'StorageClass',
      metadata: { name: 'local', labels: { team: 'storage', a: 'b' }, annotations: { c: 'd' } },
      provisioner: 'kubernetes.io/no-provisioner',
      reclaimPolicy: 'Retain',
      volumeBindingMode: 'WaitForFirstConsumer',
      mountOptions: ['noatime'],
    });
  });

  test('are deleted with their claims where nothing is said, or undefined', () => {
    expect(synth().get('StorageClass').reclaimPolicy).toBe('Delete');
    expect(synth({ classes: [{ ...DISKS, reclaimPolicy: undefined }] }).get('StorageClass').reclaimPolicy).toBe('Delete');
  });

  test('another provisioner lets the autoscaler act', () => {
    expect(synth({ classes: [{ ...DISKS, provisioner: 'example.com/local' }] }).get('StorageClass')).toMatchObject(
      { provisioner: 'example.com/local', volumeBindingMode: 'WaitForFirstConsumer', reclaimPolicy: 'Delete' });
  });

  test('are there for claims, emitted or not', () => {
    const made = new LocalVolumeProvisioner(scope(), 'Local', { classes: [DISKS, { name: 'old', hostDir: '/old', createStorageClass: false }] });
    expect(made.storageClass('local')).toBe(made.storageClasses[0]);
    expect(made.storageClass('old')).toMatchObject({ storageClassName: 'old', volumeBindingMode: 'WaitForFirstConsumer' });
    expect(() => made.storageClass('new')).toThrow('test/Local: name must be one of local, old, got "new"');
  });
});

describe('advice', () => {
  const advice = (props: Partial<LocalVolumeProvisionerProps>) => stderrOf(() => {
    Output.of((chart) => new LocalVolumeProvisioner(chart, 'Local', { classes: [DISKS], ...props }));
  }).match(/(?<=^(warning|info|error) )[A-Z]+\w+/gm) ?? [];
  const raw = { name: 'raw', hostDir: '/mnt/raw', volumeMode: VolumeMode.BLOCK };

  test('is not given for a plain class', () => expect(advice({})).toEqual([]));

  test('a default class that nothing provisions', () => {
    expect(advice({ classes: [{ ...DISKS, isDefault: true }] })).toEqual(['LOC016']);
    expect(advice({ classes: [{ ...DISKS, isDefault: true, provisioner: 'example.com/local' }] })).toEqual([]);
  });

  test('a selector that widens, and a cleaner that is slow', () => {
    expect(advice({ classes: [{ ...DISKS, selector: [{ matchExpressions: [] }], blockCleaner: BlockCleaner.shred() }] }))
      .toEqual(['LOCAL_SELECTOR_WIDENS', 'SLOW_CLEANER']);
    expect(advice({ classes: [{ ...DISKS, blockCleaner: BlockCleaner.discard() }] })).toEqual([]);
  });

  test('Jobs that clean nothing', () => {
    expect(advice({ useJobForCleaning: true })).toEqual(['JOB_CLEANING_UNUSED']);
    expect(advice({ useJobForCleaning: true, classes: [raw] })).toEqual([]);
    expect(advice({ useJobForCleaning: true, release: LocalStaticRelease.V2_1_0 })).toEqual([]);
  });

  test('two answers to what a node is', () => {
    expect(advice({ useNodeNameOnly: true, pvOwnerRef: true })).toEqual(['LOCAL_NODE_IDENTITY']);
    expect(advice({ useNodeNameOnly: true })).toEqual([]);
    expect(advice({ pvOwnerRef: true })).toEqual([]);
  });

  test('the taint that v2.9.0 does not remove', () => {
    expect(advice({ removeNodeNotReadyTaint: true })).toEqual(['TAINT_STAYS']);
    expect(advice({ removeNodeNotReadyTaint: true, release: LocalStaticRelease.V2_9_0.extend({ version: 'v2.10.0' }) })).toEqual([]);
  });
});
