import { Release, ReleaseFix } from '../../src/releases';
import { changes } from '../support/release-lines';

const fixed = (minor: string, fix: ReleaseFix) => {
  const shipped = Release.of(minor).asShipped();
  return changes(shipped._profile, shipped.extend({ fixes: [fix] })._profile);
};

test('each switch has an id of its own name, a thread and the release that has the fix', () => {
  for (const fix of ReleaseFix.all()) {
    expect((ReleaseFix as any)[fix.id]).toBe(fix);
    expect(fix.thread).toMatch(/^https:\/\/github\.com\/kubernetes\/cloud-provider-openstack\/(issues|pull)\/\d+$/);
    expect(Release.all().map((r) => r.minor)).toContain(fix.fixedIn);
  }
});

test('only what cannot work without is on by default', () => {
  const on = Release.all().flatMap((r) => r.fixes.map((f) => `${r.minor} ${f.id}`));
  expect(on).toEqual(['1.21 SERVICE_ACCOUNT_TOKEN_RULE', '1.23 PROVIDER_SERVICE_ACCOUNT']);
});

test.each(ReleaseFix.all())('$id changes nothing in a release that has it', (fix) => {
  for (const release of Release.all().filter((r) => r.isAtLeast(fix.fixedIn))) expect(fixed(release.minor, fix)).toEqual([]);
});

test('CONTROL_PLANE_AFFINITY takes the place of the nodeSelector, in manifests and chart', () => {
  expect(fixed('1.34', ReleaseFix.CONTROL_PLANE_AFFINITY)).toEqual([
    '- cloudControllerManager.pod.nodeSelector.node-role.kubernetes.io/control-plane: "true"',
    '- cloudControllerManager.chart.pod.nodeSelector.node-role.kubernetes.io/control-plane: ""',
    '+ cloudControllerManager.pod.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms: {"matchExpressions":[{"key":"node-role.kubernetes.io/control-plane","operator":"Exists"}]}',
    '+ cloudControllerManager.chart.pod.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms: {"matchExpressions":[{"key":"node-role.kubernetes.io/control-plane","operator":"Exists"}]}',
  ]);
  const { affinity } = Release.V1_23.extend({ fixes: [ReleaseFix.CONTROL_PLANE_AFFINITY] })._profile.cloudControllerManager.pod as any;
  const terms = affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms;
  expect(terms.map((t: any) => t.matchExpressions[0].key)).toEqual(['node-role.kubernetes.io/control-plane', 'node-role.kubernetes.io/master']);
  const { pod } = Release.V1_24.extend({ fixes: [ReleaseFix.CONTROL_PLANE_AFFINITY] })._profile.cloudControllerManager;
  expect(pod.affinity).toEqual(Release.V1_35._profile.cloudControllerManager.pod.affinity);
});

test('CRITICAL_ADDONS_TOLERATION adds a toleration', () => {
  expect(fixed('1.20', ReleaseFix.CRITICAL_ADDONS_TOLERATION)).toEqual([
    '+ cloudControllerManager.pod.tolerations[CriticalAddonsOnly].key: "CriticalAddonsOnly"',
    '+ cloudControllerManager.pod.tolerations[CriticalAddonsOnly].operator: "Equal"',
    '+ cloudControllerManager.pod.tolerations[CriticalAddonsOnly].value: "true"',
    '+ cloudControllerManager.pod.tolerations[CriticalAddonsOnly].effect: "NoExecute"',
  ]);
  const { pod, chart } = Release.V1_33.extend({ fixes: [ReleaseFix.CRITICAL_ADDONS_TOLERATION] })._profile.cloudControllerManager;
  expect(pod.tolerations).toEqual(Release.V1_34._profile.cloudControllerManager.pod.tolerations);
  expect(chart!.pod.tolerations).toContainEqual(pod.tolerations![0]);
  const { chart: bare } = Release.V1_22.extend({ fixes: [ReleaseFix.CRITICAL_ADDONS_TOLERATION] })._profile.cloudControllerManager;
  expect(bare!.pod.tolerations).toEqual([pod.tolerations![0]]);
});

test('the RBAC fixes add one rule each, and only to the role of the manager', () => {
  expect(fixed('1.21', ReleaseFix.SERVICE_ACCOUNT_TOKEN_RULE)).toEqual([
    '+ cloudControllerManager.clusterRoles[system:cloud-controller-manager].rules: core/serviceaccounts/token: create',
  ]);
  expect(fixed('1.21', ReleaseFix.SERVICE_STATUS_RULE)).toEqual([
    '+ cloudControllerManager.clusterRoles[system:cloud-controller-manager].rules: core/services/status: patch',
    '+ cloudControllerManager.chart.rules: core/services/status: patch',
  ]);
});

test('PROVIDER_SERVICE_ACCOUNT names the account of v1.23.0; releases before do not use one', () => {
  expect(fixed('1.23', ReleaseFix.PROVIDER_SERVICE_ACCOUNT)).toEqual([
    '+ cloudControllerManager.providerServiceAccount: "cloud-provider-openstack"',
  ]);
  expect(fixed('1.22', ReleaseFix.PROVIDER_SERVICE_ACCOUNT)).toEqual([]);
});
