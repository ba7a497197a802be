/** A config management plugin that renders the manifests. */
export interface ArgoPlugin {
  /** Name of the plugin. @default "cdk8s-openstack" */
  readonly name?: string;
  /** Parameters by name, such as `{ release: '1.36' }`. The plugin takes them as untrusted input. @default - none */
  readonly parameters?: { [name: string]: string };
  /** Environment variables; the plugin sees them as ARGOCD_ENV_<name>. @default - none */
  readonly env?: { [name: string]: string };
}

/** What the Applications of one cluster and of many have in common. */
export interface ArgoOptions {
  /** Git repository, or OCI artifact such as "oci://registry.example.com/clusters". */
  readonly repoUrl: string;
  /** Branch, tag or commit; of an OCI artifact the tag. @default "HEAD" */
  readonly revision?: string;
  /** Plugin that renders the folder. @default - none: the folder and its subfolders hold manifests */
  readonly plugin?: ArgoPlugin;
  /** Project of Argo CD. @default "default" */
  readonly project?: string;
  /** Namespace that Argo CD watches. @default "argocd" */
  readonly namespace?: string;
  /** Namespace of objects that name none. @default "default" */
  readonly targetNamespace?: string;
  /** Syncs as soon as the repository changes. @default true */
  readonly automated?: boolean;
  /**
   * Deletes objects that are no longer in the repository, in an automated sync. A claim that goes takes its data with it, so this is off unless it is
   * asked for; see `dataNeedsConfirmation` of the cluster.
   *
   * @default false
   */
  readonly prune?: boolean;
  /** Reverts changes that were made in the cluster, in an automated sync. @default true */
  readonly selfHeal?: boolean;
  /** Applies on the server, so that fields of other managers stay theirs, and compares with what the server would write. @default true */
  readonly serverSideApply?: boolean;
  /** Further sync options, such as "CreateNamespace=true". @default - none */
  readonly syncOptions?: string[];
}
