/*
 * What a StorageClass asks of its driver apart from parameters: expansion, binding, topology, being the default.
 */
import { driverNamed, servingDriver } from '..';
import { judgement } from './judgement';
import { fields, Fields, isObject, list, strings, text } from '../../core/fields';
import { Judgement, Verdict } from '../../core/judgement';
import { count, shown } from '../../core/words';
import { DEFAULT_CLASS, isDefaultClass } from '../../kubernetes/default-class';
import { HOSTNAME } from '../../kubernetes/labels';
import { NO_PROVISIONER } from '../../kubernetes/volume-plugins';
import { CINDER } from '../cinder';
import { LOCAL_PATH } from '../local-path';
import { Capabilities, capabilitiesOf, ClassFacts, Driver } from '../support/driver';
import { TOPOLVM } from '../topolvm';

/** What else a reader knows. */
export interface ClassSurroundings {
  /** The driver, where its name is one that only the reader knows. */
  readonly driver?: Driver;
  /** What the storage can do, where the reader knows better than the table of the driver. No topology keys: every node reaches the volumes. */
  readonly capabilities?: Pick<Capabilities, 'expansion' | 'topologyKeys'>;
  /** How many zones the nodes are in. Undefined where the nodes are not known. */
  readonly zones?: number;
  /** Topology keys that the driver of this cluster reports in addition to its own. */
  readonly addedTopologyKeys?: readonly string[];
}

export const LOC015 = judgement('LOC015');

/** Whether a class allows expansion that nothing carries out. */
export function* unsupportedExpansion(storageClass: Fields, { driver, capabilities }: ClassSurroundings = {}): Iterable<Verdict> {
  const known = driver ?? driverNamed(text(storageClass.provisioner));
  const expansion = capabilities?.expansion ?? (known && capabilitiesOf(known, factsOf(storageClass)).expansion);
  if (storageClass.allowVolumeExpansion !== true || expansion !== false) return;
  yield { path: 'allowVolumeExpansion', message: `class "${nameOf(storageClass)}" allows expansion, but nothing expands its volumes.` };
}

export const CLS005 = judgement('CLS005');

/** Whether volumes that not every node reaches are provisioned before their pod is scheduled. */
export function* bindsBeforeScheduling(storageClass: Fields, { driver, capabilities, zones }: ClassSurroundings = {}): Iterable<Verdict> {
  if (storageClass.volumeBindingMode === 'WaitForFirstConsumer' || capabilities?.topologyKeys?.length === 0) return;
  const known = driver ?? driverNamed(text(storageClass.provisioner));
  // Cinder creates the volume in the zone that the class names, whichever pod uses it: OST003.
  if (known === CINDER && strings(storageClass.parameters).availability) return;
  const path = 'volumeBindingMode';
  const name = nameOf(storageClass);
  if (known === LOCAL_PATH) {
    const message = `claims of class "${name}" fail with "configuration error, no node was specified": local-path needs a scheduled pod.`;
    yield { path, severity: 'error', message };
  } else if (isZonal(known) || isZonal(servingDriver(text(storageClass.provisioner))) || !known && capabilities?.topologyKeys !== undefined) {
    if (zones === 1) return;
    const where = zones ? `the nodes are in ${count(zones, 'zone')}` : 'the cluster can have several zones';
    const message = `volumes of class "${name}" are provisioned before their pods are scheduled, and ${where}.`;
    yield { path, severity: zones ? undefined : 'info', message };
  } else if (known?.boundTo === 'node' && known.provisions !== false) {
    yield { path, message: `volumes of class "${name}" are provisioned on a node before their pods are scheduled.` };
  }
}

/** Whether the volumes of a driver are disks that one node at a time can write, within a zone. */
export function isZonal(driver: Driver | undefined): boolean {
  return driver?.boundTo === 'zone' && driver.capabilities.filesystemModes?.includes('ReadWriteMany') === false;
}

export const CLS014 = judgement('CLS014');

/** Drivers of single nodes that know no other label; those of OpenEBS take any that they are configured with. */
const ONE_KEY: readonly Driver[] = [LOCAL_PATH, TOPOLVM];

