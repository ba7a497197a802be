import * as accessModes from './access-modes';
import * as choice from './choice';
import * as consumers from './consumers';
import * as namedVolumes from './named-volumes';
import * as nearMisses from './near-misses';
import * as reservedVolumes from './reserved-volumes';
import * as sizes from './sizes';
import { rulesIn } from '../rule';

/** How claims bind to volumes. */
export const BINDING = rulesIn(nearMisses, choice, reservedVolumes, namedVolumes, sizes, accessModes, consumers);
