import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'fs';
import { createRequire } from 'module';
import { tmpdir } from 'os';
import { join } from 'path';
import * as ts from 'typescript';
import { NEWEST_RELEASE } from '../../src/kubernetes/minor';
import { Release, ReleaseFix } from '../../src/releases';
import { imagesOf } from '../../src/releases/profile';

/** Those with a data file; none is missing in between. */
const files = readdirSync(join(__dirname, '../../src/releases/data')).filter((name) => /^1\.\d+\.json$/.test(name));
const minors = files.map((_, i) => `1.${15 + i}`);
const newest = minors[minors.length - 1];

test('every minor since 1.15 is known, oldest first, and has a member', () => {
  expect(files.sort()).toEqual(minors.map((minor) => `${minor}.json`).sort());
  expect(minors.length).toBeGreaterThanOrEqual(22);
  expect(Release.all().map((r) => r.minor)).toEqual(minors);
  for (const minor of minors) expect(Release.of(minor)).toBe((Release as any)[`V1_${minor.slice(2)}`]);
  expect(Release.latest()).toBe(Release.of(newest));
  expect(NEWEST_RELEASE).toBe(newest);
});

test('what all() returns is a copy', () => {
  Release.all().pop();
  expect(Release.all()).toHaveLength(minors.length);
});

test('an unknown minor is refused with those that are known', () => {
  expect(() => Release.of('1.14')).toThrow('release must be one of 1.15, 1.16,');
  expect(() => Release.of('v1.36')).toThrow('got "v1.36". For other minors use Release.latest().extend({ minor: ... })');
});

test('images() lists every image of a release once, sorted', () => {
  expect(Release.V1_36.images().map((image) => image.replace(/:.*/, ''))).toEqual([
    'registry.k8s.io/provider-os/cinder-csi-plugin',
    'registry.k8s.io/provider-os/manila-csi-plugin',
    'registry.k8s.io/provider-os/openstack-cloud-controller-manager',
    'registry.k8s.io/sig-storage/csi-attacher',
    'registry.k8s.io/sig-storage/csi-node-driver-registrar',
    'registry.k8s.io/sig-storage/csi-provisioner',
    'registry.k8s.io/sig-storage/csi-resizer',
    'registry.k8s.io/sig-storage/csi-snapshotter',
    'registry.k8s.io/sig-storage/livenessprobe',
  ]);
  for (const release of Release.all()) expect(new Set(release.images()).size).toBe(release.images().length);
});

test('releases compare by minor, and by what they ship', () => {
  expect(Release.V1_24.isAtLeast('1.24')).toBe(true);
  expect(Release.V1_24.isAtLeast('1.25')).toBe(false);
  expect(Release.V1_24.isAtLeast('1.9')).toBe(true);
  expect(Release.V1_24.isSameAs(Release.V1_24.extend({}))).toBe(true);
  expect(Release.V1_24.isSameAs(Release.V1_25)).toBe(false);
  expect(`${Release.V1_24}`).toBe('cloud-provider-openstack 1.24');
  expect(Release.V1_36.minimumKubernetes).toBe('1.20');
});

