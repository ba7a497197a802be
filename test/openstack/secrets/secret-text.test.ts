import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import * as fc from 'fast-check';
import { Auth, SecretStoreKind, SecretText } from '../../../src';
import { reveal, storeOf } from '../../../src/openstack/secrets/secret-values';

/** Every way that a value may be shown. */
function shown(value: unknown): string {
  return [String(value), `${value}`, JSON.stringify(value), inspect(value, { showHidden: true, depth: Infinity, getters: true }),
    JSON.stringify(Object.getOwnPropertyDescriptors(value)), inspect(Object.getPrototypeOf(value), { showHidden: true })].join('\n');
}

describe('a secret', () => {
  const folder = mkdtempSync(join(tmpdir(), 'secret-text-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  afterEach(() => { delete process.env.TEST_OS_PASSWORD; });

  test('is never shown, whatever it is', () => {
    fc.assert(fc.property(fc.string({ minLength: 4, unit: 'grapheme' }).map((s) => `§${s}§`), (value) => {
      const secret = SecretText.unsafe(value);
      expect(shown(secret)).not.toContain(value);
      expect(shown(Auth.password({ username: 'u', password: secret }))).not.toContain(value);
      expect(reveal(secret)).toBe(value);
    }));
  });

  test('shows where it comes from', () => {
    process.env.TEST_OS_PASSWORD = 'hidden';
    expect(`${SecretText.fromEnv('TEST_OS_PASSWORD')}`).toBe('[secret: environment variable TEST_OS_PASSWORD]');
    expect(inspect(SecretText.unsafe('hidden'))).toBe("SecretText { source: 'a literal in the program' }");
  });

  test('keeps its value whatever is written to it', () => {
    const secret = SecretText.unsafe('hidden');
    Object.assign(secret, { value: 'other', source: 'elsewhere' });
    expect(reveal(secret)).toBe('hidden');
  });

  test('from the environment is its value at that moment', () => {
    process.env.TEST_OS_PASSWORD = 'a\nb ';
    const secret = SecretText.fromEnv('TEST_OS_PASSWORD');
    process.env.TEST_OS_PASSWORD = 'other';
    expect(reveal(secret)).toBe('a\nb ');
  });

  test.each([[undefined, 'not set'], ['', 'empty']])('from the environment, where the variable is %j, is an error that names it', (value, problem) => {
    if (value !== undefined) process.env.TEST_OS_PASSWORD = value;
    expect(() => SecretText.fromEnv('TEST_OS_PASSWORD')).toThrow(`environment variable TEST_OS_PASSWORD is ${problem}, but a secret is read from it. Set it before synth`);
  });

  test('from the environment, where the secret stands in the place of the name, is an error that does not show it', () => {
    expect(() => SecretText.fromEnv('hidden!')).toThrow('name must be the name of an environment variable that is set, such as OS_PASSWORD. What was given is not shown');
    expect(() => SecretText.fromEnv('hidden!')).not.toThrow('hidden');
  });

  test.each([['abc\n', 'abc'], ['abc\r\n', 'abc'], ['abc\n\n', 'abc\n'], ['abc', 'abc'], [' a\nb ', ' a\nb ']])('from a file with %j is %j', (content, value) => {
    writeFileSync(join(folder, 'secret'), content);
    expect(reveal(SecretText.fromFile(join(folder, 'secret')))).toBe(value);
  });

  test('from a file that is missing or empty is an error that names the file', () => {
    writeFileSync(join(folder, 'empty'), '\n');
    expect(() => SecretText.fromFile(join(folder, 'empty'))).toThrow(`secret is empty: file ${join(folder, 'empty')}`);
    expect(() => SecretText.fromFile('/nonexistent/secret')).toThrow('file /nonexistent/secret cannot be read (ENOENT), but a secret is read from it');
  });

  test('from a file that an editor has marked, or in another encoding, is an error', () => {
    writeFileSync(join(folder, 'marked'), '\ufeffhidden');
    writeFileSync(join(folder, 'latin1'), Buffer.from('hidd\u00e9n', 'latin1'));
    expect(() => SecretText.fromFile(join(folder, 'marked'))).toThrow('marked starts with a byte order mark, which would be part of the secret. Save it without');
    expect(() => SecretText.fromFile(join(folder, 'latin1'))).toThrow('latin1 is not UTF-8, but a secret is read from it. Save it as UTF-8');
    expect(() => SecretText.fromFile(join(folder, 'latin1'))).not.toThrow('hidd');
  });

  test('from nowhere is an error', () => {
    expect(() => SecretText.fromEnv(undefined as any)).toThrow('name must name an environment variable, from which a secret is read');
    expect(() => SecretText.fromFile('')).toThrow('path must name a file, from which a secret is read');
  });

  test('from a store is not known here', () => {
    const secret = SecretText.fromStore({ store: 'vault', key: 'openstack/prod-1', property: 'secret', version: '3' });
    expect(reveal(secret)).toBeUndefined();
    expect(storeOf(secret)).toEqual({ store: 'vault', storeKind: 'SecretStore', key: 'openstack/prod-1', property: 'secret', version: '3' });
    expect(secret.source).toBe('key openstack/prod-1, property secret in SecretStore vault');
    expect(SecretText.fromStore({ store: 'v', storeKind: SecretStoreKind.CLUSTER_SECRET_STORE, key: 'k' }).source).toBe('key k in ClusterSecretStore v');
  });

  test.each([
    [{ store: '', key: 'k' }, 'store must be a non-empty string, got ""'],
    [{ store: 's', key: undefined }, 'key is missing: give a string'],
    [{ store: 'My Store', key: 'k' }, 'store must be a DNS subdomain'],
    [{ store: 's', key: 'k', property: '' }, 'property must be a non-empty string, got ""'],
    [{ store: 's', key: 'k', version: 7 }, 'version must be a string, got 7'],
    [{ store: 's', key: 'k', storeKind: 'Vault' }, 'storeKind must be one of SecretStore, ClusterSecretStore, got "Vault"'],
  ])('from a store %j is refused', (options, message) => {
    expect(() => SecretText.fromStore(options as any)).toThrow(message);
  });

  test('is a non-empty string', () => {
    expect(() => SecretText.unsafe('')).toThrow('secret is empty: a literal in the program');
    expect(() => SecretText.unsafe(7 as any)).toThrow('secret must be a string');
  });
});

test('each way to authenticate says what it misses', () => {
  expect(() => Auth.password({ username: 'u' } as any)).toThrow('password is missing: give a SecretText, such as SecretText.unsafe(…)');
  expect(() => Auth.applicationCredential({ id: 'x' } as any)).toThrow('Auth.applicationCredential: secret is missing: give a SecretText');
  expect(() => Auth.applicationCredential(undefined as any)).toThrow('Auth.applicationCredential: id is missing: give a string');
  expect(() => Auth.applicationCredentialByName({ secret: SecretText.unsafe('s') } as any)).toThrow('name is missing: give a string');
  expect(() => Auth.token({} as any)).toThrow('token is missing: give a SecretText');
  expect(() => Auth.trust({} as any)).toThrow('trustId is missing: give a string');
  expect(Auth.cloudsYaml().method).toBe('cloudsYaml');
});

describe('a mixture that the client would resolve without a word cannot be written', () => {
  const secret = SecretText.unsafe('hidden');
  test.each<[string, () => Auth, string]>([
    ['a token of a user', () => Auth.token({ token: secret, tenantId: 't', username: 'u' } as any), 'username is unknown: TokenAuthOptions has tenantId, tenantName, tenantDomainId, tenantDomainName, domainId, domainName, token'],
    ['a password with a token', () => Auth.password({ username: 'u', password: secret, token: secret } as any), 'token is unknown: PasswordAuthOptions has userDomainId, userDomainName, tenantId, tenantName, tenantDomainId, tenantDomainName, domainId, domainName, username, userId, password'],
    ['an application credential in a project', () => Auth.applicationCredential({ id: 'x', secret, tenantId: 't' } as any), 'tenantId is unknown: ApplicationCredentialOptions has id, secret'],
    ['an application credential of two users', () => Auth.applicationCredentialByName({ name: 'x', secret, userId: 'u', username: 'n' }), 'username conflicts with userId: the client uses one of them'],
    ['an application credential of a user of two domains', () => Auth.applicationCredentialByName({ name: 'x', secret, username: 'n', userDomainId: 'a', userDomainName: 'b' }), 'userDomainName conflicts with userDomainId'],
    ['a project of two domains', () => Auth.password({ userId: 'u', password: secret, tenantName: 't', tenantDomainId: 'a', tenantDomainName: 'b' }), 'tenantDomainName conflicts with tenantDomainId'],
    ['a trust of two users', () => Auth.trust({ trustId: 't', trusteeId: 'a', userId: 'b', password: secret }), 'userId conflicts with trusteeId'],
    ['a trust of a trustee with a name', () => Auth.trust({ trustId: 't', trusteeId: 'a', username: 'b', password: secret }), 'username conflicts with trusteeId'],
    ['a trust with two passwords', () => Auth.trust({ trustId: 't', trusteeId: 'a', password: secret, trusteePassword: secret }), 'password conflicts with trusteePassword'],
  ])('%s', (_, make, message) => expect(make).toThrow(message));

  test('what is undefined is not given', () => {
    expect(Auth.password({ userId: 'u', username: undefined, password: secret, token: undefined } as any).method).toBe('password');
  });
});

test('other languages can hold one: jsii puts a property of its own on every object', () => {
  expect(Object.isExtensible(SecretText.unsafe('value'))).toBe(true);
});
