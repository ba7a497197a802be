import replicatedDatabase from './data/replicated-database.json';

/** The PostgreSQL image of the sample database, and what it expects. Debian's postgresql-15 runs the same configuration. */
export interface ReplicatedDatabaseProfile {
  readonly image: string;
  /** User and group that own the data. */
  readonly user: number;
  /** Where the image wants its volume. */
  readonly dataDirectory: string;
  /** Where sockets lie. */
  readonly runDirectory: string;
}

/** @see https://github.com/docker-library/postgres */
export const REPLICATED_DATABASE: ReplicatedDatabaseProfile = replicatedDatabase;
