import { createHash } from 'crypto';
import { ApiObject, Size } from 'cdk8s';
import { Construct } from 'constructs';
import { DisruptionBudget } from './disruption-budget';
import { AntiAffinity, ZoneSpread } from './placement';
import { PG_HBA, postgresqlConf, SETTINGS, START } from './private/database-files';
import { StatefulApplication } from './stateful-application';
import { invalid, refuse } from '../../core/errors';
import { knownTo } from '../../core/props';
import { POD_NAME } from '../../kubernetes/labels';
import { isDnsLabel, requireDnsSubdomain, requireInteger } from '../../kubernetes/names';
import { REPLICATED_DATABASE } from '../../releases/replicated-database-profile';
import { EnvVariable } from '../core-v1';
import { PodOptions } from '../pod-options';
import { at, propsOf } from '../private/at';
import { emit, Manifest } from '../private/emit';
import { IStorageClass } from '../storage/classes/storage-class';

const PORT = 5432;
const CONFIG_DIR = '/etc/postgresql';
const MOST_REPLICAS = 9;

/** Properties for `ReplicatedDatabase`. */
export interface ReplicatedDatabaseProps extends PodOptions {
  /** Name of the StatefulSet and of its Service, and first part of the other names. @default - the construct's id */
  readonly name?: string;
  /** Namespace of all objects. @default - the chart's namespace */
  readonly namespace?: string;

  /**
   * Secret, in the same namespace, with the keys `password` (of the user postgres) and `replication-password`. It is not emitted. What it holds when
   * the primary starts is what counts: after a change, restart the members.
   */
  readonly secretName: string;

  /** How many replicas stream from the primary, 0 to 9. @default 2 */
  readonly readReplicas?: number;
  /** Size of each member's volume. */
  readonly size: Size;
  /** Class of the volumes. @default - the default class of the cluster */
  readonly storageClass?: IStorageClass;
  /** Anti-affinity between the members. @default AntiAffinity.PREFER_DIFFERENT_NODES */
  readonly antiAffinity?: AntiAffinity;
  /** Spreads the members over zones. @default - the scheduler decides */
  readonly zoneSpread?: ZoneSpread;
  /** PodDisruptionBudget: limits how many members a drain may evict at once. @default - no PodDisruptionBudget */
  readonly disruptionBudget?: DisruptionBudget;
  /** Settings of PostgreSQL, such as `{ shared_buffers: '1GB' }`; they win over those that replication needs. @default - none */
  readonly settings?: { [name: string]: string };
}

/**
 * PostgreSQL with one primary and read replicas (streaming replication), each on a claim of its own.
 *
 * Member 0 is the primary forever: there is no failover. It is a sample of what claim templates are for; use an operator such as
 * CloudNativePG where a database must survive its primary.
 *
 * @see https://www.postgresql.org/docs/15/warm-standby.html#STREAMING-REPLICATION
 */
export class ReplicatedDatabase extends Construct {
  /** The StatefulSet with its headless Service. */
  public readonly application: StatefulApplication;
  /** Name of the Service for writes: the primary alone. */
  public readonly primaryServiceName: string;
  /** Name of the Service for reads: all members that are ready. */
  public readonly readServiceName: string;
  /** The emitted ConfigMap with configuration and start script. */
  public readonly configMap: ApiObject;

  constructor(scope: Construct, id: string, props: ReplicatedDatabaseProps) {
    props = propsOf(new.target, 'ReplicatedDatabase', scope, id, props);
    super(scope, id);
    const facts = at(this, () => resolve(id, props));
    const { name } = facts;
    this.primaryServiceName = `${name}-primary`;
    this.readServiceName = `${name}-read`;

    this.configMap = emit(this, 'Config', configMap(facts));
    this.application = at(this, () => new StatefulApplication(this, 'Members', {
      ...knownTo('StatefulApplication', props),
      ...pods(facts),
      antiAffinity: props.antiAffinity ?? (props.affinity?.podAntiAffinity ? undefined : AntiAffinity.PREFER_DIFFERENT_NODES),
      name,
      replicas: facts.replicas,
      ports: [{ name: 'postgres', port: PORT }],
      claims: [{ name: 'data', size: props.size, storageClass: props.storageClass, mountPath: REPLICATED_DATABASE.dataDirectory }],
    }));
    const members = this.application.selector;
    emit(this, 'PrimaryService', service(facts, this.primaryServiceName, { ...members, [POD_NAME]: `${name}-0` }));
    emit(this, 'ReadService', service(facts, this.readServiceName, members));
  }
}

