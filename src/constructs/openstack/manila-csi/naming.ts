import { ManilaCsiProps } from './props';
import { refuse } from '../../../core/errors';
import { MANILA_AGGREGATES } from '../../../drivers/manila';
import { requireDnsSubdomain } from '../../../kubernetes/names';
import { ManilaCsiProfile } from '../../../releases/manila-csi-profile';
import { HelmNamingOptions } from '../../naming';
import { chartLabel, helmName } from '../../private/helm';

const CHART = 'openstack-manila-csi';

type Labels = { [key: string]: string };

/** Names of the objects of one plugin. */
export interface PluginNames {
  /** Name of all its objects. */
  readonly name: string;
  readonly selector: Labels;
  /** Labels of its objects and pods: those of the selector come last. */
  readonly labels: Labels;
  /** Label of the ClusterRoles that its ClusterRole aggregates. */
  readonly aggregates: string;
}

export interface ManilaCsiNames {
  readonly helm: boolean;
  readonly controller: PluginNames;
  readonly node: PluginNames;
  /** Spelling of the log level flag. */
  readonly verbosityFlag: string;
}

export function manilaCsiNames(profile: ManilaCsiProfile, props: ManilaCsiProps, minor: string): ManilaCsiNames {
  const { naming, controllerName, nodeName } = props;
  const plugin = naming?._helm ? chartNames(profile, naming._helm, minor) : manifestNames(profile);
  const named = (property: string, names: PluginNames, name?: string): PluginNames => (
    { ...names, name: requireDnsSubdomain(property, name ?? names.name), labels: { ...props.labels, ...names.labels } });
  return {
    helm: naming?._helm !== undefined,
    controller: named('controllerName', plugin('controller', controllerName), controllerName),
    node: named('nodeName', plugin('node', nodeName), nodeName),
    verbosityFlag: naming?._helm ? '-v' : '--v',
  };
}

type NamesOf = (which: 'controller' | 'node', name?: string) => PluginNames;

function manifestNames(profile: ManilaCsiProfile): NamesOf {
  return (which, name) => {
    const { selector, ...plugin } = profile[which];
    return { name: plugin.name, selector, labels: selector, aggregates: `${MANILA_AGGREGATES}${name ?? plugin.name}` };
  };
}

/** Source: charts/manila-csi-plugin/templates/_helpers.tpl. */
function chartNames({ chart }: ManilaCsiProfile, helm: HelmNamingOptions, minor: string): NamesOf {
  if (!chart) refuse('naming', `must be Naming.manifests(): release ${minor} has no Helm chart. Charts exist since Release.V1_19`);
  if (helm.fullnameOverride !== undefined) {
    refuse('naming.fullnameOverride', 'has no effect in this chart, which has one for each plugin. Set controllerName and nodeName instead');
  }
  const name = helm.nameOverride || CHART;
  const app = requireDnsSubdomain('naming.nameOverride', helmName(name));
  return (which, own) => {
    const component = `${which}plugin`;
    const fullname = own ?? helmName(helm.release.includes(name) ? `${helm.release}-${component}` : `${helm.release}-${name}-${component}`);
    const selector = { component, app, release: helm.release };
    return {
      name: fullname,
      selector,
      labels: { chart: chartLabel(CHART, helm.chartVersion ?? chart.version), heritage: 'Helm', ...selector },
      aggregates: `${MANILA_AGGREGATES}${chart.aggregatesBy === 'fullname' ? fullname : `${which === 'node' ? component : which}-${app}`}`,
    };
  };
}
