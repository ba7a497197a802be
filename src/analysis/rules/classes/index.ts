import * as attributesClasses from './attributes-classes';
import * as classFields from './class-fields';
import * as defaultClasses from './default-classes';
import * as drivers from './drivers';
import * as members from './members';
import { rulesIn } from '../rule';

/** StorageClasses and attributes classes. */
export const CLASSES = rulesIn(defaultClasses, members, classFields, drivers, attributesClasses);