interface Facts {
  readonly name: string;
  readonly replicas: number;
  readonly files: { [name: string]: string };
  readonly props: ReplicatedDatabaseProps;
}

function resolve(id: string, props: ReplicatedDatabaseProps): Facts {
  const name = props.name ?? id;
  if (!isDnsLabel(name)) invalid('name', name, 'a DNS label such as "db"');
  requireDnsSubdomain('secretName', props.secretName);
  for (const [setting, value] of Object.entries(props.settings ?? {})) {
    if (!/^[a-z_][a-z0-9_.]*$/i.test(setting)) invalid('settings', setting, 'names of settings such as "shared_buffers"');
    if (/[\n\0]/.test(value)) refuse(`settings.${setting}`, 'must be one line');
  }
  return {
    name,
    replicas: 1 + requireInteger('readReplicas', props.readReplicas ?? 2, 0, MOST_REPLICAS),
    files: { 'postgresql.conf': postgresqlConf({ ...SETTINGS, ...props.settings }), 'pg_hba.conf': PG_HBA, 'start.sh': START },
    props,
  };
}

function configMap({ name, files, props }: Facts): Manifest {
  return { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: `${name}-config`, namespace: props.namespace, labels: props.labels }, data: files };
}

/** The pod options of the members; those of the user come after, or in place of them. */
function pods({ name, files, props }: Facts): PodOptions & { readonly command: string[] } {
  const { image, user, runDirectory } = REPLICATED_DATABASE;
  const checksum = createHash('sha256').update(JSON.stringify(files)).digest('hex');
  return {
    image: props.image ?? image,
    command: ['/bin/sh', `${CONFIG_DIR}/start.sh`],
    podSecurityContext: props.podSecurityContext ?? {
      runAsUser: user,
      runAsGroup: user,
      runAsNonRoot: true,
      fsGroup: user,
      fsGroupChangePolicy: 'OnRootMismatch',
      seccompProfile: { type: 'RuntimeDefault' },
    },
    securityContext: props.securityContext ?? { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } },
    podAnnotations: { ...props.podAnnotations, 'cdk8s-openstack/config-checksum': checksum },
    extraEnv: [...environment(name, props.secretName), ...props.extraEnv ?? []],
    extraVolumes: [
      { name: 'config', configMap: { name: `${name}-config` } },
      { name: 'run', emptyDir: {} },
      { name: 'shm', emptyDir: { medium: 'Memory' } }, // container runtimes give 64 MiB, which parallel queries use up
      ...props.extraVolumes ?? [],
    ],
    extraVolumeMounts: [
      { name: 'config', mountPath: CONFIG_DIR, readOnly: true },
      { name: 'run', mountPath: runDirectory },
      { name: 'shm', mountPath: '/dev/shm' },
      ...props.extraVolumeMounts ?? [],
    ],
    readinessProbe: props.readinessProbe ?? { exec: { command: ['pg_isready', `--host=${runDirectory}`] }, periodSeconds: 5 },
  };
}

/** What the start script reads. */
function environment(name: string, secretName: string): EnvVariable[] {
  const { dataDirectory, runDirectory } = REPLICATED_DATABASE;
  const secret = (variable: string, key: string) => ({ name: variable, valueFrom: { secretKeyRef: { name: secretName, key } } });
  return [
    { name: 'MEMBER', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } },
    { name: 'PRIMARY_HOST', value: `${name}-0.${name}` },
    { name: 'PRIMARY_PORT', value: String(PORT) },
    { name: 'PGPORT', value: String(PORT) },
    { name: 'PGDATA', value: `${dataDirectory}/pgdata` },
    { name: 'RUN_DIR', value: runDirectory },
    { name: 'CONFIG_DIR', value: CONFIG_DIR },
    secret('POSTGRES_PASSWORD', 'password'),
    secret('REPLICATION_PASSWORD', 'replication-password'),
  ];
}

function service({ props }: Facts, name: string, selector: { [key: string]: string }): Manifest {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name, namespace: props.namespace, labels: props.labels },
    spec: { selector, ports: [{ name: 'postgres', port: PORT, targetPort: 'postgres' }] },
  };
}