describe('extend', () => {
  const manager = (release: Release) => release._profile.cloudControllerManager.pod.containers[0];

  test('leaves the release and the list of known ones as they are', () => {
    const before = JSON.stringify(Release.V1_36._profile);
    const own = Release.V1_36.extend({ version: 'v1.36.2', minor: '1.37' });
    expect(JSON.stringify(Release.V1_36._profile)).toBe(before);
    expect(own.minor).toBe('1.37');
    expect(Release.all()).not.toContain(own);
  });

  test('version is the tag of the provider\'s own images alone', () => {
    const before = Release.V1_36.images();
    const after = Release.V1_36.extend({ version: 'v1.36.2' }).images();
    expect(after.filter((image) => !before.includes(image))).toEqual([
      'registry.k8s.io/provider-os/cinder-csi-plugin:v1.36.2',
      'registry.k8s.io/provider-os/manila-csi-plugin:v1.36.2',
      'registry.k8s.io/provider-os/openstack-cloud-controller-manager:v1.36.2',
    ]);
  });

  test('images replace those of their name, and win over version', () => {
    const own = Release.V1_36.extend({ version: 'v1.36.2', images: { 'openstack-cloud-controller-manager': 'example.com:5000/ccm:fips' } });
    expect(manager(own).image).toBe('example.com:5000/ccm:fips');
    expect(own._profile.cloudControllerManager.chart!.pod.containers[0].image).toBe('example.com:5000/ccm:fips');
  });

  test('a registry with a port keeps it when the tag changes', () => {
    const private_ = Release.V1_36.extend({ images: { 'openstack-cloud-controller-manager': 'example.com:5000/openstack-cloud-controller-manager' } });
    expect(manager(private_.extend({ version: '1.2.3' })).image).toBe('example.com:5000/openstack-cloud-controller-manager:1.2.3');
  });

  test('extraArgs replace flags of the same name, and append others', () => {
    const own = Release.V1_36.extend({ extraArgs: { 'openstack-cloud-controller-manager': ['--v=4', '--feature-gates=A=true'] } });
    expect(manager(own).args!.filter((a) => a.startsWith('--v=') || a.startsWith('--feature'))).toEqual(['--v=4', '--feature-gates=A=true']);
  });

  test('profile is merged: objects by key, lists as a whole, null removes', () => {
    const own = Release.V1_36.extend({ profile: { cloudControllerManager: { serviceAccount: 'ccm', chart: null, pod: { tolerations: [{ operator: 'Exists' }] } } } });
    const { serviceAccount, chart, pod } = own._profile.cloudControllerManager;
    expect({ serviceAccount, chart, tolerations: pod.tolerations, dns: pod.dnsPolicy }).toEqual({
      serviceAccount: 'ccm', chart: undefined, tolerations: [{ operator: 'Exists' }], dns: 'ClusterFirst',
    });
  });

  test('lists of what has a name are merged by name, where an object stands for them', () => {
    const attacher = { image: 'registry.example.com/csi-attacher:v5' };
    const own = Release.V1_36.extend({
      profile: { cinderCsi: { controller: { pod: { containers: { 'csi-attacher': attacher, 'csi-resizer': null, 'csi-health': { image: 'example.com/csi-health:v1', args: ['--v=2'] } } } } } },
    });
    const { containers } = own._profile.cinderCsi.controller.pod;
    expect(containers.map((c) => c.name)).toEqual(['csi-attacher', 'csi-provisioner', 'csi-snapshotter', 'liveness-probe', 'cinder-csi-plugin', 'csi-health']);
    expect(containers[0]).toEqual({ ...Release.V1_36._profile.cinderCsi.controller.pod.containers[0], ...attacher });
    expect(own.images()).toContain('example.com/csi-health:v1');
  });

  test.each<[string, any, string]>([
    ['a part that no release has', { cinderCSI: {} }, 'profile.cinderCSI is not part of a release profile (known: cinderCsi, cloudControllerManager, manilaCsi, minimumKubernetes, minor'],
    ['a part of the driver that no release has', { cinderCsi: { drivername: 'x' } }, 'profile.cinderCsi.drivername is not part of a release profile (known: chart, controller, credentialFreeNode,'],
    ['a text for a list', { cinderCsi: { driverFlags: 'x' } }, 'profile.cinderCsi.driverFlags must be a list, or null to remove it, got "x"'],
    ['an object for a list of texts', { cinderCsi: { driverFlags: { x: null } } }, 'profile.cinderCsi.driverFlags must be a list'],
    ['a list for an object', { cloudControllerManager: { pod: [] } }, 'profile.cloudControllerManager.pod must be an object, or null to remove it, got []'],
    ['an object for a text', { cloudControllerManager: { name: {} } }, 'profile.cloudControllerManager.name must be a plain value, or null to remove it, got {}'],
    ['a text for a named thing', { cinderCsi: { node: { pod: { volumes: { 'kubelet-dir': '/x' } } } } }, 'profile.cinderCsi.node.pod.volumes.kubelet-dir must be an object, or null to remove it, got "/x"'],
  ])('%s is refused', (_, profile, message) => expect(() => Release.V1_36.extend({ profile })).toThrow(message));

  test('a part that another release has can be given to one that lacks it', () => {
    expect(Release.V1_36.extend({ profile: { cinderCsi: { provisionerName: 'csi-own' } } })._profile.cinderCsi.provisionerName).toBe('csi-own');
  });

  test('a tag takes the place of tag and digest', () => {
    const pinned = Release.V1_36.extend({ images: { 'cinder-csi-plugin': `example.com/cinder-csi-plugin:v1@sha256:${'0a'.repeat(32)}` } });
    expect(pinned.extend({ version: 'v1.36.3' }).images()).toContain('example.com/cinder-csi-plugin:v1.36.3');
  });

  test('what the release does not have is refused, with what it has', () => {
    expect(() => Release.V1_36.extend({ images: { ccm: 'a/b:c' } })).toThrow('images names "ccm", which the release does not have (known: cinder-csi-plugin, csi-attacher,');
    expect(() => Release.V1_36.extend({ extraArgs: { manager: ['--v=1'] } })).toThrow(/extraArgs names "manager", .*openstack-cloud-controller-manager/);
    expect(() => Release.V1_36.extend({ minor: 'v1.37' })).toThrow('minor must be a minor version such as "1.37", got "v1.37"');
    expect(() => Release.V1_36.extend({ minor: 1.37 as any })).toThrow('minor must be a string, got 1.37');
    expect(() => Release.V1_36.extend({ minor: '1.29' })).toThrow('minor must be 1.36 or newer, got "1.29". Release.of("1.29") has what that release shipped');
    expect(() => Release.V1_36.extend({ fixes: ['CONTROL_PLANE_AFFINITY' as any] })).toThrow('fixes[0] must be a ReleaseFix, such as ReleaseFix.');
    expect(() => Release.V1_36.extend({ images: { 'csi-attacher': 'Foo/Bar:v1' } })).toThrow('images["csi-attacher"] must be an image such as');
    expect(() => Release.V1_36.extend({ version: '1.36' })).toThrow('version must be a version such as "v1.36.2", got "1.36"');
  });

  test('fixes are kept, and each is applied once', () => {
    const own = Release.V1_21.extend({ fixes: [ReleaseFix.SERVICE_STATUS_RULE, ReleaseFix.SERVICE_STATUS_RULE] }).extend({ version: 'v1.21.1' });
    expect(own.fixes.map((f) => f.id)).toEqual(['SERVICE_ACCOUNT_TOKEN_RULE', 'SERVICE_STATUS_RULE']);
    const rules = own._profile.cloudControllerManager.clusterRoles[0].rules;
    expect(rules.filter((r) => r.resources![0] === 'services/status')).toHaveLength(1);
    expect(own.asShipped().fixes).toEqual([]);
  });
});

