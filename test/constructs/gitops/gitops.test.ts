import { App, Chart, Duration, Size } from 'cdk8s';
import { Cluster, gitops, PersistentVolumeClaim } from '../../../src';
import { emit } from '../../../src/constructs/private/emit';
import { Output } from '../../support/synth';

const REPO = { repoUrl: 'https://git.example.com/clusters.git' };
const spec = (build: (chart: Chart) => void) => Output.of(build).objects[0].spec;
const application = (props: object) => spec((chart) => new gitops.ArgoApplication(chart, 'prod-1', { ...REPO, ...props }));
const set = (props: object) => spec((chart) => new gitops.ArgoApplicationSet(chart, 'clusters', { ...REPO, ...props }));
const artifact = { url: 'oci://registry.example.com/clusters/prod-1' };

test('an Application, an ApplicationSet, and what Flux needs', () => {
  expect(Output.of((chart) => {
    new gitops.ArgoApplication(chart, 'prod-1', { ...REPO, path: 'dist/prod-1' });
    new gitops.ArgoApplication(chart, 'prod-2', {
      ...REPO,
      plugin: { parameters: { release: '1.36' }, env: { REGION: 'one' } },
      cluster: 'prod-2',
      revision: 'v3',
      prune: true,
      cascade: true,
      syncOptions: ['CreateNamespace=true'],
    });
    new gitops.ArgoApplicationSet(chart, 'some', { ...REPO, clusters: [{ name: 'prod-1' }, { name: 'prod-2', path: 'other', cluster: 'second' }] });
    new gitops.ArgoApplicationSet(chart, 'all', { ...REPO, folders: true, path: 'clusters' });
    const source = new gitops.FluxOciSource(chart, 'source', { ...artifact, secretName: 'registry', cosignSecretName: 'cosign', interval: Duration.minutes(90) });
    const first = new gitops.FluxKustomization(chart, 'openstack', { source });
    const other = { sourceKind: 'GitRepository', sourceName: 'clusters', sourceNamespace: 'sources' };
    new gitops.FluxKustomization(chart, 'apps', { source: other, path: './apps', prune: true, wait: false, dependsOn: [first], kubeConfigSecretName: 'prod-2' });
  }).objects).toMatchSnapshot();
});

describe('Argo CD', () => {
  test('syncs by hand, applies on the client, or takes manifests of a plugin', () => {
    expect(application({ automated: false, serverSideApply: false }).syncPolicy).toEqual({});
    expect(application({ selfHeal: false }).syncPolicy.automated).toEqual({ prune: false, selfHeal: false });
    expect(application({ plugin: { name: 'mine' } }).source).toEqual({ repoURL: REPO.repoUrl, targetRevision: 'HEAD', path: '.', plugin: { name: 'mine' } });
  });

  test.each<[object, string]>([
    [{ repoUrl: 'clusters' }, 'repoUrl must be a URL'],
    [{ repoUrl: 'https://user:planted-Zx81@git.example.com/a.git' }, 'repoUrl must not contain a password'],
    [{ path: '../other' }, 'path must be a folder of the repository'],
    [{ path: '/dist' }, 'path must be a folder of the repository'],
    [{ server: 'https://a', cluster: 'b' }, 'cluster excludes server'],
    [{ automated: false, prune: true }, 'prune is about automated syncs'],
    [{ syncOptions: ['Prune'] }, 'syncOptions[0] must be of the form "Name=value"'],
    [{ plugin: { env: { 'A B': 'c' } } }, 'plugin.env.A B'],
    [{ repoURL: 'x' }, 'repoURL is unknown: did you mean repoUrl?'],
  ])('%j is refused', (props, message) => {
    expect(() => application(props)).toThrow(message);
    expect(() => application(props)).not.toThrow('planted');
  });

  test.each<[object, string]>([
    [{}, 'clusters is missing: give the clusters, or folders: true'],
    [{ clusters: [{ name: 'a' }], folders: true }, 'clusters excludes folders'],
    [{ clusters: [] }, 'clusters is empty'],
    [{ clusters: [{ name: 'a' }, { name: 'a' }] }, 'clusters'],
    [{ clusters: [{ name: 'A' }] }, 'clusters[0].name must be'],
  ])('a set of %j is refused', (props, message) => expect(() => set(props)).toThrow(message));
});

