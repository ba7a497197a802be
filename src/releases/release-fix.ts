import { CINDER_CSI_FIXES } from './cinder-csi-fixes';
import { CloudControllerManagerProfile } from './cloud-controller-manager-profile';
import { ReleaseProfile } from './profile';
import { PodProfile, PolicyRule } from './workload-profile';
import { CONTROL_PLANE, MASTER } from '../kubernetes/labels';
import { isAtLeast, Minor } from '../kubernetes/minor';

/** A fix and its effect on a profile. */
interface Fix {
  readonly id: string;
  readonly thread: string;
  readonly fixedIn: Minor;
  /** The only minors that do not work at all as upstream shipped them. */
  readonly required?: Minor[];
  readonly apply: (profile: ReleaseProfile) => ReleaseProfile;
}

/**
 * A fix that upstream made in a later release, for earlier releases.
 *
 * `Release.V1_29.extend({ fixes: [ReleaseFix.CONTROL_PLANE_AFFINITY] })` applies fixes. A fix that a release already has changes nothing,
 * so fixes can stay in place when you upgrade. A fix is on by default only if the release does not work without it.
 */
export class ReleaseFix {
  /**
   * The cloud-controller-manager runs on nodes that have a control-plane label, whatever its value.
   *
   * kubeadm sets the label `node-role.kubernetes.io/control-plane` with an empty value, RKE2 and k3s with "true"; a nodeSelector matches one of
   * them. 1.34 shipped "true", the releases before it the empty value (up to 1.23 of the label `…/master`, which this fix accepts too). Off by
   * default: the shipped form works on one family of distributions. Fixed in 1.35; the Helm chart still has a nodeSelector.
   *
   * @see https://github.com/kubernetes/cloud-provider-openstack/issues/2968
   */
  public static readonly CONTROL_PLANE_AFFINITY = new ReleaseFix({
    id: 'CONTROL_PLANE_AFFINITY',
    thread: 'https://github.com/kubernetes/cloud-provider-openstack/issues/2968',
    fixedIn: '1.35',
    apply: (profile) => onPods(profile, ({ nodeSelector, ...pod }) => ({
      ...pod, affinity: anyOf(isAtLeast(profile.minor, '1.24') ? [CONTROL_PLANE] : [CONTROL_PLANE, MASTER]),
    })),
  });

  /**
   * The cloud-controller-manager tolerates the taint `CriticalAddonsOnly=true:NoExecute`, which RKE2 sets on servers.
   *
   * Off by default. Fixed in 1.34; the Helm chart still lacks it.
   *
   * @see https://github.com/kubernetes/cloud-provider-openstack/pull/2902
   */
  public static readonly CRITICAL_ADDONS_TOLERATION = new ReleaseFix({
    id: 'CRITICAL_ADDONS_TOLERATION',
    thread: 'https://github.com/kubernetes/cloud-provider-openstack/pull/2902',
    fixedIn: '1.34',
    apply: (profile) => onPods(profile, (pod) => ({
      ...pod,
      tolerations: [{ key: 'CriticalAddonsOnly', operator: 'Equal', value: 'true', effect: 'NoExecute' }, ...pod.tolerations ?? []],
    })),
  });

  /**
   * The cloud-controller-manager may patch `services/status`.
   *
   * Without it load balancers never become ready if all controllers use the ServiceAccount of the pods. Off by default, as releases before 1.24
   * use a ServiceAccount per controller; on if `useServiceAccountCredentials: false` needs it. Fixed in 1.24.
   *
   * @see https://github.com/kubernetes/cloud-provider-openstack/pull/1802
   */
  public static readonly SERVICE_STATUS_RULE = new ReleaseFix({
    id: 'SERVICE_STATUS_RULE',
    thread: 'https://github.com/kubernetes/cloud-provider-openstack/pull/1802',
    fixedIn: '1.24',
    apply: (profile) => onRules(profile, { apiGroups: [''], resources: ['services/status'], verbs: ['patch'] }),
  });

