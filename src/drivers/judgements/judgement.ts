import texts from './texts.json';
import { judgementsOf } from '../../core/judgement';

/** A judgement of this layer, with its texts. */
export const judgement = judgementsOf(texts);
