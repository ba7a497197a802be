/** Annotation that marks the default StorageClass. */
export const DEFAULT_CLASS = 'storageclass.kubernetes.io/is-default-class';

/** The older annotation, which still counts. */
export const BETA_DEFAULT_CLASS = 'storageclass.beta.kubernetes.io/is-default-class';

/** Annotations that make a class the default. Source: pkg/volume/util/storageclass.go of Kubernetes. */
export const DEFAULT_CLASS_ANNOTATIONS: readonly string[] = [DEFAULT_CLASS, BETA_DEFAULT_CLASS];

/** Whether annotations make a StorageClass the default. */
export function isDefaultClass(annotations: { readonly [key: string]: unknown } = {}): boolean {
  return DEFAULT_CLASS_ANNOTATIONS.some((key) => annotations[key] === 'true');
}
