import * as argo from './argo';
import * as changes from './changes';
import * as manifests from './manifests';
import * as pruned from './pruned';
import * as waves from './waves';
import { rulesIn } from '../rule';

/** Problems of GitOps tools and of repeated applies. */
export const GITOPS = rulesIn(changes, waves, argo, manifests, pruned);
