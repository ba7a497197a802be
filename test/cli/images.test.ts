import { spawnSync } from 'node:child_process';
import { writeFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Spec, Validation } from '@cyclonedx/cyclonedx-library';
import { cli } from './support';
import { isColoured } from '../../src/cli/colour';
import { COMMANDS } from '../../src/cli/run';

describe('images', () => {
  const yaml = `apiVersion: apps/v1
kind: Deployment
metadata: {name: web, namespace: shop}
spec:
  template:
    spec:
      initContainers: [{name: i, image: busybox:1.37}]
      containers: [{name: c, image: nginx:1.29}, {name: d, image: busybox:1.37}]
      volumes: [{name: v, image: {reference: registry.example.com/model:2}}]
---
{apiVersion: batch/v1, kind: CronJob, metadata: {name: back-up, namespace: shop}, spec: {jobTemplate: {spec: {template: {spec: {containers: [{name: c, image: postgres:18}]}}}}}}
---
apiVersion: v1
kind: ConfigMap
metadata: {name: local-path-config, namespace: local-path-storage}
data:
  helperPod.yaml: |
    apiVersion: v1
    kind: Pod
    spec:
      containers:
        - name: helper-pod
          image: "busybox:1.36"
`;

  test('lists every image once, those of templates, image volumes and embedded pods too', async () => {
    expect(await cli(['images', '-'], yaml)).toEqual({ code: 0, err: '', out: 'busybox:1.36\nbusybox:1.37\nnginx:1.29\npostgres:18\nregistry.example.com/model:2\n' });
  });

  test('as JSON tells which objects use an image', async () => {
    expect(JSON.parse((await cli(['images', '-', '--format', 'json'], yaml)).out).images.slice(0, 2)).toEqual([
      { image: 'busybox:1.36', usedBy: ['ConfigMap/local-path-storage/local-path-config'] }, { image: 'busybox:1.37', usedBy: ['Deployment/shop/web'] },
    ]);
  });

  test.each(['text', 'json'])('as %s prints no control character and no command of a CI system', async (format) => {
    const evil = JSON.stringify({ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'p' }, spec: { containers: [{ name: 'c', image: 'x\n::error::pwned\u001b[31m\u202e##[error]z' }] } });
    const { out } = await cli(['images', '-', '--format', format], evil);
    expect(out).not.toMatch(/^\s*::|##\[|[\u0000-\u0009\u000b-\u001f\u202e]/m); // eslint-disable-line no-control-regex
    expect(out).toContain('pwned');
  });

  test('of nothing is an error', async () => {
    expect(await cli(['images', '-'], '')).toMatchObject({ code: 2 });
    expect(await cli(['images'])).toMatchObject({ code: 2, err: expect.stringContaining('no input given') });
  });
});

describe('completion', () => {
  let folder: string;
  beforeAll(() => { folder = mkdtempSync(join(tmpdir(), 'completion-')); });
  afterAll(() => rmSync(folder, { recursive: true }));

  /** What bash offers for the last of some words. */
  async function offered(...words: string[]): Promise<string[]> {
    const script = join(folder, 'bash');
    writeFileSync(script, (await cli(['completion', 'bash'])).out);
    const program = 'source "$1"; shift; COMP_WORDS=("$@"); COMP_CWORD=$(( $# - 1 )); _cdk8s_openstack; printf "%s\\n" "${COMPREPLY[@]}"';
    const { stdout, stderr } = spawnSync('bash', ['-c', program, 'bash', script, 'cdk8s-openstack', ...words], { encoding: 'utf8', cwd: folder });
    expect(stderr).toBe('');
    return stdout.split('\n').filter(Boolean);
  }

  test('of bash offers commands, options and values, as bash runs it', async () => {
    expect(await offered('')).toEqual(expect.arrayContaining(Object.keys(COMMANDS)));
    expect(await offered('ch')).toEqual(['check']);
    expect(await offered('check', '--known-')).toEqual(['--known-classes', '--known-drivers', '--known-claims', '--known-secrets']);
    expect(await offered('plan', '--format', 's')).toEqual(['svg']);
    expect(await offered('check', '--fail-on', '')).toEqual(['error', 'warning', 'info', 'none']);
    expect(await offered('completion', 'z')).toEqual(['zsh']);
    expect(await offered('check', 'ba')).toEqual(['bash']);
  });

  test.each(['bash', 'zsh', 'fish'])('of %s knows every command and option', async (shell) => {
    const { code, out } = await cli(['completion', shell]);
    expect(code).toBe(0);
    for (const [name, { load }] of Object.entries(COMMANDS)) {
      expect(out).toContain(name);
      for (const option of Object.keys(load().options)) expect(out).toContain(option);
    }
  });

  test.each([['zsh', '-n'], ['fish', '--no-execute']])('of %s is valid where that shell is installed', async (shell, check) => {
    if (spawnSync(shell, ['--version']).error) return;
    const script = join(folder, shell);
    writeFileSync(script, (await cli(['completion', shell])).out);
    expect(spawnSync(shell, [check, script], { encoding: 'utf8' })).toMatchObject({ status: 0, stderr: '' });
  });

  test('of another shell is an error', async () => {
    expect(await cli(['completion', 'zhs'])).toMatchObject({ code: 2, err: expect.stringContaining('unknown shell "zhs"; did you mean zsh?') });
    expect(await cli(['completion'])).toMatchObject({ code: 2, err: expect.stringContaining('name one shell: bash, zsh, fish') });
  });
});

