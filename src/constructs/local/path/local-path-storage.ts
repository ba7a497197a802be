import { invalid, refuse } from '../../../core/errors';
import { takeProps } from '../../../core/props';
import { OTHER_NODES } from '../../../drivers/judgements/local-path-claim';
import { requireDnsSubdomain } from '../../../kubernetes/names';
import { requireDirectory } from '../private/directory';

const EXAMPLE = '/opt/local-path-provisioner';

/**
 * Where the local-path-provisioner creates directories: on the disks of each node, in one filesystem that all nodes share, or in a storage per
 * StorageClass. The provisioner ignores mixtures of these, or fails on them, so they cannot be expressed.
 *
 * @see https://github.com/rancher/local-path-provisioner#configuration
 */
export class LocalPathStorage {
  /**
   * Directories on the nodes, as absolute paths: one is chosen at random for each volume, and a node with an empty list gets none. Volumes are tied
   * to their node, for one node at a time.
   *
   * @param defaultPaths Directories of nodes that are not listed; without it, these get no volumes
   * @param nodes Directories of single nodes, by name of the Node
   */
  public static nodePaths(defaultPaths?: string[], nodes: { [node: string]: string[] } = {}): LocalPathStorage {
    defaultPaths = takeProps('LocalPathStorage.nodePaths', defaultPaths);
    if (typeof nodes !== 'object' || nodes === null) invalid('nodes', nodes, 'directories by the name of their node');
    if (defaultPaths && OTHER_NODES in nodes) refuse('nodePaths', `have defaultPaths and "${OTHER_NODES}", which are the same: keep one`);
    const listed = Object.entries(nodes).map(([node, paths]) => ({ node, paths }));
    const entries = defaultPaths ? [{ node: OTHER_NODES, paths: defaultPaths }, ...listed] : listed;
    if (entries.length === 0) refuse('nodePaths', 'needs defaultPaths or nodes: without either, no volume can be provisioned');
    for (const { node, paths } of entries) checkNode(node, paths);
    return new LocalPathStorage({ nodePathMap: entries });
  }

  /**
   * One filesystem that is mounted on every node at the same path, such as GlusterFS or NFS. Volumes can be used from all nodes at once.
   *
   * @param path Absolute path of the directory
   */
  public static shared(path: string): LocalPathStorage {
    return new LocalPathStorage({ sharedFileSystemPath: requireDirectory('shared', path, EXAMPLE) });
  }

  /**
   * A storage per StorageClass.
   *
   * @param storages Storages by the name of their class; not one that itself differs by class
   */
  public static perClass(storages: { [className: string]: LocalPathStorage }): LocalPathStorage {
    storages = takeProps('LocalPathStorage.perClass', storages);
    if (Object.keys(storages).length === 0) refuse('perClass', 'needs at least one class');
    for (const [name, storage] of Object.entries(storages)) {
      requireDnsSubdomain('perClass', name);
      if (storage._classNames) refuse('perClass', `holds another perClass for "${name}": use nodePaths or shared`);
    }
    return new LocalPathStorage({
      storageClassConfigs: Object.fromEntries(Object.entries(storages).map(([name, { _config }]) => [name, _config])),
    }, storages);
  }

  private constructor(
    /** Its part of config.json. @internal */ public readonly _config: { [key: string]: any },
    private readonly storages?: { [className: string]: LocalPathStorage }) {}

  /** Names of the classes, where each has its own storage. @internal */
  public get _classNames(): string[] | undefined {
    return this.storages && Object.keys(this.storages);
  }

  /** The storage of a class; undefined if the class has none. @internal */
  public _of(className: string): LocalPathStorage | undefined {
    if (!this.storages) return this;
    return Object.prototype.hasOwnProperty.call(this.storages, className) ? this.storages[className] : undefined;
  }

  /** Whether all nodes share it. @internal */
  public get _isShared(): boolean {
    return this._config.sharedFileSystemPath !== undefined;
  }

  /** Every directory of every node. @internal */
  public get _paths(): string[] {
    return this._config.nodePathMap.flatMap((entry: { paths: string[] }) => entry.paths);
  }
}

function checkNode(node: string, paths: string[]): void {
  if (node !== OTHER_NODES) requireDnsSubdomain('nodePaths.node', node);
  const property = node === OTHER_NODES ? 'nodePaths.defaultPaths' : `nodePaths of "${node}"`;
  if (!Array.isArray(paths)) invalid(property, paths, `a list of directories such as "${EXAMPLE}"`);
  paths.forEach((path, i) => {
    requireDirectory(property, path, EXAMPLE);
    if (paths.indexOf(path) !== i) refuse(property, `hold "${path}" twice`);
  });
}
