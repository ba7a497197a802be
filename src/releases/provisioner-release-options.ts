/** A release of a provisioner that this library does not have. */
export interface ProvisionerReleaseOptions {
  /** Its version, such as "v2.10.0". Settings that the program of this version does not read are refused. */
  readonly version: string;
  /** Whole images by the last part of their name, such as `{ 'local-path-provisioner': 'registry.example.com/x:v0.0.38' }`. @default - those of this release */
  readonly images?: { [name: string]: string };
  /** Anything else, in the form of the files under `src/releases/data/<provisioner>`, merged over this release. @default - no change */
  readonly profile?: { [key: string]: any };
}
