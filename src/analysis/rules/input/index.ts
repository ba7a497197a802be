import * as documents from './documents';
import { rulesIn } from '../rule';

/** Problems with the input itself, before any rule about storage. */
export const INPUT = rulesIn(documents);
