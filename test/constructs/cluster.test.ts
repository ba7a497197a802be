import { ApiObject, App, Chart, JsonPatch, Lazy } from 'cdk8s';
import { Cluster, ClusterOptions } from '../../src/constructs/cluster';
import { emit } from '../../src/constructs/private/emit';
import { Release } from '../../src/releases';

const storageClass = (name: string, isDefault = 'false') => ({
  apiVersion: 'storage.k8s.io/v1', kind: 'StorageClass', metadata: { name, annotations: { 'storageclass.kubernetes.io/is-default-class': isDefault } },
});
const app = () => new App({ outdir: '/nonexistent' });

describe('names', () => {
  test.each([[10, undefined], [11, '1 more object is emitted twice'], [30, '20 more objects are emitted twice']])('of %i that are emitted twice, ten are listed', (count, rest) => {
    const root = app();
    for (const id of ['a', 'b']) {
      const chart = new Chart(root, id);
      for (let i = 0; i < count; i++) emit(chart, `X${i}`, storageClass(`c${i}`));
    }
    const problems = (Cluster.of(root) as any)._problems();
    expect(problems.filter((text: string) => /" is emitted twice, by/.test(text))).toHaveLength(10);
    expect(problems[10]).toBe(rest);
  });

  test('an object that is emitted twice in a cluster is an error that names both places', () => {
    const root = app();
    emit(new Chart(root, 'a'), 'X', storageClass('fast'));
    emit(new Chart(root, 'b'), 'Y', storageClass('fast'));
    expect(() => root.synthYaml()).toThrow('StorageClass "fast" is emitted twice, by a/X and b/Y. Rename one, or put the charts of each cluster '
      + 'below a Cluster of their own');
  });

  test('the same name is free in another cluster, namespace or kind', () => {
    const root = app();
    for (const name of ['one', 'two']) emit(new Chart(new Cluster(root, name), 'c'), 'X', storageClass('fast'));
    const chart = new Chart(root, 'c');
    for (const [i, namespace] of ['x', undefined].entries()) emit(chart, `Claim${i}`, { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'fast', namespace } });
    expect(root.synthYaml().match(/name: fast/g)).toHaveLength(4);
  });

  test('a chart can be a boundary of its own, once', () => {
    const root = app();
    for (const name of ['a', 'b']) {
      const chart = new Chart(root, name);
      Cluster.boundary(chart, { kubernetesVersion: '1.30' });
      emit(chart, 'X', storageClass('fast'));
      expect(Cluster.of(chart.node.findChild('X')).kubernetesVersion).toBe('1.30');
      expect(() => Cluster.boundary(chart)).toThrow(`${name}: Cluster.boundary was called twice, or after objects were added: call it first`);
    }
    expect(() => root.synthYaml()).not.toThrow();
  });

  test('no namespace and the namespace "default" are the same', () => {
    const root = app();
    const chart = new Chart(root, 'c');
    for (const [i, namespace] of ['default', undefined].entries()) emit(chart, `S${i}`, { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'fast', namespace } });
    expect(() => root.synthYaml()).toThrow('Secret "fast" is emitted twice');
  });
});

describe('default class', () => {
  const two = (options: ClusterOptions, second = 'true') => {
    const root = app();
    const chart = new Chart(new Cluster(root, 'c', options), 'c');
    emit(chart, 'A', storageClass('a', 'true'));
    emit(chart, 'B', storageClass('b', second));
    return () => root.synthYaml();
  };
  test('two are an error', () => {
    expect(two({})).toThrow('2 StorageClasses are the default: a (c/c/A), b (c/c/B). Leave isDefault on one of them, or set severalDefaultClasses '
      + 'to let the newest win');
  });
  test('two on purpose, or one, are fine', () => {
    expect(two({ severalDefaultClasses: true })).not.toThrow();
    expect(two({}, 'false')).not.toThrow();
  });
});

describe('versions', () => {
  const versions = (options: ClusterOptions) => {
    const { release, kubernetesVersion } = Cluster.of(new Cluster(app(), 'c', options));
    return [release.minor, kubernetesVersion];
  };
  test('release and Kubernetes version default to each other, and both to the newest', () => {
    const newest = Release.latest().minor;
    expect(versions({})).toEqual([newest, newest]);
    expect(versions({ release: Release.V1_29 })).toEqual(['1.29', '1.29']);
    expect(versions({ kubernetesVersion: 'v1.30.4' })).toEqual(['1.30', '1.30']);
    expect(versions({ release: Release.V1_29, kubernetesVersion: '1.31' })).toEqual(['1.29', '1.31']);
  });
  test('a Kubernetes that is newer than every release gets the newest release', () => {
    expect(versions({ kubernetesVersion: '1.99' })).toEqual([Release.latest().minor, '1.99']);
  });
  test('a release that is none is an error', () => {
    expect(() => versions({ release: '1.36' as any })).toThrow(`c: release must be a Release, such as Release.V${Release.latest().minor.replace('.', '_')} or Release.of(…)`);
  });
  test('a version that is none is an error', () => {
    expect(() => versions({ kubernetesVersion: 'latest' })).toThrow('c: kubernetesVersion must be a version such as "1.36", got "latest"');
  });
});

describe('cdk8s checks the whole app once for each chart', () => {
  test('so that checks render each object once', () => {
    const root = app();
    for (const name of ['one', 'two', 'three']) {
      const chart = new Chart(new Cluster(root, name, { syncWaves: true }), 'c');
      emit(chart, 'Class', storageClass('fast', 'true'));
      emit(chart, 'Claim', { apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: { name: 'data' } });
    }
    const rendered = jest.spyOn(ApiObject.prototype, 'toJson');
    root.synthYaml();
    expect(rendered).toHaveBeenCalledTimes(12);
    rendered.mockRestore();
  });

  test('and what changes between two of them is seen', () => {
    const root = app();
    const chart = new Chart(root, 'c');
    emit(chart, 'A', storageClass('a', 'true'));
    const b = emit(chart, 'B', storageClass('b'));
    const lazy = { produce: () => 'true' };
    expect(() => root.synthYaml()).not.toThrow();
    b.metadata.addAnnotation('storageclass.kubernetes.io/is-default-class', 'true');
    expect(() => root.synthYaml()).toThrow('2 StorageClasses are the default: a (c/A), b (c/B)');
    b.metadata.addAnnotation('storageclass.kubernetes.io/is-default-class', 'false');
    expect(() => root.synthYaml()).not.toThrow();
    b.metadata.addAnnotation('storageclass.kubernetes.io/is-default-class', Lazy.any(lazy));
    expect(() => root.synthYaml()).toThrow('2 StorageClasses are the default');
    b.metadata.addAnnotation('storageclass.kubernetes.io/is-default-class', 'false');
    b.addJsonPatch(JsonPatch.replace('/metadata/annotations/storageclass.kubernetes.io~1is-default-class', 'true'));
    expect(() => root.synthYaml()).toThrow('2 StorageClasses are the default');
    chart.node.tryRemoveChild('A');
    expect(() => root.synthYaml()).not.toThrow();
    emit(chart, 'C', storageClass('b'));
    expect(() => root.synthYaml()).toThrow('StorageClass "b" is emitted twice, by c/B and c/C');
  });
});
