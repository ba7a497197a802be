/** A custom release of a provisioner. */
export interface ProvisionerReleaseOptions {
  /** Its version, such as "v2.10.0". Settings that this version does not read are errors. */
  readonly version: string;
  /**
   * Complete images by the last component of their name, such as `{ 'local-path-provisioner': 'registry.example.com/x:v0.0.38' }`.
   *
   * @default - those of this release
   */
  readonly images?: { [name: string]: string };
  /** Any other difference, in the schema of the files under `src/releases/data/<provisioner>`, merged over this release. @default - no change */
  readonly profile?: { [key: string]: any };
}
