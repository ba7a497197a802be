import { invalid } from '../../../core/errors';
import { APP_INSTANCE, APP_NAME, APP_VERSION, HELM_CHART, MANAGED_BY } from '../../../kubernetes/labels';
import { isDnsSubdomain, isLabelValue } from '../../../kubernetes/names';
import { HelmNamingOptions, Naming } from '../../naming';
import { chartLabel, helmName } from '../../private/helm';
import { fill } from '../../private/workload';

/** A Helm chart of a release, as far as names and labels go. */
interface ChartProfile<Names> {
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
  /** Labels that the chart's selectors use; undefined with the names of the manifests, whose selectors the release has. */
  readonly selector?: { [key: string]: string };
}

/** Resolves a naming against what a release knows. */
export function identity<Names>(
  naming: Naming | undefined, version: string, manifests: Names, chart: ChartProfile<Names> | undefined,
): Identity<Names> {
  const helm = naming?._helm;
  if (!helm) return { names: manifests, labels: {} };
  if (!chart) invalid('naming', 'Naming.helmChart', `Naming.manifests() with ${version}`, 'The chart of this version is not known');
  const name = labelOf(helm.nameOverride || chart.name);
  const selector = { [APP_NAME]: name, [APP_INSTANCE]: helm.release };
  return {
    names: fill(chart.names, { fullname: fullname(helm, chart.name) }),
    selector,
    labels: {
      [HELM_CHART]: chartLabel(chart.name, helm.chartVersion ?? chart.version),
      ...selector,
      ...(chart.appVersion && { [APP_VERSION]: chart.appVersion }),
      [MANAGED_BY]: 'Helm',
    },
  };
}

/** As the helper templates of both charts make it: at most 63 characters, and the release's name alone where it holds that of the chart. */
function fullname({ release, nameOverride, fullnameOverride }: HelmNamingOptions, chart: string): string {
  const name = nameOverride || chart; // not cut, unlike in labels
  const full = helmName(fullnameOverride || (release.includes(name) ? release : `${release}-${name}`));
  return isDnsSubdomain(full) ? full : invalid(`naming.${fullnameOverride ? 'fullnameOverride' : 'nameOverride'}`, fullnameOverride || name,
    'lower-case letters, digits, "-" and ".", such as "local-storage": it becomes part of the names of objects');
}

function labelOf(name: string): string {
  return isLabelValue(helmName(name)) ? helmName(name) : invalid('naming.nameOverride', name, 'a label value (letters, digits, "-", "_" and ".")');
}
