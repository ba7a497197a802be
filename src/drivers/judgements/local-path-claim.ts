/* What the local-path provisioner provisions. Source: rancher/local-path-provisioner provisioner.go (provisionFor, getPathOnNode). */
import { fields, Fields, list, text, textList } from '../../core/fields';
import { Verdict } from '../../core/judgement';
import { names } from '../../core/words';
import { folded } from '../local-path';

/** Names the paths of nodes that have no entry of their own. */
export const OTHER_NODES = 'DEFAULT_PATH_FOR_NON_LISTED_NODES';

/** Whether the provisioner supports the access modes and the volumeMode of a claim whose spec is at `path`. */
export function* unsupportedClaim(spec: Fields, path: string, isShared: boolean): Iterable<Verdict> {
  const [mode] = textList(spec.accessModes).filter((one) => one !== 'ReadWriteOnce' && one !== 'ReadWriteOncePod');
  if (mode && !isShared) yield { path: `${path}.accessModes`, message: `local-path does not support ${mode} without sharedFileSystemPath.` };
  if (spec.volumeMode === 'Block') yield { path: `${path}.volumeMode`, message: 'local-path does not support volumeMode Block.' };
}

/** Whether nodePathMap has a path for a node: one of its own, which may be empty to exclude it, or that of nodes that are not listed. */
export function hasPathOnNode(nodePathMap: unknown, node: string): boolean {
  const entries = list(nodePathMap).map((entry) => fields(folded(entry)));
  const pathsOf = (name: string) => entries.find((entry) => text(entry.node) === name);
  const own = pathsOf(node) ?? pathsOf(OTHER_NODES);
  return own !== undefined && textList(own.paths).length > 0;
}

/** Whether any of the nodes has a path for a claim whose spec is at `path`. */
export function* withoutPathOnNodes(nodePathMap: unknown, nodes: readonly string[], path: string): Iterable<Verdict> {
  if (!nodes.length || nodes.some((node) => hasPathOnNode(nodePathMap, node))) return;
  yield {
    path: `${path}.storageClassName`,
    message: `the configuration of local-path has no path for ${nodes.length === 1 ? 'node' : 'any of the nodes'} ${names(nodes)}.`,
    fix: `Add the nodes to nodePathMap in config.json, or an entry ${OTHER_NODES}.`,
  };
}
