import { App, Chart, Duration, Size } from 'cdk8s';
import {
  AccessMode, Advice, AntiAffinity, CinderStorageClass, ClaimSource, Cluster, LocalStorageClass, snapshots,
  pods, ReclaimPolicy, StatefulApplication, StatefulApplicationProps, StorageAnalysis, StorageClass, StoragePlan, volumes, ZoneSpread,
} from '../../../src';
import { Output, scope } from '../../support/synth';

const image = 'nginx:1.27';
const web = (props: object = {}) => Output.of((chart) => new StatefulApplication(chart, 'web', { image, ...props }));
const set = (props: object = {}) => web(props).get('StatefulSet');
const claim = { name: 'www', size: Size.gibibytes(1), mountPath: '/usr/share/nginx/html' };
const refused = (props: object) => () => new StatefulApplication(scope(), 'web', { image, ...props } as StatefulApplicationProps);

describe('what is emitted', () => {
  test('a set with a claim for each pod', () => {
    const output = Output.of((chart) => {
      const ssd = new CinderStorageClass(chart, 'ssd', { volumeType: 'ssd' });
      new StatefulApplication(chart, 'web', { image, replicas: 3, ports: [{ name: 'http', port: 80 }], claims: [{ ...claim, storageClass: ssd }] });
    });
    expect(output.get('StatefulSet')).toMatchSnapshot();
    expect(output.get('Service')).toMatchSnapshot();
    expect(output.inventory()).toEqual(['StorageClass/ssd', 'Service/web', 'StatefulSet/web']);
  });

  test('every option', () => {
    const output = web({
      namespace: 'apps',
      replicas: 2,
      serviceName: 'web-peers',
      containerName: 'nginx',
      command: ['nginx'],
      extraArgs: ['-g', 'daemon off;'],
      extraEnv: [{ name: 'TZ', value: 'UTC' }],
      resources: { requests: { cpu: '100m' } },
      serviceAccountName: 'web',
      parallelPodManagement: true,
      partition: 1,
      firstOrdinal: 5,
      claimsWhenDeleted: ReclaimPolicy.DELETE,
      claimsWhenScaled: ReclaimPolicy.RETAIN,
      minReady: Duration.seconds(10),
      revisionHistoryLimit: 3,
      publishNotReadyAddresses: true,
      disruptionBudget: { maxUnavailable: '1' },
      antiAffinity: AntiAffinity.REQUIRE_DIFFERENT_NODES,
      zoneSpread: ZoneSpread.PREFER_EVEN,
      ports: [{ name: 'http', port: 8080, servicePort: 80 }, { name: 'stats', port: 9000, protocol: 'UDP', hostPort: 9000 }],
      labels: { team: 'a' },
      podLabels: { tier: 'front' },
      podAnnotations: { 'example.com/scrape': 'true' },
      extraVolumes: [{ name: 'tmp', emptyDir: {} }, { name: 'share', source: { nfs: { server: 'nfs', path: '/' } } }],
      extraVolumeMounts: [{ name: 'tmp', mountPath: '/tmp' }],
      extraInitContainers: [{ name: 'init', image }],
      extraContainers: [{ name: 'side', image }],
      extraTolerations: [{ operator: 'Exists' }],
      imagePullSecrets: ['registry'],
      podSpec: { shareProcessNamespace: true },
      claims: [claim, {
        name: 'raw', size: Size.gibibytes(2), devicePath: '/dev/xvda', storageClass: StorageClass.fromStorageClassName('fast'), labels: { kind: 'raw' },
      }],
    });
    expect(output.get('StatefulSet')).toMatchSnapshot();
    expect(output.get('Service')).toMatchSnapshot();
    expect(output.get('PodDisruptionBudget')).toMatchSnapshot();
  });

  test('the name of the Service is the serviceName of the set', () => {
    for (const props of [{}, { name: 'db' }, { serviceName: 'peers' }]) {
      const output = web(props);
      expect(output.get('Service').metadata.name).toBe(output.get('StatefulSet').spec.serviceName);
    }
  });

  test('one port needs no name', () => {
    const output = web({ port: 80 });
    expect(output.get('Service').spec.ports).toEqual([{ port: 80, targetPort: 80 }]);
    expect(output.get('StatefulSet').spec.template.spec.containers[0].ports).toEqual([{ containerPort: 80 }]);
  });

  test('a Service that exists is not emitted again', () => {
    const output = web({ createService: false, serviceName: 'peers' });
    expect(output.inventory()).toEqual(['StatefulSet/web']);
    expect(output.get('StatefulSet').spec.serviceName).toBe('peers');
  });

  test('a device path makes a raw block volume, a mount path a filesystem', () => {
    const { spec } = set({ claims: [claim, { name: 'raw', size: Size.gibibytes(1), devicePath: '/dev/xvda' }] });
    expect(spec.volumeClaimTemplates.map((t: any) => [t.metadata.name, t.spec.volumeMode])).toEqual([['www', undefined], ['raw', 'Block']]);
    expect(spec.template.spec.containers[0].volumeMounts).toEqual([{ name: 'www', mountPath: '/usr/share/nginx/html' }]);
    expect(spec.template.spec.containers[0].volumeDevices).toEqual([{ name: 'raw', devicePath: '/dev/xvda' }]);
  });

  test('labels of the user never change the selector', () => {
    const { spec } = set({ labels: { 'app.kubernetes.io/name': 'other', 'app.kubernetes.io/version': '2' } });
    expect(spec.selector.matchLabels).toEqual({ 'app.kubernetes.io/name': 'web' });
    expect(spec.template.metadata.labels).toEqual({ 'app.kubernetes.io/name': 'web', 'app.kubernetes.io/version': '2' });
  });

  test('a selector of its own is used everywhere', () => {
    const output = web({ selector: { app: 'nginx' }, disruptionBudget: { minAvailable: '50%' }, antiAffinity: AntiAffinity.PREFER_DIFFERENT_NODES });
    expect(output.get('Service').spec.selector).toEqual({ app: 'nginx' });
    expect(output.get('PodDisruptionBudget').spec).toEqual({ minAvailable: '50%', selector: { matchLabels: { app: 'nginx' } } });
    expect(output.get('StatefulSet').spec.template.metadata.labels).toEqual({ app: 'nginx' });
    expect(output.get('StatefulSet').spec.template.spec.affinity.podAntiAffinity.preferredDuringSchedulingIgnoredDuringExecution).toEqual([
      { weight: 100, podAffinityTerm: { topologyKey: 'kubernetes.io/hostname', labelSelector: { matchLabels: { app: 'nginx' } } } },
    ]);
  });

  test('affinity of the user stays beside the named option', () => {
    const { affinity } = set({ antiAffinity: AntiAffinity.REQUIRE_DIFFERENT_NODES, affinity: { nodeAffinity: {} } }).spec.template.spec;
    expect(Object.keys(affinity).sort()).toEqual(['nodeAffinity', 'podAntiAffinity']);
  });

  test('spread over zones may be required', () => {
    expect(set({ zoneSpread: ZoneSpread.REQUIRE_EVEN }).spec.template.spec.topologySpreadConstraints[0].whenUnsatisfiable).toBe('DoNotSchedule');
  });

  test('a partition keeps the rest of the update strategy', () => {
    expect(set({ updateStrategy: { rollingUpdate: { maxUnavailable: 2 } }, partition: 0 }).spec.updateStrategy)
      .toEqual({ type: 'RollingUpdate', rollingUpdate: { maxUnavailable: 2, partition: 0 } });
    expect(set({ updateStrategy: { type: 'OnDelete' } }).spec.updateStrategy).toEqual({ type: 'OnDelete' });
  });

  test('a rolling update may take several pods at once', () => {
    expect(set({ maxUnavailable: '25%', partition: 2 }).spec.updateStrategy).toEqual({ type: 'RollingUpdate', rollingUpdate: { maxUnavailable: '25%', partition: 2 } });
    expect(set({ maxUnavailable: '2' }).spec.updateStrategy).toEqual({ type: 'RollingUpdate', rollingUpdate: { maxUnavailable: 2 } });
  });

  test.each([['1.20', 'policy/v1beta1'], ['1.21', 'policy/v1']])('the budget for Kubernetes %s is %s', (kubernetesVersion, apiVersion) => {
    const output = Output.of((chart) => {
      const cluster = new Cluster(chart, 'c', { kubernetesVersion });
      new StatefulApplication(cluster, 'web', { image, disruptionBudget: { minAvailable: '1', evictUnhealthyPods: true } });
    });
    expect(output.get('PodDisruptionBudget')).toMatchObject({ apiVersion, spec: { minAvailable: 1, unhealthyPodEvictionPolicy: 'AlwaysAllow' } });
  });

  test('fields of the container that no option reaches', () => {
    const [container] = set({ containerSpec: { workingDir: '/srv', envFrom: [{ configMapRef: { name: 'settings' } }] } }).spec.template.spec.containers;
    expect(container).toMatchObject({ name: 'web', image, workingDir: '/srv', envFrom: [{ configMapRef: { name: 'settings' } }] });
  });

  test('volumes and containers of the user replace those of the options, and are checked instead of them', () => {
    const podSpec = { containers: [{ name: 'other', image, volumeMounts: [{ name: 'www', mountPath: '/www' }] }], volumes: [{ name: 'www', emptyDir: {} }] };
    expect(set({ podSpec }).spec.template.spec).toEqual(podSpec);
  });

  test('claims may start from a snapshot and name attributes', () => {
    const { spec } = set({
      claims: [{
        ...claim,
        source: ClaimSource.snapshot(snapshots.VolumeSnapshot.fromSnapshotName('nightly')),
        volumeAttributesClass: volumes.VolumeAttributesClass.fromVolumeAttributesClassName('gold'),
        volumeLabels: { tier: 'gold' },
        volumeExpressions: [{ key: 'zone', operator: 'Exists' }],
        accessModes: [AccessMode.READ_WRITE_MANY],
      }],
    });
    expect(spec.volumeClaimTemplates[0].spec).toEqual({
      accessModes: ['ReadWriteMany'],
      dataSource: { apiGroup: 'snapshot.storage.k8s.io', kind: 'VolumeSnapshot', name: 'nightly' },
      resources: { requests: { storage: '1Gi' } },
      selector: { matchLabels: { tier: 'gold' }, matchExpressions: [{ key: 'zone', operator: 'Exists' }] },
      volumeAttributesClassName: 'gold',
    });
  });
});

