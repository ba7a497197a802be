import { requireDnsLabel } from '../core/names';

/** How an upstream Helm release names its objects. */
export interface HelmNamingOptions {
  /** Name of the Helm release: what `helm list` shows. */
  readonly release: string;
  /** The chart's `nameOverride` value. @default - the chart's own name */
  readonly nameOverride?: string;
  /** The chart's `fullnameOverride` value, where the chart uses one. @default - made of release and chart name */
  readonly fullnameOverride?: string;
  /**
   * Version of the chart, for the `helm.sh/chart` label.
   *
   * @default - the chart version that belongs to the component's release
   */
  readonly chartVersion?: string;
}

/**
 * Which names, labels and selectors the objects of a component get: those of the upstream manifests, or those of the upstream Helm chart.
 *
 * Selectors cannot be changed once an object exists, so choose what is installed already.
 */
export class Naming {
  /** Names of the upstream manifests: what `kubectl apply` of the upstream YAML made. */
  public static manifests(): Naming {
    return new Naming();
  }

  /** Names of the upstream Helm chart, so that a Helm release is taken over without deleting or recreating anything. */
  public static helmChart(options: HelmNamingOptions): Naming {
    requireDnsLabel('naming.release', options.release);
    return new Naming(options);
  }

  private constructor(/** @internal */ public readonly _helm?: HelmNamingOptions) {}
}
