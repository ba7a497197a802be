/** Kind of the store from which the External Secrets Operator fetches a secret. */
export enum SecretStoreKind {
  /** A store in the namespace of the ExternalSecret. */
  SECRET_STORE = 'SecretStore',
  /** A store for all namespaces. */
  CLUSTER_SECRET_STORE = 'ClusterSecretStore',
}

/** Reference to a value in the External Secrets Operator's store. */
export interface StoreSecretOptions {
  /** Name of the SecretStore or ClusterSecretStore. */
  readonly store: string;
  /** Kind of the store. @default SecretStoreKind.SECRET_STORE */
  readonly storeKind?: SecretStoreKind;
  /** Key of the secret in the store, such as "openstack/prod-1". */
  readonly key: string;
  /** Property of the secret, if the store has several under one key. @default - the whole secret */
  readonly property?: string;
  /** Version of the secret. @default - the newest */
  readonly version?: string;
}
