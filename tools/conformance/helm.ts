/*
 * Renders random values with Helm's own library, and the same values with the program that `migrate` writes for them: nothing may differ but what
 * the tables of docs/helm-parity.md explain. The document that `migrate --to yaml` writes has to render the same as the program. The charts are not
 * part of this repository: the folder holds their sources, each in a folder as below. Without it Go fetches them, as far as they are part of modules.
 *
 *   npx tsx --tsconfig tools/tsconfig.json tools/conformance/helm.ts [CHARTS-FOLDER] [--sets N] [--seed S]
 *   npx tsx --tsconfig tools/tsconfig.json tools/conformance/helm.ts --renders FOLDER   what Helm rendered, as <chart>/<set>.values.yaml and
 * <chart>/<set>.yaml
 *
 * Every program has to compile.
 *
 * Builds conformance/helm with Go. Says SKIPPED for charts that are missing, and where Go cannot fetch Helm.
 */
import { spawnSync } from 'child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join, resolve } from 'path';
import { parseArgs } from 'util';
import * as ts from 'typescript';
import { parse } from 'yaml';
import { Inventory } from '../../src/analysis/model/inventory';
import { titleOf } from '../../src/gitops/diff/compare';
import { Program, toTypeScript } from '../../src/gitops/migrate/code';
import { renderedYaml, toYaml } from '../../src/gitops/migrate/document';
import { migrate, proof, rendered } from '../../src/gitops/migrate/helm';
import type { Fault } from '../../src/gitops/render/source';
import { NEWEST_RELEASE } from '../../src/kubernetes/minor';
import { choices } from '../random';

/** A Go module, and its folder of charts. */
const PROVIDER = 'k8s.io/cloud-provider-openstack charts';

/** Folders of the charts in the repositories that they come from. */
const CHARTS: { readonly [chart: string]: { readonly folder: string; readonly namespace: string; readonly module?: string } } = {
  'openstack-cloud-controller-manager': { folder: 'openstack-cloud-controller-manager', namespace: 'kube-system', module: PROVIDER },
  'openstack-cinder-csi': { folder: 'cinder-csi-plugin', namespace: 'kube-system', module: PROVIDER },
  'openstack-manila-csi': { folder: 'manila-csi-plugin', namespace: 'manila', module: PROVIDER },
  'local-path-provisioner': {
    folder: 'local-path-provisioner', namespace: 'local-path-storage', module: 'github.com/rancher/local-path-provisioner deploy/chart',
  },
  'local-static-provisioner': { folder: 'provisioner', namespace: 'kube-system' },
};

/** What may differ, with the reason that the tables give. */
const DOCUMENTED: ReadonlyArray<readonly [RegExp, string]> = [
  [/annotations\[checksum\/config\]/, 'Helm hashes its own template; here it is a hash of the bytes that are mounted'],
  [/annotations\[cdk8s-openstack\/cloud-config-checksum\]/, 'pods roll when the cloud config changes; the chart has nothing of the kind'],
  [/\.(args|command) \(order\)$/, 'a flag that is set already is replaced instead of given twice, at the end'],
  [/^ClusterRoleBinding system:\S+:auth-delegate subjects/, 'the chart writes the account as a User of its name'],
  [/^Service \S+ metadata\.labels\[(app|component|release)\]/, "the labels that the chart's ServiceMonitor selects by, which its Service lacks"],
  [/^Service \S+ spec\.selector\[component\]$/, 'the Service of the chart selects by the name of the plugin, which its pods do not have as a label'],
  [/^Secret \S+ removed$/, 'the chart creates a cloud config without credentials, with which the controller crashes'],
  [/^PodMonitor \S+ removed$/, 'a PodMonitor of a port that is not open'],
  [/^Deployment \S+ .*\.command\[/, 'the chart writes a number into the command, which the API server refuses'],
  [/^ConfigMap \S+ data\[minResyncPeriod\]$/, 'a duration in the notation of Go, "1h0m0s" for "1h"'],
  [/^StorageClass \S+ metadata\.annotations/, 'the chart writes an annotation without quotes, which is a boolean'],
  [/^Secret \S+ data\[cloud\.conf\]$/, 'the chart writes whole numbers as floating point, which the controller cannot read'],
  [/^Deployment \S+ spec\.replicas$/, 'two provisioners create each volume twice'],
];

const { values: options, positionals: [folder] } =
  parseArgs({
    allowPositionals: true,
    options: {
      renders: { type: 'string' },
      sets: { type: 'string', default: '200' },
      seed: { type: 'string', default: '1' },
    },
  });
const { one, below } = choices(Number(options.seed));

const resources = () => one<any>({ requests: { cpu: '100m' } }, { limits: { memory: '128Mi', cpu: 1 }, requests: { memory: '64Mi' } }, {});
const labels = () => one<any>({ team: 'storage' }, { 'a': 'b', 'example.com/c': 'd' }, {});
const env = () => one<any>([{ name: 'HTTPS_PROXY', value: 'http://proxy:3128' }],
  [{ name: 'POD', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } }, { name: 'B', value: '' }], []);