test('a new minor takes one JSON file and one line', () => {
  const folder = mkdtempSync(join(tmpdir(), 'release-'));
  try {
    for (const layer of ['core', 'kubernetes', 'releases']) cpSync(join(__dirname, '../../src', layer), join(folder, layer), { recursive: true });
    symlinkSync(join(__dirname, '../../node_modules'), join(folder, 'node_modules'));
    const data = join(folder, 'releases/data');
    const next = `1.${15 + minors.length}`;
    const [old, name] = [newest, next].map((minor) => minor.replace('.', '_'));
    writeFileSync(join(data, `${next}.json`), readFileSync(join(data, `${newest}.json`), 'utf8').replaceAll(newest, next));
    const index = join(data, 'index.ts');
    const lines = readFileSync(index, 'utf8');
    writeFileSync(index, `${lines}${lines.trim().split('\n').pop()!.replaceAll(old, name).replaceAll(newest, next)}\n`);
    transpile(folder);

    const { Release: Later } = createRequire(__filename)(join(folder, 'releases'));
    expect(Later.latest().minor).toBe(next);
    expect(Later.all()).toHaveLength(minors.length + 1);
    expect(Later.of(next).isAtLeast(newest)).toBe(true);
    expect(Later.of(next).images()).toContain(`registry.k8s.io/provider-os/openstack-cloud-controller-manager:v${next}.0`);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

function transpile(folder: string): void {
  const options = { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022, esModuleInterop: true };
  for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((f) => f.endsWith('.ts') && !f.startsWith('node_modules'))) {
    const path = join(folder, file);
    writeFileSync(path.replace(/\.ts$/, '.js'), ts.transpileModule(readFileSync(path, 'utf8'), { compilerOptions: options }).outputText);
    rmSync(path);
  }
}

test('the charts of a release name one patch of its own images', () => {
  const patches = (part: object) => new Set(imagesOf(part).filter((image) => /provider-os|k8scloudprovider/.test(image)).map((image) => image.split(':').pop()));
  const mixed = Release.all().flatMap(({ minor, _profile: { cloudControllerManager, cinderCsi, manilaCsi } }) => {
    const named = [...patches([cloudControllerManager.chart ?? {}, cinderCsi.chart ?? {}, manilaCsi?.chart ?? {}])];
    return named.length > 1 ? [`${minor}: ${named.join(', ')}`] : [];
  });
  expect(mixed).toEqual([]);
});
