import { LocalPathRelease } from '../../src';

test('knows its releases by version, oldest first', () => {
  expect(LocalPathRelease.all().map((r) => r.version)).toEqual(['v0.0.22', 'v0.0.37']);
  expect(LocalPathRelease.latest()).toBe(LocalPathRelease.V0_0_37);
  expect(LocalPathRelease.of('v0.0.22')).toBe(LocalPathRelease.V0_0_22);
  expect(() => LocalPathRelease.of('v0.0.23')).toThrow('release must be one of v0.0.22, v0.0.37, got "v0.0.23"');
});

test('lists every image of a release, helper pods included', () => {
  expect(LocalPathRelease.V0_0_22.images()).toEqual(['busybox', 'rancher/local-path-provisioner:v0.0.22']);
  expect(LocalPathRelease.V0_0_37.images()).toEqual([
    'docker.io/library/busybox', 'docker.io/library/busybox:latest', 'docker.io/rancher/local-path-provisioner:v0.0.37',
  ]);
});

test('can be extended, and the base stays as it is', () => {
  const mine = LocalPathRelease.V0_0_37.extend({ version: 'v0.0.38', images: { busybox: 'busybox:1.37' }, profile: { debug: false } });
  expect(mine.images()).toEqual(['busybox:1.37', 'docker.io/rancher/local-path-provisioner:v0.0.37']);
  expect(mine._profile.debug).toBe(false);
  expect(LocalPathRelease.V0_0_37._profile.debug).toBe(true);
  expect(LocalPathRelease.all()).toHaveLength(2);
  expect(() => LocalPathRelease.V0_0_37.extend({ version: 'latest' })).toThrow('version must be a version such as');
});

/** From the program's releases; a change here is a claim about upstream. */
test('what each version of the program learnt to read', () => {
  const lacks = (patch: number, kind: 'config' | 'feature', name: string) => LocalPathRelease.V0_0_37.extend({ version: `v0.0.${patch}` })._lacks(kind, name);
  const learnt: [number, 'config' | 'feature', string][] = [
    [1, 'config', 'nodePathMap'],
    [22, 'config', 'cmdTimeoutSeconds'],
    [23, 'config', 'sharedFileSystemPath'],
    [25, 'config', 'setupCommand'],
    [25, 'config', 'teardownCommand'],
    [27, 'config', 'storageClassConfigs'],
    [33, 'feature', 'safePathPatterns'],
    [36, 'feature', 'helperPodSafety'],
    [37, 'feature', 'health'],
  ];
  for (const [patch, kind, name] of learnt) {
    expect([name, lacks(patch - 1, kind, name), lacks(patch, kind, name)]).toEqual([name, `v0.0.${patch}`, undefined]);
  }
});