const tolerations = () => one<any>([{ operator: 'Exists' }],
  [{ key: 'a', value: 'b', effect: 'NoSchedule' }, { key: 'c', operator: 'Exists', effect: 'NoExecute', tolerationSeconds: 60 }], []);
const TERM = { matchExpressions: [{ key: 'a', operator: 'In', values: ['b'] }] };
const affinity = () => one<any>({ nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [TERM] } } }, {});
const secrets = () => one<any>([{ name: 'pull' }], [{ name: 'a' }, { name: 'b' }], []);
const probe = () => one<any>({ httpGet: { path: '/healthz', port: 10258, scheme: 'HTTPS' } }, { tcpSocket: { port: 10258 }, periodSeconds: 7 }, {});
const podSecurity = () => one<any>({ runAsNonRoot: true, runAsUser: 65532 }, { fsGroup: 0 }, {});
const security = () => one<any>({ allowPrivilegeEscalation: false }, { capabilities: { drop: ['ALL'] }, seccompProfile: { type: 'RuntimeDefault' } },
  {});
const pullPolicy = () => one('Always', 'IfNotPresent', 'Never');
const flag = () => one(true, false);
const args = () => one('- --user-agent={{ .Release.Name }}', '- --x=1\n- --y', '- "--z=a b"', '');
const aliases = () => one<any>([{ ip: '10.0.0.1', hostnames: ['a.example.com'] }], []);
const container = (name: string): Pool => ({
  [`${name}.image.pullPolicy`]: pullPolicy,
  [`${name}.image.repository`]: () => `mirror.example.com/${name.split('.').pop()!.toLowerCase()}`,
  [`${name}.image.tag`]: () => one('v9.9.9', 'v1.0.0-rc1'),
  [`${name}.resources`]: resources,
  [`${name}.extraEnv`]: env,
  [`${name}.extraArgs`]: args,
});
const sidecar = (name: string): Pool => {
  const { [`${name}.extraArgs`]: _, ...rest } = container(name);
  return rest;
};
const rbac = () => [{ apiGroups: [''], resources: ['secrets'], verbs: ['get', 'list'] }];

type Pool = { readonly [path: string]: () => unknown };

