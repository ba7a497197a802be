/** Annotation of the StorageClass that claims without a class get. */
export const DEFAULT_CLASS = 'storageclass.kubernetes.io/is-default-class';

/** Whether annotations make a StorageClass the default. The older annotation still counts: pkg/volume/util/storageclass.go of Kubernetes. */
export function isDefaultClass(annotations: { readonly [key: string]: unknown } = {}): boolean {
  return [DEFAULT_CLASS, 'storageclass.beta.kubernetes.io/is-default-class'].some((key) => annotations[key] === 'true');
}
