/** A CA bundle in a Secret, for components that call OpenStack. */
export interface ICaCertificate {
  /** Name of the Secret, in the namespace of the components. */
  readonly secretName: string;
  /** Key of the Secret that holds the PEM text, such as "ca.pem". */
  readonly secretKey: string;
  /** Absolute path of the bundle in the containers: `ca-file` of the cloud config. Its folder, or the file itself, is the mount point. */
  readonly path: string;
  /** SHA-256 of the bundle, for an annotation that rolls the pods when it changes, because they read it at startup. Undefined if unknown. */
  readonly checksum?: string;
}

/** The cloud config that the OpenStack components read: a Secret with a cloud.conf. */
export interface ICloudConfig {
  /** Name of the Secret, in the namespace of the components. */
  readonly secretName: string;
  /** Key of the Secret that holds the file, "cloud.conf" unless stated otherwise. */
  readonly secretKey: string;
  /** Namespace of the Secret. It must be that of the components, because pods mount Secrets of their own namespace only. Undefined if unknown. */
  readonly namespace?: string;
  /**
   * Checksum of the file, for an annotation that rolls the pods when it changes: 20 bits of its SHA-256, so that nobody can confirm a guessed
   * password with it. Undefined if the content is unknown.
   */
  readonly checksum?: string;
  /** The CA bundle that the file names. Undefined if the system's own bundle is used. */
  readonly caCertificate?: ICaCertificate;
  /** The part of the file that Cinder CSI node plugins read, without credentials. Undefined if the file is unknown. */
  readonly nodeConfig?: string;
  /** Whether the file names a router, to which the route controller writes pod routes. Undefined if the file is unknown. */
  readonly namesRouter?: boolean;
}

/** A cloud config that already exists. */
export interface ExistingCloudConfigOptions {
  /** Key of the Secret. @default "cloud.conf" */
  readonly secretKey?: string;
  /** The CA bundle that the file names. @default - the system's own */
  readonly caCertificate?: ICaCertificate;
}