/** Values of each leaf. */
const POOLS: { readonly [chart: string]: Pool } = {
  'openstack-cloud-controller-manager': {
    'nameOverride': () => one('occm', 'a-very-long-name-for-a-cloud-controller'),
    'commonAnnotations': labels,
    'imagePullSecrets': secrets,
    'image.repository': () => 'mirror.example.com/occm',
    'image.tag': () => one(`v${NEWEST_RELEASE}.1`, ''),
    'extraInitContainers': () => [{ name: 'wait', image: 'busybox:1.36', command: ['true'] }],
    'extraEnv': env,
    'resources': resources,
    'livenessProbe': probe,
    'readinessProbe': probe,
    'dnsPolicy': () => one('Default', 'ClusterFirst', 'ClusterFirstWithHostNet'),
    'nodeSelector': () => one<any>({ a: 'b' }, { 'node-role.kubernetes.io/control-plane': null, 'x': 'y' }, {}),
    'tolerations': tolerations,
    'podAnnotations': labels,
    'podLabels': labels,
    'podSecurityContext': podSecurity,
    'securityContext': security,
    'enabledControllers': () => one<any>(['service'], ['cloud-node', 'service', 'route']),
    'controllerExtraArgs': args,
    'serviceMonitor.enabled': flag,
    'serviceMonitor.additionalLabels': labels,
    'secret.enabled': () => true,
    'secret.create': flag,
    'secret.name': () => 'my-config',
    'logVerbosityLevel': () => one<any>(1, 4, '3'),
    'cloudConfig.global': () => ({
      'auth-url': 'https://keystone.example.com:5000/v3',
      'username': 'k8s',
      'password': 'a;b"c',
      'region': 'RegionOne',
      'tenant-id': 'abc',
      'domain-id': 'default',
    }),
    'cloudConfig.networking': () => one<any>({ 'public-network-name': 'public' }, { 'ipv6-support-disabled': true }),
    'cloudConfig.loadBalancer': () => one<any>({ enabled: false }, { 'create-monitor': true, 'monitor-delay': '5s', 'max-shared-lb': 4 }),
    'hostAliases': aliases,
    'priorityClassName': () => one('system-node-critical', ''),
    'cluster.name': () => one('prod-1', 'c'),
    'clusterRoleName': () => 'custom:occm',
    'serviceAccountName': () => 'custom-occm',
  },
  'openstack-cinder-csi': {
    ...container('csi.attacher'),
    ...container('csi.provisioner'),
    ...container('csi.snapshotter'),
    ...container('csi.resizer'),
    ...container('csi.livenessprobe'),
    ...container('csi.nodeDriverRegistrar'),
    ...container('csi.plugin'),
    'csi.snapshotter.extraRbac': rbac,
    'csi.resizer.extraRbac': rbac,
    'csi.provisioner.topology': () => one('true', 'false'),
    'extraLabels': labels,
    'nameOverride': () => 'my-cinder',
    'fullnameOverride': () => 'full',
    'timeout': () => one('3m', '90s', '7m'),
    'csi.livenessprobe.failureThreshold': () => 6,
    'csi.livenessprobe.periodSeconds': () => 61,
    'csi.livenessprobe.timeoutSeconds': () => 12,
    'csi.plugin.volumes': () => one<any>([{ name: 'cacert', configMap: { name: 'ca' } }], []),
    'csi.plugin.nodePlugin.dnsPolicy': () => 'Default',
    'csi.plugin.nodePlugin.podAnnotations': labels,
    'csi.plugin.nodePlugin.podLabels': labels,
    'csi.plugin.nodePlugin.podSecurityContext': podSecurity,
    'csi.plugin.nodePlugin.securityContext': security,
    'csi.plugin.nodePlugin.affinity': affinity,
    'csi.plugin.nodePlugin.nodeSelector': labels,
    'csi.plugin.nodePlugin.tolerations': tolerations,
    'csi.plugin.nodePlugin.kubeletDir': () => '/var/data/kubelet',
    'csi.plugin.nodePlugin.extraArgs': args,
    'csi.plugin.nodePlugin.hostAliases': aliases,
    'csi.plugin.controllerPlugin.replicas': () => one(1, 2, 3),
    'csi.plugin.controllerPlugin.strategy': () => one<any>({ type: 'Recreate' }, { rollingUpdate: { maxUnavailable: 1 } }),
    'csi.plugin.controllerPlugin.podAnnotations': labels,
    'csi.plugin.controllerPlugin.podLabels': labels,
    'csi.plugin.controllerPlugin.podSecurityContext': podSecurity,
    'csi.plugin.controllerPlugin.securityContext': security,
    'csi.plugin.controllerPlugin.affinity': affinity,
    'csi.plugin.controllerPlugin.nodeSelector': labels,
    'csi.plugin.controllerPlugin.tolerations': tolerations,
    'csi.plugin.controllerPlugin.extraArgs': args,
    'csi.plugin.controllerPlugin.hostAliases': aliases,
    'csi.plugin.httpEndpoint.enabled': flag,
    'csi.plugin.httpEndpoint.port': () => one(8080, 9999),
    'csi.plugin.podMonitor.enabled': flag,
    'csi.plugin.podMonitor.additionalLabels': labels,
    'logVerbosityLevel': () => one(1, 5),
    'secret.enabled': flag,
    'secret.hostMount': flag,
    'secret.name': () => 'my-cloud',
    'secret.create': flag,
    'secret.filename': () => one('cloud.conf', 'os.conf'),
    'storageClass.enabled': flag,
    'storageClass.delete.allowVolumeExpansion': flag,
    'storageClass.retain.isDefault': flag,
    'storageClass.custom': () => '---\napiVersion: storage.k8s.io/v1\nkind: StorageClass\nmetadata:\n  name: sas\nprovisioner: '
      + 'cinder.csi.openstack.org\nparameters:\n  type: SAS\n',
    'clusterID': () => one('cluster-42', '7'),
    'pvcAnnotations': flag,
    'priorityClassName': () => 'system-node-critical',
    'imagePullSecrets': secrets,
    'commonAnnotations': labels,
  },
  'openstack-manila-csi': {
    'nameOverride': () => one('shares', 'a-very-long-name-for-a-driver-of-shares'),
    'driverName': () => 'manila.csi.example.com',
    'shareProtocols': () => one<any>(
      [{ protocolSelector: 'CEPHFS', fsGroupPolicy: 'File', fwdNodePluginEndpoint: { dir: '/var/lib/kubelet/plugins/ceph', sockFile: 'csi.sock' } }],
      [
        { protocolSelector: 'NFS', fsGroupPolicy: 'None', fwdNodePluginEndpoint: { dir: '/var/lib/kubelet/plugins/csi-nfsplugin', sockFile: 'a.sock' } },
        { protocolSelector: 'CEPHFS', fsGroupPolicy: 'ReadWriteOnceWithFSType', fwdNodePluginEndpoint: { dir: '/ceph', sockFile: 'csi.sock' } },
      ],
    ),
    'imagePullSecrets': secrets,
    'extraLabels': labels,
    'csimanila.topologyAwarenessEnabled': flag,
    'csimanila.runtimeConfig.enabled': flag,
    'csimanila.runtimeConfig.jsonData': () => one('{"nfs": {"matchExportLocationAddress": "10.0.0.0/8"}}', '{"nfs": {"matchExportLocationAddress": "10.1.2.3"}}'),
    'csimanila.clusterID': () => one('cluster-42', ''),
    'csimanila.pvcAnnotations': flag,
    'csimanila.image.repository': () => 'mirror.example.com/manila-csi-plugin',
    'csimanila.image.tag': () => one(`v${NEWEST_RELEASE}.1`, ''),
    'csimanila.image.pullPolicy': pullPolicy,
    'nodeplugin.name': () => 'agent',
    'nodeplugin.nodeplugin.resources': resources,
    'nodeplugin.nodeplugin.extraEnv': env,
    ...sidecar('nodeplugin.registrar'),
    'nodeplugin.nodeSelector': labels,
    'nodeplugin.tolerations': tolerations,
    'nodeplugin.affinity': affinity,
    'nodeplugin.priorityClassName': () => one('', 'system-node-critical'),
    'nodeplugin.podSecurityContext': podSecurity,
    'nodeplugin.volumes': () => one<any>([{ name: 'ca', configMap: { name: 'ca' } }], []),
    'nodeplugin.hostAliases': aliases,
    'nodeplugin.fullnameOverride': () => one('node-full', ''),
    'controllerplugin.name': () => 'provisioner',
    'controllerplugin.nodeplugin.resources': resources,
    'controllerplugin.nodeplugin.extraEnv': env,
    ...sidecar('controllerplugin.provisioner'),
    'controllerplugin.provisioner.extraCreateMetadata': flag,
    ...sidecar('controllerplugin.snapshotter'),
    ...sidecar('controllerplugin.resizer'),
    'controllerplugin.nodeSelector': labels,
    'controllerplugin.tolerations': tolerations,
    'controllerplugin.affinity': affinity,
    'controllerplugin.podSecurityContext': podSecurity,
    'controllerplugin.volumes': () => [{ name: 'ca', configMap: { name: 'ca' } }],
    'controllerplugin.volumeMounts': () => one<any>([{ name: 'pod-mounts', mountPath: '/again', readOnly: true }], []),
    'controllerplugin.hostAliases': aliases,
    'controllerplugin.fullnameOverride': () => one('controller-full', ''),
    'logVerbosityLevel': () => one(1, 5),
  },
  'local-path-provisioner': {
    'commonLabels': labels,
    'namespaceOverride': () => 'storage',
    'image.repository': () => 'mirror.example.com/lpp',
    'image.tag': () => 'v0.0.36',
    'image.pullPolicy': pullPolicy,
    'helperImage.repository': () => 'mirror.example.com/busybox',
    'helperImage.tag': () => '1.37',
    'imagePullSecrets': secrets,
    'nameOverride': () => 'lpp2',
    'fullnameOverride': () => 'full',
    'storageClass.create': flag,
    'storageClass.defaultClass': flag,
    'storageClass.defaultVolumeType': () => one('local', 'hostPath'),
    'storageClass.name': () => 'fast',
    'storageClass.reclaimPolicy': () => one('Retain', 'Delete'),
    'storageClass.annotations': labels,
    'storageClass.pathPattern': () => '{{ .PVC.Namespace }}/{{ .PVC.Name }}',
    'storageClass.provisionerName': () => 'example.com/local-path',
    'storageClass.allowedTopologies': () => [{ matchLabelExpressions: [{ key: 'topology.kubernetes.io/zone', values: ['a'] }] }],
    'nodePathMap': () => one<any>([{ node: 'DEFAULT_PATH_FOR_NON_LISTED_NODES', paths: ['/data'] }],
      [{ node: 'DEFAULT_PATH_FOR_NON_LISTED_NODES', paths: ['/data'] }, { node: 'n1', paths: ['/a', '/b'] }]),
    'podAnnotations': labels,
    'podSecurityContext': podSecurity,
    'hostUsers': flag,
    'securityContext': security,
    'resources': resources,
    'helperPod.resources': resources,
    'serviceAccount.name': () => 'sa',
    'serviceAccount.create': () => true,
    'nodeSelector': labels,
    'tolerations': tolerations,
    'affinity': affinity,
    'priorityClassName': () => 'system-cluster-critical',
    'podDisruptionBudget': () => one<any>({ enabled: true, minAvailable: 1 }, { enabled: true, maxUnavailable: '50%' }),
    'configmap.name': () => 'config',
    'configmap.helperPod.namespaceOverride': () => 'other',
    'configmap.helperPod.name': () => 'helper',
    'configmap.helperPod.annotations': labels,
    'configmap.helperPod.tolerations': tolerations,
    'configmap.helperPod.priorityClassName': () => one('', 'system-cluster-critical'),
    'workerThreads': () => one(4, 8),
    'provisioningRetryCount': () => 20,
    'deletionRetryCount': () => one(10, 30),
    'debug': flag,
    'extraArgs': () => one<any>(['--kube-client-qps=50'], []),
    'health.enabled': flag,
    'health.port': () => 9090,
    'health.livenessProbe': () => one<any>({ periodSeconds: 20 }, { httpGet: { path: '/x' } }),
  },
  'local-static-provisioner': {
    'nameOverride': () => 'lsp2',
    'fullnameOverride': () => 'full',
    'rbac.extraRules': rbac,
    'serviceAccount.name': () => 'sa',
    'setPVOwnerRef': flag,
    'useJobForCleaning': flag,
    'useNodeNameOnly': flag,
    'minResyncPeriod': () => one('10m0s', '1h', '90s'),
    'labelsForPV': () => ({ tier: 'local' }),
    'nodeLabels': () => ['topology.kubernetes.io/zone'],
    'mountDevVolume': () => true,
    'enableWindows': flag,
    'nodeSelectorWindows': labels,
    'podAnnotations': labels,
    'podLabels': labels,
    'image': () => one('mirror.example.com/lvp:v2.9.0', 'mirror.example.com/lvp:v{{ .Chart.AppVersion }}'),
    'imagePullPolicy': pullPolicy,
    'imagePullSecrets': secrets,
    'kubeConfigEnv': () => '/etc/kubeconfig',
    'priorityClassName': () => 'system-node-critical',
    'nodeSelector': labels,
    'tolerations': tolerations,
    'affinity': affinity,
    'resources': resources,
    'securityContext': () => one<any>({ privileged: true }, { allowPrivilegeEscalation: true }, {}),
    'hostPID': flag,
    'livenessProbe': () => one<any>({ periodSeconds: 30 }, { tcpSocket: { port: 8080 } }),
    'readinessProbe': () => one<any>({ httpGet: { path: '/ready', port: 'metrics' } }, {}),
    'initContainers': () => [{ name: 'prep', image: 'busybox', command: ['true'] }],
    'updateStrategy': () => one<any>({ type: 'OnDelete' }, { rollingUpdate: { maxUnavailable: 3 } }),
    'serviceMonitor.enabled': flag,
    'serviceMonitor.interval': () => '30s',
    'serviceMonitor.namespace': () => 'monitoring',
    'serviceMonitor.additionalLabels': labels,
    'classes': () => one<any>(
      [{
        name: 'fast',
        hostDir: '/mnt/fast',
        mountDir: '/mnt/x',
        volumeMode: 'Block',
        blockCleanerCommand: ['/scripts/blkdiscard.sh'],
        storageClass: true,
      }],
      [{
        name: 'fast',
        hostDir: '/mnt/fast',
        volumeMode: 'Filesystem',
        fsType: 'xfs',
        namePattern: 'nvme*,ssd*',
        storageClass: { reclaimPolicy: 'Retain', isDefaultClass: true },
      }, { name: 'slow', hostDir: '/mnt/slow' }],
    ),
  },
};