test('claims are named <template>-<set>-<ordinal>', () => {
  const app = new StatefulApplication(scope(), 'web', { image, replicas: 2, firstOrdinal: 3, claims: [claim, { ...claim, name: 'log', mountPath: '/log' }] });
  expect(app.claimNames()).toEqual(['www-web-3', 'log-web-3', 'www-web-4', 'log-web-4']);
  expect(app.claimNames(1)).toEqual(['www-web-3', 'log-web-3']);
});

describe('what is refused', () => {
  const local = () => new LocalStorageClass(scope(), 'local');
  test.each<[string, object]>([
    ['name must be a DNS label (lower-case letters, digits and "-", at most 52 characters) such as "web", got "Web"', { name: 'Web' }],
    ['name must be a DNS label', { name: 'a'.repeat(53) }],
    ['image is required, such as "docker.io/library/nginx:1.27"', { image: undefined }],
    ['port and ports are mutually exclusive. Remove one', { port: 80, ports: [{ port: 80 }] }],
    ['image must be an image such as', { image: 'a b' }],
    ['replicas must be a whole number of at least 0, got -1', { replicas: -1 }],
    ['serviceName must be a DNS label', { serviceName: 'a.b' }],
    ['selector must be label keys', { selector: { 'a b': 'c' } }],
    ['partition must be a whole number', { partition: 1.5 }],
    ['partition applies to rolling updates only', { partition: 1, updateStrategy: { type: 'OnDelete' } }],
    ['firstOrdinal must be a whole number', { firstOrdinal: -1 }],
    ['revisionHistoryLimit must be a whole number', { revisionHistoryLimit: -1 }],
    ['claims[0].mountPath or devicePath is required, but not both', { claims: [{ name: 'a', size: Size.gibibytes(1) }] }],
    ['claims[0].mountPath or devicePath is required, but not both', { claims: [{ ...claim, devicePath: '/dev/a' }] }],
    ['claims[0].name must be a DNS label', { claims: [{ ...claim, name: 'A' }] }],
    ['claims[0].size must be a size above zero such as Size.gibibytes(10), got "0Gi"', { claims: [{ ...claim, size: Size.gibibytes(0) }] }],
    ['claims[0].mountPath must be an absolute path such as "/data", got "html"', { claims: [{ ...claim, mountPath: 'html' }] }],
    ['claims[0].subPath must be a path inside the volume', { claims: [{ ...claim, subPath: '../x' }] }],
    ['claims[0].subPath and readOnly do not apply to raw block devices', { claims: [{ name: 'a', size: claim.size, devicePath: '/dev/a', readOnly: true }] }],
    ['claims[0].labels["a"] must be a label value', { claims: [{ ...claim, labels: { a: ' ' } }] }],
    ['claims[0].accessModes must contain at least one access mode', { claims: [{ ...claim, accessModes: [] }] }],
    ['claims[0].accessModes[0] must be one of ReadWriteOnce, ReadOnlyMany, ReadWriteMany, ReadWriteOncePod, got "RWO"', { claims: [{ ...claim, accessModes: ['RWO'] }] }],
    ['claims[0].accessModes contains ReadWriteOncePod, which cannot be combined with other modes', { claims: [{ ...claim, accessModes: ['ReadWriteOncePod', 'ReadWriteOnce'] }] }],
    ['claims contains the duplicate value "www". Remove one of them', { claims: [claim, { ...claim, mountPath: '/b' }] }],
    ['mount paths contains the duplicate value "/usr/share/nginx/html". Remove one of them', { claims: [claim, { ...claim, name: 'b', mountPath: '/usr/share/nginx/html/' }] }],
    ['volumes contains the duplicate value "www". Remove one of them', { claims: [claim], extraVolumes: [{ name: 'www', emptyDir: {} }] }],
    ['extraVolumeMounts of container "web" names the volume "tmp", but the volumes are www', { claims: [claim], extraVolumeMounts: [{ name: 'tmp', mountPath: '/tmp' }] }],
    ['extraVolumeMounts of container "web" names the volume "tmp", but the volumes are none', { extraVolumeMounts: [{ name: 'tmp', mountPath: '/tmp' }] }],
    ['extraVolumeMounts of container "side" names the volume "tmp"', { extraContainers: [{ name: 'side', image, volumeMounts: [{ name: 'tmp', mountPath: '/tmp' }] }] }],
    ['containers contains the duplicate value "web". Remove one of them', { extraContainers: [{ name: 'web', image }] }],
    ['readinessProbe of container "web" asks the port "http", which the container does not have', { port: 80, readinessProbe: { httpGet: { port: 'http' } } }],
    ['selector must contain at least one label', { selector: {} }],
    ['claimsWhenScaled must be one of Retain, Delete, got "Recycle"', { claimsWhenScaled: ReclaimPolicy.RECYCLE }],
    ['maxUnavailable must be above 0', { maxUnavailable: '0%' }],
    ['maxUnavailable must be a number or a percentage', { maxUnavailable: 'one' }],
    ['maxUnavailable applies to rolling updates only', { maxUnavailable: '1', updateStrategy: { type: 'OnDelete' } }],
    ['extraEnv contains the duplicate value "A". Remove one of them', { extraEnv: [{ name: 'A' }, { name: 'A' }] }],
    ['ports[0].port must be a port number', { ports: [{ port: 0 }] }],
    ['ports[0].name must be at most 15 lower-case letters', { ports: [{ port: 1, name: 'HTTP' }] }],
    ['ports[0].protocol must be one of TCP, UDP, SCTP', { ports: [{ port: 1, protocol: 'tcp' }] }],
    ['ports must all have a name where there are several', { ports: [{ port: 1 }, { port: 2 }] }],
    ['ports contains the duplicate value "80/TCP". Remove one of them', { ports: [{ port: 80 }, { port: 80 }] }],
    ['ports contains the duplicate value "service port 80/TCP". Remove one of them', { ports: [{ name: 'a', port: 80 }, { name: 'b', port: 81, servicePort: 80 }] }],
    ['disruptionBudget must have one of minAvailable and maxUnavailable', { disruptionBudget: {} }],
    ['disruptionBudget.minAvailable must be a number or a percentage', { disruptionBudget: { minAvailable: '150%' } }],
    ['antiAffinity and affinity.podAntiAffinity are mutually exclusive. Remove one', { antiAffinity: AntiAffinity.REQUIRE_DIFFERENT_NODES, affinity: { podAntiAffinity: {} } }],
  ])('%s', (message, props) => expect(refused(props)).toThrow(`test/web: ${message}`));

  test('what the class cannot do', () => {
    const of = (props: object) => refused({ claims: [{ ...claim, storageClass: local(), ...props }] });
    expect(of({ accessModes: [AccessMode.READ_WRITE_MANY] })).toThrow('test/web: claims[0].accessModes contains ReadWriteMany, which storage class "local" '
      + '(kubernetes.io/no-provisioner) does not support for Filesystem volumes. Use one of ReadWriteOnce');
    expect(of({ source: ClaimSource.snapshot(snapshots.VolumeSnapshot.fromSnapshotName('a')) })).toThrow('claims[0].source is a snapshot, but storage class "local"');
    expect(of({ source: ClaimSource.claim({ name: 'a', kind: 'PersistentVolumeClaim' }) })).toThrow('claims[0].source is another claim, but storage class "local"');
    expect(of({ volumeAttributesClass: volumes.VolumeAttributesClass.fromVolumeAttributesClassName('a') })).toThrow('claims[0].volumeAttributesClass is set, but storage class "local"');
    expect(of({ storageClass: StorageClass.fromStorageClassName('x', { filesystemModes: [] }) })).toThrow('test/web: claims[0].storageClass cannot be storage class "x", which does not support filesystem volumes');
  });
});

