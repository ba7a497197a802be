import { rule } from '../rule';
import { immutable } from '../shared/changes';

export const CSI003 = rule('CSI003', (view) => immutable(view, ['CSIDriver']));
