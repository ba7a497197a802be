import { refuse } from '../../../core/errors';
import { requireDnsSubdomain } from '../../../kubernetes/names';
import { Release } from '../../../releases';
import { HelmNamingOptions, Naming } from '../../naming';
import { chartLabel, helmName } from '../../private/helm';

const CHART = 'openstack-cinder-csi';

/** Names, labels and selectors of a component that has a controller and a node plugin. */
export interface CinderCsiNames {
  readonly helm: boolean;
  readonly controller: PluginNames;
  readonly service: { name: string; labels: { [key: string]: string } };
  /** Name of the volume with the cloud config. */
  readonly cloudConfigVolume: string;
  /** Spelling of the log level flag. */
  readonly verbosityFlag: string;
  /** The node plugin, or the node plugin of one cloud. */
  node(cloud?: string): PluginNames;
  /** Name of a role or binding. */
  rbac(name: string): string;
}

/** Names of one workload. */
interface PluginNames {
  readonly name: string;
  readonly selector: { [key: string]: string };
  /** Labels in addition to those of the selector, on workload and pods. */
  readonly labels?: { [key: string]: string };
}

export function cinderCsiNames(release: Release, naming: Naming = Naming.manifests(), rbacPrefix = ''): CinderCsiNames {
  requirePrefix(rbacPrefix);
  const names = naming._helm ? chartNames(release, naming._helm) : manifestNames(release);
  return { ...names, rbac: (name) => rbacPrefix + name };
}

function manifestNames(release: Release): Omit<CinderCsiNames, 'rbac'> {
  const { controller, node } = release._profile.cinderCsi;
  return {
    helm: false,
    controller: { name: controller.name, selector: controller.selector },
    node: (cloud) => cloud === undefined ? { name: node.name, selector: node.selector } : forCloud(node.name, node.selector, cloud),
    service: { name: controller.service.name, labels: controller.selector },
    cloudConfigVolume: 'secret-cinderplugin',
    verbosityFlag: '--v',
  };
}

/** Source: charts/cinder-csi-plugin/templates/_helpers.tpl. Names contain the name of the chart, but not that of the release. */
function chartNames(release: Release, helm: HelmNamingOptions): Omit<CinderCsiNames, 'rbac'> {
  const { chart } = release._profile.cinderCsi;
  if (!chart) refuse('naming', `must be Naming.manifests(): release ${release.minor} has no Helm chart. Charts exist since Release.V1_19`);
  const app = requireDnsSubdomain('naming.nameOverride', helmName(helm.nameOverride || CHART));
  const plugin = (component: string): PluginNames => ({
    name: `${app}-${component}`,
    selector: { component, app, release: helm.release },
    labels: { chart: chartLabel(CHART, helm.chartVersion ?? chart.version), heritage: 'Helm' },
  });
  const controller = plugin('controllerplugin');
  return {
    helm: true,
    controller,
    node: (cloud) => plugin(cloud === undefined ? 'nodeplugin' : `nodeplugin-${cloud}`),
    service: { name: controller.name, labels: { ...controller.selector, ...controller.labels } },
    cloudConfigVolume: 'cloud-config',
    verbosityFlag: '-v',
  };
}

/** The DaemonSet of each cloud selects its own pods. */
function forCloud(name: string, selector: { [key: string]: string }, cloud: string): PluginNames {
  return { name: `${name}-${cloud}`, selector: Object.fromEntries(Object.entries(selector).map(([key, value]) => [key, `${value}-${cloud}`])) };
}

function requirePrefix(prefix: string): void {
  if (prefix !== '') requireDnsSubdomain('rbacNamePrefix', `${prefix}csi-attacher-role`);
}
