/* Each form of credentials that the library writes, given to the real driver, against the real Keystone. */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AUTH_URL, Cloud, PASSWORD, USER_DOMAIN } from './cloud';
import { probe } from './grpc';
import { Processes, until } from './runtime';
import { Table } from './table';
import { Auth, SecretText } from '../../../src';
import { composeCloudConf } from '../../../src/openstack/cloud-conf/compose';
import { providerOf } from '../build';

async function forms(cloud: Cloud): Promise<{ [name: string]: Auth }> {
  const get = async (path: string) => (await cloud.keystone('GET', path)).body;
  const made = async (path: string, body: object) => {
    const answer = await cloud.keystone('POST', path, body);
    if (answer.status !== 201) throw new Error(`${path}: ${answer.status} ${answer.text}`);
    return answer;
  };
  const { users } = await get('/users?name=admin');
  const { roles } = await get('/roles?name=admin');
  const [{ id: userId, domain_id: domainId }] = users;
  const { body: { user: trustee } } = await made('/users', { user: { name: 'trustee', domain_id: domainId, password: PASSWORD } });
  const impersonation = {
    trustor_user_id: userId,
    trustee_user_id: trustee.id,
    project_id: cloud.project,
    impersonation: true,
    roles: [{ id: roles[0].id }],
  };
  const { body: { trust } } = await made('/OS-TRUST/trusts', { trust: impersonation });
  const { body: { application_credential: credential } } =
    await made(`/users/${userId}/application_credentials`, { application_credential: { name: 'conformance', unrestricted: true } });
  const { headers } = await made('/auth/tokens', {
    auth: { identity: { methods: ['password'], password: { user: { id: userId, password: PASSWORD } } }, scope: { project: { id: cloud.project } } },
  });
  const password = SecretText.unsafe(PASSWORD);
  const secret = SecretText.unsafe(credential.secret);
  return {
    'password, names': Auth.password({
      username: 'admin',
      userDomainName: USER_DOMAIN,
      password,
      tenantName: 'admin',
      tenantDomainName: USER_DOMAIN,
    }),
    'password, IDs': Auth.password({ userId, password, tenantId: cloud.project }),
    'password, one domain for all': Auth.password({ username: 'admin', password, tenantName: 'admin', domainId }),
    'password, IDs of the domains': Auth.password({
      username: 'admin',
      userDomainId: domainId,
      password,
      tenantName: 'admin',
      tenantDomainId: domainId,
    }),
    'application credential by ID': Auth.applicationCredential({ id: credential.id, secret }),
    'application credential by name and user ID': Auth.applicationCredentialByName({ name: 'conformance', secret, userId }),
    'application credential by name and user name': Auth.applicationCredentialByName({
      name: 'conformance',
      secret,
      username: 'admin',
      userDomainName: USER_DOMAIN,
    }),
    'token': Auth.token({ token: SecretText.unsafe(String(headers['x-subject-token'])), tenantId: cloud.project }),
    'trust, ID of the trustee': Auth.trust({ trustId: trust.id, trusteeId: trustee.id, trusteePassword: password }),
    'trust, name of the trustee': Auth.trust({ trustId: trust.id, username: 'trustee', userDomainName: USER_DOMAIN, password }),
  };
}

/** Whether the driver serves with these credentials; why not, else. */
async function serves(processes: Processes, bin: string, dir: string, serial: number, auth: Auth): Promise<string | undefined> {
  const base = join(dir, `a${serial}`);
  mkdirSync(base, { recursive: true });
  const conf = join(base, 'cloud.conf');
  writeFileSync(conf, composeCloudConf({ global: { authUrl: AUTH_URL, region: 'RegionOne', auth } }, { minor: providerOf('cluster') }).pieces.join(''),
    { mode: 0o600 });
  const socket = join(base, 'csi.sock');
  const args = [`--endpoint=unix://${socket}`, `--cloud-config=${conf}`, '--cluster=c', '--provide-node-service=false'];
  const child = processes.spawn(`auth-${serial}`, [join(bin, 'cinder-csi-plugin'), ...args], { env: { PATH: '/usr/bin:/bin' } });
  try {
    return await until('an answer', 40, async () => {
      if (child.exitCode !== null) return `it ends with ${child.exitCode}`;
      return existsSync(socket) && await probe(socket) ? 'serves' : undefined;
    });
  } finally {
    await processes.end(child);
  }
}

export async function authentication(cloud: Cloud, table: Table,
  { processes, bin, dir }: { processes: Processes; bin: string; dir: string }): Promise<void> {
  table.title('authentication, against Keystone');
  let serial = 0;
  const all = await forms(cloud);
  for (const [name, auth] of Object.entries(all)) {
    await table.check(name, async () => {
      const answer = await serves(processes, bin, dir, ++serial, auth);
      return answer === 'serves' ? undefined : answer;
    });
  }
  await table.check('a wrong password ends the driver', async () => {
    const wrong = Auth.password({
      username: 'admin',
      userDomainName: USER_DOMAIN,
      password: SecretText.unsafe('wrong'),
      tenantName: 'admin',
      tenantDomainName: USER_DOMAIN,
    });
    const answer = await serves(processes, bin, dir, ++serial, wrong);
    return answer === 'serves' ? 'it serves' : undefined;
  });
}