function randomValues(pool: Pool): any {
  const values: any = {};
  const share = one(2, 4, 8);
  for (const [path, make] of Object.entries(pool)) {
    if (below(share)) continue;
    const steps = path.split('.');
    steps.slice(0, -1).reduce((of, step) => (of[step] ??= {}), values)[steps[steps.length - 1]] = make();
  }
  const { secret } = values;
  // A Secret that the driver can read, as its chart requires.
  if (secret?.create && secret.enabled && pool['secret.filename']) {
    Object.assign(secret,
      {
        name: secret.name ?? 'cloud-config',
        data: {
          [secret.filename
      ?? 'cloud.conf']: '[Global]\nauth-url=https://keystone:5000/v3\napplication-credential-id=a\napplication-credential-secret=b\n',
        },
      });
  }
  if (secret?.enabled && pool['secret.filename']) secret.name ??= 'cloud-config';
  return values;
}

/** Only the driver of NFS reads it: without NFS it is left out. */
const RUNTIME_CONFIG = 'csimanila.runtimeConfig.jsonData';
/** Values without counterpart that the tables explain. */
const TOLD = ['csi.plugin.volumeMounts', 'storageClass.pathPattern', 'secret.create', 'secret.hostMount', 'replicaCount',
  'csi.plugin.podMonitor.enabled', RUNTIME_CONFIG];

