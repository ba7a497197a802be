/*
 * Claims that the provisioner is asked for a volume for, and refuses: the copies that it cannot make.
 * Mirrors kubernetes-csi/external-provisioner pkg/controller/controller.go.
 */
import { BindingResults, ClaimResult, UnboundReason } from './binding-results';
import { ClusterIndex } from './cluster-index';
import { provisionClaim } from './provisioning';
import { VolumeIndex } from './volume-index';
import { dataSourceOf, SourceFault, sourceFaults } from '../model/data-sources';

/** Claims that are never provisioned do not wait for it, and those that may be refused may stay without a volume. */
export function refuseProvisioning(cluster: ClusterIndex, results: BindingResults): void {
  let index: VolumeIndex | undefined;
  for (const [key, result] of results.claims) {
    const { claim, volumes, unbound } = result;
    if (volumes.length || !dataSourceOf(claim.source.spec) || !awaitsProvisioner(cluster, result)) continue;
    const faults = [...sourceFaults(cluster.inventory, claim.source, claim)];
    const fault = faults.find(({ effect }) => effect === 'never') ?? faults.find(({ effect }) => effect === 'may');
    if (!fault || fault.effect === 'none') continue;
    index ??= new VolumeIndex(cluster.inventory.volumes);
    if (unbound.some(({ outcome }) => outcome === 'waiting') && index.findByClaim(claim).length) continue; // a volume that is there may serve it
    const reason = refusal(fault);
    results.claims.set(key, { ...result, unbound: fault.effect === 'never' ? [reason] : [...unbound, reason] });
    if (fault.effect === 'never') for (const { key: pod } of cluster.podsUsing(claim)) stopPod(results, pod);
  }
}

/** Whether the claim is provisioned, or will be once a pod uses it. */
function awaitsProvisioner({ inventory }: ClusterIndex, { claim, unbound }: ClaimResult): boolean {
  const isDynamic = provisionClaim(inventory, claim.className).provisioner !== undefined;
  return unbound.length > 0 && isDynamic && unbound.every(({ outcome }) => outcome === 'provisioning' || outcome === 'waiting');
}

function refusal({ message, dependsOnCluster = false }: SourceFault): UnboundReason {
  return { outcome: 'pending', dependsOnCluster, event: 'ProvisioningFailed', message: `failed to provision volume: ${message}` };
}

function stopPod(results: BindingResults, key: string): void {
  const pod = results.pods.get(key);
  if (pod?.mayRun) results.pods.set(key, { ...pod, mayRun: false, mayWait: true });
}
