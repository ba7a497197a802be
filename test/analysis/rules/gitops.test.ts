import { said } from '../support/judged';

const object = (kind: string, spec: string, metadata = '', apiVersion = 'v1') => `{apiVersion: ${apiVersion}, kind: ${kind}, metadata: {name: a, namespace: shop${metadata}}, ${spec}}`;
const argo = (key: string, value: string) => `, annotations: {argocd.argoproj.io/${key}: "${value}"}`;
const wave = (n: number | string) => argo('sync-wave', String(n));
const changes = (now: string, previous: string) => said('GIT001', now, { previous }).map((line) => /^\S+ \S+ (.*): /.exec(line)?.[1]);

describe('what cannot be changed', () => {
  const volume = (spec: string) => object('PersistentVolume', `spec: {accessModes: [ReadWriteOnce], capacity: {storage: 5Gi}, ${spec}}`);
  const affinity = (host: string) => `nodeAffinity: {required: {nodeSelectorTerms: [{matchExpressions: [{key: kubernetes.io/hostname, operator: In, values: [${host}]}]}]}}`;
  const claim = (spec: string) => object('PersistentVolumeClaim', `spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 5Gi}}, ${spec}}`);
  const job = (image: string, more = '') => object('Job', `spec: {${more}template: {spec: {restartPolicy: Never, containers: [{name: a, image: ${image}}]}}}`, '', 'batch/v1');

  test.each([
    ['the source of a volume', volume('nfs: {server: b, path: /}'), volume('nfs: {server: a, path: /}'), ['spec.nfs']],
    ['the kind of source of a volume', volume('local: {path: /a}, ' + affinity('n')), volume('nfs: {server: a, path: /}'), ['spec.local']],
    ['a secret for expansion', volume('csi: {driver: a, volumeHandle: b, controllerExpandSecretRef: {name: s, namespace: t}}'), volume('csi: {driver: a, volumeHandle: b}'), []],
    ['the mode of a volume', volume('volumeMode: Block, local: {path: /a}, ' + affinity('n')), volume('local: {path: /a}, ' + affinity('n')), ['spec.volumeMode']],
    ['the affinity of a volume', volume('local: {path: /a}, ' + affinity('m')), volume('local: {path: /a}, ' + affinity('n')), ['spec.nodeAffinity']],
    ['a first affinity', volume('nfs: {server: a, path: /}, ' + affinity('n')), volume('nfs: {server: a, path: /}'), []],
    ['the capacity of a volume', volume('nfs: {server: a, path: /}').replace('5Gi', '6Gi'), volume('nfs: {server: a, path: /}'), []],
    ['the mode of a claim', claim('volumeMode: Block'), claim('volumeMode: Filesystem'), ['spec.volumeMode']],
    ['a mode that is spelt out', claim('storageClassName: a, volumeMode: Filesystem'), claim('storageClassName: a'), []],
    ['the class of a claim', claim('storageClassName: b'), claim('storageClassName: a'), ['spec.storageClassName']],
    ['the selector of a claim', claim('storageClassName: a, selector: {matchLabels: {a: b}}'), claim('storageClassName: a'), ['spec.selector']],
    ['the template of a Job', job('b'), job('a'), ['spec.template']],
    ['the template of a suspended Job', job('b', 'suspend: true, '), job('a', 'suspend: true, '), ['spec.template.spec']],
    ['a frozen ConfigMap', object('ConfigMap', 'data: {a: c}'), object('ConfigMap', 'immutable: true, data: {a: b}'), ['data', 'immutable']],
    ['another ConfigMap', object('ConfigMap', 'data: {a: c}'), object('ConfigMap', 'data: {a: b}'), []],
    ['the type of a Secret', object('Secret', 'type: kubernetes.io/tls'), object('Secret', 'data: {}'), ['type']],
    ['a Secret', object('Secret', 'type: Opaque, data: {a: Yg==}'), object('Secret', 'data: {a: YQ==}'), []],
    ['parameters of an attributes class', object('VolumeAttributesClass', 'driverName: a, parameters: {a: c}', '', 'storage.k8s.io/v1'), object('VolumeAttributesClass', 'driverName: a, parameters: {a: b}', '', 'storage.k8s.io/v1'), ['parameters']],
    ['the controller of an IngressClass', object('IngressClass', 'spec: {controller: b.com/b}', '', 'networking.k8s.io/v1'), object('IngressClass', 'spec: {controller: a.com/a}', '', 'networking.k8s.io/v1'), ['spec.controller']],
  ])('%s', (_, now, before, expected) => {
    expect(changes(now, before)).toEqual(expected);
  });
});

