import { said } from '../support/judged';

const volume = (name: string, source: string, terms = '[{matchExpressions: [{key: kubernetes.io/hostname, operator: In, values: [n1]}]}]') => `
  {apiVersion: v1, kind: PersistentVolume, metadata: {name: ${name}}, spec: {accessModes: [ReadWriteOnce], capacity: {storage: 5Gi}, storageClassName: local,
  ${source}${terms ? `, nodeAffinity: {required: {nodeSelectorTerms: ${terms}}}` : ''}}}
  ---`;
const on = (...hosts: string[]) => `[{matchExpressions: [{key: kubernetes.io/hostname, operator: In, values: [${hosts.join()}]}]}]`;
const node = (name: string, host = name) => `\n  {apiVersion: v1, kind: Node, metadata: {name: ${name}, labels: {kubernetes.io/hostname: ${host}}}}\n  ---`;
const yaml = (...parts: string[]) => parts.join('').replace(/---\s*$/, '');
const config = (data: string, name = 'local-path-config', namespace = 'local-path-storage') => `
  {apiVersion: v1, kind: ConfigMap, metadata: {name: ${name}, namespace: ${namespace}}, data: ${data}}
  ---`;

describe('affinity of local volumes', () => {
  test.each([
    [on('n1'), []],
    [on('n1', 'n2'), ['the affinity allows 2 nodes: "n1" and "n2".']],
    ['[{matchExpressions: [{key: zone, operator: Exists}]}]', ['the affinity selects a group of nodes instead of one.']],
    ['[{matchFields: [{key: metadata.name, operator: In, values: [n1]}]}]', []],
  ])('%s', (terms, expected) => {
    expect(said('LOC002', yaml(volume('a', 'local: {path: /a}', terms))).map((line) => line.split(': ').slice(1).join(': '))).toEqual(expected);
  });

  test('other volumes may be on many nodes', () => {
    expect(said('LOC002', yaml(volume('a', 'nfs: {server: a, path: /}', on('n1', 'n2'))))).toEqual([]);
  });

  test('a hostPath volume of a cluster with one node is always the same', () => {
    const path = volume('a', 'hostPath: {path: /a}', '');
    expect(said('LOC003', yaml(path))).toHaveLength(1);
    expect(said('LOC003', yaml(path, node('n1')))).toEqual([]);
    expect(said('LOC003', yaml(path, node('n1'), node('n2')))).toHaveLength(1);
  });

  test('the value is the label, not the name, of a node that is there', () => {
    const local = volume('a', 'local: {path: /a}', on('n1'));
    expect(said('LOC009', yaml(local))).toEqual([]);
    expect(said('LOC009', yaml(local, node('n1')))).toEqual([]);
    expect(said('LOC009', yaml(local, node('n1', 'n1.example.com')))).toEqual([expect.stringMatching(/^info .*"n1" matches no node\.$/)]);
    expect(said('LOC009', yaml(volume('a', 'local: {path: /a}', on('n5', 'n6')), node('n1')), { closedWorld: true })).toEqual([expect.stringMatching(/^warning .*"n5" and "n6" match no node/)]);
    expect(said('LOC009', yaml(volume('a', 'nfs: {server: a, path: /}', '[{matchExpressions: [{key: zone, operator: Exists}]}]'), node('n1')))).toEqual([expect.stringContaining('the affinity matches no node')]);
    expect(said('LOC009', yaml(volume('a', 'nfs: {server: a, path: /}', '[{matchFields: [{key: metadata.name, operator: In, values: [n1]}]}]'), node('n1')))).toEqual([]);
    expect(said('LOC009', yaml(volume('a', 'nfs: {server: a, path: /}', ''), node('n1')))).toEqual([]);
  });
});

