/*
 * The kinds of the built-in API groups, those that are gone included: which version has which is the business of rules.
 * Source: api/openapi-spec/swagger.json of Kubernetes v1.36.3.
 */
const KINDS: { readonly [group: string]: string } = {
  '': 'APIGroup APIVersions Binding ComponentStatus ConfigMap Endpoints Event LimitRange List Namespace Node PersistentVolume PersistentVolumeClaim Pod PodTemplate ReplicationController ResourceQuota Secret Service ServiceAccount Status',
  'admissionregistration.k8s.io': 'MutatingAdmissionPolicy MutatingAdmissionPolicyBinding MutatingWebhookConfiguration ValidatingAdmissionPolicy ValidatingAdmissionPolicyBinding ValidatingWebhookConfiguration',
  'apiextensions.k8s.io': 'CustomResourceDefinition',
  'apiregistration.k8s.io': 'APIService',
  'apps': 'ControllerRevision DaemonSet Deployment ReplicaSet StatefulSet',
  'authentication.k8s.io': 'SelfSubjectReview TokenRequest TokenReview',
  'authorization.k8s.io': 'LocalSubjectAccessReview SelfSubjectAccessReview SelfSubjectRulesReview SubjectAccessReview',
  'autoscaling': 'HorizontalPodAutoscaler Scale',
  'batch': 'CronJob Job',
  'certificates.k8s.io': 'CertificateSigningRequest ClusterTrustBundle PodCertificateRequest',
  'coordination.k8s.io': 'Lease LeaseCandidate',
  'discovery.k8s.io': 'EndpointSlice',
  'events.k8s.io': 'Event',
  'flowcontrol.apiserver.k8s.io': 'FlowSchema PriorityLevelConfiguration',
  'internal.apiserver.k8s.io': 'StorageVersion',
  'networking.k8s.io': 'IPAddress Ingress IngressClass NetworkPolicy ServiceCIDR',
  'node.k8s.io': 'RuntimeClass',
  'policy': 'Eviction PodDisruptionBudget PodSecurityPolicy',
  'rbac.authorization.k8s.io': 'ClusterRole ClusterRoleBinding Role RoleBinding',
  'resource.k8s.io': 'DeviceClass DeviceTaintRule ResourceClaim ResourceClaimTemplate ResourcePoolStatusRequest ResourceSlice',
  'scheduling.k8s.io': 'PodGroup PriorityClass Workload',
  'storage.k8s.io': 'CSIDriver CSINode CSIStorageCapacity StorageClass VolumeAttachment VolumeAttributesClass',
  'storagemigration.k8s.io': 'StorageVersionMigration',
};

const known = new Map(Object.entries(KINDS).map(([group, kinds]) => [group, new Set(kinds.split(' '))]));

/** Whether a built-in group has no such kind: a slip of the pen. Of other groups nothing is known. */
export function isUnknownKind(group: string, kind: string): boolean {
  return known.get(group)?.has(kind) === false && !kind.endsWith('List');
}

/** Groups of configuration files that look like objects, but are read by programs: no API server takes them, and they have no name. */
const FILES = /^(kubeadm\.k8s\.io|audit\.k8s\.io|apiserver\.k8s\.io|client\.authentication\.k8s\.io|(.*\.)?config\.k8s\.io)$/;

/** Whether documents of a group are files of a program, not objects. */
export function isFile(group: string): boolean {
  return FILES.test(group);
}

const TEMPLATE = ['spec', 'template'] as const;

/** Path of the pod template in each kind that runs pods; a Pod is its own. */
const POD_TEMPLATES: ReadonlyMap<string, readonly string[]> = new Map<string, readonly string[]>([
  ['Pod', []],
  ['Deployment', TEMPLATE],
  ['ReplicaSet', TEMPLATE],
  ['ReplicationController', TEMPLATE],
  ['StatefulSet', TEMPLATE],
  ['DaemonSet', TEMPLATE],
  ['Job', TEMPLATE],
  ['CronJob', ['spec', 'jobTemplate', ...TEMPLATE]],
]);

/** Path of the pod template in objects of a kind, as steps: none for a Pod; undefined for kinds that run no pods. */
export function podTemplatePath(kind: string): readonly string[] | undefined {
  return POD_TEMPLATES.get(kind);
}
