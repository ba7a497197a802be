import { App, Chart } from 'cdk8s';
import fc from 'fast-check';
import { CinderCsi, CinderCsiProps, CloudControllerManager, Cluster, Naming, Release, StorageAnalysis } from '../../../src';
import { accepted, CINDER, CLOUD_CONFIG, MANAGER } from '../../support/component-props';
import { brokenInvariants, containersOf } from '../../support/invariants';
import { Manifest, Output } from '../../support/synth';
import { thorough } from '../../support/thorough';

const RUNS = thorough(2, 6);
const SIDECARS = /^csi-(attacher|provisioner|snapshotter|resizer)$/;

beforeEach(() => { jest.spyOn(process.stderr, 'write').mockReturnValue(true); });
afterEach(() => { jest.restoreAllMocks(); });

function render(release: Release, build: (chart: Chart) => void): Manifest[] {
  const app = new App({ outdir: '/nonexistent' });
  build(new Chart(new Cluster(app, 'cluster', { release }), 'chart'));
  return Output.ofApp(app).objects;
}

/** Containers whose image is not one of the release, but for those that the props add. */
function strangeImages(objects: Manifest[], release: Release, mirror?: string): string[] {
  const located = (image: string) => mirror === undefined ? image : `${mirror.replace(/\/$/, '')}/${image.replace(/^[^/]*\.[^/]*\//, '')}`;
  const known = new Set([...release.images().map(located), 'example.com/beside:1']);
  return containersOf(objects).map(({ container }) => container.image).filter((image) => !known.has(image));
}

/** Errors of the analysis, but for what the props ask for: no cloud config, or the tolerations of charts before 1.29, which are none. */
function errors(objects: Manifest[], { minor }: Release, props: { mountCloudConfig?: boolean; naming?: Naming }): string[] {
  const { findings } = StorageAnalysis.ofManifests(objects, {
    closedWorld: true,
    kubernetesVersion: minor,
    knownSecrets: ['kube-system', 'openstack'].flatMap((namespace) => [`${namespace}/cloud-config`, `${namespace}/ca`]),
  });
  const meant = [props.mountCloudConfig === false && 'CFG008', props.naming?._helm && !Release.of(minor).isAtLeast('1.29') && 'OST008'];
  return findings.filter((f) => f.severity === 'error' && !meant.includes(f.rule)).map((f) => `${f.rule} ${f.object.kind} ${f.object.name}: ${f.message}`);
}

const flagOf = (container: any, name: string) => container?.args?.find((arg: string) => arg.startsWith(`--${name}`));

/** What Cinder CSI promises besides: sockets meet, one topology, leaders where there are several. */
function brokenPromises(objects: Manifest[], props: Partial<CinderCsiProps>, release: Release): string[] {
  const workloads = objects.filter((o) => o.spec?.template);
  const kubeletDir = (props.kubeletDir ?? '/var/lib/kubelet').replace(/\/$/, '');
  const snapshotter = /csi-snapshotter/.test(JSON.stringify(objects));
  return [
    ...workloads.flatMap((workload) => sockets(workload)),
    ...workloads.filter((o) => o.kind === 'DaemonSet').flatMap((workload) => paths(workload, kubeletDir)),
    ...topology(workloads, props, release),
    ...leaders(workloads.find((o) => o.kind !== 'DaemonSet')!, objects, props),
    ...props.snapshots !== undefined && props.snapshots !== snapshotter ? ['the switch for snapshots takes away too much or too little'] : [],
  ];
}

function sockets(workload: Manifest): string[] {
  const containers = workload.spec.template.spec.containers.filter((c: any) => SIDECARS.test(c.name) || /plugin|registrar|liveness/.test(c.name));
  return new Set(containers.map(socket)).size === 1 ? [] : [`the containers of ${workload.metadata.name} do not meet at one socket`];
}

function topology(workloads: Manifest[], { topology: wanted }: Partial<CinderCsiProps>, release: Release): string[] {
  if (wanted === undefined) return [];
  return containersOf(workloads).filter(({ container: c }) => (
    c.name === 'csi-provisioner' && flagOf(c, 'feature-gates') !== `--feature-gates=Topology=${wanted}`
    || c.name === 'cinder-csi-plugin' && release.isAtLeast('1.31') && flagOf(c, 'with-topology') !== `--with-topology=${wanted}`
  )).map(({ workload, container }) => `${container.name} of ${workload} has another topology`);
}