describe('growing claims', () => {
  const claim = (size: string, name: string) => object('PersistentVolumeClaim', `spec: {${name}accessModes: [ReadWriteOnce], resources: {requests: {storage: ${size}}}}`);
  const grown = (name: string, options = {}) => said('GIT003', claim('6Gi', name), { previous: claim('5Gi', name), ...options }).map((line) => line.split(' ')[0]);

  test('a class of the cluster may allow it, no class never does', () => {
    expect(grown('storageClassName: fast, ')).toEqual([]);
    expect(grown('storageClassName: fast, ', { closedWorld: true })).toEqual(['error']);
    expect(grown('')).toEqual(['warning']);
    expect(grown('', { closedWorld: true })).toEqual(['error']);
  });

  test('sizes that are no quantities are nothing to compare', () => {
    for (const rule of ['GIT002', 'GIT003']) expect(said(rule, claim('much', ''), { previous: claim('5Gi', '') })).toEqual([]);
  });
});

describe('waves', () => {
  const crd = (n: number) => `{apiVersion: apiextensions.k8s.io/v1, kind: CustomResourceDefinition, metadata: {name: films.example.com${wave(n)}}, spec: {group: example.com, names: {kind: Film}}}`;
  const pod = (more: string, metadata = '') => object('Pod', `spec: {containers: [{name: a, image: b}], ${more}}`, metadata);

  test.each([
    ['a definition', crd(1), object('Film', 'spec: {}', '', 'example.com/v1'), 'CustomResourceDefinition "films.example.com" of wave 1'],
    ['a namespace', `{apiVersion: v1, kind: Namespace, metadata: {name: shop${wave(2)}}}`, object('ConfigMap', 'data: {}'), 'Namespace "shop" of wave 2'],
    ['an account', object('ServiceAccount', 'secrets: []', wave(1)), pod('serviceAccountName: a'), 'ServiceAccount "a" of wave 1'],
    ['a priority', `{apiVersion: scheduling.k8s.io/v1, kind: PriorityClass, metadata: {name: high${wave(1)}}, value: 5}`, pod('priorityClassName: high'), 'PriorityClass "high" of wave 1'],
    ['a volume', `{apiVersion: v1, kind: PersistentVolume, metadata: {name: v${wave(1)}}, spec: {accessModes: [ReadWriteOnce], capacity: {storage: 5Gi}, nfs: {server: a, path: /}}}`,
      object('PersistentVolumeClaim', 'spec: {volumeName: v, accessModes: [ReadWriteOnce], resources: {requests: {storage: 5Gi}}}'), 'PersistentVolume "v" of wave 1'],
    ['a class', `{apiVersion: storage.k8s.io/v1, kind: StorageClass, metadata: {name: fast${wave(1)}}, provisioner: a}`,
      object('PersistentVolumeClaim', 'spec: {storageClassName: fast, accessModes: [ReadWriteOnce], resources: {requests: {storage: 5Gi}}}'), 'StorageClass "fast" of wave 1'],
  ])('%s that comes later', (_, needed, item, what) => {
    expect(said('GIT004', `${needed}\n---\n${item}`)).toEqual([expect.stringContaining(`the object is in wave 0, but requires ${what}.`)]);
  });

  test('hooks and numbers that are none have no place in the order', () => {
    const secret = object('Secret', 'data: {}', wave(1));
    const volumes = 'volumes: [{name: v, secret: {secretName: a}}, {name: w, secret: {secretName: a}}]';
    expect(said('GIT004', `${secret}\n---\n${pod(volumes)}`)).toHaveLength(1);
    expect(said('GIT004', `${secret}\n---\n${pod(volumes, argo('hook', 'PreSync'))}`)).toEqual([]);
    expect(said('GIT004', `${object('Secret', 'data: {}', wave('soon'))}\n---\n${pod(volumes)}`)).toEqual([]);
  });

  test('a waiting claim waits for the first of its pods; a hook may be it', () => {
    const waiting = '{apiVersion: storage.k8s.io/v1, kind: StorageClass, metadata: {name: fast}, provisioner: a, volumeBindingMode: WaitForFirstConsumer}\n---\n'
      + object('PersistentVolumeClaim', 'spec: {storageClassName: fast, accessModes: [ReadWriteOnce], resources: {requests: {storage: 5Gi}}}') + '\n---\n';
    const user = (metadata: string) => pod('volumes: [{name: v, persistentVolumeClaim: {claimName: a}}]', metadata);
    expect(said('GIT005', waiting + user(wave(1)))).toHaveLength(1);
    expect(said('GIT005', waiting + user(argo('hook', 'PreSync')))).toEqual([]);
    expect(said('GIT005', `${waiting}${user(wave(1))}\n---\n${user(wave(0)).replace('name: a, namespace', 'name: b, namespace')}`)).toEqual([]);
    expect(said('GIT005', waiting)).toEqual([]);
  });
});

