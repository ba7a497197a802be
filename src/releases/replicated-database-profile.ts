import replicatedDatabase from './data/replicated-database.json';

/** The PostgreSQL image of the sample database, and its paths and user. Debian's postgresql-15 runs the same configuration. */
interface ReplicatedDatabaseProfile {
  readonly image: string;
  /** User and group that own the data. */
  readonly user: number;
  /** Mount path of the image's volume. */
  readonly dataDirectory: string;
  /** Directory of the sockets. */
  readonly runDirectory: string;
}

/** @see https://github.com/docker-library/postgres */
export const REPLICATED_DATABASE: ReplicatedDatabaseProfile = replicatedDatabase;
