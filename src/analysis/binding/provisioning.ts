/*
 * What happens to a claim that no volume matches. Mirrors pv_controller.go (provisionClaim, findProvisionablePlugin), csi-translation-lib,
 * kube-controller-manager app/plugins.go and, for the scheduler, volumebinding/binder.go (checkVolumeProvisions, hasEnoughCapacity).
 */
import { own } from '../../core/fields';
import { wholeUnits } from '../../kubernetes/quantity';
import { isInTreeProvisioner, NO_PROVISIONER, pluginOfProvisioner, REFUSING_PROVISIONERS, stateOf } from '../../kubernetes/volume-plugins';
import { Inventory } from '../model/inventory';
import { Claim, Node, StorageClass } from '../model/admitted';
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

/** Whether a volume can be provisioned for a claim on a node, or which of its two reasons the scheduler has. */
export type VolumeProvision = 'provisionable' | 'bindConflict' | 'notEnoughSpace';

export function checkVolumeProvisions(inventory: Inventory, claim: Claim, storageClass: StorageClass, node: Node): VolumeProvision {
  if (storageClass.provisioner === '' || storageClass.provisioner === NO_PROVISIONER) return 'bindConflict';
  if (!matchTopologySelectorTerms(node, storageClass.allowedTopologies)) return 'bindConflict';
  return hasEnoughCapacity(inventory, claim, storageClass, node) ? 'provisionable' : 'notEnoughSpace';
}

/** Only a driver with storageCapacity publishes CSIStorageCapacity objects. */
function hasEnoughCapacity(inventory: Inventory, claim: Claim, storageClass: StorageClass, node: Node): boolean {
  if (!inventory.drivers.get(storageClass.provisioner)?.storageCapacity) return true;
  const size = wholeUnits(claim.request);
  return inventory.capacities.some(({ className, limit, topology }) => className === storageClass.name
    && limit !== undefined && wholeUnits(limit) >= size && topology !== undefined && matchNodeLabels(node, topology));
}
