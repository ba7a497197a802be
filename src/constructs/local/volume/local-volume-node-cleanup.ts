import { ApiObject, Duration } from 'cdk8s';
import { Construct, IConstruct } from 'constructs';
import { LocalVolumeProvisioner } from './local-volume-provisioner';
import { refuse } from '../../../core/errors';
import { APP_NAME, HOSTNAME } from '../../../kubernetes/labels';
import { requireDnsLabel, requireDnsSubdomain } from '../../../kubernetes/names';
import { LocalStaticRelease } from '../../../releases';
import { Cluster } from '../../cluster';
import { ImageOptions } from '../../images';
import { Naming } from '../../naming';
import { PodOptions } from '../../pod-options';
import { at, propsOf } from '../../private/at';
import { emit, Manifest } from '../../private/emit';
import { adviseOnTags, isHardened, networkPolicy } from '../../private/hardening';
import { imagesFor } from '../../private/images';
import { clusterRole, clusterRoleBinding, serviceAccount } from '../../private/rbac';
import { definedOf, podTemplate } from '../../private/workload';
import { goDuration } from '../private/go';
import { identity } from '../private/identity';

/** Properties for `LocalVolumeNodeCleanup`; the options of its pod are those of `PodOptions`. */
export interface LocalVolumeNodeCleanupProps extends PodOptions {
  /** The provisioner of the volumes; gives the controller its classes, release, naming, namespace and images. @default - these properties */
  readonly provisioner?: LocalVolumeProvisioner;
  /** StorageClasses whose volumes and claims the controller may delete. @default - those of `provisioner` */
  readonly storageClassNames?: string[];
  /** How long a node may be gone before the claims on it are deleted. @default Duration.seconds(60) */
  readonly claimDeletionDelay?: Duration;
  /** Time between searches for volumes of removed nodes. @default Duration.seconds(10) */
  readonly staleVolumeInterval?: Duration;
  /** Release of the controller. @default - that of `provisioner`, else LocalStaticRelease.V2_9_0 */
  readonly release?: LocalStaticRelease;
  /** Names and selectors. @default - that of `provisioner`, else Naming.manifests() */
  readonly naming?: Naming;
  /** Namespace of the pod. @default - that of `provisioner`, else "default" */
  readonly namespace?: string;
  /** Registries, tags and digests of images. @default - those of `provisioner`, else the upstream registries */
  readonly images?: ImageOptions;

  /**
   * Runs the pods with the least that they need: without root, privilege escalation and capabilities where nothing needs them, with a read-only root,
   * the seccomp profile of the runtime, API tokens only in containers that call the API server, memory requests and a
   * NetworkPolicy. Other options
   * win over it. docs/security.md lists what stays privileged and why. Kubernetes 1.21 and newer.
   *
   * @default - that of `provisioner`, else false
   */
  readonly hardened?: boolean;
}

/**
 * The controller that deletes the volumes of nodes which no longer exist, and the claims bound to them, so that a StatefulSet can start on another
 * node. It never touches disks. Use it only for classes whose data may be lost with the node.
 *
 * It runs with one replica, because it elects no leader.
 *
 * @see https://github.com/kubernetes-sigs/sig-storage-local-static-provisioner/blob/master/docs/node-cleanup-controller.md
 */
export class LocalVolumeNodeCleanup extends Construct {
  /** Its ServiceAccount. */
  public readonly serviceAccount: ApiObject;
  /** Its permissions. */
  public readonly clusterRole: ApiObject;
  /** Binds the role to the ServiceAccount. */
  public readonly clusterRoleBinding: ApiObject;
  /** Denies connections to the pod, with `hardened`. */
  public readonly networkPolicy?: ApiObject;
  /** The controller. */
  public readonly deployment: ApiObject;

