/*
 * The Cinder CSI profile of every minor against what upstream's release branches say. evidence/upstream/cinder-csi-upstream.json was read from those
 * branches, not from the profiles; each minor holds what changed since the one before.
 */
import { CinderCsi, CloudConfig, ControllerKind, Naming, Release } from '../../src';
import upstream from '../evidence/upstream/cinder-csi-upstream.json';
import { argsOf, cinder, described } from '../support/cinder-csi';
import { scope } from '../support/synth';

type Lines = { [line: string]: string };

const FACTS = new Map<string, Lines>();
let current: Lines = {};
for (const [minor, changes] of Object.entries(upstream)) {
  current = Object.fromEntries(Object.entries({ ...current, ...changes as Lines }).filter(([, value]) => value !== null));
  FACTS.set(minor, current);
}

const MINORS = Release.all().map((r) => r.minor);
const WITH_CHART = MINORS.slice(MINORS.indexOf('1.19'));
const from = (minor: string) => MINORS.slice(MINORS.indexOf(minor));
const until = (minor: string) => MINORS.slice(0, MINORS.indexOf(minor) + 1);

function pick(facts: Lines, of: (line: string) => boolean): Lines {
  return Object.fromEntries(Object.entries(facts).filter(([line]) => of(line)));
}

test('every release has facts', () => {
  expect([...FACTS.keys()]).toEqual(MINORS);
});

describe.each(MINORS)('release %s', (minor) => {
  const release = Release.of(minor).asShipped();
  const facts = FACTS.get(minor)!;

  test('is what its manifests were', () => {
    const output = cinder({ controllerKind: ControllerKind.UPSTREAM }, { release });
    expect(described(output.objects)).toEqual(pick(facts, (line) => !line.startsWith('chart') && line !== 'driver flags'));
  });

  test('selects its pods by the label of the manifests', () => {
    const { objects } = cinder({}, { release });
    const selectors = objects.filter((o) => o.spec?.template).map((o) => [o.spec.selector.matchLabels, o.spec.template.metadata.labels]);
    expect(selectors).toEqual(['csi-cinder-controllerplugin', 'csi-cinder-nodeplugin'].map((app) => [{ app }, { app }]));
  });

  test('has a headless Service for its StatefulSet', () => {
    const output = cinder({}, { release });
    expect(output.get('StatefulSet').spec.serviceName).toBe('csi-cinder-controller-service');
    expect(output.get('Service')).toEqual({
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'csi-cinder-controller-service', namespace: 'kube-system', labels: { app: 'csi-cinder-controllerplugin' } },
      spec: { clusterIP: 'None', selector: { app: 'csi-cinder-controllerplugin' }, ports: [{ name: 'dummy', port: 12345 }] },
    });
  });

  test('lets its driver have the flags that it knows, and no others', () => {
    const known = facts['driver flags'].split(' ');
    const all = [...FACTS.values()].flatMap((f) => f['driver flags'].split(' '));
    const accepted = [...new Set(all)].filter((flag) => {
      try {
        new CinderCsi(scope(), 'Cinder', { release, cloudConfig: CloudConfig.fromSecretName('c'), controller: { extraArgs: [`--${flag}=x`] } });
        return true;
      } catch (e) {
        expect(String(e)).toContain(`release ${minor} does not support`);
        return false;
      }
    });
    expect(accepted.sort()).toEqual(known);
  });

  test('may let its sidecars read Secrets', () => {
    const rules = (secretsRbac: boolean) => cinder({ secretsRbac }, { release }).objects
      .flatMap((o) => (o.rules ?? []).filter((r: any) => r.resources.includes('secrets')).map((r: any) => `${o.metadata.name} ${r.apiGroups} ${r.verbs}`));
    const own = ['1.15', '1.16', '1.17', '1.18'].includes(minor) ? ['csi-snapshotter-role  get,list'] : [];
    expect(rules(false)).toEqual(own);
    expect(rules(true).sort()).toEqual([
      'csi-attacher-role  get,list', 'csi-provisioner-role  get,list', ...minor === '1.15' ? [] : ['csi-resizer-role  get,list,watch'],
      'csi-snapshotter-role  get,list', ...own,
    ].sort());
  });
});