/** Which keys of `allowedTopologies` no node has. */
export function* foreignTopologyKeys(
  storageClass: Fields, { driver, capabilities, addedTopologyKeys = [] }: ClassSurroundings = {},
): Iterable<Verdict> {
  const known = driver ?? driverNamed(text(storageClass.provisioner));
  const keys = capabilities?.topologyKeys ?? (known && capabilitiesOf(known, factsOf(storageClass)).topologyKeys);
  const isComplete = keys !== undefined && (!known || !keys.length || known.boundTo === 'zone' || ONE_KEY.includes(known));
  if (!isComplete) return;
  const reported = [...keys, ...addedTopologyKeys];
  for (const [i, term] of list(storageClass.allowedTopologies).entries()) {
    for (const [j, { key }] of list(fields(term).matchLabelExpressions).map(fields).entries()) {
      if (typeof key !== 'string' || reported.includes(key)) continue;
      const path = `allowedTopologies[${i}].matchLabelExpressions[${j}].key`;
      const message = `"${shown(key)}" is not a topology key of ${storageClass.provisioner}.`;
      yield reported.length ? { path, message, fix: `Use ${reported.join(' or ')}.` }
        : { path, severity: 'warning', message, fix: 'Remove allowedTopologies: the driver reports no topology.' };
    }
  }
}

export const LOC013 = judgement('LOC013');

/** Whether the local-path provisioner cannot find the node whose data it should delete. */
export function* dataLeftBehind(storageClass: Fields, { driver }: ClassSurroundings = {}): Iterable<Verdict> {
  if ((driver ?? driverNamed(text(storageClass.provisioner))) !== LOCAL_PATH || storageClass.reclaimPolicy === 'Retain') return;
  const { nodeAffinityKey } = strings(storageClass.parameters);
  if (nodeAffinityKey === undefined || nodeAffinityKey === HOSTNAME) return;
  yield { path: 'parameters[nodeAffinityKey]', message: `values of ${shown(nodeAffinityKey)} are not node names, so nothing is cleaned up.` };
}

export const LOC016 = judgement('LOC016');

/** Whether the class of claims that name none provisions nothing. */
export function* defaultWithoutProvisioner(storageClass: Fields): Iterable<Verdict> {
  if (storageClass.provisioner !== NO_PROVISIONER || !isDefaultClass(fields(fields(storageClass.metadata).annotations))) return;
  const message = `claims that name no class get the default class "${nameOf(storageClass)}", which provisions no volumes.`;
  yield { path: `metadata.annotations[${DEFAULT_CLASS}]`, message };
}

export const CLS023 = judgement('CLS023');

/** Whether the provisioner of its class provisions no volume for a claim, because the spec at `path` has a selector. */
export function* selectorNotProvisioned(
  spec: unknown, path: string, provisioner: string | undefined, { driver, capabilities }: ClassSurroundings = {},
): Iterable<Verdict> {
  if (!isObject(fields(spec).selector) || !provisioner || provisioner === NO_PROVISIONER) return;
  // On a shared filesystem, local-path ignores the selector.
  if ((driver ?? driverNamed(provisioner)) === LOCAL_PATH && capabilities?.topologyKeys?.length === 0) return;
  yield { path: `${path}.selector`, message: `${provisioner} provisions no volumes for claims with a selector.` };
}

/** Every judgement of a class, apart from its parameters. */
export const CLASS_SETTINGS: ReadonlyArray<readonly [Judgement, (storageClass: Fields, surroundings: ClassSurroundings) => Iterable<Verdict>]> = [
  [LOC015, unsupportedExpansion], [CLS005, bindsBeforeScheduling], [CLS014, foreignTopologyKeys], [LOC013, dataLeftBehind],
  [LOC016, defaultWithoutProvisioner],
];

function nameOf(storageClass: Fields): string {
  return shown(fields(storageClass.metadata).name ?? '');
}

function factsOf({ provisioner, parameters, volumeBindingMode }: Fields): ClassFacts {
  return { provisioner: text(provisioner), parameters: strings(parameters), volumeBindingMode: text(volumeBindingMode) };
}
