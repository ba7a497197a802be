import { requireDnsSubdomain } from '../../core/names';

/** A CA bundle that lies in a Secret, for components that talk to OpenStack. */
export interface ICaCertificate {
  /** Name of the Secret, in the namespace of the components. */
  readonly secretName: string;
  /** Key of the Secret that holds the PEM text, such as "ca.pem". */
  readonly secretKey: string;
  /** Absolute path of the bundle in the containers: what `ca-file` of the cloud config says. Its folder is the mount point. */
  readonly path: string;
}

/** The cloud config that the OpenStack components read: a Secret with a cloud.conf. */
export interface ICloudConfig {
  /** Name of the Secret, in the namespace of the components. */
  readonly secretName: string;
  /** Key of the Secret that holds the file, "cloud.conf" unless stated otherwise. */
  readonly secretKey: string;
  /** SHA-256 of the file, for an annotation that rolls the pods when it changes. Undefined where the bytes are not known. */
  readonly checksum?: string;
  /** The CA bundle that the file names. Undefined where the system's own bundle is used. */
  readonly caCertificate?: ICaCertificate;
}

/** A cloud config that exists already. */
export interface ExistingCloudConfigOptions {
  /** Key of the Secret. @default "cloud.conf" */
  readonly secretKey?: string;
  /** The CA bundle that the file names. @default - the system's own */
  readonly caCertificate?: ICaCertificate;
}

/** The cloud config of a cluster. */
export class CloudConfig {
  /**
   * A Secret that exists already, in the namespace of the components.
   *
   * @param secretName Name of the Secret
   */
  public static fromSecretName(secretName: string, options: ExistingCloudConfigOptions = {}): ICloudConfig {
    return {
      secretName: requireDnsSubdomain('secretName', secretName),
      secretKey: options.secretKey ?? 'cloud.conf',
      caCertificate: options.caCertificate,
    };
  }
}
