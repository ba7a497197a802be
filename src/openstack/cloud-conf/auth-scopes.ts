/** The domain that a user name is looked up in. @internal */
export interface UserDomainOptions {
  /**
   * ID of the user's domain, such as "default" (`user-domain-id`). Read by the CCM and Cinder CSI since 1.16.
   *
   * @default - `userDomainName`, else the fallbacks `domainId` and `domainName`
   */
  readonly userDomainId?: string;
  /**
   * Name of the user's domain, such as "Default" (`user-domain-name`). Read by the CCM and Cinder CSI since 1.16.
   *
   * @default - `userDomainId`, else the fallbacks `domainId` and `domainName`
   */
  readonly userDomainName?: string;
}

/** The project that a token is for. @internal */
export interface ProjectScopeOptions {
  /** ID of the project (`tenant-id`). Read by the CCM and Cinder CSI. @default - `tenantName` */
  readonly tenantId?: string;
  /** Name of the project; it needs a domain (`tenant-name`). Read by the CCM and Cinder CSI. @default - `tenantId` */
  readonly tenantName?: string;
  /**
   * ID of the project's domain (`tenant-domain-id`). Read by the CCM, by Cinder CSI since 1.16.
   *
   * @default - `tenantDomainName`, else `domainId` or `domainName`
   */
  readonly tenantDomainId?: string;
  /**
   * Name of the project's domain (`tenant-domain-name`). Read by the CCM, by Cinder CSI since 1.16.
   *
   * @default - `tenantDomainId`, else `domainId` or `domainName`
   */
  readonly tenantDomainName?: string;
  /** ID of the domain of whatever has none of its own: user and project (`domain-id`). Read by the CCM and Cinder CSI. @default - none */
  readonly domainId?: string;
  /** Name of the domain of whatever has none of its own: user and project (`domain-name`). Read by the CCM and Cinder CSI. @default - none */
  readonly domainName?: string;
}
