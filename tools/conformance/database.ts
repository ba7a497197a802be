/*
 * Runs what ReplicatedDatabase emits, without a cluster: writes the files of its ConfigMap to a folder, takes environment and command from its
 * StatefulSet, and starts three local processes of PostgreSQL from them. A write on the primary must arrive at every replica, also after a
 * replica was down or had to start anew, replicas must reject writes, and a changed Secret must hold after a restart.
 *
 *   npm run verify:database
 *
 * Needs PostgreSQL 15 (Debian's postgresql-15; installed with apt-get when this runs as root). Root runs the processes as the user postgres,
 * because PostgreSQL does not run as root.
 */
import { ChildProcess, execFileSync, spawn } from 'child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'fs';
import { createServer } from 'net';
import { tmpdir } from 'os';
import { join } from 'path';
import { setTimeout as sleep } from 'timers/promises';
import { App, Chart, Size } from 'cdk8s';
import { databases } from '../../src';

const BIN = '/usr/lib/postgresql/15/bin';
const TIMEOUT = 60_000;
// Characters that SQL, libpq and the shell treat specially must survive.
const SECRETS: Record<string, string> = { 'password': "it's $ecret", 'replication-password': "re:pl\\ic'a" };
const CHANGED: Record<string, string> = { 'password': 'an"other; one\\', 'replication-password': "'" };
const root = process.getuid?.() === 0;

interface Member { readonly name: string; readonly port: number; readonly folder: string; process?: ChildProcess; log: string }
type Start = (member: Member, crashed?: boolean) => void;

