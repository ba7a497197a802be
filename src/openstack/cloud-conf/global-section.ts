import { Auth } from './auth';

/** Which endpoints of the catalog to use. */
export enum EndpointType {
  /** Public endpoints. */
  PUBLIC = 'public',
  /** Internal endpoints of the cloud. */
  INTERNAL = 'internal',
  /** Endpoints for administration. */
  ADMIN = 'admin',
}

/** Section `[Global]`: the cloud and how to authenticate. Read by the CCM and by Cinder CSI. */
export interface GlobalSection {
  /** How to authenticate. */
  readonly auth: Auth;

  /**
   * URL of Keystone, such as "https://openstack.example.com:5000/v3" (`auth-url`). Read by the CCM and Cinder CSI.
   *
   * @default - from clouds.yaml; required for every other way
   */
  readonly authUrl?: string;

  /** Region whose endpoints are used (`region`). Read by the CCM and Cinder CSI. @default - any region of the catalogue */
  readonly region?: string;
  /** Kind of endpoint (`os-endpoint-type`). Read by the CCM and Cinder CSI since 1.21. @default EndpointType.PUBLIC */
  readonly osEndpointType?: EndpointType;

  /**
   * Absolute path, in the containers, of the CA bundle for OpenStack's endpoints (`ca-file`). It replaces the system's bundle; a file that cannot
   * be read stops the component. Read by the CCM and Cinder CSI.
   *
   * @default - the path of `caCertificate`, else the system's bundle
   */
  readonly caFile?: string;

  /**
   * The CA bundle itself, certificates as PEM (`cafilecontents`); one that cannot be read stops the component. Upstream does not document it;
   * `caCertificate` is the documented way. Read by the CCM and Cinder CSI since 1.16.
   *
   * @default - `caFile`
   */
  readonly caFileContents?: string;

  /**
   * Accepts any certificate of OpenStack's endpoints (`tls-insecure`; `tlsinsecure` before 1.20). Read by the CCM and Cinder CSI since 1.16.
   *
   * @default false
   */
  readonly tlsInsecure?: boolean;

  /**
   * Absolute path, in the containers, of the client certificate (`cert-file`); with `keyFile`. Read by the CCM and Cinder CSI since 1.19.
   *
   * @default - none
   */
  readonly certFile?: string;

  /**
   * Absolute path, in the containers, of the client certificate's key (`key-file`); with `certFile`. Read by the CCM and Cinder CSI since 1.19.
   *
   * @default - none
   */
  readonly keyFile?: string;

  /** Keys that this library does not know, exactly as in the file. Do not put secrets here. @default - none */
  readonly extraKeys?: { [key: string]: string };
}
