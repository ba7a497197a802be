import { CinderVolume, CsiVolume, ManilaShare } from './volume-source-props';
import { invalid, refuse } from '../../../core/errors';
import { takeProps } from '../../../core/props';
import { CINDER_DRIVER, CINDER_ZONE } from '../../../drivers/cinder';
import { accessAttribute, MANILA_ZONE, manilaDriver } from '../../../drivers/manila';
import { NFS_DRIVER } from '../../../drivers/nfs';
import { PROVISIONED_BY } from '../../../kubernetes/annotations';
import { requireAbsolutePath, requireCsiDriverName, requireOneOf } from '../../../kubernetes/names';
import { HostPathType, MatchOperator, NodeSelectorTerm } from '../../core-v1';
import { NamespacedName } from '../../namespaced-name';
import { CsiSecrets } from '../classes/csi-secrets';
import { required, secretRef } from '../private/source-fields';

type Fields = { [key: string]: any };

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/**
 * Source of a PersistentVolume. `inTree.InTreeVolumeSource` has the current and former in-tree plugins.
 *
 * @see https://kubernetes.io/docs/concepts/storage/persistent-volumes/#types-of-persistent-volumes
 */
export class VolumeSource {
  /** A volume of any CSI driver. */
  public static csi(volume: CsiVolume): VolumeSource {
    volume = takeProps('VolumeSource.csi', volume);
    const { driver, volumeHandle, fsType, readOnly, attributes, secrets = {} } = volume;
    requireCsiDriverName('driver', driver);
    return new VolumeSource('csi', {
      driver, volumeHandle: required('volumeHandle', volumeHandle), fsType, readOnly, volumeAttributes: attributes, ...csiSecrets(secrets),
    }, undefined, { [PROVISIONED_BY]: driver });
  }

  /** An existing Cinder volume, with the Cinder CSI driver. */
  public static cinderVolume(props: CinderVolume): VolumeSource {
    const { volumeId, fsType: filesystem, readOnly, zone, cinder } = takeProps('VolumeSource.cinderVolume', props);
    if (!UUID.test(volumeId)) invalid('volumeId', volumeId, 'the id of a Cinder volume, a UUID', 'Look it up with `openstack volume list`');
    const driver = cinder?.driverName ?? CINDER_DRIVER;
    return VolumeSource.csi({ driver, volumeHandle: volumeId, fsType: filesystem, readOnly }).in(CINDER_ZONE, zone);
  }

  /**
   * A directory of an NFS server, mounted by csi-driver-nfs.
   *
   * @param server Address of the NFS server
   * @param share Path of the export
   * @param subDir Directory below the export; the export itself if it is left out
   * @param readOnly Mounts read-only; false if it is left out
   */
  public static nfsCsi(server: string, share: string, subDir?: string, readOnly?: boolean): VolumeSource {
    requireExport('share', share);
    return VolumeSource.csi({
      driver: NFS_DRIVER,
      volumeHandle: `${required('server', server)}#${share.replace(/^\//, '')}#${subDir ?? ''}`,
      readOnly,
      attributes: subDir === undefined ? { server, share } : { server, share, subDir },
    });
  }

  /** An existing Manila share, with the Manila CSI driver. */
  public static manilaShare(props: ManilaShare): VolumeSource {
    const { protocol, shareId, shareAccessIds, secret, zone, driverName = manilaDriver(protocol) } = takeProps('VolumeSource.manilaShare', props);
    if (shareAccessIds.length === 0) refuse('shareAccessIds', 'needs at least one access rule of the share');
    const source = VolumeSource.csi({
      driver: driverName,
      volumeHandle: required('shareId', shareId),
      attributes: { shareID: shareId },
      secrets: { nodeStage: secret, nodePublish: secret, controllerExpand: secret },
    }).in(MANILA_ZONE, zone);
    return new VolumeSource(source._field, source._spec, source._nodeAffinity, source._annotations, (release) => {
      const access = accessAttribute(shareAccessIds, release)
        ?? refuse('source.shareAccessIds', `must be one access rule: the driver of release ${release} cannot use several. Use release 1.35 or newer`);
      return { ...source._spec, volumeAttributes: { ...source._spec.volumeAttributes, ...access } };
    });
  }

  /**
   * A directory of an NFS server, mounted by Kubernetes itself.
   *
   * @param server Address of the NFS server
   * @param path Absolute path of the export
   * @param readOnly Mounts read-only; false if it is left out
   */
  public static nfs(server: string, path: string, readOnly?: boolean): VolumeSource {
    return new VolumeSource('nfs', { server: required('server', server), path: requireExport('path', path), readOnly });
  }

  /**
   * A directory of the node that the pod runs on. For single-node clusters, or a filesystem that all nodes mount.
   *
   * @param path Absolute path on the node
   * @param type What must be there; not checked if it is left out
   */
  public static hostPath(path: string, type?: HostPathType): VolumeSource {
    type = takeProps('VolumeSource.hostPath', type);
    if (type) requireOneOf('type', type, Object.values(HostPathType)); // the empty string means "not checked" too
    return new VolumeSource('hostPath', { path: requireAbsolutePath('path', path, '/data/pv0001'), type });
  }

  /**
   * A disk or directory of one node. The volume needs node affinity.
   *
   * @param path Absolute path on the node: a directory, or the device of a raw block volume
   * @param fsType Filesystem to create on a device; detected if it is left out
   */
  public static local(path: string, fsType?: string): VolumeSource {
    return new VolumeSource('local', { path: requireAbsolutePath('path', path, '/mnt/disks/ssd1'), fsType });
  }

  /**
   * Any other source, as in YAML.
   *
   * @param field Field of the PersistentVolume's spec, such as "flexVolume"
   * @param source Its value
   */
  public static of(field: string, source: { [key: string]: any }): VolumeSource {
    source = takeProps('VolumeSource.of', source);
    return new VolumeSource(required('field', field), source);
  }

  private constructor(
    /** @internal */ public readonly _field: string,
    /** @internal */ public readonly _spec: Fields,
    /** @internal */ public readonly _nodeAffinity?: NodeSelectorTerm,
    /** Annotations that the deleter of the driver requires. @internal */ public readonly _annotations: { [key: string]: string } = {},
    /** The source as the driver of a release reads it. @internal */ public readonly _specFor: (release: string) => Fields = () => _spec,
  ) {}

  /** The same source with node affinity for a zone. */
  private in(key: string, zone?: string): VolumeSource {
    if (zone === undefined) return this;
    return new VolumeSource(this._field, this._spec, { matchExpressions: [{ key, operator: MatchOperator.IN, values: [zone] }] }, this._annotations);
  }
}

/** The path of an export, which Kubernetes requires to be absolute. */
function requireExport(property: string, path: string): string {
  return typeof path === 'string' && path.startsWith('/') ? path : invalid(property, path, 'the absolute path of an export such as "/export"');
}

function csiSecrets(secrets: CsiSecrets): { [key: string]: NamespacedName | undefined } {
  const { controllerPublish, controllerExpand, nodeStage, nodePublish, nodeExpand } = secrets;
  return {
    controllerPublishSecretRef: secretRef('secrets.controllerPublish', controllerPublish),
    controllerExpandSecretRef: secretRef('secrets.controllerExpand', controllerExpand),
    nodeStageSecretRef: secretRef('secrets.nodeStage', nodeStage),
    nodePublishSecretRef: secretRef('secrets.nodePublish', nodePublish),
    nodeExpandSecretRef: secretRef('secrets.nodeExpand', nodeExpand),
  };
}