test.each([
  [{}, true, true], [{}, false, false], [{ NO_COLOR: '1' }, true, false], [{ NO_COLOR: '' }, true, true],
  [{ FORCE_COLOR: '1' }, false, true], [{ FORCE_COLOR: '0' }, true, false], [{ FORCE_COLOR: 'true', NO_COLOR: '1' }, false, true], [{ FORCE_COLOR: '' }, false, false],
])('colour with %j on a terminal or not (%s) is %s', (environment: { [name: string]: string }, isTerminal, expected) => {
  expect(isColoured(environment, isTerminal)).toBe(expected);
});

describe('images --sbom', () => {
  const digest = `sha256:${'0f'.repeat(32)}`;
  const images = ['nginx', 'group/app:1', `registry.example.com:5000/a/b:v2@${digest}`, `registry.k8s.io/pause@${digest}`, 'Not An Image'];
  const pod = JSON.stringify({
    apiVersion: 'v1', kind: 'Pod', metadata: { name: 'p', namespace: 'shop' }, spec: { containers: images.map((image, i) => ({ name: `c${i}`, image })) },
  });

  test('is a valid CycloneDX document', async () => {
    const { code, out } = await cli(['images', '-', '--sbom'], pod);
    expect(code).toBe(0);
    expect(await new Validation.JsonStrictValidator(Spec.Version.v1dot6).validate(out)).toBeNull();
  });

  test('names each image by its package URL, digest and users', async () => {
    const { components } = JSON.parse((await cli(['images', '-', '--sbom'], pod)).out);
    expect(components.map(({ purl }: any) => purl)).toEqual([
      undefined,
      'pkg:oci/app?repository_url=docker.io%2Fgroup%2Fapp&tag=1',
      'pkg:oci/nginx?repository_url=docker.io%2Flibrary%2Fnginx',
      `pkg:oci/b@sha256%3A${digest.slice(7)}?repository_url=registry.example.com%3A5000%2Fa%2Fb&tag=v2`,
      `pkg:oci/pause@sha256%3A${digest.slice(7)}?repository_url=registry.k8s.io%2Fpause`,
    ]);
    expect(components[3]).toMatchObject({
      'type': 'container',
      'bom-ref': `registry.example.com:5000/a/b:v2@${digest}`,
      'name': 'registry.example.com:5000/a/b',
      'version': 'v2',
      'hashes': [{ alg: 'SHA-256', content: digest.slice(7) }],
      'properties': [{ name: 'cdk8s-openstack:usedBy', value: 'Pod/shop/p' }],
    });
  });

  test('of the same input is the same text', async () => {
    const [a, b] = await Promise.all([cli(['images', '-', '--sbom'], pod), cli(['images', '-', '--sbom'], pod)]);
    expect(a.out).toBe(b.out);
  });
});