  /**
   * The cloud-controller-manager may create tokens of ServiceAccounts.
   *
   * The 1.21 binary requests the tokens of its controllers this way; a new cluster does not start without it. On by default for 1.21; its
   * Helm chart has it. Fixed in 1.22.
   *
   * @see https://github.com/kubernetes/cloud-provider-openstack/issues/1514
   */
  public static readonly SERVICE_ACCOUNT_TOKEN_RULE = new ReleaseFix({
    id: 'SERVICE_ACCOUNT_TOKEN_RULE',
    thread: 'https://github.com/kubernetes/cloud-provider-openstack/issues/1514',
    fixedIn: '1.22',
    required: ['1.21'],
    apply: (profile) => onRules(profile, { apiGroups: [''], resources: ['serviceaccounts/token'], verbs: ['create'] }),
  });

  /**
   * The role of the cloud-controller-manager is granted to `kube-system/cloud-provider-openstack` too.
   *
   * With a ServiceAccount per controller, the provider in v1.23.0 patches Services as that account, which has no permissions: load balancers
   * never become ready. On by default for 1.23. v1.23.1 uses `kube-system/cloud-controller-manager`, the account of the pods. Fixed in 1.24.
   *
   * @see https://github.com/kubernetes/cloud-provider-openstack/issues/1722
   */
  public static readonly PROVIDER_SERVICE_ACCOUNT = new ReleaseFix({
    id: 'PROVIDER_SERVICE_ACCOUNT',
    thread: 'https://github.com/kubernetes/cloud-provider-openstack/issues/1722',
    fixedIn: '1.24',
    required: ['1.23'],
    apply: (profile) => profile.minor !== '1.23' ? profile
      : onManager(profile, (ccm) => ({ ...ccm, providerServiceAccount: 'cloud-provider-openstack' })),
  });

  /**
   * Emits the CSIDriver object of Cinder CSI that 1.15 lacks, as 1.16 ships it.
   *
   * Off by default: without it Kubernetes uses the same defaults. Fixed in 1.16.
   *
   * @see https://github.com/kubernetes/cloud-provider-openstack/pull/470
   */
  public static readonly CSI_DRIVER_OBJECT = new ReleaseFix({
    id: 'CSI_DRIVER_OBJECT',
    thread: 'https://github.com/kubernetes/cloud-provider-openstack/pull/470',
    fixedIn: '1.16',
    apply: CINDER_CSI_FIXES.driverObject,
  });

  /**
   * Writes the CSIDriver object of Cinder CSI as storage.k8s.io/v1.
   *
   * Off by default, but always on for clusters of Kubernetes 1.22 and newer, which serve no v1beta1. Fixed in 1.19.
   *
   * @see https://github.com/kubernetes/cloud-provider-openstack/pull/1154
   */
  public static readonly CSI_DRIVER_V1 = new ReleaseFix({
    id: 'CSI_DRIVER_V1',
    thread: 'https://github.com/kubernetes/cloud-provider-openstack/pull/1154',
    fixedIn: '1.19',
    apply: CINDER_CSI_FIXES.driverV1,
  });

  /**
   * The provisioner of Cinder CSI has the driver's name, cinder.csi.openstack.org, instead of csi-cinderplugin.
   *
   * Off by default: classes and volumes with the old name, which is immutable, are no longer served. Fixed in 1.16.
   *
   * @see https://github.com/kubernetes/cloud-provider-openstack/issues/802
   */
  public static readonly CINDER_PROVISIONER_NAME = new ReleaseFix({
    id: 'CINDER_PROVISIONER_NAME',
    thread: 'https://github.com/kubernetes/cloud-provider-openstack/issues/802',
    fixedIn: '1.16',
    apply: CINDER_CSI_FIXES.provisionerName,
  });

  /**
   * The node plugin of Cinder CSI mounts the kubelet's folder once. A second mount of its pods folder multiplies mounts.
   *
   * Off by default. Fixed in 1.17.
   *
   * @see https://github.com/kubernetes/cloud-provider-openstack/pull/773
   */
  public static readonly CINDER_PODS_MOUNT = new ReleaseFix({
    id: 'CINDER_PODS_MOUNT',
    thread: 'https://github.com/kubernetes/cloud-provider-openstack/pull/773',
    fixedIn: '1.17',
    apply: CINDER_CSI_FIXES.podsMount,
  });