describe('directories of volumes', () => {
  test.each([
    ['the same on two nodes', volume('b', 'local: {path: /a}', on('n2')), []],
    ['the same but for slashes', volume('b', 'local: {path: //a/}'), ['error']],
    ['inside of the other', volume('b', 'local: {path: /a/b}'), ['error']],
    ['around the other', volume('b', 'local: {path: /}'), []],
    ['a neighbour', volume('b', 'local: {path: /ab}'), []],
    ['a hostPath inside', volume('b', 'hostPath: {path: /a/b}', on('n1')), ['warning']],
    ['of no node', volume('b', 'hostPath: {path: /a}', ''), []],
  ])('%s', (_, other, severities) => {
    expect(said('LOC004', yaml(volume('a', 'local: {path: /a}'), other)).map((line) => line.split(' ')[0])).toEqual(severities);
  });

  test('whichever comes first', () => {
    expect(said('LOC004', yaml(volume('a', 'local: {path: /a/b/c}'), volume('b', 'local: {path: /a}')))).toEqual([expect.stringContaining('this directory and that of volume "a" contain one another')]);
    expect(said('LOC004', yaml(volume('a', 'hostPath: {path: /a}', ''), volume('b', 'hostPath: {path: /a}', '')))).toHaveLength(1);
  });
});

test('only devices are formatted', () => {
  for (const [source, count] of [['{path: /dev/sdb}', 1], ['{path: /dev/sdb, fsType: xfs}', 0], ['{path: /dev/shm/a}', 0], ['{path: /mnt/a}', 0]] as const) {
    expect(said('LOC011', yaml(volume('a', `local: ${source}`)))).toHaveLength(count);
  }
});

