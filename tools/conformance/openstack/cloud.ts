/* Keystone and Cinder of Debian on the address of the control plane, with two back ends in two zones. */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ADDRESS, Http, json, Processes, until } from './runtime';

export const PASSWORD = 'a-password-of-the-test';
export const AUTH_URL = `http://${ADDRESS}:5000/v3`;
export const CINDER = `http://${ADDRESS}:8776`;
export const ZONES = ['az1', 'az2'];
export const USER_DOMAIN = 'Default';

/** Cinder's fake driver cannot extend, and reports no multiattach. */
const DRIVER = `
from cinder.tests import fake_driver


class Driver(fake_driver.FakeLoggingVolumeDriver):
    def extend_volume(self, volume, new_size):
        pass

    def _update_volume_stats(self):
        super()._update_volume_stats()
        self._stats['multiattach'] = True
        for pool in self._stats.get('pools', []):
            pool['multiattach'] = True
`;

/** Services of the catalog by type, with name and address. The stand-ins listen on the ports of the last three. */
const CATALOG: ReadonlyArray<readonly [type: string, name: string, url: string]> = [
  ['volumev3', 'cinder', ':8776/v3/%(project_id)s'], ['block-storage', 'cinder', ':8776/v3/%(project_id)s'], ['compute', 'nova', ':8774/v2.1'],
  ['load-balancer', 'octavia', ':9876'], ['network', 'neutron', ':9696'],
];

/** Sections of a configuration file. */
export interface Ini { [section: string]: { [key: string]: string | number } }

/** Where the message broker listens. */
export const TRANSPORT = `rabbit://guest:guest@${ADDRESS}:5672/`;

export function databaseUrl(dir: string, name: string): string {
  return `mysql+pymysql://root@localhost/${name}?unix_socket=${dir}/database.sock`;
}

export function ini(sections: Ini): string {
  return Object.entries(sections).map(([name, keys]) => `[${name}]\n${Object.entries(keys).map(([key, value]) => `${key} = ${value}\n`).join('')}`).join('\n');
}

/** What a service needs to ask others. */
export function credentials(username: string): Ini[string] {
  return {
    www_authenticate_uri: AUTH_URL,
    auth_url: AUTH_URL,
    auth_type: 'password',
    project_domain_name: USER_DOMAIN,
    user_domain_name: USER_DOMAIN,
    project_name: 'admin',
    username,
    password: PASSWORD,
  };
}

/** Of every program of OpenStack. */
export function environment(dir: string): NodeJS.ProcessEnv {
  return { HOME: dir, PATH: '/usr/sbin:/usr/bin:/sbin:/bin', LANG: 'C.UTF-8', PYTHONDONTWRITEBYTECODE: '1' };
}

function keystoneConf(dir: string): string {
  return ini({
    DEFAULT: { log_file: `${dir}/keystone.log` },
    database: { connection: databaseUrl(dir, 'keystone') },
    token: { provider: 'fernet' },
    fernet_tokens: { key_repository: `${dir}/fernet` },
    fernet_receipts: { key_repository: `${dir}/fernet` },
    credential: { key_repository: `${dir}/credentials` },
  });
}

function cinderConf(dir: string, more: Ini): string {
  const backends = Object.fromEntries(ZONES.map((zone) => [zone, { volume_driver: 'live_driver.Driver', volume_backend_name: zone, backend_availability_zone: zone }]));
  return ini({
    DEFAULT: {
      state_path: dir,
      log_dir: dir,
      transport_url: TRANSPORT,
      auth_strategy: 'keystone',
      enabled_backends: ZONES.join(','),
      default_volume_type: 'hdd',
      storage_availability_zone: ZONES[0],
      default_availability_zone: ZONES[0],
      my_ip: ADDRESS,
      osapi_volume_listen: ADDRESS,
      osapi_volume_workers: 1,
      api_paste_config: '/usr/share/cinder-common/api-paste.ini',
      periodic_interval: 20,
    },
    database: { connection: databaseUrl(dir, 'cinder') },
    oslo_concurrency: { lock_path: `${dir}/locks` },
    keystone_authtoken: credentials('admin'),
    ...backends,
    ...more,
  });
}

/** Calls OpenStack as the administrator. */
export class Cloud {
  project = '';
  token = '';

  /** With what cinder.conf has besides. */
  constructor(private readonly processes: Processes, readonly dir: string, private readonly cinderSections: Ini = {}) {}

  async start(): Promise<void> {
    const { dir } = this;
    for (const name of ['fernet', 'credentials', 'locks', 'rabbit', 'volumes']) mkdirSync(join(dir, name), { recursive: true, mode: 0o700 });
    writeFileSync(join(dir, 'keystone.conf'), keystoneConf(dir));
    writeFileSync(join(dir, 'cinder.conf'), cinderConf(dir, this.cinderSections));
    writeFileSync(join(dir, 'live_driver.py'), DRIVER);
    const env = environment(dir);
    await Promise.all([this.startBroker(env), this.startDatabase(env).then(() => this.migrate(env))]);
    const spawn = (name: string, args: string[], more = {}) => this.processes.spawn(name, args, { env: { ...env, ...more } });
    spawn('keystone', ['keystone-wsgi-public', '--host', ADDRESS, '--port', '5000'], { OS_KEYSTONE_CONFIG_FILES: `${dir}/keystone.conf`, OS_KEYSTONE_CONFIG_DIR: dir });
    const conf = ['--config-file', `${dir}/cinder.conf`];
    spawn('cinder-api', ['cinder-wsgi', '--host', ADDRESS, '--port', '8776', '--', ...conf]);
    spawn('cinder-scheduler', ['cinder-scheduler', ...conf]);
    spawn('cinder-volume', ['cinder-volume', ...conf], { PYTHONPATH: dir });
    const dead = () => this.processes.dead();
    await until('Keystone answers', 120, async () => (await json('GET', AUTH_URL)).status === 200, dead);
    await this.login();
    await this.writeCatalog();
    await until('Cinder answers', 120, async () => (await json('GET', `${CINDER}/`)).status === 300, dead);
    await until('two volume services are up', 120, async () => {
      const { body } = await this.cinder('GET', '/os-services');
      return body.services?.filter((one: any) => one.binary === 'cinder-volume' && one.state === 'up').length === ZONES.length;
    });
    for (const name of ['ssd', 'hdd']) await this.cinder('POST', '/types', { volume_type: { name } });
    await this.cinder('POST', '/types', { volume_type: { name: 'shared', extra_specs: { multiattach: '<is> True' } } });
    await this.cinder('PUT', `/os-quota-sets/${this.project}`, { quota_set: { volumes: 500, snapshots: 500, gigabytes: 10000 } });
  }

