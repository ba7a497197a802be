/* Annotations of Argo CD and Helm. Sources: https://argo-cd.readthedocs.io/en/stable/user-guide/, https://helm.sh/docs/topics/charts_hooks/. */

/** Beginning of the annotations that Argo CD reads. */
export const ARGO_PREFIX = 'argocd.argoproj.io/';

/** Annotation that Argo CD orders a sync by; an object without it is in wave 0. */
export const SYNC_WAVE = `${ARGO_PREFIX}sync-wave`;

/** Annotation for what a sync does with the object, such as "Prune=false". */
export const SYNC_OPTIONS = `${ARGO_PREFIX}sync-options`;

/** Annotations that make an object a hook; Argo CD reads Helm's too. */
export const HOOKS: readonly string[] = [`${ARGO_PREFIX}hook`, 'helm.sh/hook'];

/** Labels by which Argo CD may recognise the objects of an application. */
export const TRACKING_LABEL = `${ARGO_PREFIX}instance`;
export const COMMON_TRACKING_LABEL = 'app.kubernetes.io/instance';

/** Annotation by which it recognises them otherwise: "APPLICATION:GROUP/KIND:NAMESPACE/NAME". */
export const TRACKING_ID = `${ARGO_PREFIX}tracking-id`;

/** Annotation with which Helm keeps an object that a chart no longer has, if its value is "keep". */
export const HELM_RESOURCE_POLICY = 'helm.sh/resource-policy';

/** Beginning of the variables of an Application, as a plugin sees them: so they replace none of the plugin's own. */
export const ARGO_ENV = 'ARGOCD_ENV_';

/** What an environment variable holds: for a plugin of Argo CD also one of the Application, unless the plugin itself has one of the name. */
export function environmentVariable(name: string, environment: { readonly [name: string]: string | undefined } = process.env): string | undefined {
  return environment[name] ?? environment[`${ARGO_ENV}${name}`];
}

/** API of Application and ApplicationSet. Source: Argo CD, pkg/apis/application/v1alpha1. */
export const ARGO_VERSION = 'argoproj.io/v1alpha1';

/** Finalizer with which the objects of an Application are deleted with it. */
export const ARGO_FINALIZER = 'resources-finalizer.argocd.argoproj.io';

/** Compares with what a server-side apply would write. Since Argo CD 2.10. */
export const SERVER_SIDE_DIFF = { [`${ARGO_PREFIX}compare-options`]: 'ServerSideDiff=true' };

/** Asks before it deletes the object. Since Argo CD 2.14. */
export const CONFIRMED = 'Prune=confirm,Delete=confirm';

/** Does not ask the server about a kind that it may not know yet. */
export const SKIPS_UNKNOWN_KINDS = 'SkipDryRunOnMissingResource=true';