function leaders({ spec }: Manifest, objects: Manifest[], props: Partial<CinderCsiProps>): string[] {
  const sidecars: any[] = spec.template.spec.containers.filter((c: any) => SIDECARS.test(c.name));
  const elects = sidecars.map((c) => flagOf(c, 'leader-election') === '--leader-election=true');
  const rules = JSON.stringify(objects.flatMap((o) => o.rules ?? []));
  return [
    ...spec.replicas > 1 && elects.includes(false) ? ['a sidecar elects no leader'] : [],
    ...elects.includes(true) && !rules.includes('coordination.k8s.io') ? ['no right to use Leases'] : [],
    ...spec.replicas > 1 && props.podDisruptionBudget !== false && !objects.some((o) => o.kind === 'PodDisruptionBudget') ? ['no PodDisruptionBudget'] : [],
  ];
}

/** The volume and the path in it at which a container has the socket. */
function socket({ args = [], env = [], volumeMounts }: any): string {
  const variables = new Map<string, string>(env.map((e: any) => [e.name, e.value]));
  const arg = args.map((a: string) => /^--(csi-address|endpoint)=(.*)/.exec(a)?.[2]).find(Boolean);
  const text = arg?.replace(/\$\((\w+)\)/g, (_: string, name: string) => variables.get(name)) ?? '/csi/csi.sock';
  const path = text.replace(/^unix:\/\/\/?/, '/');
  const mount = volumeMounts.find((m: any) => path.startsWith(`${m.mountPath.replace(/\/$/, '')}/`));
  return mount ? `${mount.name}:${path.slice(mount.mountPath.replace(/\/$/, '').length)}` : `${path} is not mounted`;
}

function paths(daemonSet: Manifest, kubeletDir: string): string[] {
  const { containers, volumes } = daemonSet.spec.template.spec;
  const registrar = containers.find((c: any) => c.name === 'node-driver-registrar');
  const variables = new Map<string, string>(registrar.env.map((e: any) => [e.name, e.value]));
  const registered = flagOf(registrar, 'kubelet-registration-path').split('=')[1].replace(/\$\((\w+)\)/g, (_: string, name: string) => variables.get(name));
  const hostPath = volumes.find((v: any) => v.name === 'socket-dir').hostPath.path;
  const expected = `${kubeletDir}/plugins/cinder.csi.openstack.org`;
  const others = volumes.flatMap((v: any) => v.hostPath?.path ?? []).filter((path: string) => path.includes('kubelet') && !path.startsWith(kubeletDir));
  return [
    ...hostPath === expected && registered === `${expected}/csi.sock` ? [] : [`the kubelet is told ${registered}, and the socket is in ${hostPath}`],
    ...others.map((path: string) => `${path} is not of this kubelet`),
  ];
}

describe.each(Release.all().map((release) => [release.minor, release] as const))('release %s, whatever the props', (minor, release) => {
  const options = { numRuns: RUNS, seed: Number(minor.slice(2)) };

  test('Cinder CSI', () => {
    fc.assert(fc.property(CINDER, CLOUD_CONFIG, (given, cloudConfig) => {
      const build = (rest: object) => render(release, (chart) => new CinderCsi(chart, 'Cinder', { cloudConfig, ...rest }));
      const { props, built } = accepted(given, build);
      const strange = strangeImages(built, release, props.images?.registryMirror);
      expect([...brokenInvariants(built), ...strange, ...brokenPromises(built, props, release)]).toEqual([]);
      expect(errors(built, release, props)).toEqual([]);
    }), options);
  });

  test('the cloud-controller-manager', () => {
    fc.assert(fc.property(MANAGER, CLOUD_CONFIG, (given, cloudConfig) => {
      const all = { cloudConfig, clusterName: 'prod-1' };
      const build = (rest: object) => render(release, (chart) => new CloudControllerManager(chart, 'Manager', { ...all, ...rest }));
      const { props, built } = accepted(given, build);
      expect([...brokenInvariants(built), ...strangeImages(built, release, props.images?.registryMirror)]).toEqual([]);
      expect(errors(built, release, props)).toEqual([]);
    }), options);
  });
});