describe('advice', () => {
  test('fields that an old Kubernetes drops', () => {
    const cluster = new Cluster(scope(), 'old', { kubernetesVersion: '1.26' });
    new StatefulApplication(cluster, 'web', { image, firstOrdinal: 1 });
    expect(Advice.of(cluster).open.map(({ id, message }) => [id, message])).toEqual([
      ['API015', 'Kubernetes 1.26 supports ordinals of a StatefulSet only with the feature gate StatefulSetStartOrdinal, which is on by default since 1.27.'],
    ]);
  });

  test.each<[string, string, object]>([
    ['1.18', 'topologySpreadConstraints', { zoneSpread: ZoneSpread.PREFER_EVEN }],
    ['1.23', 'minReadySeconds of a StatefulSet', { minReady: Duration.seconds(1) }],
    ['1.27', 'persistentVolumeClaimRetentionPolicy', { claimsWhenDeleted: ReclaimPolicy.DELETE }],
    ['1.27', 'persistentVolumeClaimRetentionPolicy', { claimsWhenScaled: ReclaimPolicy.DELETE }],
  ])('since %s the API server keeps %s', (since, feature, props) => {
    const before = `1.${Number(since.slice(2)) - 1}`;
    const notes = [before, since].map((kubernetesVersion) => {
      const cluster = new Cluster(scope(), 'c', { kubernetesVersion });
      new StatefulApplication(cluster, 'web', { image, ...props });
      return Advice.of(cluster).open.map(({ message }) => message);
    });
    expect(notes).toEqual([[expect.stringContaining(`Kubernetes ${before} supports ${feature} only with the feature gate`)], []]);
  });

  test('maxUnavailable needs a feature gate that is off', () => {
    const chart = new Cluster(scope(), 'c', { kubernetesVersion: '1.36' });
    new StatefulApplication(chart, 'web', { image, maxUnavailable: '2' });
    expect(Advice.of(chart).open.map(({ id }) => id)).toEqual(['STS017']);
  });
});

