import { ProjectScopeOptions, UserDomainOptions } from './auth-scopes';
import { refuse } from '../../core/errors';
import { takeProps } from '../../core/props';
import { SecretText } from '../secrets/secret-text';

/** A user with a password, in a project: `tenantId`, or `tenantName` with its domain. */
export interface PasswordAuthOptions extends UserDomainOptions, ProjectScopeOptions {
  /** Name of the user; it needs a domain (`username`). Read by the CCM and Cinder CSI. @default - `userId` */
  readonly username?: string;
  /** ID of the user; cannot be combined with a user domain (`user-id`). Read by the CCM and Cinder CSI. @default - `username` */
  readonly userId?: string;
  /** Password of the user (`password`). Read by the CCM and Cinder CSI. */
  readonly password: SecretText;
}

/** An application credential, found by its ID. */
export interface ApplicationCredentialOptions {
  /** ID of the application credential (`application-credential-id`). Read by the CCM and Cinder CSI since 1.16. */
  readonly id: string;
  /** Its secret, shown by OpenStack once, when it was created (`application-credential-secret`). Read by the CCM and Cinder CSI since 1.16. */
  readonly secret: SecretText;
}

/** An application credential, found by its name among those of a user. */
export interface ApplicationCredentialByNameOptions extends UserDomainOptions {
  /** Name of the application credential (`application-credential-name`). Read by the CCM and Cinder CSI since 1.16. */
  readonly name: string;
  /** Its secret, shown by OpenStack once, when it was created (`application-credential-secret`). Read by the CCM and Cinder CSI since 1.16. */
  readonly secret: SecretText;
  /** ID of the user that it belongs to (`user-id`). Read by the CCM and Cinder CSI. @default - `username` */
  readonly userId?: string;
  /** Name of the user that it belongs to; it needs a domain (`username`). Read by the CCM and Cinder CSI. @default - `userId` */
  readonly username?: string;
}

/** An existing token for a project: `tenantId`, or `tenantName` with its domain. */
export interface TokenAuthOptions extends ProjectScopeOptions {
  /** The token (`token`). It cannot be renewed: components stop working when it expires. Read by the CCM and Cinder CSI since 1.35. */
  readonly token: SecretText;
}

/** A trust: its trustee acts with the permissions of its trustor. Give `trusteeId` and `trusteePassword`, or a user and `password`. */
export interface TrustAuthOptions extends UserDomainOptions {
  /** ID of the trust (`trust-id`). Read by the CCM, by Cinder CSI since 1.16. */
  readonly trustId: string;
  /** ID of the trustee (`trustee-id`; `trusteeid` before 1.20). Read by the CCM and Cinder CSI since 1.16. @default - `userId` or `username` */
  readonly trusteeId?: string;
  /** Password of the trustee (`trustee-password`; `trusteepassword` before 1.20). Read by the CCM and Cinder CSI since 1.16. @default - `password` */
  readonly trusteePassword?: SecretText;
  /** Name of the trustee; it needs a user domain of its own (`username`). Read by the CCM and Cinder CSI. @default - `trusteeId` */
  readonly username?: string;
  /** ID of the trustee, also before 1.16 (`user-id`). Read by the CCM and Cinder CSI. @default - `trusteeId` */
  readonly userId?: string;
  /** Password of the user (`password`). Read by the CCM and Cinder CSI. @default - `trusteePassword` */
  readonly password?: SecretText;
}

const USER_DOMAIN = ['userDomainId', 'userDomainName'];
const PROJECT_DOMAIN = ['tenantDomainId', 'tenantDomainName'];

/** Options of a method of which the client uses one and silently ignores the others. */
const ALTERNATIVES: { readonly [method: string]: ReadonlyArray<readonly string[]> } = {
  password: [PROJECT_DOMAIN],
  applicationCredentialByName: [['userId', 'username'], USER_DOMAIN],
  token: [PROJECT_DOMAIN],
  trust: [['trusteeId', 'userId', 'username'], ['trusteePassword', 'password']],
};