describe('local-path', () => {
  const NODES = '{"nodePathMap": [{"node": "DEFAULT_PATH_FOR_NON_LISTED_NODES", "paths": ["/opt/data"]}]}';
  const HELPER = 'apiVersion: v1\\nkind: Pod\\nmetadata: {name: helper-pod}\\nspec: {containers: [{name: helper-pod, image: busybox}]}';
  const full = (json: string, more = '"setup": "x", "teardown": "x"', helper = HELPER) => config(`{"config.json": ${JSON.stringify(json)}, "helperPod.yaml": "${helper}", ${more}}`);
  const cls = (more = '', provisioner = 'rancher.io/local-path') => `
  {apiVersion: storage.k8s.io/v1, kind: StorageClass, metadata: {name: local-path}, provisioner: ${provisioner}, volumeBindingMode: WaitForFirstConsumer${more}}
  ---`;
  const claim = (spec: string) => `
  {apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: data}, spec: {storageClassName: local-path, resources: {requests: {storage: 5Gi}}, ${spec}}}
  ---`;
  const provisioner = (tag: string, more = '', kind = 'Deployment', spec = '') => `
  {apiVersion: apps/v1, kind: ${kind}, metadata: {name: local-path-provisioner, namespace: local-path-storage}, spec: {${spec}selector: {matchLabels: {a: b}}, template: {metadata: {labels: {a: b}},
  spec: {containers: [{name: p, image: 'rancher/local-path-provisioner:${tag}'${more}}], volumes: [{name: c, configMap: {name: conf}}]}}}}
  ---`;
  const messages = (rule: string, ...parts: string[]) => said(rule, yaml(...parts)).map((line) => line.replace(/ \S+ (\S+): .*/, ' $1'));

  test.each([
    ['accessModes: [ReadWriteOncePod]', NODES, []],
    ['accessModes: [ReadWriteMany]', NODES, ['error spec.accessModes']],
    ['accessModes: [ReadWriteMany]', '{"sharedFileSystemPath": "/shared"}', []],
    ['accessModes: [ReadWriteMany]', '{"storageClassConfigs": {"local-path": {"sharedFileSystemPath": "/shared"}}}', []],
    ['accessModes: [ReadWriteMany]', '{', ['warning spec.accessModes']],
    ['accessModes: [ReadWriteOnce], volumeMode: Block', NODES, ['error spec.volumeMode']],
    ['accessModes: [ReadWriteMany], volumeName: a', NODES, []],
  ])('claim with %s, configuration %s', (spec, json, expected) => {
    expect(messages('LOC005', cls(), claim(spec), full(json))).toEqual(expected);
  });

  test.each([
    ['a path for another node', '{"nodePathMap": [{"node": "w1", "paths": ["/data"]}]}', ['w2'], ['warning spec.storageClassName']],
    ['an empty list, which excludes the node', '{"nodePathMap": [{"node": "DEFAULT_PATH_FOR_NON_LISTED_NODES", "paths": ["/data"]}, {"node": "w2", "paths": []}]}', ['w2'], ['warning spec.storageClassName']],
    ['a path for one of two nodes', '{"nodePathMap": [{"node": "w1", "paths": ["/data"]}]}', ['w1', 'w2'], []],
    ['a path for nodes that are not listed', NODES, ['w2'], []],
    ['a path for another node, and no node in the input', '{"nodePathMap": [{"node": "w1", "paths": ["/data"]}]}', [], []],
    ['a shared filesystem', '{"sharedFileSystemPath": "/shared"}', ['w2'], []],
  ])('nodes and %s', (_, json, nodes, expected) => {
    const objects = nodes.map((name) => `\n  {apiVersion: v1, kind: Node, metadata: {name: ${name}}}\n  ---`).join('');
    expect(messages('LOC005', cls(), claim('accessModes: [ReadWriteOnce]'), full(json), objects)).toEqual(expected);
  });

  test('a selector is refused, unless the filesystem is shared', () => {
    const selecting = claim('accessModes: [ReadWriteOnce], selector: {matchLabels: {a: b}}');
    expect(messages('CLS023', cls(), selecting, full(NODES))).toEqual(['warning spec.selector']);
    expect(messages('CLS023', cls(), selecting, full('{"sharedFileSystemPath": "/shared"}'))).toEqual([]);
  });

  test('a provisioner may have another name, as a flag or a variable', () => {
    const block = claim('accessModes: [ReadWriteOnce], volumeMode: Block');
    expect(messages('LOC005', cls('', 'cluster.local/lp'), block)).toEqual([]);
    expect(messages('LOC005', cls('', 'cluster.local/lp'), block, provisioner('v0.0.37', ', args: [start, --provisioner-name, cluster.local/lp]'))).toHaveLength(1);
    expect(messages('LOC005', cls('', 'cluster.local/lp'), block, provisioner('v0.0.37', ', env: [{name: PROVISIONER_NAME, value: cluster.local/lp}]'))).toHaveLength(1);
  });

  test.each([
    ['{', ['config.json cannot be parsed: it is not valid JSON.']],
    ['[]', ['config.json cannot be parsed: it is not an object.']],
    ['{}', ['neither nodePathMap nor sharedFileSystemPath is set, so all claims fail.']],
    ['{"sharedFileSystemPath": "/a", "nodePathMap": [{"node": "n", "paths": ["/a"]}]}', ['nodePathMap and sharedFileSystemPath are both set, so all claims fail.']],
    ['{"NodePathMap": [{"Node": "n", "Paths": ["/a", "/a/"]}]}', ['duplicate path /a/ of node "n".']],
    ['{"nodePathMap": [{"node": "n", "paths": []}, {"node": "n", "paths": ["/"]}]}', ['duplicate node "n".', 'the path of node "n" is the root directory.']],
    ['{"nodePathMap": [{"node": "n", "paths": [5]}]}', ['path  of node "n" is not absolute.']],
    ['{"nodePathMap": [{"node": "n", "paths": ["/a"]}], "nodePaths": 1}', ['unknown key nodepaths, which is silently ignored.']],
    ['{"storageClassConfigs": {"other": {"sharedFileSystemPath": "/a"}, "bad": {}}, "sharedFileSystemPath": "/a"}', [
      'the provisioner ignores the top-level "sharedFileSystemPath", because storageClassConfigs is set.',
      'storageClassConfigs.bad: neither nodePathMap nor sharedFileSystemPath is set, so all claims fail.',
      'storageClassConfigs has no entry for class "local-path", so its claims fail.',
    ]],
  ])('config.json %s', (json, expected) => {
    expect(said('LOC010', yaml(cls(), full(json))).map((line) => line.replace(/^.*?\]: /, ''))).toEqual(expected);
  });

  test.each([
    ['', HELPER, ['the script setup is missing', 'the script teardown is missing']],
    ['"setup": "x", "teardown": "x"', 'a: [', ['helperPod.yaml cannot be parsed: it is not valid YAML']],
    ['"setup": "x", "teardown": "x"', 'text', ['helperPod.yaml cannot be parsed: it is not a pod']],
    ['"setup": "x", "teardown": "x"', 'spec: {containers: []}', ['helperPod.yaml has 0 containers instead of one']],
    ['"setup": "x", "teardown": "x"', 'spec: {hostNetwork: true, initContainers: [], containers: [{name: a}]}', ['helperPod.yaml sets hostNetwork', 'helperPod.yaml has no image']],
    ['"setup": "x", "teardown": "x"', 'spec: {containers: [{name: a, image: b, securityContext: {privileged: true}}]}', ['helperPod.yaml sets privileged']],
    ['"setup": "x", "teardown": "x"', 'spec: {containers: [{name: a, image: b, securityContext: {allowPrivilegeEscalation: false, capabilities: {add: [A]}}}]}', ['helperPod.yaml sets capabilities.add']],
  ])('scripts %s, helper %s', (scripts, helper, expected) => {
    const found = said('LOC010', yaml(config(`{"config.json": ${JSON.stringify(NODES)}, "helperPod.yaml": "${helper}"${scripts ? `, ${scripts}` : ''}}`)));
    expect(found).toHaveLength(expected.length);
    expected.forEach((text, i) => expect(found[i]).toContain(text));
  });

  test('a ConfigMap that the provisioner mounts needs all of its keys, others are none of its', () => {
    const half = (name: string) => config(`{"config.json": ${JSON.stringify(NODES)}}`, name);
    expect(said('LOC010', yaml(half('conf'), provisioner('v0.0.37')))).toHaveLength(3);
    expect(said('LOC010', yaml(half('else'), provisioner('v0.0.37')))).toEqual([]);
    expect(said('LOC010', yaml(config('{"config.json": "{\\"setupCommand\\": \\"/a\\", \\"teardownCommand\\": \\"/b\\", \\"sharedFileSystemPath\\": \\"/c\\"}"}', 'conf'), provisioner('v0.0.37')))).toHaveLength(1);
  });

  test('one provisioner, not one on each node', () => {
    expect(said('LOC012', yaml(provisioner('v0.0.37', '', 'DaemonSet')))).toEqual(['error DaemonSet/local-path-provisioner kind: a DaemonSet runs a provisioner on each node.']);
    expect(said('LOC012', yaml(provisioner('v0.0.37', '', 'Deployment', 'replicas: 1, ')))).toEqual([]);
  });

  test('data that is kept on purpose is not left behind', () => {
    expect(said('LOC013', yaml(cls(', reclaimPolicy: Retain, parameters: {nodeAffinityKey: example.com/a}')))).toEqual([]);
    expect(said('LOC013', yaml(cls(', parameters: {nodeAffinityKey: kubernetes.io/hostname}')))).toEqual([]);
  });

  test.each([
    [', parameters: {pathPattern: "{{ .PVC.Name }}"}', 'v0.0.37', ['error parameters[pathPattern]:']],
    [', parameters: {pathPattern: "{{ .PVC.Name }}"}', 'v0.0.32', []],
    [', parameters: {pathPattern: "{{.PVC.Namespace}}/{{ .PVC.Name }}/x"}', 'latest', []],
    [', parameters: {pathPattern: "x", allowUnsafePathPattern: "true"}', 'v0.0.37', []],
    [', parameters: {path: /a}', 'v0.0.37', ['warning parameters[path]:']],
    [', parameters: {nodePath: /opt/data/}', 'v0.0.37', []],
  ])('class%s, provisioner %s', (more, tag, expected) => {
    expect(said('LOC014', yaml(cls(more), provisioner(tag), full(NODES))).map((line) => line.split(' ').filter((_, i) => i === 0 || i === 2).join(' '))).toEqual(expected);
  });

  test('volume types of a class', () => {
    const typed = (type: string) => yaml(cls().replace('name: local-path', `name: local-path, annotations: {defaultVolumeType: ${type}}`));
    expect(said('LOC014', typed('hostPath'))).toEqual([]);
    expect(said('LOC014', typed('nfs'))).toEqual([expect.stringContaining('defaultVolumeType is nfs')]);
  });

  test('nobody expands volumes without a provisioner either', () => {
    expect(said('LOC015', yaml(cls(', allowVolumeExpansion: true', 'kubernetes.io/no-provisioner')))).toHaveLength(1);
    expect(said('LOC015', yaml(cls(', allowVolumeExpansion: true', 'cinder.csi.openstack.org')))).toEqual([]);
  });
});