test.each([['1.35', false], ['1.36', true]])('a name that starts with a digit, in Kubernetes %s: %s', (kubernetesVersion, fine) => {
  const build = (props: object) => () => new StatefulApplication(new Cluster(scope(), 'c', { kubernetesVersion }), '2048', { image, ...props });
  if (fine) expect(build({})).not.toThrow();
  else expect(build({})).toThrow('name must be a Service name that starts with a letter (required before Kubernetes 1.36), such as "web-2048", got "2048"');
  expect(build({ serviceName: 'peers' })).not.toThrow();
});

test.each([[52, true], [53, false]])('a name of %i characters: %s', (length, fine) => {
  const built = refused({ name: 'a'.repeat(length) });
  if (fine) expect(built).not.toThrow();
  else expect(built).toThrow('at most 52 characters');
});

test.each([['1.34', ['MNT023']], ['1.35', []]])('two volumes of one claim are judged as check does, on Kubernetes %s', (kubernetesVersion, ids) => {
  const cluster = new Cluster(scope().node.root as any, 'old', { kubernetesVersion });
  const application = new StatefulApplication(new Chart(cluster, 'web'), 'web', {
    image,
    extraVolumes: ['a', 'b'].map((name) => ({ name, source: { persistentVolumeClaim: { claimName: 'pages' } } })),
    extraVolumeMounts: ['a', 'b'].map((name) => ({ name, mountPath: `/${name}` })),
  });
  expect(Advice.of(application).open.map(({ id }) => id)).toEqual(ids);
});

