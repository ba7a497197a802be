import { Size } from 'cdk8s';
import { databases, LocalStorageClass } from '../../../src';
import { Output, scope } from '../../support/synth';

const size = Size.gibibytes(10);
const database = (props: object = {}) => Output.of((chart) => new databases.ReplicatedDatabase(chart, 'db', { secretName: 'db-passwords', size, ...props }));

test('one primary and two read replicas, each on a claim of its own', () => {
  const output = Output.of((chart) => new databases.ReplicatedDatabase(chart, 'db', {
    secretName: 'db-passwords', size, storageClass: new LocalStorageClass(chart, 'local'),
  }));
  expect(output.inventory()).toEqual([
    'StorageClass/local', 'ConfigMap/db-config', 'Service/db', 'StatefulSet/db', 'Service/db-primary', 'Service/db-read',
  ]);
  for (const object of output.objects.slice(1)) expect(object).toMatchSnapshot();
});

test('the claims are those of three members', () => {
  const db = new databases.ReplicatedDatabase(scope(), 'db', { secretName: 's', size });
  expect(db.application.claimNames()).toEqual(['data-db-0', 'data-db-1', 'data-db-2']);
  expect([db.primaryServiceName, db.readServiceName]).toEqual(['db-primary', 'db-read']);
});

test('replicas find the primary through the headless Service, whatever the name', () => {
  const output = database({ name: 'pg', namespace: 'data', readReplicas: 1 });
  const set = output.get('StatefulSet');
  const env = Object.fromEntries(set.spec.template.spec.containers[0].env.map((e: any) => [e.name, e.value]));
  expect(set.spec.replicas).toBe(2);
  expect(env.PRIMARY_HOST).toBe(`pg-0.${set.spec.serviceName}`);
  expect(output.get('Service', 'pg-primary').spec.selector['statefulset.kubernetes.io/pod-name']).toBe('pg-0');
  expect(new Set(output.objects.map((o) => o.metadata.namespace))).toEqual(new Set(['data']));
});

test('no password is in the output', () => {
  const env = database().get('StatefulSet').spec.template.spec.containers[0].env;
  expect(env.filter((e: any) => e.name.endsWith('PASSWORD')).map((e: any) => e.valueFrom.secretKeyRef)).toEqual([
    { name: 'db-passwords', key: 'password' }, { name: 'db-passwords', key: 'replication-password' },
  ]);
});

test('settings are added or replaced, and roll the pods', () => {
  const checksum = (output: Output) => output.get('StatefulSet').spec.template.metadata.annotations['cdk8s-openstack/config-checksum'];
  const changed = database({ settings: { shared_buffers: '1GB', max_wal_senders: '20', log_line_prefix: '%m \'x\' ' } });
  const conf = changed.get('ConfigMap').data['postgresql.conf'];
  expect(conf).toContain("shared_buffers = '1GB'\n");
  expect(conf).toContain("log_line_prefix = '%m ''x'' '\n");
  expect(conf.match(/max_wal_senders/g)).toHaveLength(1);
  expect(checksum(changed)).not.toBe(checksum(database()));
  expect(checksum(database())).toBe(checksum(database()));
});

test('what the user sets comes beside what the database needs', () => {
  const { spec, metadata } = database({
    image: 'registry.example.com/postgres:15',
    podSecurityContext: { runAsUser: 1 },
    podAnnotations: { a: 'b' },
    extraEnv: [{ name: 'TZ', value: 'UTC' }],
    extraVolumes: [{ name: 'tls', secret: { secretName: 'tls' } }],
    extraVolumeMounts: [{ name: 'tls', mountPath: '/tls' }],
    readinessProbe: { tcpSocket: { port: 5432 } },
  }).get('StatefulSet').spec.template;
  const [container] = spec.containers;
  expect([container.image, spec.securityContext, container.readinessProbe]).toEqual([
    'registry.example.com/postgres:15', { runAsUser: 1 }, { tcpSocket: { port: 5432 } },
  ]);
  expect(Object.keys(metadata.annotations).sort()).toEqual(['a', 'cdk8s-openstack/config-checksum']);
  expect(spec.volumes.map((v: any) => v.name)).toEqual(['config', 'run', 'shm', 'tls']);
  expect(container.env.map((e: any) => e.name)).toContain('TZ');
});

test('members keep apart, and no member may do more than a database needs', () => {
  const { spec } = database().get('StatefulSet').spec.template;
  expect(spec.affinity.podAntiAffinity.preferredDuringSchedulingIgnoredDuringExecution[0].podAffinityTerm.topologyKey).toBe('kubernetes.io/hostname');
  expect(spec.securityContext).toMatchObject({ runAsNonRoot: true, fsGroupChangePolicy: 'OnRootMismatch', seccompProfile: { type: 'RuntimeDefault' } });
  expect(spec.containers[0].securityContext).toEqual({ allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } });
  const own = database({ affinity: { podAntiAffinity: {} }, disruptionBudget: { maxUnavailable: '1' } });
  expect(own.get('StatefulSet').spec.template.spec.affinity).toEqual({ podAntiAffinity: {} });
  expect(own.get('PodDisruptionBudget').spec.maxUnavailable).toBe(1);
});

test.each<[string, object]>([
  ['test/db: name must be a DNS label', { name: 'a.b' }],
  ['test/db: secretName must be a DNS subdomain', { secretName: '' }],
  ['test/db: readReplicas must be a whole number between 0 and 9, got 10', { readReplicas: 10 }],
  ['test/db: settings must be names of settings such as "shared_buffers", got "a b"', { settings: { 'a b': '1' } }],
  ['test/db: settings.a must be one line', { settings: { a: '1\nb = 2' } }],
  ['test/db/Members: claims[0].size must be a size above zero', { size: Size.gibibytes(0) }],
])('refuses: %s', (message, props) => expect(() => new databases.ReplicatedDatabase(scope(), 'db', { secretName: 's', size, ...props })).toThrow(message));
