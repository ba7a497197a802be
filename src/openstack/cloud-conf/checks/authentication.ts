/*
 * How gophercloud takes the credentials of [Global]. Measured with gophercloud v2.12.0 (ToTokenV3CreateMap) and read in
 * pkg/client/client.go of cloud-provider-openstack.
 */
import { isAtLeast } from '../../../kubernetes/minor';
import { Conf, ConfSection, Rule, Violation } from '../conf';
import { CONSUMERS } from '../keys';

type Check = (global: ConfSection, conf: Conf) => Array<Omit<Violation, 'section'>>;

export const AUTHENTICATION: readonly Rule[] = [
  rule('auth-url-required', 'error', (g) => (g.has('auth-url') || g.is('use-clouds') ? [] : [{
    key: 'auth-url',
    problem: 'is missing: the client does not know where to authenticate',
    fix: 'Set it to the URL of Keystone, such as '
      + 'https://openstack.example.com:5000/v3',
  }])),

  rule('one-auth-method', 'error', (g) => {
    const methods = methodsOf(g);
    if (methods.length > 1) {
      return [{
        key: methods[0][1],
        problem: `and ${methods[1][1]} are both set: a token silently overrides a user, and a password overrides an application credential`,
        fix: 'Keep the keys of one authentication method',
      }];
    }
    return methods.length === 1 || g.is('use-clouds') ? [] : [{
      key: 'password',
      problem: 'and every other credential is missing',
      fix: 'Set a user with password, an application credential with secret, '
        + 'or a token',
    }];
  }),

  rule('username-xor-user-id', 'error', (g) => {
    if (!byPassword(g)) return [];
    const id = userIdOf(g);
    if (g.has('username') && id) return [{ key: 'username', problem: `and ${id} are both set, which fails`, fix: 'Keep one of them' }];
    return g.has('username') || id || g.has('trustee-id') || g.is('use-clouds') ? [] : [{
      key: 'password', problem: 'has no user', fix: 'Set username or user-id',
    }];
  }),

  rule('username-needs-one-user-domain', 'error', (g) => {
    const named = g.has('username') && !g.has('user-id');
    const byName = named && byApplicationCredential(g) && !g.has('application-credential-id');
    if (!(named && byPassword(g)) && !byName) return [];
    const common = byName || hasTenant(g); // whether domain-id and domain-name count for the user
    const id = g.text('user-domain-id') || (common ? g.text('domain-id') : '');
    const name = g.text('user-domain-name') || (common ? g.text('domain-name') : '');
    if (!id && !name) {
      return !common || g.is('use-clouds') ? [] : [{ key: 'username', problem: 'has no domain', fix: 'Set user-domain-id or user-domain-name' }];
    }
    return !id || !name || byName ? [] : [{
      key: 'username', problem: 'has a domain by ID and one by name, which fails; domain-id and domain-name count too', fix: 'Keep one of them',
    }];
  }),

  rule('user-id-excludes-domain', 'error', (g) => {
    const id = userIdOf(g);
    if (!byPassword(g) || !id || g.has('username')) return [];
    const excluded = ['user-domain-id', 'user-domain-name', ...(hasTenant(g) ? ['domain-id', 'domain-name'] : [])];
    return excluded.filter((key) => g.has(key)).slice(0, 1).map((key) => ({
      key,
      problem: `is set although ${id} needs no domain, which fails`,
      fix: 'Remove it; a project has its domain in tenant-domain-id or '
        + 'tenant-domain-name',
    }));
  }),

  rule('tenant-name-needs-project-domain', 'error', (g) => {
    if (!g.has('tenant-name') || g.has('tenant-id') || byApplicationCredential(g) || g.has('trust-id') || g.is('use-clouds')) return [];
    return ['tenant-domain-id', 'tenant-domain-name', 'domain-id', 'domain-name'].some((key) => g.has(key)) ? [] : [{
      key: 'tenant-name',
      problem: 'has no domain; that of the user does not count',
      fix: 'Set tenant-domain-id or tenant-domain-name, or use '
        + 'tenant-id',
    }];
  }),

  rule('tenant-id-xor-tenant-name', 'warning', (g) => (g.has('tenant-id') && g.has('tenant-name')
    ? [{ key: 'tenant-name', problem: 'is set together with tenant-id, which silently overrides it', fix: 'Keep one of them' }] : [])),

  rule('unscoped-domain-trap', 'error', (g) => {
    if (!byPassword(g) || hasTenant(g) || g.has('trust-id') || g.is('use-clouds')) return [];
    const trapped = g.has('username') && !g.has('user-domain-id') && !g.has('user-domain-name');
    return [trapped
      ? {
        key: 'username',
        problem: 'has no project, and then domain-id and domain-name are not its domain',
        fix: 'Set tenant-id, or tenant-name '
        + 'with its domain',
      }
      : {
        key: 'tenant-id',
        problem: 'is missing: a token without project has no service catalog',
        fix: 'Set tenant-id, or tenant-name with '
        + 'its domain',
      }];
  }),

  rule('token-needs-project', 'error', (g) => {
    if (!g.has('token') || hasTenant(g) || g.has('trust-id') || g.is('use-clouds')) return [];
    return [g.has('domain-id') || g.has('domain-name')
      ? {
        key: 'token',
        problem: 'is scoped to a domain, not to a project, so it gives access to no server or volume',
        fix: 'Set tenant-id, or '
        + 'tenant-name with its domain',
        severity: 'warning',
      }
      : { key: 'token', problem: 'has no project, which fails before the first request', fix: 'Set tenant-id, or tenant-name with its domain' }];
  }),

  rule('silent-precedence', 'warning', (g) => precedences(g).filter((pair) => pair.every((key) => g.has(key)))
    .map(([key, winner]) => ({ key, problem: `is set together with ${winner}, which silently overrides it`, fix: 'Keep one of them' }))),

  rule('trust-user-domain', 'error', (g) => (g.has('trust-id') && g.has('username') && !hasTenant(g) && !byApplicationCredential(g)
    && !g.has('user-domain-id') && !g.has('user-domain-name')
    ? [{
      key: 'username',
      problem: 'has no domain: with trust-id, domain-id and domain-name are not its domain',
      fix: 'Set user-domain-id or '
      + 'user-domain-name, or use trustee-id',
    }]
    : [])),

  rule('trustee-needs-trust', 'error', (g) => ['trustee-id', 'trustee-password'].filter((key) => g.has(key) && !g.has('trust-id')).slice(0, 1)
    .map((key) => ({ key, problem: 'is ignored without trust-id', fix: 'Set trust-id' }))),

  rule('trust-no-token', 'error', (g) => (g.has('trust-id') && g.has('token')
    ? [{ key: 'token', problem: 'is ignored because trust-id is set, and authentication fails', fix: 'Use the password of the trustee' }] : [])),

  rule('appcred-secret', 'error', (g) => {
    const key = ['application-credential-id', 'application-credential-name'].find((k) => g.has(k));
    if (g.is('use-clouds')) return [];
    if (key && !g.has('application-credential-secret')) return [{ key, problem: 'has no secret', fix: 'Set application-credential-secret' }];
    return key || !g.has('application-credential-secret') ? [] : [{
      key: 'application-credential-secret', problem: 'is set without ID or name', fix: 'Set application-credential-id',
    }];
  }),

  rule('appcred-name-needs-user', 'error', (g) => (g.has('application-credential-name') && !g.has('application-credential-id')
    && !g.has('user-id') && !g.has('username') && !g.is('use-clouds')
    ? [{
      key: 'application-credential-name',
      problem: 'has no user',
      fix: 'Set user-id, or username with its domain, or use '
      + 'application-credential-id',
    }] : [])),

  rule('appcred-ignores-scope', 'info', (g) => (byApplicationCredential(g) && !byPassword(g)
    ? ['tenant-id', 'tenant-name'].filter((key) => g.has(key)).map((key) => ({
      key, problem: 'is ignored: an application credential belongs to one project', fix: 'Remove it',
    })) : [])),

  rule('clouds-file-needs-use-clouds', 'error', (g) => ['clouds-file', 'cloud'].filter((key) => g.has(key) && !g.is('use-clouds')).slice(0, 1)
    .map((key) => ({ key, problem: 'is set without use-clouds', fix: 'Set use-clouds = true, or remove it' }))),

  rule('use-clouds-precedence', 'info', (g) => (g.is('use-clouds') && g.has('auth-url')
    ? [{
      key: 'use-clouds',
      problem: 'is true, and every value of cloud.conf overrides that of clouds.yaml',
      fix: 'Keep only intended overrides '
      + 'in cloud.conf',
    }] : [])),

  rule('env-fallback-gone', 'info', (g, conf) => (methodsOf(g).length === 0 && !g.is('use-clouds') && conf.consumers.includes('ccm')
    && isAtLeast(conf.minor, '1.16')
    ? [{
      key: 'password',
      problem: 'is not read from OS_PASSWORD: since 1.16 the environment is ignored',
      fix: 'Write the credentials into '
      + 'the file',
    }] : [])),
];

