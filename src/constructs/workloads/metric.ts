import { Size } from 'cdk8s';
import { invalid } from '../../core/errors';
import { requireInteger } from '../../core/names';
import { quantity } from '../storage/private/quantity';

const QUANTITY = /^\d+(\.\d+)?(m|k|M|G|T|Ki|Mi|Gi|Ti)?$/;

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
export class Metric {
  /** CPU of all containers in percent of their requests, which must be set. */
  public static cpuUtilization(percent: number): Metric {
    return Metric.utilization('cpu', percent);
  }

  /** CPU of each pod, a quantity such as "500m". */
  public static cpuAverage(perPod: string): Metric {
    return new Metric({ type: 'Resource', resource: { name: 'cpu', target: average(perPod) } });
  }

  /** Memory of all containers in percent of their requests, which must be set. */
  public static memoryUtilization(percent: number): Metric {
    return Metric.utilization('memory', percent);
  }

  /** Memory of each pod. */
  public static memoryAverage(perPod: Size): Metric {
    return new Metric({ type: 'Resource', resource: { name: 'memory', target: average(quantity('perPod', perPod)) } });
  }

  /** CPU of one container of each pod, in percent of its requests. Since Kubernetes 1.30. */
  public static containerCpuUtilization(container: string, percent: number): Metric {
    const wanted = { type: 'Utilization', averageUtilization: requireInteger('percent', percent, 1) };
    return new Metric({ type: 'ContainerResource', containerResource: { name: 'cpu', container, target: wanted } }, 'cpu');
  }

  /** A metric that each pod has, such as packets per second, and its average over the pods. */
  public static pods(name: string, averageValue: string): Metric {
    return new Metric({ type: 'Pods', pods: { metric: { name }, target: average(averageValue) } });
  }

  /** A metric of one object. */
  public static object(metric: ObjectMetric): Metric {
    const { name, apiVersion, kind, object } = metric;
    return new Metric({ type: 'Object', object: { metric: { name }, describedObject: { apiVersion, kind, name: object }, target: target(metric) } });
  }

  /** A metric from outside the cluster. */
  public static external(metric: ExternalMetric): Metric {
    const selector = metric.selector && { matchLabels: metric.selector };
    return new Metric({ type: 'External', external: { metric: { name: metric.name, selector }, target: target(metric) } });
  }

  private static utilization(name: string, percent: number): Metric {
    const averageUtilization = requireInteger('percent', percent, 1);
    return new Metric({ type: 'Resource', resource: { name, target: { type: 'Utilization', averageUtilization } } }, name);
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

function requireQuantity(property: string, value: string): string {
  return QUANTITY.test(value) ? value : invalid(property, value, 'a quantity such as "100m", "30" or "2k"');
}
