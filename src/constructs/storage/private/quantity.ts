import { Size } from 'cdk8s';
import { invalid } from '../../../core/errors';
import { parseQuantity } from '../../../kubernetes/quantity';

/** A size as a Kubernetes quantity, such as "10Gi". */
export function quantity(property: string, size: Size): string {
  const text = size.asString();
  return (parseQuantity(text) ?? 0n) > 0n ? text : invalid(property, text, 'a size above zero such as Size.gibibytes(10)');
}

/** The size in bytes, for comparison. */
export function bytesOf(size: Size): number {
  return Math.round(size.toKibibytes({ rounding: 2 }) * 1024);
}