describe('static provisioner', () => {
  const map = (text: string, more = '') => config(`{storageClassMap: ${JSON.stringify(text)}${more}}`, 'conf', 'storage');
  const pod = (mounts = '{name: disks, mountPath: /mnt}', volumes = '{name: disks, hostPath: {path: /mnt}}', account = '') => `
  {apiVersion: apps/v1, kind: DaemonSet, metadata: {name: p, namespace: storage}, spec: {selector: {matchLabels: {a: b}}, template: {metadata: {labels: {a: b}}, spec: {${account}
  containers: [{name: p, image: 'registry.k8s.io/sig-storage/local-volume-provisioner:v2.9.0', volumeMounts: [{name: conf, mountPath: /etc/provisioner/config}, ${mounts}]}],
  volumes: [{name: conf, configMap: {name: conf}}, ${volumes}]}}}}
  ---`;
  const problems = (text: string, ...more: string[]) => said('LOC006', yaml(map(text), ...more), { knownClasses: ['a', 'b'] }).map((line) => line.replace(/^(\S+) .*?\]: (class "a": )?/, '$1 '));

  test.each([
    ['a: {hostDir: /mnt/a, mountDir: /mnt/a, volumeMode: Block, namePattern: "*"}', ['error block devices require /dev of the host in the container.']],
    ['a: {hostDir: /mnt/a, mountDir: /mnt/b}', ['error its mountDir shows host directory /mnt/b, but its hostDir is /mnt/a.']],
    ['a: {hostDir: /mnt/a, mountDir: /srv/a}', ['error no host directory is mounted at its mountDir /srv/a.']],
    ['a: {hostDir: mnt}', ['error hostDir is not an absolute path.', 'error mountDir is missing, so the provisioner exits.']],
    ['a: {hostDir: /mnt/a, mountDir: /mnt/a, volumeMode: block}', ['error unknown volumeMode block, so the provisioner exits; use Filesystem or Block.']],
    ['a: {hostDir: /mnt/a, mountDir: /mnt/a, accessMode: RWO}', ['error unknown accessMode RWO, so the API server rejects its volumes.']],
    ['a: {hostDir: /mnt/a, mountDir: /mnt/a, blockCleanerCommand: []}', ['error blockCleanerCommand is empty, so the provisioner exits.']],
    ['a: {hostDir: /mnt/a, mountDir: /mnt/a, fstype: ext4}', ['warning unknown key fstype, which is silently ignored.']],
    ['[', ['error storageClassMap cannot be parsed: it is not valid YAML.']],
    ['text', ['error storageClassMap cannot be parsed: it is not a map of classes.']],
    ['{}', []],
  ])('%s', (text, expected) => {
    expect(problems(text, pod())).toEqual(expected);
  });

  test('fsType of a Block class does nothing', () => {
    expect(problems('a: {hostDir: /mnt/a, mountDir: /mnt/a, volumeMode: Block, fsType: ext4}')).toEqual(['info fsType has no effect on block devices.']);
  });

  test('neighbours', () => {
    const pair = (dir: string) => problems(`b: {hostDir: /mnt/a, mountDir: /mnt/a}\na: {hostDir: ${dir}, mountDir: ${dir}}`);
    expect(pair('/mnt/a/')).toEqual([expect.stringContaining('error class "b" has the same hostDir')]);
    expect(pair('/mnt/a/b')).toEqual([expect.stringContaining('warning its hostDir and that of class "b" contain one another')]);
    expect(pair('/mnt/b')).toEqual([]);
  });

  test('a class without StorageClass is an error where there are no others', () => {
    const one = yaml(map('c: {hostDir: /mnt/c, mountDir: /mnt/c}'));
    expect(said('LOC006', one)).toEqual([expect.stringMatching(/^info .*StorageClass "c" is not in the input/)]);
    expect(said('LOC006', one, { closedWorld: true })).toEqual([expect.stringMatching(/^error/)]);
  });

  test('aliases that explode and long texts are no map', () => {
    const bomb = 'a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b]\nd: [*c,*c,*c,*c,*c,*c,*c,*c,*c]';
    expect(problems(bomb)).toEqual(['error storageClassMap cannot be parsed: it is not valid YAML.']);
    expect(problems('x'.repeat(200_001))).toEqual(['error storageClassMap cannot be parsed: it is too long.']);
  });

  test('rights count where a binding of the input gives some', () => {
    const role = (name: string, rules: string) => `
  {apiVersion: rbac.authorization.k8s.io/v1, kind: ClusterRole, metadata: {name: ${name}}, rules: [${rules}]}
  ---
  {apiVersion: rbac.authorization.k8s.io/v1, kind: ClusterRoleBinding, metadata: {name: ${name}}, roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: ${name}}, subjects: [{kind: ServiceAccount, name: p, namespace: storage}]}
  ---`;
    const all = '{apiGroups: ["*"], resources: [persistentvolumes, storageclasses, nodes, events], verbs: ["*"]}';
    const own = (more: string, ...parts: string[]) => said('LOC007', yaml(map('a: {hostDir: /mnt, mountDir: /mnt}', more), pod(undefined, undefined, 'serviceAccountName: p, '), ...parts));
    expect(own('')).toEqual([]);
    expect(own('', role('r', all))).toEqual([]);
    expect(own(', useJobForCleaning: "yes"', role('r', all))).toEqual([expect.stringContaining('lacks permission to get jobs, list jobs, watch jobs and more')]);
    expect(own('', role('r', '{apiGroups: [""], resources: [nodes, events, persistentvolumes], verbs: ["*"]}, {apiGroups: [storage.k8s.io], resources: [storageclasses], verbs: [get, list]}')))
      .toEqual([expect.stringContaining('"p" lacks permission to watch storageclasses.')]);
  });

  test('mount points are a matter of file systems', () => {
    expect(said('LOC008', yaml(map('a: {hostDir: /mnt/a}\nb: {hostDir: /mnt/b, volumeMode: Block}\nc: {}')))).toEqual([expect.stringContaining('class "a" requires a mount point for each volume below /mnt/a')]);
  });
});