describe('fields of controllers', () => {
  test.each([
    [object('ConfigMap', 'data: {}', ', creationTimestamp: null'), undefined],
    [object('ConfigMap', 'data: {}', ', creationTimestamp: "2026-01-01T00:00:00Z"'), 'metadata.creationTimestamp'],
    [object('PersistentVolumeClaim', 'spec: {}', ', annotations: {pv.kubernetes.io/bind-completed: "yes"}'), 'metadata.annotations[pv.kubernetes.io/bind-completed]'],
    [object('Service', 'spec: {}, status: {loadBalancer: {}}'), undefined],
    [object('Service', 'spec: {}, status: {loadBalancer: {ingress: [{ip: 10.0.0.1}]}}'), 'status'],
    ['{apiVersion: apiextensions.k8s.io/v1, kind: CustomResourceDefinition, metadata: {name: a}, spec: {}, status: {acceptedNames: {kind: "", plural: ""}, conditions: [], storedVersions: null}}', undefined],
    ['{apiVersion: v1, kind: Node, metadata: {name: a, uid: b}, status: {phase: c}}', undefined],
    ['{apiVersion: example.com/v1, kind: Film, metadata: {name: a}, status: {phase: c}}', undefined],
  ])('%s', (yaml, path) => {
    expect(said('GIT006', yaml).map((line) => line.split(' ')[2])).toEqual(path ? [`${path}:`] : []);
  });
});

test('pruning is a matter of Argo CD, and either option keeps the data for a purpose', () => {
  const claim = (metadata = '') => object('PersistentVolumeClaim', 'spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 5Gi}}}', metadata);
  expect(said('GIT007', claim())).toEqual([expect.stringMatching(/^info .*Prune=false and Delete=false are missing/)]);
  expect(said('GIT007', claim(argo('sync-wave', '1')))).toEqual([expect.stringMatching(/^warning /)]);
  for (const option of ['Prune=false', 'Prune=confirm', 'Delete=false', 'Validate=false,Prune=false']) expect(said('GIT007', claim(argo('sync-options', option)))).toEqual([]);
  const set = (more: string) => object('StatefulSet', `spec: {serviceName: a, selector: {matchLabels: {a: b}}, template: {metadata: {labels: {a: b}}, spec: {containers: [{name: a, image: b}]}}${more}}`, argo('sync-wave', '1'));
  expect(said('GIT007', set(''))).toEqual([]);
  expect(said('GIT007', set(', volumeClaimTemplates: [{metadata: {name: data}, spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 5Gi}}}}]'))).toHaveLength(1);
});

test('keys of lists are counted in one container', () => {
  const pod = (spec: string) => object('Pod', `spec: {${spec}}`);
  const app = '{apiVersion: argoproj.io/v1alpha1, kind: Application, metadata: {name: a}, spec: {syncPolicy: {syncOptions: [ServerSideApply=true]}}}\n---\n';
  const twice = pod('imagePullSecrets: [{name: a}, {name: a}], hostAliases: [{ip: 10.0.0.1}, {ip: 10.0.0.1}], containers: [{name: a, image: b, ports: [{containerPort: 80}, {containerPort: 80, protocol: UDP}, {containerPort: 80}]}]');
  expect(said('GIT008', twice)).toEqual([
    'warning Pod/a spec.containers[0].ports[2]: duplicate port 80/TCP.', 'warning Pod/a spec.imagePullSecrets[1]: duplicate pull secret "a".',
    'warning Pod/a spec.hostAliases[1]: duplicate address 10.0.0.1.',
  ]);
  expect(said('GIT008', app + twice).map((line) => line.split(' ')[0])).toEqual(['error', 'error', 'error']);
  expect(said('GIT008', pod('containers: [{name: a, image: b, env: [{name: X}]}, {name: b, image: b, env: [{name: X}]}]'))).toEqual([]);
});

