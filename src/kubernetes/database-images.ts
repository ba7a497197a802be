/*
 * Databases that refuse to start on a data directory with foreign files in it, by the names of their images. mkfs of ext2, ext3 and ext4 puts the
 * directory lost+found into the root of a filesystem. MariaDB, MongoDB, Elasticsearch, Redis and etcd start beside it, and are not listed.
 * Sources: initdb.c of PostgreSQL; sql/sql_initialize.cc of MySQL; kafka.log.LogManager; the Dockerfiles of the images.
 */
import { imageName, imageTag } from './images';
import { fields, Fields, list, text } from '../core/fields';

interface Database {
  readonly title: string;
  readonly images: RegExp;
  /** Variable that names the data directories, separated by commas. */
  readonly variable?: string;
  /** Argument that names it. */
  readonly argument?: RegExp;
  /** Where the image has it; undefined where that is no place of a volume. */
  readonly directory: (tag: string | undefined) => string | undefined;
  /** What it says when it finds the directory. */
  readonly says: string;
}

const DATABASES: readonly Database[] = [
  {
    title: 'PostgreSQL',
    images: /^(postgres|postgis|pgvector|timescaledb|timescale|citus|cloudnative-pg)$/,
    variable: 'PGDATA',
    // Since 18 the directory is below the mount point of the image, /var/lib/postgresql.
    directory: (tag) => (Number(/(?:^|pg)(\d+)/.exec(tag ?? '')?.[1] ?? 18) >= 18 ? '/var/lib/postgresql/18/docker' : '/var/lib/postgresql/data'),
    says: 'initdb: error: directory exists but is not empty',
  },
  {
    title: 'MySQL',
    images: /^(mysql|mysql-server|percona|percona-server|community-server)$/,
    argument: /^--datadir=(.+)$/,
    directory: () => '/var/lib/mysql',
    says: '--initialize specified but the data directory has files in it',
  },
  {
    title: 'Kafka',
    images: /^(kafka|kafka-native|cp-kafka|cp-server)$/,
    variable: 'KAFKA_LOG_DIRS',
    directory: () => '/var/lib/kafka/data',
    says: "'lost+found' is not in the form of topic-partition",
  },
];

/** The database that a container runs, and the directories that must hold nothing else. */
export interface DatabaseFiles {
  readonly title: string;
  readonly directories: readonly string[];
  readonly says: string;
  /** Variable by which the directory can be moved below the mount point. */
  readonly variable?: string;
}

/** The database of a container; undefined if it is none that minds, or if the container removes lost+found or tells it to ignore it. */
export function databaseFiles({ image, env, command, args }: Fields): DatabaseFiles | undefined {
  const name = text(image) ?? '';
  const found = DATABASES.find(({ images }) => images.test(imageName(name)));
  const words = [...list(command), ...list(args)].map((word) => text(word) ?? '');
  if (!found || words.some((word) => word.includes('lost+found'))) return undefined;
  const { title, says, variable, argument } = found;
  const stated = list(env).map(fields).find((one) => one.name === variable);
  if (stated && text(stated.value) === undefined) return undefined;
  const told = argument && words.map((word) => argument.exec(word)?.[1]).find((value) => value !== undefined);
  const directories = stated?.value?.split(',') ?? [told ?? found.directory(imageTag(name))];
  return { title, says, variable, directories: directories.filter(Boolean) };
}
