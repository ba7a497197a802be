/** Kind of the store that a secret is fetched from by the External Secrets Operator. */
export enum SecretStoreKind {
  /** A store of the namespace that the ExternalSecret is in. */
  SECRET_STORE = 'SecretStore',
  /** A store for all namespaces. */
  CLUSTER_SECRET_STORE = 'ClusterSecretStore',
}

/** Where the External Secrets Operator finds a value. */
export interface StoreSecretOptions {
  /** Name of the SecretStore or ClusterSecretStore. */
  readonly store: string;

  /** Kind of the store. @default SecretStoreKind.SECRET_STORE */
  readonly storeKind?: SecretStoreKind;

  /** Key of the secret in the store, such as "openstack/prod-1". */
  readonly key: string;

  /** Property of the secret, where the store keeps several under one key. @default - the whole secret */
  readonly property?: string;

  /** Version of the secret. @default - the newest */
  readonly version?: string;
}
