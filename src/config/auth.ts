import { SecretText } from './secret-text';
import { refuse } from '../core/errors';

/** The domain that a user name is looked up in. */
export interface UserDomainOptions {
  /** ID of the user's domain, such as "default". Since 1.16. @default - `userDomainName`, else the fallbacks `domainId` and `domainName` */
  readonly userDomainId?: string;
  /** Name of the user's domain, such as "Default". Since 1.16. @default - `userDomainId`, else the fallbacks `domainId` and `domainName` */
  readonly userDomainName?: string;
}

/** The project that a token is for. */
export interface ProjectScopeOptions {
  /** ID of the project. @default - `tenantName` */
  readonly tenantId?: string;
  /** Name of the project; it needs a domain. @default - `tenantId` */
  readonly tenantName?: string;
  /** ID of the project's domain. Since 1.15 in the CCM, 1.16 in Cinder CSI. @default - `tenantDomainName`, else `domainId` or `domainName` */
  readonly tenantDomainId?: string;
  /** Name of the project's domain. Since 1.15 in the CCM, 1.16 in Cinder CSI. @default - `tenantDomainId`, else `domainId` or `domainName` */
  readonly tenantDomainName?: string;
  /** ID of the domain of whatever has none of its own: user and project. @default - none */
  readonly domainId?: string;
  /** Name of the domain of whatever has none of its own: user and project. @default - none */
  readonly domainName?: string;
}

/** A user with a password, in a project. */
export interface PasswordAuthOptions extends UserDomainOptions, ProjectScopeOptions {
  /** Name of the user; it needs a domain. @default - `userId` */
  readonly username?: string;
  /** ID of the user; it excludes a user domain. @default - `username` */
  readonly userId?: string;
  /** Password of the user. */
  readonly password: SecretText;
}

/** An application credential, found by its ID. */
export interface ApplicationCredentialOptions {
  /** ID of the application credential. */
  readonly id: string;
  /** Its secret, shown by OpenStack once, when it was created. */
  readonly secret: SecretText;
}

/** An application credential, found by its name among those of a user. */
export interface ApplicationCredentialByNameOptions extends UserDomainOptions {
  /** Name of the application credential. */
  readonly name: string;
  /** Its secret, shown by OpenStack once, when it was created. */
  readonly secret: SecretText;
  /** ID of the user that it belongs to. @default - `username` */
  readonly userId?: string;
  /** Name of the user that it belongs to; it needs a domain. @default - `userId` */
  readonly username?: string;
}

/** A token that was issued before. */
export interface TokenAuthOptions extends ProjectScopeOptions {
  /** The token. It cannot be renewed: nothing works after it expires. */
  readonly token: SecretText;
}

/** A trust: the rights of its trustor, used by its trustee. Give `trusteeId` and `trusteePassword`, or a user and `password`. */
export interface TrustAuthOptions extends UserDomainOptions {
  /** ID of the trust. */
  readonly trustId: string;
  /** ID of the trustee. Since 1.16. @default - `userId` or `username` */
  readonly trusteeId?: string;
  /** Password of the trustee. Since 1.16. @default - `password` */
  readonly trusteePassword?: SecretText;
  /** Name of the trustee; it needs a user domain of its own. @default - `trusteeId` */
  readonly username?: string;
  /** ID of the trustee, also before 1.16. @default - `trusteeId` */
  readonly userId?: string;
  /** Password of the user. @default - `trusteePassword` */
  readonly password?: SecretText;
}

/** Credentials in a clouds.yaml that is mounted into the pods. */
export interface CloudsYamlOptions {
  /** Absolute path of the file in the containers. @default - the places that OpenStack's clients look at, or OS_CLIENT_CONFIG_FILE */
  readonly cloudsFile?: string;
  /** Name of the entry. @default - the only entry, or OS_CLOUD */
  readonly cloud?: string;
}

/**
 * How the components authenticate: one way, with what belongs to it.
 *
 * cloud.conf itself lets ways be mixed, and OpenStack's client then picks one without a word; here only one can be said.
 *
 * @see https://github.com/kubernetes/cloud-provider-openstack/blob/master/docs/openstack-cloud-controller-manager/using-openstack-cloud-controller-manager.md#global
 */
export class Auth {
  /** A user with a password, in a project. */
  public static password(options: PasswordAuthOptions): Auth {
    return new Auth('password', { ...options }, ['password']);
  }

  /** An application credential, found by its ID: the way to prefer, since it can be limited and revoked. Since 1.16. */
  public static applicationCredential(options: ApplicationCredentialOptions): Auth {
    const { id, secret } = options;
    return new Auth('applicationCredential', { applicationCredentialId: id, applicationCredentialSecret: secret },
      ['applicationCredentialId', 'applicationCredentialSecret']);
  }

  /** An application credential, found by its name among those of a user. Since 1.16. */
  public static applicationCredentialByName(options: ApplicationCredentialByNameOptions): Auth {
    const { name, secret, ...user } = options;
    return new Auth('applicationCredentialByName', { applicationCredentialName: name, applicationCredentialSecret: secret, ...user },
      ['applicationCredentialName', 'applicationCredentialSecret']);
  }

  /** A token that was issued before, for short-lived use. Since 1.35. */
  public static token(options: TokenAuthOptions): Auth {
    return new Auth('token', { ...options }, ['token']);
  }

  /** A trust. Cinder CSI reads it since 1.16. */
  public static trust(options: TrustAuthOptions): Auth {
    return new Auth('trust', { ...options }, ['trustId']);
  }

  /**
   * Credentials in a clouds.yaml; mount it with `extraVolumes`. Values of cloud.conf win over those of clouds.yaml, and `verify: false` of
   * clouds.yaml is not read.
   */
  public static cloudsYaml(options: CloudsYamlOptions = {}): Auth {
    return new Auth('cloudsYaml', { useClouds: true, ...options }, []);
  }

  /** The factory that made it, such as "password". */
  public readonly method: string;

  /**
   * Values by property name of the key table.
   *
   * @internal
   */
  public readonly _settings: { readonly [property: string]: unknown };

  private constructor(method: string, settings: { [property: string]: unknown }, required: string[]) {
    this.method = method;
    this._settings = settings;
    for (const property of required) {
      if (settings[property] === undefined) refuse(property, `is missing: Auth.${method} needs it`);
    }
  }
}
