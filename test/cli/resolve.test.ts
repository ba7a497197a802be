import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, IncomingMessage, Server, ServerResponse } from 'node:http';
import { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Chart } from 'cdk8s';
import { cli } from './support';
import { snapshots } from '../../src';

type Answer = (request: IncomingMessage, response: ServerResponse) => void;
const MANIFEST = '{"schemaVersion":2}';
const DIGEST = `sha256:${'ab'.repeat(32)}`;
const LOGIN = `Basic ${Buffer.from('robot:secret').toString('base64')}`;

let server: Server;
let host: string;
let folder: string;
let answers: { [path: string]: Answer };
let asked: string[];

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'resolve-'));
  [answers, asked] = [{}, []];
  server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}${request.headers.authorization ? ` ${request.headers.authorization}` : ''}`);
    const answer = answers[request.url!.split('?')[0]] ?? status(404);
    answer(request, response);
  });
  await new Promise<void>((ready) => { server.listen(0, '127.0.0.1', ready); });
  host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  process.env.DOCKER_CONFIG = folder;
});
afterEach(async () => {
  delete process.env.DOCKER_CONFIG;
  rmSync(folder, { recursive: true });
  server.closeAllConnections();
  await new Promise((closed) => { server.close(closed); });
});

const status = (code: number, headers = {}, body = ''): Answer => (_, response) => { response.writeHead(code, headers).end(body); };
const found: Answer = status(200, { 'docker-content-digest': DIGEST });
/** Asks for a login first. */
const guarded = (challenge: () => string, authorization: string): Answer => (request, response) => (
  request.headers.authorization === authorization ? found(request, response) : status(401, { 'www-authenticate': challenge() })(request, response));
const pods = (...images: string[]) => JSON.stringify({
  apiVersion: 'v1', kind: 'Pod', metadata: { name: 'p' }, spec: { containers: images.map((image, i) => ({ name: `c${i}`, image: image.replace('HOST', host) })) },
});
const file = () => join(folder, 'digests.json');
const resolve = async (...images: string[]) => {
  const result = await cli(['images', '-', '--resolve', file()], pods(...images));
  return { ...result, out: result.out.replaceAll(host, 'HOST'), digests: existsSync(file()) ? JSON.parse(readFileSync(file(), 'utf8').replaceAll(host, 'HOST')) : undefined };
};

test('writes the digest of each tag, and prints the images with them', async () => {
  answers['/v2/a/b/manifests/v1'] = found;
  answers['/v2/c/manifests/latest'] = found;
  expect(await resolve('HOST/a/b:v1', 'HOST/c', 'HOST/a/b:v1')).toEqual({
    code: 0, err: '', out: `HOST/a/b:v1@${DIGEST}\nHOST/c@${DIGEST}\n`, digests: { 'HOST/a/b:v1': DIGEST, 'HOST/c': DIGEST },
  });
  expect(asked.sort()).toEqual(['HEAD /v2/a/b/manifests/v1', 'HEAD /v2/c/manifests/latest']);
});

test('renews the digest of a tag, and leaves an image that has no tag', async () => {
  answers['/v2/a/manifests/v1'] = found;
  const old = `sha256:${'00'.repeat(32)}`;
  expect(await resolve(`HOST/a:v1@${old}`, `HOST/b@${old}`)).toMatchObject({ code: 0, out: `HOST/a:v1@${DIGEST}\nHOST/b@${old}\n`, digests: { 'HOST/a:v1': DIGEST } });
  expect(asked).toEqual(['HEAD /v2/a/manifests/v1']);
});

test('hashes the manifest where the registry tells no digest', async () => {
  answers['/v2/a/manifests/v1'] = (request, response) => status(request.method === 'HEAD' ? 405 : 200, {}, MANIFEST)(request, response);
  answers['/v2/b/manifests/v1'] = (request, response) => status(200, { 'docker-content-digest': 'md5:1' }, request.method === 'HEAD' ? '' : MANIFEST)(request, response);
  const digest = `sha256:${createHash('sha256').update(MANIFEST).digest('hex')}`;
  expect((await resolve('HOST/a:v1', 'HOST/b:v1')).digests).toEqual({ 'HOST/a:v1': digest, 'HOST/b:v1': digest });
});

test('gets a token where the registry wants one, anonymously', async () => {
  answers['/token'] = status(200, {}, '{"token":"t"}');
  answers['/v2/a/manifests/v1'] = guarded(() => `Bearer realm="http://${host}/token",service="reg",scope="repository:a:pull"`, 'Bearer t');
  expect((await resolve('HOST/a:v1')).digests).toEqual({ 'HOST/a:v1': DIGEST });
  expect(asked).toContain('GET /token?service=reg&scope=repository%3Aa%3Apull');
});

test('takes the login that docker has for the registry', async () => {
  writeFileSync(join(folder, 'config.json'), JSON.stringify({ auths: { [host]: { auth: LOGIN.slice(6) }, 'other.example.com': { auth: 'eA==' } } }));
  answers['/token'] = status(200, {}, '{"access_token":"t"}');
  answers['/v2/a/manifests/v1'] = guarded(() => 'Basic realm="x"', LOGIN);
  answers['/v2/b/manifests/v1'] = guarded(() => `Bearer realm="http://${host}/token"`, 'Bearer t');
  expect((await resolve('HOST/a:v1', 'HOST/b:v1')).digests).toEqual({ 'HOST/a:v1': DIGEST, 'HOST/b:v1': DIGEST });
  expect(asked).toContain(`GET /token?scope=repository%3Ab%3Apull ${LOGIN}`);
});

test('asks no token service without HTTPS for a login', async () => {
  writeFileSync(join(folder, 'config.json'), JSON.stringify({ auths: { [host]: { auth: LOGIN.slice(6) } } }));
  answers['/v2/a/manifests/v1'] = guarded(() => 'Bearer realm="http://token.example.com/"', 'Bearer t');
  expect((await resolve('HOST/a:v1')).err).toContain('wants a token from http://token.example.com, which is not HTTPS');
});

test('writes all digests or none', async () => {
  answers['/v2/a/manifests/v1'] = found;
  answers['/v2/c/manifests/v1'] = guarded(() => 'Basic realm="x"', LOGIN);
  const { code, err, out, digests } = await resolve('HOST/a:v1', 'HOST/b:v1', 'HOST/c:v1', 'HOST/D', '127.0.0.1:1/e:v1');
  expect({ code, out, digests }).toEqual({ code: 2, out: '', digests: undefined });
  expect(err.replaceAll(host, 'HOST').split(/: no digest of 4 images: |; /)).toEqual([
    expect.stringMatching(/digests\.json is not written$/),
    expect.stringMatching(/^127\.0\.0\.1:1\/e:v1: 127\.0\.0\.1:1 does not answer: ./),
    'HOST/D: it is not a valid reference',
    'HOST/b:v1: HOST answers 404 Not Found',
    'HOST/c:v1: HOST answers 401 Unauthorized\n',
  ]);
});

test('the file fits images.digests, with images of others in it, until the tag changes', async () => {
  answers['/v2/sig-storage/snapshot-controller/manifests/v8.6.0'] = found;
  answers['/v2/other/app/manifests/v1'] = found;
  const render = (digests?: { [image: string]: string }) => {
    const chart = new Chart(new App(), 'c');
    new snapshots.SnapshotController(chart, 'x', { images: { registryMirror: host, digests } });
    return chart.toJson().find(({ kind }) => kind === 'Deployment').spec.template.spec.containers[0].image;
  };
  await resolve(render(), 'HOST/other/app:v1');
  const digests = JSON.parse(readFileSync(file(), 'utf8'));
  expect(render(digests)).toBe(`${host}/sig-storage/snapshot-controller:v8.6.0@${DIGEST}`);
  const stale = { [`${host}/sig-storage/snapshot-controller:v8.5.0`]: DIGEST };
  expect(() => render(stale)).toThrow(`c/x: images.digests have ${host}/sig-storage/snapshot-controller:v8.5.0, but not ${host}/sig-storage/snapshot-controller:v8.6.0. Render without digests`);
  expect(render({ ...stale, ...digests })).toContain(`@${DIGEST}`);
  expect(() => render({ 'snapshot-controler': DIGEST })).toThrow('names "snapshot-controler", which no container uses');
  expect(() => render({ 'a/b:v1@sha256:x': DIGEST })).toThrow('which no container uses');
});
