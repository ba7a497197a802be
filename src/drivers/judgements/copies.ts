/*
 * Copies of Cinder volumes: clones, and restores of snapshots. Cinder creates a copy in the zone and with the volume type of its original, unless it
 * is configured otherwise. Sources: cinder/volume/flows/api/create_volume.py (cloned_volume_same_az), cinder/volume/api.py of openstack/cinder.
 */
import { driverNamed } from '..';
import { judgement } from './judgement';
import { fields, Fields, list, strings, text, textList } from '../../core/fields';
import { Verdict } from '../../core/judgement';
import { names, shown } from '../../core/words';
import { ZONE } from '../../kubernetes/labels';
import { CINDER, CINDER_ZONE } from '../cinder';

export const SNP004 = judgement('SNP004');

/** One end of a copy. */
export interface CopyEnd {
  readonly storageClass: Fields;
  /** Zones that the volume may be in; undefined if they are not known, or those of its source. */
  readonly zones?: readonly string[];
}

/** Whether Cinder may refuse a copy, or always does. */
interface CopyFault extends Verdict {
  readonly effect: 'may' | 'never';
}

/** Whether a class is one of Cinder. */
export function isCinderClass(storageClass: Fields | undefined): boolean {
  return driverNamed(text(storageClass?.provisioner)) === CINDER;
}

/** The zones to which a class of Cinder is limited; undefined if it is not. A driver without topology ignores `allowedTopologies`. */
export function zonesOfClass({ parameters, allowedTopologies }: Fields, hasTopology: boolean): readonly string[] | undefined {
  const { availability } = strings(parameters);
  if (availability) return [availability];
  if (!hasTopology) return undefined;
  const stated = list(allowedTopologies).flatMap((term) => list(fields(term).matchLabelExpressions).map(fields))
    .filter(({ key }) => key === CINDER_ZONE || key === ZONE).flatMap(({ values }) => textList(values));
  return stated.length ? [...new Set(stated)] : undefined;
}

/** Why Cinder refuses, or may refuse, a copy between volumes of two classes. `path` is that of the data source. */
export function* refusedCopies(source: CopyEnd, target: CopyEnd, path: string, isBackup = false): Iterable<CopyFault> {
  if (isBackup || !isCinderClass(source.storageClass) || !isCinderClass(target.storageClass)) return;
  const [theirs, own] = [source.zones, target.zones];
  const apart = theirs && own && !theirs.some((zone) => own.includes(zone));
  if (apart) {
    yield {
      path,
      effect: 'never',
      severity: 'error',
      message: `the source is in zone ${names(theirs)}, but the copy is created in ${names(own)}: Cinder refuses it ("Volume must be in the same `
        + 'availability zone").',
      fix: 'Create the copy in the zone of its source, or use a snapshot class with type: backup.',
    };
  } else if (theirs && own && theirs.length + own.length > 2) {
    yield {
      path,
      effect: 'may',
      message: `the copy may be created in another zone (${names(own)}) than its source (${names(theirs)}), which Cinder refuses.`,
      fix: 'Limit the classes and the pods to the zone of the source, or use a snapshot class with type: backup.',
    };
  }
  const [from, to] = [source, target].map(({ storageClass }) => strings(storageClass.parameters).type);
  if (from !== to) {
    const called = (type: string | undefined) => (type ? `volume type "${shown(type)}"` : 'the default volume type');
    yield {
      path,
      effect: 'may',
      message: `the source has ${called(from)}, but the copy asks for ${called(to)}: Cinder refuses it unless the types are compatible.`,
      fix: 'Use the class of the source, and change the volume type with a retype.',
    };
  }
}
