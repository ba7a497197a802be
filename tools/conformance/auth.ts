/*
 * Compares what the checker says of the credentials in a cloud.conf with the client that the components use.
 *
 * What the client rejects must be an error. Where we report nothing, the client must request a token, with every credential in the file.
 *
 * Run with `npx tsx tools/conformance/auth.ts [SEED] [COUNT]`. Needs Go; its module proxy the first time.
 */
import { spawnSync } from 'node:child_process';
import * as fc from 'fast-check';
import { buildProgram, providerOf } from './build';
import { Auth, SecretText } from '../../src/openstack/cloud-conf';
import { checkCloudConf } from '../../src/openstack/cloud-conf/checks/check-cloud-conf';
import { composeCloudConf } from '../../src/openstack/cloud-conf/compose';
import { KEYS, reads } from '../../src/openstack/cloud-conf/keys';

const SEED = Number(process.argv[2] ?? 20261128);
const COUNT = Number(process.argv[3] ?? 10_000);
const MINOR = providerOf('auth');
const AUTH_URL = 'http://KEYSTONE/v3';

/** Of clouds.yaml nothing is known here. */
const CLOUDS = ['use-clouds', 'clouds-file', 'cloud'];
const CREDENTIALS = KEYS.filter((row) => row.auth && reads(row, 'ccm', MINOR) && !CLOUDS.includes(row.key)).map(({ key }) => key);
/** A domain that a user or project by ID does not need is no mistake, and a trust says which project. */
const MAY_BE_UNUSED = (key: string, keys: string[]) => key.includes('domain') || (keys.includes('trust-id') && /^tenant-/.test(key));
/** Keystone rejects a trust scope with application credentials; the client sends it. */
const LEFT_TO_KEYSTONE = (keys: string[]) => keys.includes('trust-id') && keys.some((key) => key.startsWith('application-credential'));

interface Answer { error?: string; request?: string }
interface Case { suite: string; text: string; judge: (answer: Answer) => string | undefined }

function valueOf(key: string): string {
  return `value-of-${key}`;
}

/** Some keys, each with a value that is found again. */
function mixture(keys: string[]): Case {
  const text = `[Global]\nauth-url = ${AUTH_URL}\n${keys.map((key) => `${key} = ${valueOf(key)}\n`).join('')}`;
  return {
    suite: 'mixtures of keys',
    text,
    judge: ({ error, request }) => {
      const findings = checkCloudConf(text, MINOR, 'ccm');
      if (error) return findings.some(({ severity }) => severity === 'error') ? undefined : `the client refuses it (${error}), we have no error`;
      if (findings.length > 0 || LEFT_TO_KEYSTONE(keys)) return undefined;
      const unused = keys.filter((key) => !request!.includes(`"${valueOf(key)}"`) && !MAY_BE_UNUSED(key, keys));
      return unused.length > 0 ? `the client ignores ${unused.join(', ')}, we find nothing` : undefined;
    },
  };
}

/** A way to authenticate as it is meant to be written. */
function way(name: string, auth: Auth): Case {
  const text = composeCloudConf({ global: { authUrl: 'https://keystone.example.com/v3', auth } }, { minor: MINOR }).pieces.join('')
    .replace('"https://keystone.example.com/v3"', AUTH_URL);
  return {
    suite: 'ways to authenticate',
    text,
    judge: ({ error, request }) => {
      if (error) return `Auth.${name} fails: ${error}`;
      const lost = [...text.matchAll(/^(?!auth-url)\S+ = "(.*)"$/gm)].map(([, value]) => value).filter((value) => !request!.includes(`"${value}"`));
      return lost.length > 0 ? `Auth.${name} loses ${lost.join(', ')}` : undefined;
    },
  };
}

function* cases(): Generator<Case> {
  const secret = SecretText.unsafe('the-secret');
  const user = { userDomainName: 'domain-of-user', username: 'name-of-user' };
  yield way('password', Auth.password({ ...user, password: secret, tenantId: 'project' }));
  yield way('password', Auth.password({ ...user, password: secret, tenantName: 'project', tenantDomainName: 'domain-of-project' }));
  yield way('password', Auth.password({ username: 'name-of-user', password: secret, tenantName: 'project', domainId: 'domain-of-all' }));
  yield way('password', Auth.password({ userId: 'id-of-user', password: secret, tenantName: 'project', tenantDomainId: 'domain-of-project' }));
  yield way('applicationCredential', Auth.applicationCredential({ id: 'credential', secret }));
  yield way('applicationCredentialByName', Auth.applicationCredentialByName({ name: 'credential', secret, userId: 'id-of-user' }));
  yield way('applicationCredentialByName', Auth.applicationCredentialByName({ name: 'credential', secret, ...user }));
  yield way('token', Auth.token({ token: secret, tenantId: 'project' }));
  yield way('trust', Auth.trust({ trustId: 'trust', trusteeId: 'id-of-trustee', trusteePassword: secret }));
  yield way('trust', Auth.trust({ trustId: 'trust', ...user, password: secret }));
  const subsets = fc.integer({ min: 1, max: 8 }).chain((length) => fc.shuffledSubarray(CREDENTIALS, { minLength: 1, maxLength: length }));
  for (const keys of fc.sample(subsets, { seed: SEED, numRuns: COUNT })) yield mixture(keys);
}

function main(): number {
  const binary = buildProgram('the OpenStack client', 'auth');
  const all = [...cases()];
  const run = spawnSync(binary, { input: all.map(({ text }) => JSON.stringify(text)).join('\n'), encoding: 'utf8', maxBuffer: 2 ** 30 });
  const answers = run.stdout.trimEnd().split('\n').map((line) => JSON.parse(line) as Answer);
  if (run.status !== 0 || answers.length !== all.length) throw new Error(`${all.length} cases, ${answers.length} answers: ${run.stderr}`);
  const counts: { [suite: string]: { cases: number; refused: number; wrong: number } } = {};
  let shown = 0;
  all.forEach(({ suite, text, judge }, i) => {
    const count = counts[suite] ??= { cases: 0, refused: 0, wrong: 0 };
    const wrong = judge(answers[i]);
    count.cases++;
    if (answers[i].error) count.refused++;
    if (!wrong) return;
    count.wrong++;
    if (shown++ < 10) process.stdout.write(`DIFFERS ${suite}: ${wrong}\n  ${JSON.stringify(text)}\n`);
  });
  process.stdout.write(`client of cloud-provider-openstack ${MINOR}, seed ${SEED}\n`);
  for (const [suite, { cases: n, refused, wrong }] of Object.entries(counts)) process.stdout.write(`${suite}: ${n} cases, ${refused} of them refused, ${wrong} differ\n`);
  return shown > 0 ? 1 : 0;
}

process.exitCode = main();