async function main(): Promise<void> {
  install();
  const [configMap, statefulSet] = emitted();
  const folder = mkdtempSync(join(tmpdir(), 'verify-database-'));
  const members: Member[] = [];
  try {
    const config = join(folder, 'config');
    mkdirSync(config);
    for (const [file, content] of Object.entries(configMap.data as Record<string, string>)) writeFileSync(join(config, file), content);
    for (let i = 0; i < statefulSet.spec.replicas; i++) members.push(await member(`${statefulSet.metadata.name}-${i}`, join(folder, String(i))));
    share(folder, members);
    const start: Start = (m, crashed = false) => run(m, statefulSet.spec.template.spec.containers[0], members[0].port, config, crashed);
    await replicate(members, start);
  } finally {
    await Promise.all(members.map(stop));
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The check itself. */
async function replicate([primary, ...replicas]: Member[], start: Start): Promise<void> {
  [primary, ...replicas].forEach((m) => start(m)); // all at once: replicas wait for the primary by themselves
  await until('the primary accepts connections', primary, () => sql(primary, 'SELECT 1') === '1');
  sql(primary, 'CREATE TABLE t (v text); INSERT INTO t VALUES (\'first\')');
  for (const replica of replicas) await until('the first row arrives', replica, () => sql(replica, 'SELECT v FROM t') === 'first');
  pass(`a write on ${primary.name} arrives at ${replicas.map((r) => r.name).join(' and ')}`);

  for (const replica of replicas) {
    if (sql(replica, 'SELECT pg_is_in_recovery()') !== 't') fail(`${replica.name} is not a replica`);
    if (accepts(replica, 'INSERT INTO t VALUES (\'no\')')) fail(`${replica.name} accepted a write`);
  }
  pass('replicas refuse writes');

  await stop(replicas[0]);
  sql(primary, 'INSERT INTO t VALUES (\'second\')');
  start(replicas[0]);
  await until('what it missed arrives', replicas[0], () => sql(replicas[0], 'SELECT count(*) FROM t') === '2');
  pass(`${replicas[0].name} catches up after a restart, on the data that it has`);

  await stop(primary);
  start(primary);
  await until('the primary is back', primary, () => sql(primary, 'SELECT count(*) FROM t') === '2');
  sql(primary, 'INSERT INTO t VALUES (\'third\')');
  for (const replica of replicas) await until('replication goes on', replica, () => sql(replica, 'SELECT count(*) FROM t') === '3');
  const names = sql(primary, 'SELECT string_agg(application_name, \',\' ORDER BY application_name) FROM pg_stat_replication WHERE state = \'streaming\'');
  if (names !== replicas.map((r) => r.name).join(',')) fail(`streaming to ${names}`);
  pass(`replication goes on after a restart of ${primary.name}; it streams to ${names}`);

  await startAnew(primary, replicas[1], start);
  await rotate([primary, ...replicas], start);
  await crash([primary, ...replicas], start);
}

/** Every member is killed, as by a node that fails, and starts in a container of its own: with the number of the process that was killed. */
async function crash(members: Member[], start: Start): Promise<void> {
  for (const m of members) {
    const exited = new Promise((resolve) => m.process!.once('exit', resolve));
    process.kill(postmaster(m)!, 'SIGKILL');
    await exited;
    await sleep(1000); // until the processes behind it have noticed
    start(m, true);
  }
  const [primary, ...replicas] = members;
  await until('it has recovered', primary, () => sql(primary, 'SELECT count(*) FROM t') === '5');
  sql(primary, 'INSERT INTO t VALUES (\'sixth\')');
  for (const replica of replicas) await until('replication goes on', replica, () => sql(replica, 'SELECT count(*) FROM t') === '6');
  pass('all members recover from a crash');
}

/** A replica that was away until the primary dropped its log, and whose claim was deleted. */
async function startAnew(primary: Member, replica: Member, start: Start): Promise<void> {
  await stop(replica);
  const lost = () => sql(primary, 'SELECT count(*) FROM pg_replication_slots WHERE wal_status = \'lost\'') === '1';
  await until('the log of the replica is dropped', primary, () => {
    sql(primary, 'CREATE TABLE IF NOT EXISTS filler (v text); INSERT INTO filler SELECT repeat(md5(i::text), 32) FROM generate_series(1, 30000) i');
    sql(primary, 'SELECT pg_switch_wal()');
    sql(primary, 'CHECKPOINT');
    return lost();
  });
  rmSync(join(replica.folder, 'pgdata'), { recursive: true });
  start(replica);
  await until('a copy is made anew', replica, () => sql(replica, 'SELECT count(*) FROM t') === '3');
  sql(primary, 'INSERT INTO t VALUES (\'fourth\')');
  await until('replication goes on', replica, () => sql(replica, 'SELECT count(*) FROM t') === '4');
  if (lost()) fail('the slot is still lost');
  pass(`${replica.name} starts anew after the primary dropped its log`);
}

/** A changed Secret, and the volumes as the kubelet hands them out with an fsGroup: writable for the group. Members restart from the last to the first. */
async function rotate(members: Member[], start: Start): Promise<void> {
  Object.assign(SECRETS, CHANGED);
  for (const m of [...members].reverse()) {
    await stop(m);
    execFileSync('chmod', ['-R', 'g+rwX', join(m.folder, 'pgdata')]);
    start(m);
  }
  const [primary, ...replicas] = members;
  await until('the new password holds', primary, () => sql(primary, 'SELECT count(*) FROM t') === '4');
  sql(primary, 'INSERT INTO t VALUES (\'fifth\')');
  for (const replica of replicas) await until('replication goes on', replica, () => sql(replica, 'SELECT count(*) FROM t') === '5');
  pass('changed passwords hold after a restart, on volumes that the group may write');
}

/** The ConfigMap and the StatefulSet as the library emits them. */
function emitted(): any[] {
  const chart = new Chart(new App(), 'verify');
  // Each copy begins new segments of 16 MB, so that a slot needs several of them even where nothing is written.
  new databases.ReplicatedDatabase(chart, 'db', { secretName: 'db', size: Size.gibibytes(1), settings: { shared_buffers: '16MB', max_connections: '20', max_slot_wal_keep_size: '192MB' } });
  const objects: any[] = chart.toJson();
  return ['ConfigMap', 'StatefulSet'].map((kind) => objects.find((o) => o.kind === kind));
}

async function member(name: string, folder: string): Promise<Member> {
  mkdirSync(join(folder, 'run'), { recursive: true });
  return { name, folder, port: await freePort(), log: '' };
}

/** Starts the command of the container with its environment; only what a node would give is replaced: paths, ports, the pod's name. */
function run(m: Member, container: any, primaryPort: number, config: string, crashed: boolean): void {
  const local: Record<string, string> = {
    MEMBER: m.name,
    PRIMARY_HOST: '127.0.0.1',
    PRIMARY_PORT: String(primaryPort),
    PGPORT: String(m.port),
    PGDATA: join(m.folder, 'pgdata'),
    RUN_DIR: join(m.folder, 'run'),
    CONFIG_DIR: config,
  };
  const env: Record<string, string> = { PATH: `${BIN}:/usr/sbin:/usr/bin:/sbin:/bin` };
  for (const { name, value, valueFrom } of container.env) env[name] = local[name] ?? value ?? SECRETS[valueFrom?.secretKeyRef?.key] ?? fail(`no value for ${name}`);
  const mounted = container.env.find((e: any) => e.name === 'CONFIG_DIR').value;
  const parts: string[] = container.command.map((part: string) => part.replace(mounted, config));
  const [command, ...args] = asDatabaseUser(crashed ? ['/bin/sh', '-c', 'sed -i "1s/.*/$$/" "$PGDATA/postmaster.pid" && exec "$@"', 'sh', ...parts] : parts);
  m.process = spawn(command, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
  m.process.on('error', (error) => { m.log += `${error.message}\n`; });
  for (const stream of [m.process.stdout!, m.process.stderr!]) stream.on('data', (text) => { m.log += text; });
}

/** SIGINT is the image's stop signal: a fast shutdown. */
async function stop(m: Member): Promise<void> {
  const running = m.process;
  m.process = undefined;
  if (!running || running.exitCode !== null) return;
  const exited = new Promise((resolve) => running.once('exit', resolve));
  const pid = postmaster(m);
  if (!pid || !signal(pid, 'SIGINT')) running.kill('SIGTERM');
  if (await Promise.race([exited.then(() => true), sleep(20_000).then(() => false)])) return;
  if (pid) signal(pid, 'SIGQUIT');
  running.kill('SIGKILL');
}

/** Whether there was a process to tell: a lock file outlives a server that crashed. */
function signal(pid: number, name: NodeJS.Signals): boolean {
  try {
    return process.kill(pid, name);
  } catch {
    return false;
  }
}

/** The process behind runuser. */
function postmaster(m: Member): number | undefined {
  const file = join(m.folder, 'pgdata', 'postmaster.pid');
  return existsSync(file) ? Number(execFileSync('head', ['-1', file], { encoding: 'utf8' })) : undefined;
}

function sql(m: Member, statement: string): string {
  const args = ['-XAtqv', 'ON_ERROR_STOP=1', '-h', '127.0.0.1', '-p', String(m.port), '-U', 'postgres', '-c', statement];
  return execFileSync('psql', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'], env: { ...process.env, PGPASSWORD: SECRETS.password } }).trim();
}

function accepts(m: Member, statement: string): boolean {
  try {
    sql(m, statement);
    return true;
  } catch {
    return false;
  }
}

async function until(what: string, m: Member, holds: () => boolean): Promise<void> {
  const end = Date.now() + TIMEOUT;
  while (Date.now() < end) {
    if (m.process?.exitCode !== null) break;
    try {
      if (holds()) return;
    } catch { /* not up yet */ }
    await sleep(200);
  }
  fail(`${m.name}: gave up waiting until ${what}.\n${m.log}`);
}

/** The data belongs to the user that runs the database. */
function share(folder: string, members: Member[]): void {
  if (!root) return;
  chmodSync(folder, 0o755);
  for (const m of members) execFileSync('chown', ['-R', 'postgres:', m.folder]);
}

function asDatabaseUser(command: string[]): string[] {
  return root ? ['runuser', '--preserve-environment', '-u', 'postgres', '--', ...command] : command;
}

function install(): void {
  if (existsSync(join(BIN, 'postgres'))) return;
  if (!root) fail(`needs PostgreSQL 15 in ${BIN}: apt-get install postgresql-15`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  execFileSync('apt-get', ['update', '-qq'], { stdio: 'inherit', env });
  execFileSync('apt-get', ['install', '-qq', '--no-install-recommends', 'postgresql-15'], { stdio: 'inherit', env });
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
}

function pass(what: string): void {
  process.stdout.write(`ok   ${what}\n`);
}

function fail(what: string): never {
  throw new Error(what);
}

main().catch((error) => {
  process.stderr.write(`FAIL ${error.message}\n`);
  process.exit(1);
});