  constructor(scope: Construct, id: string, props: LocalVolumeNodeCleanupProps = {}) {
    props = propsOf(new.target, 'LocalVolumeNodeCleanup', scope, id, props);
    super(scope, id);
    const options = { ...props.provisioner?._shared, ...definedOf(props) };
    const facts = at(this, () => resolve(options));
    const { names, account, labels, profile } = facts;
    this.serviceAccount = emit(this, 'ServiceAccount', serviceAccount(account, { labels }));
    this.clusterRole = emit(this, 'ClusterRole', clusterRole(names.clusterRole, profile.rules, { labels }));
    this.clusterRoleBinding = emit(this, 'ClusterRoleBinding',
      clusterRoleBinding(names.clusterRoleBinding, names.clusterRole, [account], { labels }));
    const manifest = at(this, () => deployment(facts, options, isHardened(options, Cluster.of(this).kubernetesVersion)));
    this.deployment = emit(this, 'Deployment', manifest);
    if (options.hardened) {
      this.networkPolicy = emit(this, 'NetworkPolicy', networkPolicy(manifest.metadata, facts.selector));
      adviseOnTags(this.deployment, manifest);
    }
    this.node.addValidation({ validate: () => strangers(this, facts.classNames) });
  }
}

type Facts = ReturnType<typeof resolve>;

function resolve(props: LocalVolumeNodeCleanupProps) {
  const release = props.release ?? LocalStaticRelease.latest();
  const since = release._lacks('feature', 'nodeCleanup');
  const { nodeCleanup: profile, names: manifests, chart, version } = release._profile;
  const { names, labels, selector } = identity(props.naming, version, manifests, chart);
  if (since || !profile || !names.nodeCleanup) {
    refuse('release', `must be ${since ?? 'newer'} or later: ${version} has no node cleanup controller`);
  }
  const classNames = props.storageClassNames ?? [];
  if (classNames.length === 0) refuse('storageClassNames', 'needs at least one class: without one the controller does nothing');
  for (const name of classNames) requireDnsSubdomain('storageClassNames', name);
  return {
    profile,
    classNames,
    account: { name: names.nodeCleanup, namespace: requireDnsLabel('namespace', props.namespace ?? 'default') },
    names: {
      deployment: names.nodeCleanup,
      clusterRole: names.nodeCleanupClusterRole!,
      clusterRoleBinding: names.nodeCleanupClusterRoleBinding!,
    },
    labels: Object.keys(labels).length ? labels : undefined,
    // A name of its own: the provisioner's DaemonSet and Service select by the chart's two labels alone.
    selector: selector ? { ...selector, [APP_NAME]: `${selector[APP_NAME]}-node-cleanup` } : profile.selector,
    values: {
      storageClassNames: classNames.join(','),
      claimDeletionDelay: goDuration('claimDeletionDelay', props.claimDeletionDelay ?? Duration.seconds(60)),
      staleVolumeInterval: goDuration('staleVolumeInterval', props.staleVolumeInterval ?? Duration.seconds(10)),
    },
  };
}

function deployment({ profile, account, names, labels, selector, values }: Facts, props: LocalVolumeNodeCleanupProps, hardened: boolean): Manifest {
  const [main] = profile.pod.containers;
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: definedOf({
      name: names.deployment,
      namespace: account.namespace,
      labels: { ...labels, ...selector, ...props.labels },
      annotations: props.annotations,
    }),
    spec: definedOf({
      replicas: 1,
      selector: { matchLabels: selector },
      strategy: props.updateStrategy,
      template: podTemplate(profile.pod, { serviceAccountName: account.name }, {
        selector,
        values,
        main: main.name,
        options: props,
        images: imagesFor(props.images, [main.image]),
        hardened,
      }),
    }),
  };
}

/**
 * Local volumes of the opted-in classes that the controller would take for leftovers: it knows nodes by their host name only, and deletes a
 * volume whose affinity does not use that label, and the claim bound to it.
 */
function strangers(scope: IConstruct, classNames: string[]): string[] {
  return Cluster.of(scope)._objects()
    .filter((o) => o.kind === 'PersistentVolume')
    .map((c) => c.toJson())
    .filter(({ spec }) => spec.local && classNames.includes(spec.storageClassName) && !usesHostname(spec))
    .map(({ metadata, spec }) => `PersistentVolume "${metadata.name}" of class "${spec.storageClassName}" has no node `
      + `affinity for ${HOSTNAME}, so the `
      + 'node cleanup controller takes its node for gone and deletes it and its claim. Add that label to its affinity, or take the '
        + 'class out of storageClassNames');
}

function usesHostname(spec: any): boolean {
  const terms: any[] = spec.nodeAffinity?.required?.nodeSelectorTerms ?? [];
  return terms.some((term) => (term.matchExpressions ?? []).some((e: any) => e.key === HOSTNAME));
}
