import { flagValue } from '../../src/kubernetes/args';
import { isAtLeast } from '../../src/kubernetes/minor';
import { Release } from '../../src/releases';
import rbac from '../evidence/upstream/ccm-rbac.json';

type Rights = { [role: string]: { [resource: string]: string[] } };

/** The profiles as upstream shipped them, without fixes. */
const profiles = Release.all().map((release) => ({ minor: release.minor, ccm: release.asShipped()._profile.cloudControllerManager }));
const pods = profiles.flatMap(({ minor, ccm }) => [
  { what: `manifest ${minor}`, minor, pod: ccm.pod }, ...ccm.chart ? [{ what: `chart ${minor}`, minor, pod: ccm.chart.pod }] : [],
]);

test.each(profiles)('the rights of $minor are those of 1.15 and of every change since', ({ minor, ccm }) => {
  const expected: Rights = structuredClone(rbac['1.15']);
  for (const { since, added = [], removed = [] } of rbac.changes) {
    if (!isAtLeast(minor, since)) continue;
    for (const [role, resource, verb] of added) (expected[role][resource] ??= []).push(verb);
    for (const [role, resource, verb] of removed) expected[role][resource] = expected[role][resource].filter((v) => v !== verb);
  }
  const used = Object.entries(expected).map(([role, rights]) => [role, granted(rights)] as const).filter(([, rights]) => Object.keys(rights).length);
  expect(rightsOf(ccm.clusterRoles)).toEqual(Object.fromEntries(used));
});

test('the changes lead from 1.15 to what the newest release ships', () => {
  expect(rightsOf(profiles[profiles.length - 1].ccm.clusterRoles)).toEqual(rbac.newest);
});

test.each(profiles)('the first role of $minor is granted to the account of the pods, the others to accounts of their controllers', ({ ccm }) => {
  expect(ccm.clusterRoles.map((r) => [r.name, r.serviceAccount])).toEqual([
    ['system:cloud-controller-manager', ccm.serviceAccount],
    ...ccm.clusterRoles.slice(1).map((r) => [r.name, r.name.replace('system:', '')]),
  ]);
});

test.each(profiles)('manifests and chart of $minor run the same program, whose tag is of that minor', ({ minor, ccm }) => {
  const image = ccm.pod.containers[0].image;
  expect(image).toMatch(new RegExp(`/openstack-cloud-controller-manager:v${minor.replace('.', '\\.')}\\.\\d+$`));
  const { chart } = ccm;
  if (!chart) return;
  // The manifests of 1.30 still name the patch before that of the newest chart.
  const [charted, tag] = chart.pod.containers[0].image.split(':');
  expect([charted, chart.appVersion]).toEqual([image.split(':')[0], tag]);
  expect(tag === image.split(':')[1] || minor === '1.30').toBe(true);
});

test('there is a chart since 1.21', () => {
  expect(profiles.filter(({ ccm }) => ccm.chart).map(({ minor }) => minor)).toEqual(Release.all().map((r) => r.minor).filter((m) => isAtLeast(m, '1.21')));
});

test.each(pods)('every mount of $what has its volume, and the cloud config lies where CLOUD_CONFIG says', ({ pod }) => {
  const [manager] = pod.containers;
  const volumes = pod.volumes!.map((v) => v.name);
  expect(manager.volumeMounts!.map((m) => m.name).sort()).toEqual(volumes.sort());
  const secret = pod.volumes!.find((v) => v.secret)!;
  const mount = manager.volumeMounts!.find((m) => m.name === secret.name)!;
  expect(secret.secret).toEqual({ secretName: '{cloudConfigSecret}' });
  expect(manager.env![0]).toEqual({ name: 'CLOUD_CONFIG', value: `${mount.mountPath}/cloud.conf` });
  expect(mount.readOnly).toBe(true);
});

test.each(pods)('the flags of $what belong to its minor', ({ what, minor, pod }) => {
  const args = pod.containers[0].args!;
  const helm = what.startsWith('chart');
  expect(args[0]).toBe('/bin/openstack-cloud-controller-manager');
  expect(flagValue(args, 'cloud-provider')).toBe('openstack');
  expect(flagValue(args, 'cloud-config')).toBe('$(CLOUD_CONFIG)');
  expect(flagValue(args, 'cluster-name')).toBe(isAtLeast(minor, '1.24') ? '$(CLUSTER_NAME)' : undefined);
  expect(flagValue(args, 'use-service-account-credentials')).toBe(String(!isAtLeast(minor, '1.30')));
  expect(flagValue(args, isAtLeast(minor, helm ? '1.23' : '1.20') ? 'bind-address' : 'address')).toBe('127.0.0.1');
  expect(flagValue(args, 'v')).toBe(helm && isAtLeast(minor, '1.23') ? '2' : '1');
  expect(flagValue(args, 'controllers')).toBe(helm && isAtLeast(minor, '1.24') ? 'cloud-node,cloud-node-lifecycle,route,service' : undefined);
});

test.each(pods)('$what runs on the network of the node, as user 1001, and tolerates the taint that it removes', ({ what, minor, pod }) => {
  expect(pod.hostNetwork).toBe(true);
  expect(pod.securityContext).toEqual({ runAsUser: 1001 });
  expect(pod.dnsPolicy).toBe(isAtLeast(minor, '1.31') ? 'ClusterFirst' : undefined);
  const bare = what.startsWith('chart') && !isAtLeast(minor, '1.29'); // the chart had no defaults before
  expect((pod.tolerations ?? []).some((t: any) => t.key === 'node.cloudprovider.kubernetes.io/uninitialized' && t.value === 'true')).toBe(!bare);
});

function rightsOf(roles: Array<{ name: string; rules: any[] }>): Rights {
  return Object.fromEntries(roles.map(({ name, rules }) => [name, Object.fromEntries(rules.flatMap((rule) => rule.apiGroups
    .flatMap((group: string) => rule.resources.map((r: string) => [`${group || 'core'}/${r}`, [...rule.verbs].sort()]))))]));
}

function granted(rights: Rights[string]): Rights[string] {
  return Object.fromEntries(Object.entries(rights).filter(([, verbs]) => verbs.length).map(([resource, verbs]) => [resource, [...verbs].sort()]));
}
