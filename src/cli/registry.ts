/*
 * Digests of images, asked of their registries by the OCI distribution API over HTTPS. Anonymous, or with the user and password that the
 * configuration of docker has for the registry. Registries of this machine are asked over HTTP, as docker does.
 */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { fields, text } from '../core/fields';
import { DOCKER_HUB, isImage } from '../kubernetes/images';

const ACCEPT = [
  'application/vnd.oci.image.index.v1+json', 'application/vnd.docker.distribution.manifest.list.v2+json',
  'application/vnd.oci.image.manifest.v1+json', 'application/vnd.docker.distribution.manifest.v2+json',
].join(', ');
const DIGEST = /^sha256:[0-9a-f]{64}$/;
const MOST_MILLISECONDS = 30_000;

interface Reference {
  readonly host: string;
  readonly repository: string;
  readonly tag: string;
  /** Where the configuration of docker has the login. */
  readonly login: string;
}

/** The digest that a tag names now: of the index, if the image has several platforms. Throws what the registry says. */
export async function digestOf(image: string): Promise<string> {
  const reference = referenceOf(image);
  const scheme = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/.test(reference.host) ? 'http' : 'https';
  const url = `${scheme}://${reference.host}/v2/${reference.repository}/manifests/${reference.tag}`;
  let answer = await ask('HEAD', url);
  const authorization = answer.status === 401 ? await authorize(answer.headers.get('www-authenticate') ?? '', reference) : undefined;
  if (authorization) answer = await ask('HEAD', url, authorization);
  const told = answer.headers.get('docker-content-digest');
  if (answer.ok && told && DIGEST.test(told)) return told;
  if (answer.ok || answer.status === 405) answer = await ask('GET', url, authorization);
  if (!answer.ok) throw new Error(`${reference.host} answers ${answer.status} ${answer.statusText}`.trim());
  return `sha256:${createHash('sha256').update(Buffer.from(await answer.arrayBuffer())).digest('hex')}`;
}

/** An image without registry is one of Docker Hub, where official images have no path. */
function referenceOf(image: string): Reference {
  if (!isImage(image)) throw new Error('it is not a valid reference');
  const [first, ...rest] = image.split('/');
  const [registry, path] = rest.length && /[.:]|^localhost$/.test(first) ? [first, rest.join('/')] : [DOCKER_HUB.names[0], image];
  const [, name, tag = 'latest'] = /^(.*?)(?::([^/:]+))?$/.exec(path)!;
  if (!DOCKER_HUB.names.includes(registry)) return { host: registry, repository: name, tag, login: registry };
  return { host: DOCKER_HUB.host, repository: name.includes('/') ? name : `library/${name}`, tag, login: DOCKER_HUB.login };
}

async function ask(method: string, url: string, authorization?: string): Promise<Response> {
  try {
    const headers = { accept: ACCEPT, ...authorization && { authorization } };
    return await fetch(url, { method, headers, signal: AbortSignal.timeout(MOST_MILLISECONDS) });
  } catch (e) {
    const { message, cause } = e as Error;
    throw new Error(`${new URL(url).host} does not answer: ${(cause as Error | undefined)?.message || message}`);
  }
}

/** What the registry asks for: a token of its token service, or the login itself. */
async function authorize(challenge: string, { host, repository, login }: Reference): Promise<string | undefined> {
  const own = loginOf(login);
  if (/^basic\b/i.test(challenge)) return own;
  const parameter = (name: string) => new RegExp(`\\b${name}="([^"]*)"`).exec(challenge)?.[1];
  const realm = parameter('realm');
  if (!/^bearer\b/i.test(challenge) || !realm || !URL.canParse(realm)) return undefined;
  const url = new URL(realm);
  if (url.protocol !== 'https:' && url.host !== host) throw new Error(`${host} wants a token from ${url.origin}, which is not HTTPS`);
  const service = parameter('service');
  if (service) url.searchParams.set('service', service);
  url.searchParams.set('scope', parameter('scope') ?? `repository:${repository}:pull`);
  const answer = await ask('GET', url.href, own);
  if (!answer.ok) throw new Error(`${url.host} gives no token: ${answer.status} ${answer.statusText}`.trim());
  const { token, access_token: other } = fields(await answer.json());
  return `Bearer ${text(token) ?? text(other)}`;
}

/** The login for a registry in the configuration of docker, as a header. Its credential helpers are not run. */
function loginOf(registry: string): string | undefined {
  try {
    const file = join(process.env.DOCKER_CONFIG ?? join(homedir(), '.docker'), 'config.json');
    const auth = text(fields(fields(JSON.parse(readFileSync(file, 'utf8'))).auths?.[registry]).auth);
    return auth && `Basic ${auth}`;
  } catch {
    return undefined;
  }
}