test('BND029: a static provisioner in the input creates the volumes of its classes', () => {
  const claim = (className: string) => `
{apiVersion: storage.k8s.io/v1, kind: StorageClass, metadata: {name: ${className}}, provisioner: kubernetes.io/no-provisioner, volumeBindingMode: WaitForFirstConsumer}
---
{apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: c, namespace: default}, spec: {storageClassName: ${className}, accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}}
---
{apiVersion: v1, kind: Pod, metadata: {name: p, namespace: default}, spec: {containers: [{name: c, image: i}], volumes: [{name: d, persistentVolumeClaim: {claimName: c}}]}}
---`;
  const provisioner = `
{apiVersion: v1, kind: ConfigMap, metadata: {name: disks, namespace: kube-system}, data: {storageClassMap: "fast: {hostDir: /mnt/fast, mountDir: /mnt/fast}"}}
---
{apiVersion: apps/v1, kind: DaemonSet, metadata: {name: lvp, namespace: kube-system}, spec: {selector: {matchLabels: {a: b}}, template: {metadata: {labels: {a: b}}, spec: {
  containers: [{name: c, image: 'registry.k8s.io/sig-storage/local-volume-provisioner:v2.8.0', volumeMounts: [{name: config, mountPath: /etc/provisioner/config}]}],
  volumes: [{name: config, configMap: {name: disks}}]}}}}
---`;
  expect(said('BND029', claim('fast'), { closedWorld: true })).toHaveLength(1);
  expect(said('BND029', claim('fast') + provisioner, { closedWorld: true })).toEqual([]);
  expect(said('BND029', claim('slow') + provisioner, { closedWorld: true })).toHaveLength(1);
});
