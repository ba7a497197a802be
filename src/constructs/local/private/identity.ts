import { invalid } from '../../../core/errors';
import { isDnsLabel, isLabelValue } from '../../../core/names';
import { HelmNamingOptions, Naming } from '../../naming';
import { fill } from '../../private/workload';

/** A Helm chart of a release, as far as names and labels go. */
export interface ChartProfile<Names> {
  readonly name: string;
  readonly version: string;
  /** Version of the application, where the chart writes it into a label. */
  readonly appVersion?: string;
  readonly names: Names;
}

/** Names, labels and selectors of a component's objects. */
export interface Identity<Names> {
  readonly names: Names;
  /** Labels of every object. */
  readonly labels: { [key: string]: string };
  /** Labels that the chart's selectors use; undefined with the names of the manifests, whose selectors stand in the release. */
  readonly selector?: { [key: string]: string };
}

/** Resolves a naming against what a release knows. */
export function identity<Names>(
  naming: Naming | undefined, version: string, manifests: Names, chart: ChartProfile<Names> | undefined,
): Identity<Names> {
  const helm = naming?._helm;
  if (!helm) return { names: manifests, labels: {} };
  if (!chart) invalid('naming', 'Naming.helmChart', `Naming.manifests() with ${version}`, 'The chart of this version is not known');
  const name = chartLabel('naming.nameOverride', helm.nameOverride || chart.name);
  const selector = { 'app.kubernetes.io/name': name, 'app.kubernetes.io/instance': helm.release };
  return {
    names: fill(chart.names, { fullname: fullname(helm, name) }),
    selector,
    labels: {
      'helm.sh/chart': chartLabel('naming.chartVersion', `${chart.name}-${helm.chartVersion ?? chart.version}`.replace(/\+/g, '_')),
      ...selector,
      ...(chart.appVersion && { 'app.kubernetes.io/version': chart.appVersion }),
      'app.kubernetes.io/managed-by': 'Helm',
    },
  };
}

/** As the helper templates of both charts make it: at most 63 characters, and the release's name alone where it holds that of the chart. */
function fullname(helm: HelmNamingOptions, name: string): string {
  const full = trimmed(helm.fullnameOverride || (helm.release.includes(name) ? helm.release : `${helm.release}-${name}`));
  return isDnsLabel(full) ? full : invalid('naming.fullnameOverride', full, 'a DNS label such as "local-storage"');
}

function chartLabel(property: string, value: string): string {
  return isLabelValue(trimmed(value)) ? trimmed(value) : invalid(property, value, 'a label value (letters, digits, "-", "_" and ".")');
}

function trimmed(text: string): string {
  return text.slice(0, 63).replace(/-$/, '');
}