  private async startBroker(env: NodeJS.ProcessEnv): Promise<void> {
    const { dir } = this;
    this.processes.spawn('epmd', ['/usr/bin/epmd'], { env });
    this.processes.spawn('rabbitmq', ['/usr/lib/rabbitmq/bin/rabbitmq-server'], {
      env: {
        ...env,
        RABBITMQ_NODENAME: 'rabbit@localhost',
        RABBITMQ_NODE_PORT: '5672',
        RABBITMQ_MNESIA_BASE: `${dir}/rabbit`,
        RABBITMQ_LOG_BASE: `${dir}/rabbit`,
        RABBITMQ_ENABLED_PLUGINS_FILE: `${dir}/rabbit/plugins`,
        // The user "guest" is refused from other addresses than loopback unless it is said so.
        RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS: '-rabbit loopback_users []',
      },
    });
    await until('RabbitMQ listens', 120, () => this.processes.run('ss', ['-ltnH']).then((text) => /:5672\b/.test(text)));
  }

  /** SQLite would refuse writers under load ("database is locked"), and leave volumes in states that they never leave. */
  private async startDatabase(env: NodeJS.ProcessEnv): Promise<void> {
    const { dir } = this;
    const folder = `--datadir=${dir}/database`;
    await this.processes.run('mariadb-install-db', ['--no-defaults', folder, '--user=root', '--auth-root-authentication-method=normal', '--skip-test-db'], { env });
    writeFileSync(join(dir, 'databases.sql'), 'CREATE DATABASE keystone;\nCREATE DATABASE cinder;\n');
    this.processes.spawn('mariadb', [
      'mariadbd', '--no-defaults', folder, '--user=root', '--skip-networking', `--socket=${dir}/database.sock`, `--init-file=${dir}/databases.sql`, `--pid-file=${dir}/database.pid`,
      '--innodb-flush-log-at-trx-commit=0', '--innodb-flush-method=nosync', '--skip-name-resolve', '--max-connections=200',
    ], { env });
    await until('MariaDB listens', 60, () => existsSync(join(dir, 'database.sock')), () => this.processes.dead());
  }

  private async migrate(env: NodeJS.ProcessEnv): Promise<void> {
    const { dir, processes } = this;
    const keystone = (...args: string[]) => processes.run('keystone-manage', ['--config-file', `${dir}/keystone.conf`, ...args], { env });
    await Promise.all([
      keystone('db_sync').then(async () => {
        await Promise.all(['fernet_setup', 'credential_setup'].map((what) => keystone(what, '--keystone-user', 'root', '--keystone-group', 'root')));
        const urls = ['admin', 'internal', 'public'].flatMap((kind) => [`--bootstrap-${kind}-url`, AUTH_URL]);
        await keystone('bootstrap', '--bootstrap-password', PASSWORD, ...urls, '--bootstrap-region-id', 'RegionOne');
      }),
      processes.run('cinder-manage', ['--config-file', `${dir}/cinder.conf`, 'db', 'sync'], { env }),
    ]);
  }

  async login(): Promise<void> {
    const domain = { name: USER_DOMAIN };
    const { status, headers, body } = await json('POST', `${AUTH_URL}/auth/tokens`, {
      auth: {
        identity: { methods: ['password'], password: { user: { name: 'admin', domain, password: PASSWORD } } },
        scope: { project: { name: 'admin', domain } },
      },
    });
    if (status !== 201) throw new Error(`Keystone: ${status} ${JSON.stringify(body)}`);
    this.token = String(headers['x-subject-token']);
    this.project = body.token.project.id;
  }

  private async writeCatalog(): Promise<void> {
    for (const [type, name, url] of CATALOG) {
      const { body: { service } } = await this.keystone('POST', '/services', { service: { type, name } });
      const endpoints = ['public', 'internal'].map((kind) => ({ endpoint: { interface: kind, service_id: service.id, region: 'RegionOne', url: `http://${ADDRESS}${url}` } }));
      for (const endpoint of endpoints) await this.keystone('POST', '/endpoints', endpoint);
    }
  }

  keystone(method: string, path: string, body?: unknown): Promise<Http> {
    return json(method, `${AUTH_URL}${path}`, body, { 'X-Auth-Token': this.token });
  }

  cinder(method: string, path: string, body?: unknown): Promise<Http> {
    return json(method, `${CINDER}/v3/${this.project}${path}`, body, { 'X-Auth-Token': this.token, 'OpenStack-API-Version': 'volume 3.60' });
  }

  async volumes(): Promise<any[]> {
    return (await this.cinder('GET', '/volumes/detail')).body.volumes;
  }

  async snapshots(): Promise<any[]> {
    return (await this.cinder('GET', '/snapshots/detail')).body.snapshots;
  }
}
