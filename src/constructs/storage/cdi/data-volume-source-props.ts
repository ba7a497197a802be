/** An image on an HTTP server. */
export interface HttpImage {
  /** URL of the image: "http://…", "https://…" or "gs://…". */
  readonly url: string;
  /** Secret with `accessKeyId` and `secretKey`, for basic authentication. @default - none */
  readonly secretName?: string;
  /** ConfigMap with the CA of the server. Images that need conversion then use scratch space. @default - the public CAs */
  readonly certConfigMap?: string;
  /** Headers, such as "X-Team: a". @default - none */
  readonly extraHeaders?: string[];
  /** Secrets with headers. @default - none */
  readonly secretExtraHeaders?: string[];
  /** Checksum: "sha256:<hex digits>", or md5, sha1, sha512. @default - not checked */
  readonly checksum?: string;
  /** Skips verification of the server's certificate. @default false */
  readonly insecureSkipVerify?: boolean;
}

/** Component that pulls a disk from a registry. */
export enum RegistryPullMethod {
  /** The importer pod. */
  POD = 'pod',
  /** The container runtime of the node. */
  NODE = 'node',
}

/** A disk in a container image. */
export interface RegistryImage {
  /** URL: "docker://…" or "oci-archive:…". @default - `imageStream` */
  readonly url?: string;
  /** An ImageStream of OpenShift; needs RegistryPullMethod.NODE. @default - `url` */
  readonly imageStream?: string;
  /** Component that pulls the image. @default RegistryPullMethod.POD */
  readonly pullMethod?: RegistryPullMethod;
  /** Architecture, such as "arm64". @default - that of the node */
  readonly architecture?: string;
  /** Secret with `accessKeyId` and `secretKey`. @default - none */
  readonly secretName?: string;
  /** ConfigMap with the CA of the registry. @default - the public CAs */
  readonly certConfigMap?: string;
}

/** A disk of oVirt. */
export interface ImageIoDisk {
  /** URL of the API. */
  readonly url: string;
  /** Id of the disk. */
  readonly diskId: string;
  /** Secret with the credentials. */
  readonly secretName: string;
  /** ConfigMap with the CA of the server. @default - `insecureSkipVerify` */
  readonly certConfigMap?: string;
  /** Skips verification of the server's certificate. @default - `certConfigMap` */
  readonly insecureSkipVerify?: boolean;
}

/** A disk of vSphere. */
export interface VddkDisk {
  /** URL of vCenter or of the host. */
  readonly url: string;
  /** UUID of the virtual machine. */
  readonly uuid: string;
  /** Path of the disk: "[datastore] folder/disk.vmdk". */
  readonly backingFile: string;
  /** Thumbprint of the server's certificate. */
  readonly thumbprint: string;
  /** Secret with the credentials. */
  readonly secretName: string;
  /** Image with the VDDK libraries. @default - that of the CDI configuration */
  readonly initImageUrl?: string;
  /** ConfigMap with more arguments. @default - none */
  readonly extraArgs?: string;
}
