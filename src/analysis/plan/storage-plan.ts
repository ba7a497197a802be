import { IConstruct } from 'constructs';
import { describeClaims, describePods, describeVolumes } from './describe';
import { takeProps } from '../../core/props';
import { simulateCluster } from '../binding/default-classes';
import { Simulation } from '../binding/simulate';
import { boundaryAt } from '../input/read-constructs';
import { ProblemCode } from '../input/source';
import { Inventory } from '../model/inventory';
import { StoragePlanOptions } from '../options';
import { ClaimPlan, PodPlan, RejectedObject, VolumePlan } from './results';
import { invalid, refuse } from '../../core/errors';

/**
 * What the storage in a set of manifests will do once it is applied: which claim binds to which volume, which waits, and which can never bind and
 * why.
 *
 * It follows the algorithms of the API server, the persistent volume controller and the scheduler. Where the order of arrival or a tie decides, it
 * tries all orders; claims with too many of them get an upper bound: every volume that they could get at most.
 *
 * @see https://kubernetes.io/docs/concepts/storage/persistent-volumes/
 */
export class StoragePlan {
  /**
   * The plan of plain objects, as they were parsed. It never throws for bad objects: those that the API server would reject are in `rejected`, those
   * that are not Kubernetes objects are left out.
   *
   * Objects of a dump of a cluster keep their state: `metadata.uid`, `metadata.deletionTimestamp`, `status.phase` of volumes.
   *
   * @param objects Manifests in document order.
   * @param options What to take for granted; by default the cluster may hold more than the manifests.
   */
  public static ofManifests(objects: any[], options: StoragePlanOptions = {}): StoragePlan {
    options = takeProps('StoragePlan.ofManifests', options);
    if (!Array.isArray(objects)) invalid('objects', objects, 'a list of manifests');
    return new StoragePlan(Inventory.ofManifests(objects, options));
  }

  /**
   * The plan of the objects at and below a construct, such as an app, a chart or a cluster.
   *
   * @param construct Part of a construct tree that holds the objects of at most one cluster; an app with several has a plan for each.
   */
  public static of(construct: IConstruct, options: StoragePlanOptions = {}): StoragePlan {
    options = takeProps('StoragePlan.of', options, [construct]);
    const inner = construct.node.findAll().filter((c) => boundaryAt(c) !== undefined);
    if (inner.length > 1) {
      refuse('construct', `${construct.node.path || 'of the app'} holds ${inner.length} clusters. StoragePlan.ofEach plans each of them: `
        + `${inner.map((c) => c.node.path).join(', ')}`);
    }
    const around = [...inner, ...construct.node.scopes.reverse()].map((c) => boundaryAt(c)?.kubernetesVersion).find((found) => found !== undefined);
    return new StoragePlan(Inventory.ofConstruct(construct, { kubernetesVersion: around, ...options }));
  }

  /**
   * A plan of each cluster at and below a construct, by the path of its boundary.
   *
   * @param construct What holds the clusters, such as an app
   */
  public static ofEach(construct: IConstruct, options: StoragePlanOptions = {}): { [cluster: string]: StoragePlan } {
    options = takeProps('StoragePlan.ofEach', options, [construct]);
    const clusters = construct.node.findAll().filter((c) => boundaryAt(c) !== undefined);
    return Object.fromEntries((clusters.length ? clusters : [construct]).map((c) => [c.node.path, StoragePlan.of(c, options)]));
  }

  /** @internal */
  public static _ofInventory(inventory: Inventory): StoragePlan {
    return new StoragePlan(inventory);
  }

  /** What becomes of each claim, in the order of their creation. */
  public readonly claims: ClaimPlan[];
  /** What becomes of each volume, in document order. */
  public readonly volumes: VolumePlan[];
  /** What becomes of each pod that is in the input, belongs to a StatefulSet, or uses a claim. */
  public readonly pods: PodPlan[];
  /** What the API server rejects, a line for each field. */
  public readonly rejected: RejectedObject[];
  /** @internal */
  public readonly _inventory: Inventory;

  private constructor(inventory: Inventory) {
    const settled: Simulation = simulateCluster(inventory);
    this._inventory = inventory;
    this.claims = describeClaims(settled);
    this.volumes = describeVolumes(settled, this.claims);
    this.pods = describePods(settled, this.claims);
    this.rejected = inventory.rejected.flatMap((entry) => entry.rejections.map(({ field, message }) => (
      { kind: entry.kind, namespace: entry.namespace || undefined, name: entry.name, field, message })));
  }

  /**
   * What the plan leaves out, such as the replicas beyond the first 10,000.
   *
   * @internal
   */
  public _incomplete(): string[] {
    return this._inventory.problems.filter(({ code }) => code === ProblemCode.TOO_LARGE).map(({ message }) => message);
  }

  /** The plan as plain data, as `cdk8s-openstack plan --format json` prints it. */
  public toJson(): any {
    const incomplete = this._incomplete();
    const withNone = new Map<string[], Array<string | null>>();
    const orNone = (volumes: string[]) => {
      let list = withNone.get(volumes);
      if (!list) withNone.set(volumes, list = [...volumes, null]);
      return list;
    };
    return {
      claims: this.claims.map((claim) => ({
        namespace: claim.namespace,
        name: claim.name,
        from: claim.createdBy ?? null,
        outcome: claim.outcome,
        volume: claim.volume ?? null,
        volumes: claim.mayStayUnbound ? orNone(claim.volumes) : claim.volumes,
        storageClass: claim.storageClass ?? null,
        provisioner: claim.provisioner ?? null,
        event: claim.event ?? null,
        message: claim.message,
        nearest: claim.nearest ?? null,
      })),
      volumes: this.volumes.map(({ name, phase, phases, claim }) => ({ name, phase: phase ?? null, phases, claim: claim ?? null })),
      pods: this.pods.map(({ namespace, name, createdBy, outcome, outcomes, nodes, message }) => (
        { namespace, name, from: createdBy ?? null, outcome, outcomes, nodes, message: message ?? null })),
      ...incomplete.length ? { incomplete } : {},
      rejected: this.rejected.map(({ kind, namespace, name, field, message }) => ({ kind, namespace: namespace ?? null, name, field, message })),
    };
  }
}
