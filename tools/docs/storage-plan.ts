/*
 * The picture of the README: the storage plan of docs/storage-plan.yaml, as `cdk8s-openstack plan` prints it.
 */
import { readFileSync } from 'fs';
import { Inventory } from '../../src/analysis/model/inventory';
import { StoragePlan } from '../../src/analysis/plan/storage-plan';
import { svgOf } from '../../src/analysis/report/picture';

const SAMPLE = 'docs/storage-plan.yaml';

export function storagePlanPicture(): { [path: string]: string } {
  const inventory = Inventory.ofTexts([{ file: SAMPLE, text: readFileSync(SAMPLE, 'utf8') }], { closedWorld: true });
  return { 'docs/storage-plan.svg': svgOf(StoragePlan._ofInventory(inventory)) };
}
