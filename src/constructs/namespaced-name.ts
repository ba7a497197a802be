/** An object of a namespace, of a kind that follows from the property: a Secret, or a claim. */
export interface NamespacedName {
  /** Name of the object. */
  readonly name: string;
  /** Namespace of the object. */
  readonly namespace: string;
}
