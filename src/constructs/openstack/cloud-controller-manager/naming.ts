import { refuse } from '../../../core/errors';
import { APP_INSTANCE, APP_NAME, APP_VERSION, HELM_CHART, MANAGED_BY } from '../../../kubernetes/labels';
import { requireDnsSubdomain } from '../../../kubernetes/names';
import { CloudControllerManagerProfile } from '../../../releases/cloud-controller-manager-profile';
import { PodProfile } from '../../../releases/workload-profile';
import { HelmNamingOptions } from '../../naming';
import { chartLabel, helmName } from '../../private/helm';

type Labels = { [key: string]: string };

/** Names, labels and selectors of the cloud-controller-manager, with their pod. */
export interface ManagerNames {
  /** Name of the DaemonSet, the Service and the ServiceMonitor. */
  readonly workload: string;
  readonly serviceAccount: string;
  readonly clusterRole: string;
  readonly selector: Labels;
  /** Labels of the ServiceAccount, of the RBAC objects and of the Secret with the cloud config. */
  readonly rbacLabels: Labels;
  /** Labels of the DaemonSet and of the ServiceMonitor. */
  readonly labels: Labels;
  /** Labels of the Service, including those that the ServiceMonitor selects. */
  readonly serviceLabels: Labels;
  /** Labels of the pods in addition to the selector. */
  readonly podLabels: Labels;
  /** Annotation of the pods that holds the checksum of the cloud config. */
  readonly checksum: string;
  /** Label of the Service that names the job of the series. */
  readonly jobLabel: string;
  readonly pod: PodProfile;
}

/** As in the upstream manifests. */
export function manifestNames(profile: CloudControllerManagerProfile): ManagerNames {
  const { name, selector } = profile;
  return {
    workload: name,
    serviceAccount: profile.serviceAccount,
    clusterRole: profile.clusterRoles[0].name,
    selector,
    rbacLabels: {},
    labels: selector,
    serviceLabels: selector,
    podLabels: {},
    checksum: 'cdk8s-openstack/cloud-config-checksum',
    jobLabel: Object.keys(selector)[0],
    pod: profile.pod,
  };
}

/**
 * As in the upstream chart, `templates/_helpers.tpl`, except that the Service has the labels that the ServiceMonitor selects. In the chart it
 * lacks them, so nothing is scraped (kubernetes/cloud-provider-openstack#3144).
 */
export function helmNames(profile: CloudControllerManagerProfile, options: HelmNamingOptions): ManagerNames {
  const { chart } = profile;
  if (!chart) refuse('naming', 'is that of a Helm chart, but charts exist since release 1.21. Use Naming.manifests() for older releases');
  if (options.fullnameOverride) refuse('naming.fullnameOverride', 'is not a value of the openstack-cloud-controller-manager chart. Use nameOverride');
  const name = requireDnsSubdomain('naming.nameOverride', helmName(options.nameOverride || profile.name));
  const version = chartLabel(profile.name, options.chartVersion ?? chart.version);
  const selector = { component: 'controllermanager', app: name, release: options.release };
  const labels = {
    [APP_NAME]: name,
    [HELM_CHART]: version,
    [APP_INSTANCE]: options.release,
    [MANAGED_BY]: 'Helm',
    [APP_VERSION]: chart.appVersion,
  };
  return {
    workload: name,
    serviceAccount: chart.serviceAccount,
    clusterRole: chart.clusterRole,
    selector,
    rbacLabels: chart.labelsOnEveryObject ? labels : {},
    labels,
    serviceLabels: { ...labels, ...selector },
    podLabels: { chart: version, heritage: 'Helm' },
    checksum: 'checksum/config',
    jobLabel: 'component',
    pod: chart.pod,
  };
}