/**
 * How the components authenticate: one method with its options. Both the CCM and Cinder CSI read it, since 1.15 unless stated otherwise.
 *
 * cloud.conf itself allows several methods, of which OpenStack's client silently picks one. Here only one can be set.
 *
 * @see
 * https://github.com/kubernetes/cloud-provider-openstack/blob/master/docs/openstack-cloud-controller-manager/using-openstack-cloud-controller-manager.md#global
 */
export class Auth {
  /** A user with a password, in a project. */
  public static password(options: PasswordAuthOptions): Auth {
    options = takeProps('Auth.password', options);
    return new Auth('password', options);
  }

  /** An application credential, found by its ID. Recommended, because it can be restricted and revoked. Since 1.16. */
  public static applicationCredential(options: ApplicationCredentialOptions): Auth {
    options = takeProps('Auth.applicationCredential', options);
    return new Auth('applicationCredential', options, { id: 'applicationCredentialId', secret: 'applicationCredentialSecret' });
  }

  /** An application credential, found by its name among those of a user. Since 1.16. */
  public static applicationCredentialByName(options: ApplicationCredentialByNameOptions): Auth {
    options = takeProps('Auth.applicationCredentialByName', options);
    return new Auth('applicationCredentialByName', options, { name: 'applicationCredentialName', secret: 'applicationCredentialSecret' });
  }

  /** An existing token, for short-lived use. Since 1.35. */
  public static token(options: TokenAuthOptions): Auth {
    options = takeProps('Auth.token', options);
    return new Auth('token', options);
  }

  /** A trust. Cinder CSI reads it since 1.16. */
  public static trust(options: TrustAuthOptions): Auth {
    options = takeProps('Auth.trust', options);
    return new Auth('trust', options);
  }

  /**
   * Credentials in a clouds.yaml that is mounted into the pods (`use-clouds`). Read by the CCM, by Cinder CSI since 1.16. Mount the file with
   * `extraVolumes`. Values of cloud.conf override those of clouds.yaml, and `verify: false` of clouds.yaml is ignored.
   *
   * @param cloud Name of the entry in clouds.yaml (`cloud`). Read by the CCM, by Cinder CSI since 1.16. @default - the only entry, or OS_CLOUD
   * @param cloudsFile Absolute path of the clouds.yaml in the containers (`clouds-file`). Read by the CCM, by Cinder CSI since 1.16.
   *   @default - the default locations of OpenStack clients, or OS_CLIENT_CONFIG_FILE
   */
  public static cloudsYaml(cloud?: string, cloudsFile?: string): Auth {
    return new Auth('cloudsYaml', { cloudsFile, cloud }, {}, { useClouds: true });
  }

  /** Name of its factory, such as "password". */
  public readonly method: string;

  /** Values by property name of the key table. @internal */
  public readonly _settings: { readonly [property: string]: unknown };

  /**
   * @param method The factory
   * @param properties Names in the key table of options that are called otherwise
   * @param settings What the way itself sets
   */
  private constructor(
    method: string, options: object, properties: { [option: string]: string } = {}, settings: { [property: string]: unknown } = {},
  ) {
    const given = Object.entries(options).filter(([, value]) => value !== undefined);
    requireOneOfEach(ALTERNATIVES[method] ?? [], given.map(([option]) => option));
    this.method = method;
    this._settings = { ...settings, ...Object.fromEntries(given.map(([option, value]) => [properties[option] ?? option, value])) };
  }
}

function requireOneOfEach(alternatives: ReadonlyArray<readonly string[]>, given: string[]): void {
  for (const names of alternatives) {
    const [one, other] = names.filter((option) => given.includes(option));
    if (other !== undefined) refuse(other, `conflicts with ${one}: the client uses one of them and silently ignores the other. Remove one of them`);
  }
}
