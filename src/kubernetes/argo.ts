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

/** Annotation with which Helm keeps an object that a chart no longer has, if its value is "keep". */
export const HELM_RESOURCE_POLICY = 'helm.sh/resource-policy';