describe('Flux', () => {
  const source = (props: object) => spec((chart) => new gitops.FluxOciSource(chart, 'source', { ...artifact, ...props }));

  test.each([[{}, { tag: 'latest' }], [{ tag: 'v1' }, { tag: 'v1' }], [{ semver: '>=1.0.0' }, { semver: '>=1.0.0' }], [{ digest: 'sha256:a' }, { digest: 'sha256:a' }]])(
    '%j is the reference %j', (props, ref) => expect(source(props).ref).toEqual(ref));

  test.each<[object, string]>([
    [{ tag: 'a', digest: 'b' }, 'digest excludes tag'],
    [{ url: 'https://registry.example.com/a' }, 'url must be an artifact'],
    [{ interval: Duration.seconds(0) }, 'interval must be a duration above zero'],
  ])('%j is refused', (props, message) => expect(() => source(props)).toThrow(message));

  test('a folder outside of the source is refused', () => {
    const ref = { sourceKind: 'GitRepository', sourceName: 'a', sourceNamespace: 'b' };
    expect(() => spec((chart) => new gitops.FluxKustomization(chart, 'a', { source: ref, path: '../b' }))).toThrow('path must be a folder in the source');
  });
});

describe('sync options of a cluster', () => {
  const OPTIONS = 'argocd.argoproj.io/sync-options';
  const options = (asked: object, apiVersion: string, kind: string, more: object = {}, own?: string) => {
    const app = new App({ outdir: '/nonexistent' });
    const chart = new Chart(new Cluster(app, 'cluster', asked), 'chart');
    emit(chart, 'object', { apiVersion, kind, metadata: { name: 'a', annotations: own === undefined ? undefined : { [OPTIONS]: own } }, ...more });
    return chart.toJson()[0].metadata.annotations?.[OPTIONS];
  };
  const claims = { spec: { serviceName: 'a', selector: { matchLabels: { a: 'b' } }, template: { metadata: { labels: { a: 'b' } }, spec: { containers: [{ name: 'a', image: 'a:1' }] } } } };
  const template = { metadata: { name: 'd' }, spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } } };

  test.each<[string, string, object, string | undefined]>([
    ['v1', 'Namespace', {}, 'Prune=confirm,Delete=confirm'],
    ['cdi.kubevirt.io/v1beta1', 'DataVolume', {}, 'Prune=confirm,Delete=confirm'],
    ['apps/v1', 'StatefulSet', { spec: { ...claims.spec, volumeClaimTemplates: [template] } }, 'Prune=confirm,Delete=confirm'],
    ['apps/v1', 'StatefulSet', claims, undefined],
    ['v1', 'ConfigMap', {}, undefined],
  ])('confirmation: %s %s', (apiVersion, kind, more, expected) => {
    expect(options({ dataNeedsConfirmation: true }, apiVersion, kind, more)).toBe(expected);
    expect(options({}, apiVersion, kind, more)).toBeUndefined();
  });

  test('a claim is kept, and an option of its own wins', () => {
    expect(options({ dataNeedsConfirmation: true }, 'v1', 'Namespace', {}, 'Prune=false')).toBe('Prune=false,Delete=confirm');
    const app = new App({ outdir: '/nonexistent' });
    const chart = new Chart(new Cluster(app, 'cluster', { dataNeedsConfirmation: true }), 'chart');
    new PersistentVolumeClaim(chart, 'data', { size: Size.gibibytes(1) });
    expect(chart.toJson()[0].metadata.annotations[OPTIONS]).toBe('Prune=confirm,Delete=confirm');
  });

  test.each([
    ['external-secrets.io/v1', 'ExternalSecret', 'SkipDryRunOnMissingResource=true'], ['snapshot.storage.k8s.io/v1', 'VolumeSnapshotClass', 'SkipDryRunOnMissingResource=true'],
    ['storage.k8s.io/v1', 'CSIDriver', undefined], ['v1', 'ConfigMap', undefined],
  ])('kinds that may be missing: %s %s', (apiVersion, kind, expected) => {
    const more = kind === 'VolumeSnapshotClass' ? { driver: 'a.example.com', deletionPolicy: 'Delete' } : kind === 'ExternalSecret' ? { spec: {} } : {};
    expect(options({ kindsMayBeMissing: true }, apiVersion, kind, more)).toBe(expected);
  });
});