test.each(WITH_CHART)('release %s is what its Helm chart was', (minor) => {
  const facts = FACTS.get(minor)!;
  const [file, folder] = [minor < '1.24' ? 'cloud-config' : 'cloud.conf', minor < '1.33' ? '/etc/kubernetes' : '/etc/config'];
  const ca = {
    extraVolumes: [{ name: 'cacert', hostPath: { path: '/etc/cacert' } }],
    extraVolumeMounts: [{ name: 'cacert', mountPath: '/etc/cacert', readOnly: true }],
  };
  const output = cinder({
    naming: Naming.helmChart({ release: 'r' }),
    cloudConfig: CloudConfig.fromSecretName('cloud-config', { secretKey: file }),
    cloudConfigHostPath: folder,
    controller: ca,
    node: ca,
  }, { release: Release.of(minor).asShipped() });
  const expected = Object.entries(facts).filter(([line]) => /^chart /.test(line));
  const roles = Object.entries(facts).filter(([line]) => /^(Cluster)?Role/.test(line) && !(`chart ${line}` in facts)).map(([line, v]) => [`chart ${line}`, v]);
  const { CSIDriver, ...lines } = described(output.objects, 'chart ');
  expect(CSIDriver).toBe(facts.CSIDriver);
  expect(lines).toEqual(Object.fromEntries([...expected, ...roles]));
  expect(output.get('DaemonSet').metadata.labels.chart).toBe(`openstack-cinder-csi-${facts.chart}`);
});

test('releases before 1.19 have no Helm chart', () => {
  for (const minor of until('1.18')) {
    expect(() => cinder({ naming: Naming.helmChart({ release: 'r' }) }, { release: Release.of(minor) }))
      .toThrow(`naming must be Naming.manifests(): release ${minor} has no Helm chart. Charts exist since Release.V1_19`);
  }
});

test('sidecars elect a leader by Leases of their namespace since 1.21', () => {
  for (const minor of from('1.21')) {
    const output = cinder({ leaderElection: true, namespacedLeases: true }, { release: Release.of(minor) });
    const rules = output.objects.filter((o) => JSON.stringify(o.rules ?? []).includes('leases')).map((o) => [o.kind, o.metadata.name, o.rules]);
    const verbs = ['get', 'watch', 'list', 'delete', 'update', 'create'];
    expect(rules.find(([, name]) => name === 'csi-cinder-leases')).toEqual(
      ['Role', 'csi-cinder-leases', [{ apiGroups: ['coordination.k8s.io'], resources: ['leases'], verbs }]]);
    expect(rules.filter(([kind]) => kind === 'ClusterRole')).toEqual([]);
    for (const sidecar of ['csi-attacher', 'csi-provisioner', 'csi-snapshotter', 'csi-resizer']) {
      expect(argsOf(output, 'csi-cinder-controllerplugin', sidecar)).toContain('--leader-election=true');
    }
    expect(argsOf(output, 'csi-cinder-controllerplugin', 'liveness-probe')).not.toContain('--leader-election=true');
    expect(JSON.stringify(cinder({ leaderElection: false }, { release: Release.of(minor) }).objects)).not.toContain('--leader-election');
  }
  for (const minor of until('1.20')) {
    expect(() => cinder({ leaderElection: true }, { release: Release.of(minor) })).toThrow(/leaderElection is not supported by the sidecars.*Use release 1.21 or newer/);
  }
});

test('node plugins work without credentials since 1.32', () => {
  for (const minor of from('1.32')) expect(cinder({ nodeCredentials: false }, { release: Release.of(minor) }).get('ConfigMap')).toBeDefined();
  for (const minor of until('1.31')) {
    expect(() => cinder({ nodeCredentials: false }, { release: Release.of(minor) })).toThrow('nodeCredentials must not be false in release ' + minor);
  }
});

test('snapshotters of releases to 1.18 run on Kubernetes up to 1.21', () => {
  const on = (minor: string, kubernetesVersion: string) => JSON.stringify(cinder({}, { release: Release.of(minor), kubernetesVersion }).objects).includes('csi-snapshotter');
  const write = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
  expect(MINORS.filter((minor) => !on(minor, '1.22'))).toEqual(until('1.18'));
  expect(MINORS.filter((minor) => !on(minor, '1.21'))).toEqual([]);
  write.mockRestore();
});

test('the provisioner of 1.15 alone has another name than the driver', () => {
  const names = MINORS.map((minor) => {
    let name = '';
    cinder({}, { release: Release.of(minor) }, (csi) => { name = csi.addStorageClass('a').provisioner! + ' of ' + csi.driverName; });
    return name;
  });
  const driver = 'cinder.csi.openstack.org';
  expect(names).toEqual([`csi-cinderplugin of ${driver}`, ...MINORS.slice(1).map(() => `${driver} of ${driver}`)]);
});