test('names of hooks may be generated', () => {
  const job = (metadata: string) => `{apiVersion: batch/v1, kind: Job, metadata: {generateName: a-${metadata}}, spec: {template: {spec: {restartPolicy: Never, containers: [{name: a, image: b}]}}}}`;
  expect(said('GIT009', job(''))).toHaveLength(1);
  expect(said('GIT009', job(argo('hook', 'Sync')))).toEqual([]);
});

test('each kind without a definition is told once, and less where the cluster may have it', () => {
  const two = '{apiVersion: example.com/v1, kind: Film, metadata: {name: a}}\n---\n{apiVersion: example.com/v1, kind: Film, metadata: {name: b}}\n---\n{apiVersion: rbac.authorization.k8s.io/v1, kind: Role, metadata: {name: c}, rules: []}';
  expect(said('GIT010', two)).toEqual(['info Film/a kind: nothing in the input defines Film of example.com.']);
  expect(said('GIT010', two, { closedWorld: true })).toEqual([expect.stringMatching(/^warning/)]);
});

test('hooks that make claims', () => {
  expect(said('GIT011', object('PersistentVolumeClaim', 'spec: {}', ', annotations: {helm.sh/hook: pre-install}'))).toEqual([
    'warning PersistentVolumeClaim/a metadata.annotations[helm.sh/hook]: this PersistentVolumeClaim is a hook, which is deleted and recreated.',
  ]);
});

