import type { IConstruct } from 'constructs';
import { Acknowledgements } from './acknowledge';
import { StorageFinding } from './finding';
import { judge } from './judge';
import { releaseFor } from '../../kubernetes/minor';
import { Inventory } from '../model/inventory';
import { View } from '../model/view';
import { StoragePlan } from '../plan/storage-plan';
import { RECOMMENDED, RULES } from '../rules';

/** What a check is told beside the inventory. */
export interface CheckSettings {
  /** Version of cloud-provider-openstack, such as "1.36". */
  readonly release?: string;
  /** All rules, not just the recommended ones. */
  readonly strict?: boolean;
  /** The render before this one. */
  readonly previous?: Inventory;
  /** The construct that the inventory is of. */
  readonly root?: IConstruct;
}

/** What a check found, acknowledged findings included, and the plan behind it. */
export interface Checked {
  readonly findings: StorageFinding[];
  readonly plan: StoragePlan;
}

/** Plans and judges an inventory. */
export function check(inventory: Inventory, settings: CheckSettings = {}): Checked {
  const plan = StoragePlan._ofInventory(inventory);
  const release = settings.release ?? releaseFor(inventory.world.kubernetesVersion);
  const view = new View(inventory, plan, release, settings.previous);
  return { plan, findings: judge(view, settings.strict ? RULES : RECOMMENDED, new Acknowledgements(inventory.items, settings.root)) };
}