function rule(id: string, severity: Rule['severity'], check: Check): Rule {
  return {
    id,
    severity,
    consumers: CONSUMERS,
    check: (conf) => conf.all('Global').flatMap((section) => check(section, conf).map((violation) => ({ section, ...violation }))),
  };
}

/** The ways that have a credential, each with the key that shows it. */
function methodsOf(g: ConfSection): Array<[string, string]> {
  const found: Array<[string, string]> = [];
  for (const [method, keys] of Object.entries({
    token: ['token'],
    password: ['password', 'trustee-password'],
    applicationCredential: ['application-credential-secret', 'application-credential-id', 'application-credential-name'],
  })) {
    const key = keys.find((k) => g.has(k));
    if (key) found.push([method, key]);
  }
  return found;
}

function byPassword(g: ConfSection): boolean {
  return (g.has('password') || g.has('trustee-password')) && !g.has('token');
}

function byApplicationCredential(g: ConfSection): boolean {
  return !byPassword(g) && !g.has('token') && (g.has('application-credential-id') || g.has('application-credential-name'));
}

/** Keys that the client ignores, each with the one that wins. */
function precedences(g: ConfSection): Array<[string, string]> {
  const pairs: Array<[string, string]> = [];
  if (methodsOf(g).length > 1) return pairs; // reported separately
  const add = (winner: string, ...keys: string[]) => pairs.push(...keys.map((key): [string, string] => [key, winner]));
  if (g.has('token')) {
    add('token', 'username', 'user-id');
  } else if (byApplicationCredential(g) && g.has('application-credential-id')) {
    add('application-credential-id', 'application-credential-name', 'username', 'user-id');
  } else if (byApplicationCredential(g)) {
    add('user-id', 'username');
    add('user-domain-id', 'user-domain-name');
  }
  if (g.has('trust-id')) {
    add('trustee-id', 'user-id');
    add('trustee-password', 'password');
    const lends = g.has('username') && !g.has('user-domain-id') && !g.has('user-domain-name'); // a project lends the user the common domain
    if (!lends) add('trust-id', 'tenant-id', 'tenant-name');
  }
  if (!g.has('tenant-id')) add('tenant-domain-id', 'tenant-domain-name');
  return pairs;
}

/** The key that names the user by ID, if one does: that of the trustee comes first. */
function userIdOf(g: ConfSection): string | undefined {
  if (g.has('trust-id') && g.has('trustee-id')) return 'trustee-id';
  return g.has('user-id') ? 'user-id' : undefined;
}

function hasTenant(g: ConfSection): boolean {
  return g.has('tenant-id') || g.has('tenant-name');
}
