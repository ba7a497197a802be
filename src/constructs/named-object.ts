/** An object of the API by its name: one of this library, one of cdk8s-plus 28 to 34, or any other that says what it is called. */
export interface INamedObject {
  /** Name of the object. */
  readonly name: string;
  /** Kind of the object, such as "PersistentVolumeClaim". */
  readonly kind: string;
  /** Namespace of the object. Undefined if it is that of the chart, or the kind is cluster-scoped. */
  readonly namespace?: string;
}
