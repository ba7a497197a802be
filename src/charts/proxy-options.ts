/** A proxy between the components and OpenStack. At least one URL is required. */
export interface ProxyOptions {
  /** Proxy for http URLs (HTTP_PROXY), such as "http://proxy.example.com:3128". @default - none */
  readonly httpProxy?: string;
  /** Proxy for https URLs (HTTPS_PROXY). @default - `httpProxy` */
  readonly httpsProxy?: string;
  /**
   * Hosts, suffixes such as ".example.com", addresses and CIDRs that are reached directly (NO_PROXY), besides the API server, Services, the pod
   * itself and the metadata service, which always are.
   *
   * @default - only those
   */
  readonly noProxy?: string[];
}
