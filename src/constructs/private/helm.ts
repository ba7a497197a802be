/*
 * What the helper templates of the upstream charts do with names.
 */
import { invalid } from '../../core/errors';
import { isLabelValue } from '../../kubernetes/names';

/** `trunc 63 | trimSuffix "-"`: names that become label values. */
export function helmName(text: string): string {
  return text.slice(0, 63).replace(/-$/, '');
}

/** Name and version of a chart, as in the labels `chart` and `helm.sh/chart`. */
export function chartLabel(chart: string, version: string): string {
  const label = helmName(`${chart}-${version}`.replace(/\+/g, '_'));
  return isLabelValue(label) ? label : invalid('naming.chartVersion', version,
    'a version whose first characters, after the name of the chart, end a label of 63 characters');
}