/** A set of values, and what Helm renders from it. */
interface Case {
  readonly id: string;
  readonly chart: string;
  readonly release: string;
  readonly namespace: string;
  readonly values: any;
  readonly manifest: string;
}

function differences({ chart, release, namespace, values, manifest }: Case, programs: string[]): string[] {
  const { program, problems } = migrate({ chart, release, namespace, values });
  programs.push(toTypeScript(program));
  const told = problems.map((problem) => problem.split(':')[0]);
  // Objects that the API server refuses, or the provisioner.
  const isBroken = ['secret.hostMount', 'csi.plugin.volumeMounts', 'storageClass.pathPattern', RUNTIME_CONFIG].some((leaf) => told.includes(leaf));
  const written = Inventory.ofManifests(rendered(program));
  const lines = proof(written, Inventory.ofTexts([{ text: manifest, file: 'helm' }])).flatMap(({ change, object, fields }) => (change === 'changed'
    ? fields.map(({ path, before, after, isOrder }) => `${titleOf(object)} ${path}${isOrder ? ' (order)' : ''}: `
      + `${JSON.stringify(before)?.slice(0, 200)} -> ${JSON.stringify(after)?.slice(0, 200)}`)
    : [`${titleOf(object)} ${change}`]));
  return [...lines.filter((line) => !isBroken || !/volumeMounts\[\/etc\/|parameters\[allowUnsafePathPattern\]|runtime-?conf/.test(line)),
    ...asYaml(program, written), ...told.filter((leaf) => !TOLD.includes(leaf)).map((leaf) => `no counterpart: ${leaf}`)];
}

/** What the document of the same release renders otherwise than the program, whose rest is compared with Helm. */
function asYaml(program: Program, written: Inventory): string[] {
  const faults: Fault[] = [];
  const manifests = renderedYaml(toYaml(program), program, faults);
  if (faults.length) return faults.map(({ path, message }) => `the document is refused: ${path} ${message}`);
  const read = Inventory.ofTexts([{ text: manifests, file: 'document' }]);
  const [was, is] = [written, read].map(({ items }) => items.map(({ object }) => JSON.stringify(object)));
  return was.flatMap((object, i) => (object === is[i] ? [] : [`the document renders another object: ${object} -> ${is[i]}`]))
    .concat(is.length > was.length ? ['the document renders more objects'] : []);
}

/** What the compiler says against the programs. */
function compiled(programs: readonly string[]): string[] {
  const root = join(__dirname, '../..');
  const temporary = mkdtempSync(join(tmpdir(), 'migrate-'));
  try {
    const files = programs.map((_, i) => join(temporary, `${i}.ts`));
    programs.forEach((text, i) => writeFileSync(files[i], text));
    const modules = join(root, 'node_modules');
    const program = ts.createProgram(files, {
      noEmit: true,
      strict: true,
      skipLibCheck: true,
      target: ts.ScriptTarget.ES2022,
      module: ts.ModuleKind.CommonJS,
      moduleResolution: ts.ModuleResolutionKind.Bundler,
      resolveJsonModule: true,
      esModuleInterop: true,
      types: ['node'],
      typeRoots: [join(modules, '@types')],
      paths: { 'cdk8s-openstack': [join(root, 'src/index.ts')], 'cdk8s': [join(modules, 'cdk8s')], 'constructs': [join(modules, 'constructs')] },
    });
    return files.flatMap((file) => [...program.getSyntacticDiagnostics(program.getSourceFile(file)),
      ...program.getSemanticDiagnostics(program.getSourceFile(file))])
      .map(({ file, start, messageText }) => `${file?.text.slice(Math.max(0, start! - 60), start! + 40).replace(/\s+/g, ' ')}: `
        + `${ts.flattenDiagnosticMessageText(messageText, ' ')}`);
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
}

/** The renders in a folder. */
function recorded(renders: string): Case[] {
  const releases = {
    'ccm': 'openstack-cloud-controller-manager',
    'cinder-csi': 'openstack-cinder-csi',
    'manila-csi': 'openstack-manila-csi',
    'local-path-provisioner': 'local-path-provisioner',
    'local-static-provisioner': 'local-static-provisioner',
  };
  const names: { readonly [table: string]: string } = {
    'ccm': 'occm',
    'cinder-csi': 'cinder-csi',
    'manila-csi': 'manila-csi',
    'local-path-provisioner': 'lpp',
    'local-static-provisioner': 'lsp',
  };
  return Object.entries(releases).flatMap(([table, chart]) => ['default', 'kitchen-sink'].map((set) => ({
    id: `${table}/${set}`,
    chart,
    release: names[table],
    namespace: CHARTS[chart].namespace,
    values: parse(readFileSync(join(renders, table, `${set}.values.yaml`), 'utf8')),
    manifest: readFileSync(join(renders, table, `${set}.yaml`), 'utf8'),
  })));
}

/** Charts whose source is not at hand. */
const missing: string[] = [];

/** Random values, rendered by Helm; a reason where that cannot be. */
function random(): Case[] | string {
  const sources = folder ? Object.fromEntries(Object.entries(CHARTS).map(([name, chart]) => [name, resolve(folder, chart.folder)])) : fetched();
  const names = Object.keys(CHARTS).filter((name) => sources[name] !== undefined && existsSync(join(sources[name], 'Chart.yaml')));
  if (!names.length) return `the charts are not in ${folder ?? 'a folder that is given, and Go cannot fetch them'}`;
  missing.push(...Object.keys(CHARTS).filter((name) => !names.includes(name)));
  const program = join(__dirname, '../../conformance/helm');
  const built = spawnSync('go', ['build', '-o', 'bin/helm', '.'], { cwd: program, encoding: 'utf8' });
  if (built.status !== 0) return `Go cannot build Helm: ${(built.stderr ?? String(built.error)).split('\n')[0]}`;
  const sets = Array.from({ length: Number(options.sets) },
    (_, i) => ({ id: String(i), chart: names[i % names.length], values: randomValues(POOLS[names[i % names.length]]) }));
  const input = sets.map(({ id, chart, values }) =>
    JSON.stringify({ id, chart: sources[chart], release: 'rel', namespace: CHARTS[chart].namespace, values })).join('\n');
  const { stdout, stderr, status } = spawnSync(join(program, 'bin/helm'), ['/'], { input, encoding: 'utf8', maxBuffer: 1024 * 1024 * 1024 });
  if (status !== 0) throw new Error(stderr);
  const answers = stdout.trim().split('\n').map((line) => JSON.parse(line)).filter(({ error }) => !error);
  if (answers.length < sets.length / 2) throw new Error(`Helm renders ${answers.length} of ${sets.length} sets only`);
  return answers.map(({ id, manifest }) => ({ ...sets[Number(id)], release: 'rel', namespace: CHARTS[sets[Number(id)].chart].namespace, manifest }));
}

/** The sources that Go modules hold, by chart: go.sum says what they have to be. */
function fetched(): { readonly [chart: string]: string } {
  const { stdout } = spawnSync('go', ['mod', 'download', '-json'], { cwd: join(__dirname, '../../conformance/charts'), encoding: 'utf8' });
  const modules: Array<{ readonly Path: string; readonly Dir?: string }> = JSON.parse(`[${(stdout ?? '').trim().replace(/^\}\s*\{/gm, '},{')}]`);
  return Object.fromEntries(Object.entries(CHARTS).flatMap(([name, { folder: of, module = '' }]) => {
    const [path, charts] = module.split(' ');
    const root = modules.find(({ Path }) => Path === path)?.Dir;
    return root === undefined ? [] : [[name, join(root, charts, of)]];
  }));
}

function main(): number {
  const cases = options.renders === undefined ? random() : recorded(options.renders);
  if (typeof cases === 'string') {
    process.stdout.write(`SKIPPED: ${cases}\nsummary: SKIPPED, ${cases}\n`);
    return 0;
  }
  const ways = new Map<string, { count: number; example: string }>();
  const documented = new Set<string>();
  const programs: string[] = [];
  for (const tried of cases) {
    let found: string[];
    try {
      found = differences(tried, programs);
    } catch (e) {
      found = [`refused: ${(e as Error).message}`];
    }
    for (const difference of found) {
      const reason = DOCUMENTED.find(([expected]) => expected.test(difference.split(': ')[0]))?.[1];
      if (reason) {
        documented.add(reason);
      } else {
        const way = `${tried.chart} ${difference.replace(/: .*$/, '')}`;
        ways.set(way, { count: (ways.get(way)?.count ?? 0) + 1, example: ways.get(way)?.example ?? `${tried.id}: ${difference}` });
      }
    }
  }
  for (const problem of compiled(programs)) ways.set(`does not compile: ${problem}`, { count: 1, example: '' });
  for (const [way, { count, example }] of [...ways].sort()) process.stdout.write(`${way} (${count})\n      ${example}\n`);
  for (const reason of documented) process.stdout.write(`documented: ${reason}\n`);
  for (const chart of missing) process.stdout.write(`SKIPPED: ${chart}: its source is not at hand\n`);
  const skipped = missing.length ? `; SKIPPED ${missing.join(', ')}` : '';
  process.stdout.write(`summary: ${cases.length} sets of values, ${ways.size} differences, ${documented.size} kinds of documented ones; `
    + `${programs.length} programs compile, and documents render the same${skipped}\n`);
  return ways.size || !cases.length ? 1 : 0;
}

process.exitCode = main();
