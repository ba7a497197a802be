/*
 * What happens to a claim that no volume matches. Mirrors pv_controller.go (provisionClaim, findProvisionablePlugin), csi-translation-lib,
 * kube-controller-manager app/plugins.go and, for the scheduler, volumebinding/binder.go (checkVolumeProvisions, hasEnoughCapacity).
 */
import { own } from '../../core/fields';
import { selectorNotProvisioned } from '../../drivers/judgements/class-settings';
import { hasPathOnNode, OTHER_NODES, unsupportedClaim } from '../../drivers/judgements/local-path-claim';
import { LOCAL_PATH } from '../../drivers/local-path';
import { wholeUnits } from '../../kubernetes/quantity';
import { isInTreeProvisioner, NO_PROVISIONER, pluginOfProvisioner, REFUSING_PROVISIONERS, stateOf } from '../../kubernetes/volume-plugins';
import { Claim, Node, StorageClass } from '../model/admitted';
import { Inventory } from '../model/inventory';
import { pathsOf, surroundingsOf } from '../model/local-path';
import { matchNodeLabels, matchTopologySelectorTerms } from '../model/node-selection';

/** The controller's answer to a claim with a class: which provisioner is asked for a volume, or why none is. */
interface Provisioning {
  readonly provisioner?: string;
  readonly event: string;
  readonly message: string;
}

export function provisionClaim(inventory: Inventory, className: string): Provisioning {
  const storageClass = inventory.classes.get(className);
  if (!storageClass) return failed(`storageclass.storage.k8s.io "${className}" not found`);
  const { provisioner } = storageClass;
  if (!isInTreeProvisioner(provisioner)) return external(provisioner);
  const plugin = pluginOfProvisioner(provisioner);
  switch (plugin && stateOf(plugin, inventory.world.kubernetesVersion)) {
    case 'migrated': return external(plugin!.driver!);
    case 'works': case 'deprecated': return {
      provisioner,
      event: 'ProvisioningSucceeded',
      message: `kube-controller-manager creates the volume with its own plugin ${provisioner}.`,
    };
    default: return failed(own(REFUSING_PROVISIONERS, provisioner) ?? `no volume plugin matched name: ${provisioner}`);
  }
}

function external(provisioner: string): Provisioning {
  return {
    provisioner,
    event: 'ExternalProvisioning',
    message: `Waiting for a volume to be created either by the external provisioner '${provisioner}' or manually by the system administrator. `
      + 'If volume creation is delayed, please verify that the provisioner is running and correctly registered.',
  };
}

function failed(message: string): Provisioning {
  return { event: 'ProvisioningFailed', message };
}

/**
 * Why the provisioner of a class provisions no volume for a claim: on the node, or on any if none is given. The judgements are those of CLS023 and
 * LOC005; the scheduler does not know them.
 */
export function refusalOf({ classes, objects, world }: Inventory, claim: Claim, className: string, node?: Node): string | undefined {
  const storageClass = classes.get(className);
  if (!storageClass || world.idleProvisioners) return undefined;
  const { spec } = claim.source;
  const surroundings = surroundingsOf(objects, storageClass.item);
  if ([...selectorNotProvisioned(spec, 'spec', storageClass.provisioner, surroundings)].length) return 'claim Selector is not supported';
  if (surroundings.driver !== LOCAL_PATH) return undefined;
  const paths = pathsOf(objects, className);
  const isShared = Boolean(paths?.sharedFileSystemPath);
  const [unsupported] = unsupportedClaim(spec, 'spec', isShared || !paths);
  if (unsupported) return unsupported.message;
  if (!paths || isShared || !node || node.name === '' || hasPathOnNode(paths.nodePathMap, node.name)) return undefined;
  return `config doesn't contain node ${node.name}, and no ${OTHER_NODES} available`;
}

/**
 * Whether a volume can be provisioned for a claim on a node, or which of its two reasons the scheduler has; `refused` is what the scheduler does not
 * know.
 */
export type VolumeProvision = 'provisionable' | 'refused' | 'bindConflict' | 'notEnoughSpace';

export function checkVolumeProvisions(inventory: Inventory, claim: Claim, storageClass: StorageClass, node: Node): VolumeProvision {
  if (storageClass.provisioner === '' || storageClass.provisioner === NO_PROVISIONER) return 'bindConflict';
  if (!matchTopologySelectorTerms(node, storageClass.allowedTopologies)) return 'bindConflict';
  if (!hasEnoughCapacity(inventory, claim, storageClass, node)) return 'notEnoughSpace';
  return refusalOf(inventory, claim, storageClass.name, node) === undefined ? 'provisionable' : 'refused';
}

/** Only a driver with storageCapacity publishes CSIStorageCapacity objects. */
function hasEnoughCapacity(inventory: Inventory, claim: Claim, storageClass: StorageClass, node: Node): boolean {
  if (!inventory.drivers.get(storageClass.provisioner)?.storageCapacity) return true;
  const size = wholeUnits(claim.request);
  return inventory.capacities.some(({ className, limit, topology }) => className === storageClass.name
    && limit !== undefined && wholeUnits(limit) >= size && topology !== undefined && matchNodeLabels(node, topology));
}
