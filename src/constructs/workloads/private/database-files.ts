/*
 * Configuration and start script of the replicated database. They read everything that differs between members from the environment, so that
 * `tools/conformance/database.ts` can run them outside of a cluster:
 * MEMBER (pod name), PGDATA, PGPORT, RUN_DIR, CONFIG_DIR, PRIMARY_HOST, PRIMARY_PORT, POSTGRES_PASSWORD, REPLICATION_PASSWORD.
 */

/** Settings that streaming replication needs, or that keep a lost replica from filling the primary's disk. */
export const SETTINGS: { [name: string]: string } = {
  listen_addresses: '*',
  password_encryption: 'scram-sha-256',
  wal_level: 'replica',
  hot_standby: 'on',
  max_wal_senders: '10',
  max_replication_slots: '10',
  max_slot_wal_keep_size: '1GB',
};

/** A postgresql.conf. */
export function postgresqlConf(settings: { [name: string]: string }): string {
  return Object.entries(settings).map(([name, value]) => `${name} = '${value.replace(/'/g, "''")}'\n`).join('');
}

/** Who may connect: everybody with a password, and the replicas for the log. */
export const PG_HBA = `local all all scram-sha-256
host all all all scram-sha-256
host replication replicator all scram-sha-256
`;

/**
 * Member 0 is the primary; the others copy it once and stream from it ever after.
 *
 * Passwords are those of the Secret at each start of the primary. The mode of the data directory is mended at each start: a kubelet that gives a
 * volume to an fsGroup makes it writable for the group, with which PostgreSQL refuses to start.
 */
export const START = `#!/bin/sh
set -eu
umask 077
ordinal="\${MEMBER##*-}"
slot="member_$ordinal"
new="$PGDATA.new"
passfile="$RUN_DIR/replication.pass"

init_primary() {
  rm -rf "$new"
  printf '%s\\n' "$POSTGRES_PASSWORD" |
    initdb --pgdata="$new" --username=postgres --pwfile=/dev/stdin --auth=scram-sha-256 --encoding=UTF8 --locale=C.UTF-8 --data-checksums
  echo 'CREATE ROLE replicator LOGIN REPLICATION' | offline "$new"
  mv "$new" "$PGDATA"
}

set_passwords() {
  printf 'ALTER ROLE postgres PASSWORD %s;\\n\\nALTER ROLE replicator PASSWORD %s;\\n\\n' \\
    "$(quoted "$POSTGRES_PASSWORD")" "$(quoted "$REPLICATION_PASSWORD")" | offline "$PGDATA"
}

# Runs statements on a server that takes no connections. After a crash the lock file names this shell, in whose place the server had come.
offline() {
  PG_GRANDPARENT_PID=$$ postgres --single -j -D "$1" -c config_file="$CONFIG_DIR/postgresql.conf" -c exit_on_error=on postgres > /dev/null
}

quoted() {
  printf "'%s'" "$(printf '%s' "$1" | sed "s/'/''/g")"
}

copy_primary() {
  until pg_isready --quiet --host="$PRIMARY_HOST" --port="$PRIMARY_PORT"; do
    echo "waiting for the primary $PRIMARY_HOST:$PRIMARY_PORT"
    sleep 1
  done
  rm -rf "$new"
  # An earlier attempt, or a volume that is gone, may have left the slot behind.
  psql --no-psqlrc --quiet --dbname="$conninfo replication=true" --command="DROP_REPLICATION_SLOT $slot" 2> /dev/null || true
  # The slot comes first, and keeps the log from here on. One that pg_basebackup makes comes after the start of the copy, and a checkpoint in
  # between, such as that of another replica's copy, may remove segments that this copy needs.
  psql --no-psqlrc --quiet --dbname="$conninfo replication=true" --command="CREATE_REPLICATION_SLOT $slot PHYSICAL RESERVE_WAL" > /dev/null
  pg_basebackup --dbname="$conninfo" --pgdata="$new" --wal-method=stream --checkpoint=fast --slot="$slot"
  touch "$new/standby.signal"
  mv "$new" "$PGDATA"
}

if [ "$ordinal" = 0 ]; then
  [ -s "$PGDATA/PG_VERSION" ] || init_primary
  chmod 700 "$PGDATA"
  set_passwords
  set --
else
  escaped="$(printf '%s' "$REPLICATION_PASSWORD" | sed 's/[\\\\:]/\\\\&/g')"
  printf '*:*:*:replicator:%s\\n' "$escaped" > "$passfile"
  conninfo="host=$PRIMARY_HOST port=$PRIMARY_PORT user=replicator passfile=$passfile application_name=$MEMBER"
  [ -s "$PGDATA/PG_VERSION" ] || copy_primary
  chmod 700 "$PGDATA"
  set -- -c "primary_conninfo=$conninfo" -c "primary_slot_name=$slot"
fi
exec postgres -D "$PGDATA" -c config_file="$CONFIG_DIR/postgresql.conf" -c hba_file="$CONFIG_DIR/pg_hba.conf" \\
  -c unix_socket_directories="$RUN_DIR" -c port="$PGPORT" "$@"
`;
