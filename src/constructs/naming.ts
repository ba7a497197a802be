import { invalid } from '../core/errors';
import { takeProps } from '../core/props';
import { immutable } from '../core/shared';
import { isDnsSubdomain } from '../kubernetes/names';

/** Names of an installed Helm release. */
export interface HelmNamingOptions {
  /** Name of the Helm release: what `helm list` shows. */
  readonly release: string;
  /** The chart's `nameOverride` value. @default - the chart's own name */
  readonly nameOverride?: string;
  /** The chart's `fullnameOverride` value, where the chart uses one. @default - derived from release and chart name */
  readonly fullnameOverride?: string;
  /** Version of the chart, for the `helm.sh/chart` label. @default - the chart version that belongs to the component's release */
  readonly chartVersion?: string;
}

/**
 * Names, labels and selectors of the objects of a component: those of the upstream manifests, or those of the upstream Helm chart.
 *
 * Selectors are immutable, so choose what is already installed.
 */
export class Naming {
  /** Names of the upstream manifests, as `kubectl apply` of the upstream YAML creates them. */
  public static manifests(): Naming {
    return new Naming();
  }

  /** Names of the upstream Helm chart, so that the objects of a Helm release are adopted and not recreated. */
  public static helmChart(options: HelmNamingOptions): Naming {
    options = takeProps('Naming.helmChart', options);
    checkHelm(options);
    return new Naming(options);
  }

  private constructor(/** @internal */ public readonly _helm?: HelmNamingOptions) {
    immutable(this);
  }
}

/** Helm's rule for names of releases (pkg/chart/v2/util, validate_name.go). Overrides are checked by the components that use them. */
function checkHelm({ release, chartVersion }: HelmNamingOptions): void {
  if (!isDnsSubdomain(release) || release.length > 53) {
    invalid('naming.release', release, 'the name of a Helm release (lower-case letters, digits, "-" and ".", at most 53 characters) such as "occm"');
  }
  if (chartVersion !== undefined && !/^\d+\.\d+\.\d+([-+][0-9A-Za-z.+-]+)?$/.test(chartVersion)) {
    invalid('naming.chartVersion', chartVersion, 'the version of a chart such as "2.36.0"');
  }
}
