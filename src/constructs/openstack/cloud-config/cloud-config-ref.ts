/** A CA bundle that lies in a Secret, for components that talk to OpenStack. */
export interface ICaCertificate {
  /** Name of the Secret, in the namespace of the components. */
  readonly secretName: string;
  /** Key of the Secret that holds the PEM text, such as "ca.pem". */
  readonly secretKey: string;
  /** Absolute path of the bundle in the containers: what `ca-file` of the cloud config says. Its folder is the mount point, or the file itself. */
  readonly path: string;
  /** SHA-256 of the bundle, for an annotation that rolls the pods when it changes: it is read at their start. Undefined where it is not known. */
  readonly checksum?: string;
}

/** The cloud config that the OpenStack components read: a Secret with a cloud.conf. */
export interface ICloudConfig {
  /** Name of the Secret, in the namespace of the components. */
  readonly secretName: string;
  /** Key of the Secret that holds the file, "cloud.conf" unless stated otherwise. */
  readonly secretKey: string;
  /** Namespace of the Secret, which must be that of the components: pods mount no others. Undefined where it is not known. */
  readonly namespace?: string;
  /** SHA-256 of the file, for an annotation that rolls the pods when it changes. Undefined where the bytes are not known. */
  readonly checksum?: string;
  /** The CA bundle that the file names. Undefined where the system's own bundle is used. */
  readonly caCertificate?: ICaCertificate;
  /** What node plugins of Cinder CSI read of the file, without credentials. Undefined where the file is not known. */
  readonly nodeConfig?: string;
  /** Whether the file names a router for the routes to pods, which the route controller writes. Undefined where the file is not known. */
  readonly namesRouter?: boolean;
}

/** A cloud config that exists already. */
export interface ExistingCloudConfigOptions {
  /** Key of the Secret. @default "cloud.conf" */
  readonly secretKey?: string;
  /** The CA bundle that the file names. @default - the system's own */
  readonly caCertificate?: ICaCertificate;
}