describe('a render that follows another', () => {
  const claim = (spec: string, name = 'd') => `{apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: ${name}, namespace: web}, spec: {${spec}accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}}`;
  const storageClass = (policy: string) => `{apiVersion: storage.k8s.io/v1, kind: StorageClass, metadata: {name: ssd}, provisioner: cinder.csi.openstack.org${policy}}`;
  const set = (spec: string, template = '', metadata = '') => `{apiVersion: apps/v1, kind: StatefulSet, metadata: {name: db, namespace: web${metadata}}, spec: {serviceName: db, ${spec}selector: {matchLabels: {app: db}},
    template: {metadata: {labels: {app: db}}, spec: {containers: [{name: c, image: "postgres:17"}]}},
    volumeClaimTemplates: [{metadata: {name: data${template}}, spec: {storageClassName: ssd, accessModes: [ReadWriteOnce], resources: {requests: {storage: 3Gi}}}}]}}`;
  const service = '{apiVersion: v1, kind: Service, metadata: {name: db, namespace: web}, spec: {clusterIP: None}}';
  const pod = (spec: string) => `{apiVersion: v1, kind: Pod, metadata: {name: p, namespace: web}, spec: {${spec}}}`;
  const snapshot = (source: string) => `{apiVersion: snapshot.storage.k8s.io/v1, kind: VolumeSnapshot, metadata: {name: s, namespace: web}, spec: {volumeSnapshotClassName: keep, source: {persistentVolumeClaimName: ${source}}}}`;
  const dataVolume = (size: string) => `{apiVersion: cdi.kubevirt.io/v1beta1, kind: DataVolume, metadata: {name: v, namespace: web}, spec: {source: {blank: {}}, storage: {storageClassName: ssd, resources: {requests: {storage: ${size}}}}}}`;
  const all = (...objects: string[]) => objects.join('\n---\n');

  test.each([
    ['the volume of a claim', claim('storageClassName: ssd, '), claim('storageClassName: ssd, volumeName: pvc-x, '), ['spec.volumeName: volumeName is no longer rendered, but is immutable.']],
    ['the class of a claim', claim(''), claim('storageClassName: ssd, '), ['spec.storageClassName: storageClassName is no longer rendered, but is immutable.']],
    ['the mode of a raw claim', claim(''), claim('volumeMode: Block, '), ['spec.volumeMode: volumeMode is no longer rendered, but is immutable.']],
    ['a mode that is the default', claim(''), claim('volumeMode: Filesystem, '), []],
    ['nothing: the volume is named now', claim('volumeName: pvc-x, '), claim(''), []],
    ['a null, which is nothing', claim('volumeName: null, '), claim('volumeName: null, '), []],
    ['the volumes of a pod', pod('containers: [{name: c, image: b}]'), pod('containers: [{name: c, image: b}], volumes: [{name: v, emptyDir: {}}]'), ['spec.volumes: volumes is no longer rendered, but is immutable.']],
    ['the image of a pod', pod('containers: [{name: c, image: b}]'), pod('containers: [{name: c, image: a}]'), []],
    ['the address of a Service', service.replace('None', '10.0.0.2'), service.replace('None', '10.0.0.1'), ['spec.clusterIP: clusterIP differs from the previous render, but is immutable.']],
    ['the address of a Service that is left to the server', service.replace('clusterIP: None', ''), service, []],
    ['the source of a snapshot', snapshot('b'), snapshot('a'), ['spec.source: source differs from the previous render, but is immutable.']],
    ['a DataVolume', dataVolume('2Gi'), dataVolume('1Gi'), ['spec: spec differs from the previous render, but is immutable.']],
    ['the same DataVolume', dataVolume('1Gi'), dataVolume('1024Mi'), []],
  ])('GIT001 sees %s', (_, now, previous, expected) => {
    expect(said('GIT001', now, { previous }).map((line) => line.replace(/^error \S+ /, ''))).toEqual(expected);
  });

  const lost = (now: string, previous: string) => said('GIT013', now, { previous }).map((line) => line.replace('the previous render has the object, this one has not: ', ''));

  test.each([
    ['a claim whose class deletes', all(storageClass('')), all(storageClass(''), claim('storageClassName: ssd, ')), ['warning PersistentVolumeClaim/d : class "ssd" has reclaim policy Delete, so its data is deleted too.']],
    ['a claim whose class retains', storageClass(', reclaimPolicy: Retain'), all(storageClass(', reclaimPolicy: Retain'), claim('storageClassName: ssd, ')), ['warning PersistentVolumeClaim/d : its volume stays, as class "ssd" has reclaim policy Retain, but no claim binds to it again by itself.']],
    ['a claim of a class of the cluster', service, all(service, claim('storageClassName: fast, ')), ['warning PersistentVolumeClaim/d : its data is deleted too, unless the reclaim policy of its volume is Retain.']],
    ['a claim that a StatefulSet creates now', set(''), claim('', 'data-db-0'), []],
    ['a claim that moved to another file only', claim(''), claim(''), []],
    ['a class', service, all(service, storageClass('')), ['warning StorageClass/ssd : new claims of the class stay Pending, and existing ones can no longer be expanded.']],
    ['a volume that is deleted', service, '{apiVersion: v1, kind: PersistentVolume, metadata: {name: v}, spec: {persistentVolumeReclaimPolicy: Delete, capacity: {storage: 1Gi}, accessModes: [ReadWriteOnce], csi: {driver: a, volumeHandle: b}}}', ['warning PersistentVolume/v : its reclaim policy is Delete, so the storage behind it is deleted too.']],
    ['a volume that stays', service, '{apiVersion: v1, kind: PersistentVolume, metadata: {name: v}, spec: {capacity: {storage: 1Gi}, accessModes: [ReadWriteOnce], nfs: {server: a, path: /}}}', ['warning PersistentVolume/v : a claim that is bound to it becomes Lost.']],
    ['a set whose claims go with it', service, all(service, set('persistentVolumeClaimRetentionPolicy: {whenDeleted: Delete}, ')), ['warning StatefulSet/db : its retention policy is whenDeleted: Delete, so its claims and their data are deleted too.']],
    ['a set whose claims stay', service, all(service, set('')), ['info StatefulSet/db : its 1 claim template created claims that stay behind.']],
    ['a snapshot', service, all(service, snapshot('a')), ['warning VolumeSnapshot/s : the snapshot is deleted, unless the deletion policy of its class is Retain.']],
    ['a snapshot of a class that retains', '{apiVersion: snapshot.storage.k8s.io/v1, kind: VolumeSnapshotClass, metadata: {name: keep}, driver: a, deletionPolicy: Retain}', all('{apiVersion: snapshot.storage.k8s.io/v1, kind: VolumeSnapshotClass, metadata: {name: keep}, driver: a, deletionPolicy: Retain}', snapshot('a')), []],
    ['a DataVolume', storageClass(''), all(storageClass(''), dataVolume('1Gi')), ['warning DataVolume/v : class "ssd" has reclaim policy Delete, so its data is deleted too.']],
    ['a namespace', service, all(service, '{apiVersion: v1, kind: Namespace, metadata: {name: web}}'), ['warning Namespace/web : every object in the namespace is deleted with it, claims and their data included.']],
    ['what Argo CD does not prune', service, all(service, claim('').replace('namespace: web', 'namespace: web, annotations: {argocd.argoproj.io/sync-options: "Prune=false"}')), []],
    ['what Helm keeps', service, all(service, claim('').replace('namespace: web', 'namespace: web, annotations: {helm.sh/resource-policy: keep}')), []],
    ['what holds no data', claim(''), all(claim(''), service), []],
  ])('GIT013 sees that it has lost %s', (_, now, previous, expected) => {
    expect(lost(now, previous)).toEqual(expected);
  });

  test('GIT016 sees a workload of another kind, and what becomes of its claims', () => {
    const deployment = '{apiVersion: apps/v1, kind: Deployment, metadata: {name: db, namespace: web}, spec: {selector: {matchLabels: {app: db}}, template: {metadata: {labels: {app: db}}, spec: {containers: [{name: c, image: a}]}}}}';
    expect(said('GIT016', set(''), { previous: deployment })).toEqual([expect.stringMatching(/^warning StatefulSet\/db kind: "db" was a Deployment in the previous render; until that is deleted, both run\. The pods of the new one do not find/)]);
    expect(said('GIT016', all(set(''), deployment), { previous: deployment })).toEqual([]);
    expect(said('GIT016', set('').replace('name: db,', 'name: other,'), { previous: deployment })).toEqual([]);
  });

  test('GIT017 sees replicas that go with their claims', () => {
    const scaled = (replicas: number, policy = 'Delete') => set(`replicas: ${replicas}, persistentVolumeClaimRetentionPolicy: {whenScaled: ${policy}}, `);
    expect(said('GIT017', scaled(1), { previous: scaled(3) })).toEqual(['warning StatefulSet/db spec.replicas: replicas go from 3 to 1, and whenScaled: Delete deletes the claims of 2 replicas with their data.']);
    for (const [now, previous] of [[scaled(3), scaled(3)], [scaled(4), scaled(3)], [scaled(1, 'Retain'), scaled(3, 'Retain')], [set(''), set('replicas: 3, ')]]) expect(said('GIT017', now, { previous })).toEqual([]);
  });

  test('GIT014 sees claim templates without apiVersion and kind under server-side apply, whoever asks for it', () => {
    const option = ', annotations: {argocd.argoproj.io/sync-options: "Validate=false, ServerSideApply=true"}';
    const application = '{apiVersion: argoproj.io/v1alpha1, kind: Application, metadata: {name: shop}, spec: {syncPolicy: {syncOptions: [ServerSideApply=true]}}}';
    expect(said('GIT014', set('', '', option))).toEqual([expect.stringMatching(/^info StatefulSet\/db spec.volumeClaimTemplates\[0\]: the claim template "data" has no apiVersion and kind/)]);
    expect(said('GIT014', all(application, set('')))).toHaveLength(1);
    expect(said('GIT014', set('', '', option).replace('[{metadata', '[{apiVersion: v1, kind: PersistentVolumeClaim, metadata'))).toEqual([]);
    expect(said('GIT014', set(''))).toEqual([]);
    expect(said('STS002', set('').replace('[{metadata', '[{apiVersion: v1, kind: PersistentVolumeClaim, metadata'), { previous: set('') })).toEqual([]);
  });

  test('GIT015 sees labels by which Argo CD would prune the claims', () => {
    const common = ', labels: {app.kubernetes.io/instance: shop}';
    expect(said('GIT015', set('', ', labels: {argocd.argoproj.io/instance: shop}'))).toEqual([expect.stringMatching(/^warning StatefulSet\/db spec.volumeClaimTemplates\[0\].metadata.labels\[argocd.argoproj.io\/instance\]: /)]);
    expect(said('GIT015', all(object('ConfigMap', 'data: {}', wave(1)), set('', common, common)))).toEqual([expect.stringMatching(/^info .*app.kubernetes.io\/instance, by which Argo CD before 3.0/)]);
    for (const yaml of [set('', common, common), set('', '', ', labels: {argocd.argoproj.io/instance: shop}'), set('', ', labels: {app: db}')]) expect(said('GIT015', yaml)).toEqual([]);
  });
});
