import { Size } from 'cdk8s';
import { invalid } from '../../../core/errors';
import { takeProps } from '../../../core/props';
import { requireDnsLabel, requireInteger, requireLabels } from '../../../kubernetes/names';
import { parseQuantity } from '../../../kubernetes/quantity';
import { quantity } from '../../storage/private/quantity';

/** A metric of an object, such as the requests that an Ingress serves. */
export interface ObjectMetric {
  /** Name of the metric, such as "requests-per-second". */
  readonly name: string;
  /** API version of the object, such as "networking.k8s.io/v1". */
  readonly apiVersion: string;
  /** Kind of the object, such as "Ingress". */
  readonly kind: string;
  /** Name of the object. */
  readonly object: string;
  /** Labels that pick the series. @default - all series */
  readonly selector?: { [key: string]: string };
  /** Value to hold, a quantity such as "2k". @default - `averageValue` */
  readonly value?: string;
  /** Value to hold for each pod. @default - `value` */
  readonly averageValue?: string;
}

/** A metric from outside the cluster, such as the length of a queue. */
export interface ExternalMetric {
  /** Name of the metric. */
  readonly name: string;
  /** Labels that pick the series. @default - all series */
  readonly selector?: { [key: string]: string };
  /** Value to hold, a quantity such as "30". @default - `averageValue` */
  readonly value?: string;
  /** Value to hold for each pod. @default - `value` */
  readonly averageValue?: string;
}

/**
 * What an autoscaler looks at, and the value that it holds. With several metrics, the one that asks for most pods wins.
 *
 * CPU and memory come from the metrics server; the others need an adapter.
 */
export class ScalingMetric {
  /** CPU of all containers in percent of their requests, which must be set. */
  public static cpuUtilization(percent: number): ScalingMetric {
    return ScalingMetric.utilization('cpu', percent);
  }

  /** CPU of each pod, a quantity such as "500m". */
  public static cpuAverage(perPod: string): ScalingMetric {
    return new ScalingMetric({ type: 'Resource', resource: { name: 'cpu', target: average(perPod) } });
  }

  /** Memory of all containers in percent of their requests, which must be set. */
  public static memoryUtilization(percent: number): ScalingMetric {
    return ScalingMetric.utilization('memory', percent);
  }

  /** Memory of each pod. */
  public static memoryAverage(perPod: Size): ScalingMetric {
    perPod = takeProps('ScalingMetric.memoryAverage', perPod);
    return new ScalingMetric({ type: 'Resource', resource: { name: 'memory', target: average(quantity('perPod', perPod)) } });
  }

  /** CPU of one container of each pod, in percent of its requests. Since Kubernetes 1.27. */
  public static containerCpuUtilization(container: string, percent: number): ScalingMetric {
    return ScalingMetric.containerUtilization('cpu', container, percent);
  }

  /** Memory of one container of each pod, in percent of its requests. Since Kubernetes 1.27. */
  public static containerMemoryUtilization(container: string, percent: number): ScalingMetric {
    return ScalingMetric.containerUtilization('memory', container, percent);
  }

  /**
   * A metric that each pod has, such as packets per second, and its average over the pods.
   *
   * @param name Name of the metric
   * @param averageValue Value to hold, a quantity such as "1k"
   * @param selector Labels that pick the series; defaults to all series
   */
  public static pods(name: string, averageValue: string, selector?: { [key: string]: string }): ScalingMetric {
    selector = takeProps('ScalingMetric.pods', selector);
    return new ScalingMetric({ type: 'Pods', pods: { metric: series(name, selector), target: average(averageValue) } });
  }

  /** A metric of one object. */
  public static object(metric: ObjectMetric): ScalingMetric {
    metric = takeProps('ScalingMetric.object', metric);
    const { name, apiVersion, kind, object, selector } = metric;
    const describedObject = { apiVersion, kind, name: object };
    return new ScalingMetric({ type: 'Object', object: { metric: series(name, selector), describedObject, target: target(metric) } });
  }

  /** A metric from outside the cluster. */
  public static external(metric: ExternalMetric): ScalingMetric {
    metric = takeProps('ScalingMetric.external', metric);
    return new ScalingMetric({ type: 'External', external: { metric: series(metric.name, metric.selector), target: target(metric) } });
  }

  private static containerUtilization(name: string, container: string, percent: number): ScalingMetric {
    const wanted = { type: 'Utilization', averageUtilization: requireInteger('percent', percent, 1) };
    return new ScalingMetric({
      type: 'ContainerResource',
      containerResource: { name, container: requireDnsLabel('container', container), target: wanted },
    }, name);
  }

  private static utilization(name: string, percent: number): ScalingMetric {
    const averageUtilization = requireInteger('percent', percent, 1);
    return new ScalingMetric({ type: 'Resource', resource: { name, target: { type: 'Utilization', averageUtilization } } }, name);
  }

  private constructor(
    /** The entry of `spec.metrics`. @internal */ public readonly _spec: { [key: string]: any },
    /** The resource whose requests it is a percentage of. @internal */ public readonly _ofRequests?: string,
  ) {}
}

function average(value: string): object {
  return { type: 'AverageValue', averageValue: requireQuantity('averageValue', value) };
}

function target({ value, averageValue }: { readonly value?: string; readonly averageValue?: string }): object {
  if ((value === undefined) === (averageValue === undefined)) invalid('value', value, 'given, or averageValue, and not both');
  return value === undefined ? average(averageValue!) : { type: 'Value', value: requireQuantity('value', value) };
}

function series(name: string, selector?: { [key: string]: string }): object {
  if (!/^(?!\.\.?$)[^\s/%]+$/.test(name)) invalid('name', name, 'the name of a metric such as "requests-per-second"');
  requireLabels('selector', selector);
  return { name, selector: selector && { matchLabels: selector } };
}

/** The API server wants what it holds to be above zero. */
function requireQuantity(property: string, value: string): string {
  const amount = typeof value === 'string' ? parseQuantity(value) : undefined;
  return amount !== undefined && amount > 0n ? value : invalid(property, value, 'a quantity above zero such as "100m", "30" or "2k"');
}
