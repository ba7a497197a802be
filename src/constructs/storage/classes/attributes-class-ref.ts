/** A VolumeAttributesClass that claims can name. */
export interface IVolumeAttributesClass {
  /** Name of the class. */
  readonly volumeAttributesClassName: string;
  /** The CSI driver of its volumes. Undefined if the class is known by name only. */
  readonly driver?: string;
}