describe('ephemeral claims', () => {
  const scratch = { name: 'scratch', size: Size.gibibytes(5), mountPath: '/scratch', labels: { use: 'cache' } };
  const ssd = (chart: Chart) => new CinderStorageClass(chart, 'ssd', { volumeType: 'ssd' });

  test('are volumes of each pod, with a template of the claim', () => {
    const output = Output.of((chart) => new StatefulApplication(chart, 'web', { image, claims: [claim], ephemeralClaims: [{ ...scratch, storageClass: ssd(chart) }] }));
    const { spec } = output.get('StatefulSet');
    expect(spec.template.spec.volumes).toMatchSnapshot();
    expect(spec.template.spec.containers[0].volumeMounts).toEqual([{ name: 'www', mountPath: claim.mountPath }, { name: 'scratch', mountPath: '/scratch' }]);
    expect(spec.volumeClaimTemplates).toHaveLength(1);
  });

  test('of a pod, as raw device too', () => {
    const { spec } = Output.of((chart) => new pods.PodApplication(chart, 'p', {
      image, ephemeralClaims: [{ name: 'raw', size: Size.gibibytes(1), devicePath: '/dev/xvda', storageClass: ssd(chart) }],
    })).get('Pod');
    expect(spec.volumes[0].ephemeral.volumeClaimTemplate.spec).toMatchObject({ volumeMode: 'Block', storageClassName: 'ssd' });
    expect(spec.containers[0].volumeDevices).toEqual([{ name: 'raw', devicePath: '/dev/xvda' }]);
  });

  test('are in the storage plan, one for each pod', () => {
    const chart = new Chart(new App({ outdir: '/nonexistent' }), 'c', { namespace: 'shop' });
    new StatefulApplication(chart, 'web', { image, replicas: 2, ephemeralClaims: [{ ...scratch, storageClass: ssd(chart) }] });
    expect(StoragePlan.of(chart).claims.map(({ namespace, name }) => `${namespace}/${name}`)).toEqual(['shop/web-0-scratch', 'shop/web-1-scratch']);
    expect(StorageAnalysis.of(chart).findings.filter(({ severity }) => severity === 'error')).toEqual([]);
  });

  test.each<[string, object]>([
    ['ephemeralClaims[0].mountPath or devicePath is required', { ...scratch, mountPath: undefined }],
    ['ephemeralClaims[0].name must be', { ...scratch, name: 'A' }],
    ['volumes contains the duplicate value "www"', { ...scratch, name: 'www' }],
  ])('%s', (message, template) => {
    expect(refused({ claims: [claim], ephemeralClaims: [template] })).toThrow(message);
  });

  test.each([['1.18', 'error'], ['1.20', 'warning'], ['1.21', undefined]])('need a Kubernetes that knows them: %s', (kubernetesVersion, severity) => {
    const cluster = new Cluster(new App({ outdir: '/nonexistent' }), 'old', { kubernetesVersion });
    const application = new StatefulApplication(new Chart(cluster, 'web'), 'web', { image, ephemeralClaims: [scratch] });
    const pod = new pods.PodApplication(new Chart(cluster, 'pods'), 'p', { image, ephemeralClaims: [scratch] });
    expect(Advice.of(pod).open.map(({ id }) => id)).toEqual(severity ? ['API015'] : []);
    const field = 'spec.template.spec.volumes[0].ephemeral';
    expect(Advice.of(application).open).toMatchObject(severity ? [{ id: 'API015', severity, field, message: expect.stringContaining('generic ephemeral volumes') }] : []);
  });

  test('are judged as claims are: by their class and at their place', () => {
    const chart = new Chart(new App({ outdir: '/nonexistent' }), 'c');
    const application = new StatefulApplication(chart, 'web', {
      image, ephemeralClaims: [{ ...scratch, storageClass: ssd(chart), volumeLabels: { a: 'b' } }],
    });
    expect(Advice.of(application).open).toMatchObject([{ id: 'CLS023', field: 'spec.template.spec.volumes[0].ephemeral.volumeClaimTemplate.spec.selector' }]);
  });
});