  /**
   * The node plugin of Cinder CSI does not mount /var/lib/cloud/data; its pods do not start if that folder is missing.
   *
   * Off by default: the folder exists if cloud-init ran. Fixed in 1.19.
   *
   * @see https://github.com/kubernetes/cloud-provider-openstack/pull/1182
   */
  public static readonly CINDER_CLOUD_DATA_MOUNT = new ReleaseFix({
    id: 'CINDER_CLOUD_DATA_MOUNT',
    thread: 'https://github.com/kubernetes/cloud-provider-openstack/pull/1182',
    fixedIn: '1.19',
    apply: CINDER_CSI_FIXES.cloudDataMount,
  });

  /**
   * The node plugin of Cinder CSI runs on tainted nodes too.
   *
   * Off by default. Fixed in 1.20.
   *
   * @see https://github.com/kubernetes/cloud-provider-openstack/issues/1237
   */
  public static readonly CINDER_NODE_TOLERATIONS = new ReleaseFix({
    id: 'CINDER_NODE_TOLERATIONS',
    thread: 'https://github.com/kubernetes/cloud-provider-openstack/issues/1237',
    fixedIn: '1.20',
    apply: CINDER_CSI_FIXES.nodeTolerations,
  });

  /**
   * The registrar of Cinder CSI has no preStop hook. The hook runs a shell that its image lacks, so each stop records a warning.
   *
   * Off by default. Fixed in 1.22.
   *
   * @see https://github.com/kubernetes/cloud-provider-openstack/issues/1617
   */
  public static readonly CINDER_REGISTRAR_HOOK = new ReleaseFix({
    id: 'CINDER_REGISTRAR_HOOK',
    thread: 'https://github.com/kubernetes/cloud-provider-openstack/issues/1617',
    fixedIn: '1.22',
    apply: CINDER_CSI_FIXES.registrarHook,
  });

  /** Every fix. */
  public static all(): ReleaseFix[] {
    return Object.values(ReleaseFix).filter((value): value is ReleaseFix => value instanceof ReleaseFix);
  }

  /** Name of the fix, such as "CONTROL_PLANE_AFFINITY". */
  public readonly id: string;
  /** Address of the upstream issue or pull request. */
  public readonly thread: string;
  /** First minor that has the fix, such as "1.35". */
  public readonly fixedIn: string;

  private constructor(private readonly fix: Fix) {
    this.id = fix.id;
    this.thread = fix.thread;
    this.fixedIn = fix.fixedIn;
  }

  /**
   * Whether the fix is on by default, because the minor does not work without it.
   *
   * @param minor Minor version, such as "1.21"
   */
  public isRequiredFor(minor: string): boolean {
    return this.fix.required?.includes(minor) ?? false;
  }

  /** The profile with the fix; unchanged if the release already has it. @internal */
  public _applyTo(profile: ReleaseProfile): ReleaseProfile {
    return isAtLeast(profile.minor, this.fixedIn) ? profile : this.fix.apply(profile);
  }
}

function anyOf(labels: string[]): object {
  const nodeSelectorTerms = labels.map((key) => ({ matchExpressions: [{ key, operator: 'Exists' }] }));
  return { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms } } };
}

function onManager(profile: ReleaseProfile, change: (ccm: CloudControllerManagerProfile) => CloudControllerManagerProfile): ReleaseProfile {
  return { ...profile, cloudControllerManager: change(profile.cloudControllerManager) };
}

/** Changes the pod of manifests and chart. */
function onPods(profile: ReleaseProfile, change: (pod: PodProfile) => PodProfile): ReleaseProfile {
  return onManager(profile, (ccm) => ({
    ...ccm,
    pod: change(ccm.pod),
    ...ccm.chart && { chart: { ...ccm.chart, pod: change(ccm.chart.pod) } },
  }));
}

/** Adds a rule to the role of the manager, in manifests and chart, unless it exists. */
function onRules(profile: ReleaseProfile, rule: PolicyRule): ReleaseProfile {
  const added = (rules: PolicyRule[]) => rules.some((r) => r.resources?.includes(rule.resources![0])) ? rules : [...rules, rule];
  return onManager(profile, (ccm) => {
    const [own, ...others] = ccm.clusterRoles;
    return {
      ...ccm,
      clusterRoles: [{ ...own, rules: added(own.rules) }, ...others],
      ...ccm.chart?.rules && { chart: { ...ccm.chart, rules: added(ccm.chart.rules) } },
    };
  });
}
