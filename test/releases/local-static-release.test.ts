import { LocalStaticRelease } from '../../src';

test('knows its releases by version, oldest first', () => {
  expect(LocalStaticRelease.all().map((r) => r.version)).toEqual(['v2.1.0', 'v2.9.0']);
  expect(LocalStaticRelease.latest()).toBe(LocalStaticRelease.V2_9_0);
  expect(LocalStaticRelease.of('v2.1.0')).toBe(LocalStaticRelease.V2_1_0);
  expect(() => LocalStaticRelease.of('v2.2.0')).toThrow(
    'release must be one of v2.1.0, v2.9.0, got "v2.2.0". For other versions use LocalStaticRelease.V2_9_0.extend(...)');
});

test('the list of releases cannot be changed from outside', () => {
  LocalStaticRelease.all().pop();
  expect(LocalStaticRelease.latest().version).toBe('v2.9.0');
});

test('lists every image of a release', () => {
  expect(LocalStaticRelease.V2_1_0.images()).toEqual(['quay.io/external_storage/local-volume-provisioner:v2.1.0']);
  expect(LocalStaticRelease.V2_9_0.images()).toEqual([
    'registry.k8s.io/sig-storage/local-volume-node-cleanup:v2.9.0',
    'registry.k8s.io/sig-storage/local-volume-provisioner:v2.9.0',
  ]);
});

describe('extend', () => {
  test('changes images and any other part, and leaves the base as it is', () => {
    const mine = LocalStaticRelease.V2_9_0.extend({
      version: 'v2.10.0',
      images: { 'local-volume-provisioner': 'registry.example.com/provisioner:v2.10.0' },
      profile: { metricsPort: 9090, updateStrategy: { rollingUpdate: { maxUnavailable: '10%' } }, chart: null },
    });
    expect(mine.version).toBe('v2.10.0');
    expect(mine.images()).toEqual(['registry.example.com/provisioner:v2.10.0', 'registry.k8s.io/sig-storage/local-volume-node-cleanup:v2.9.0']);
    expect(mine._profile.metricsPort).toBe(9090);
    expect(mine._profile.updateStrategy).toEqual({ type: 'RollingUpdate', rollingUpdate: { maxUnavailable: '10%' } });
    expect(mine._profile.chart).toBeUndefined();
    expect(mine._profile.windows!.pod.containers[0].image).toBe('registry.example.com/provisioner:v2.10.0');
    expect(LocalStaticRelease.V2_9_0._profile.metricsPort).toBe(8080);
    expect(LocalStaticRelease.all()).toHaveLength(2);
  });

  test('refuses a version that is none, and images that the release does not have', () => {
    expect(() => LocalStaticRelease.V2_9_0.extend({ version: '2.10' })).toThrow('version must be a version such as "v2.9.0", got "2.10"');
    expect(() => LocalStaticRelease.V2_9_0.extend({ version: 'v2.10.0', images: { busybox: 'x' } })).toThrow(
      'images names "busybox", which the release does not have (known: local-volume-node-cleanup, local-volume-provisioner');
    expect(() => LocalStaticRelease.V2_9_0.extend({ version: 'v2.10.0', images: { 'local-volume-provisioner': ' ' } })).toThrow(
      'images["local-volume-provisioner"] must be an image');
  });

  test('the version decides what the program knows', () => {
    const lacks = (version: string) => LocalStaticRelease.V2_9_0.extend({ version })._lacks('class', 'namePattern');
    expect(['v2.3.9', 'v2.4.0', 'v2.4.0-fips', 'v2.10.0', 'v3.0.0', 'v1.9.9'].map(lacks)).toEqual(['v2.4.0', undefined, undefined, undefined, undefined, 'v2.4.0']);
  });
});

/** From the program's CHANGELOG; a change here is a claim about upstream. */
test('what each version of the program learnt to read', () => {
  const release = (version: string) => LocalStaticRelease.V2_9_0.extend({ version });
  const learnt = (kind: 'config' | 'class' | 'feature', version: string, before: string, names: string[]) => names.map((name) => (
    `${name}: ${release(before)._lacks(kind, name) === version && release(version)._lacks(kind, name) === undefined}`));
  const facts = [
    ...learnt('config', 'v2.0.0', 'v1.9.9', ['nodeLabelsForPV', 'useJobForCleaning']),
    ...learnt('config', 'v2.2.0', 'v2.1.9', ['minResyncPeriod', 'useNodeNameOnly']),
    ...learnt('config', 'v2.3.3', 'v2.3.2', ['labelsForPV', 'setPVOwnerRef']),
    ...learnt('config', 'v2.8.0', 'v2.7.9', ['jobTolerations']),
    ...learnt('config', 'v2.9.0', 'v2.8.9', ['removeNodeNotReadyTaint', 'provisionerNotReadyNodeTaintKey']),
    ...learnt('class', 'v2.0.0', 'v1.9.9', ['hostDir', 'mountDir']),
    ...learnt('class', 'v2.1.0', 'v2.0.9', ['blockCleanerCommand']),
    ...learnt('class', 'v2.3.0', 'v2.2.9', ['volumeMode', 'fsType']),
    ...learnt('class', 'v2.4.0', 'v2.3.9', ['namePattern']),
    ...learnt('class', 'v2.8.0', 'v2.7.9', ['accessMode', 'selector']),
    ...learnt('feature', 'v2.2.0', 'v2.1.9', ['reclaimPolicy Retain']),
    ...learnt('feature', 'v2.3.0', 'v2.2.9', ['mountOptions']),
    ...learnt('feature', 'v2.5.0', 'v2.4.9', ['several namePatterns', 'windows']),
    ...learnt('feature', 'v2.6.0', 'v2.5.9', ['nodeCleanup']),
  ];
  expect(facts.filter((fact) => fact.endsWith('false'))).toEqual([]);
});
