import {
  HttpImage, ImageIoDisk, RegistryImage, VddkDisk,
} from './data-volume-source-props';
import { refuse } from '../../../core/errors';
import { takeProps } from '../../../core/props';
import { sourceProblems, usesScratchSpace } from '../../../drivers/cdi';
import { requireDnsLabel, requireDnsSubdomain } from '../../../kubernetes/names';
import { INamedObject } from '../../named-object';
import { requireKind } from '../../private/named-object';
import { ClaimSource } from '../claims/claim-source';
import { IVolumeSnapshot } from '../snapshots/snapshot-ref';

type Fields = { [key: string]: any };

/**
 * Initial content of a DataVolume.
 *
 * @see https://github.com/kubevirt/containerized-data-importer/blob/main/doc/datavolumes.md
 */
export class DataVolumeSource {
  /** An image on an HTTP server. */
  public static http(image: HttpImage): DataVolumeSource {
    image = takeProps('DataVolumeSource.http', image);
    const { secretName, ...http } = image;
    return new DataVolumeSource('http', { ...http, ...referred(secretName, image.certConfigMap) });
  }

  /**
   * An image in an S3 bucket.
   *
   * @param url URL of the image: "https://…"
   * @param secretName Secret with `accessKeyId` and `secretKey`; for a bucket that is not public
   * @param certConfigMap ConfigMap with the CA of the server; defaults to the public CAs
   */
  public static s3(url: string, secretName?: string, certConfigMap?: string): DataVolumeSource {
    return new DataVolumeSource('s3', { url, ...referred(secretName, certConfigMap) });
  }

  /**
   * An image in a bucket of Google Cloud Storage.
   *
   * @param url URL of the image: "gs://…" or "https://…"
   * @param secretName Secret with the key of a service account; for a bucket that is not public
   */
  public static gcs(url: string, secretName?: string): DataVolumeSource {
    return new DataVolumeSource('gcs', { url, ...referred(secretName) });
  }

  /** A disk in a container image. */
  public static registry(props: RegistryImage): DataVolumeSource {
    const { secretName, architecture, ...image } = takeProps('DataVolumeSource.registry', props);
    const platform = architecture === undefined ? undefined : { architecture };
    return new DataVolumeSource('registry', { ...image, ...referred(secretName, image.certConfigMap), platform });
  }

  /**
   * A clone of a claim. Cloning from another namespace requires permission to create `datavolumes/source` there.
   *
   * @param claim The claim
   * @param namespace Its namespace
   */
  public static claim(claim: INamedObject, namespace: string): DataVolumeSource {
    claim = takeProps('DataVolumeSource.claim', claim);
    requireKind('claim', claim, 'PersistentVolumeClaim');
    return new DataVolumeSource('pvc', { name: claim.name, namespace: requireDnsLabel('namespace', namespace) }, claim);
  }

  /**
   * The content of a snapshot.
   *
   * @param snapshot The snapshot
   * @param namespace Its namespace
   */
  public static snapshot(snapshot: IVolumeSnapshot, namespace: string): DataVolumeSource {
    snapshot = takeProps('DataVolumeSource.snapshot', snapshot);
    return new DataVolumeSource('snapshot', { name: snapshot.snapshotName, namespace: requireDnsLabel('namespace', namespace) }, snapshot.claim);
  }

  /** An upload by a client. */
  public static upload(): DataVolumeSource {
    return new DataVolumeSource('upload', {});
  }

  /** An empty disk. */
  public static blank(): DataVolumeSource {
    return new DataVolumeSource('blank', {});
  }

  /** A disk of oVirt. */
  public static imageIo(props: ImageIoDisk): DataVolumeSource {
    const { secretName, ...disk } = takeProps('DataVolumeSource.imageIo', props);
    return new DataVolumeSource('imageio', { ...disk, ...referred(secretName, disk.certConfigMap) });
  }

  /** A disk of vSphere. */
  public static vddk(props: VddkDisk): DataVolumeSource {
    const { secretName, initImageUrl, ...disk } = takeProps('DataVolumeSource.vddk', props);
    return new DataVolumeSource('vddk', { ...disk, ...referred(secretName), initImageURL: initImageUrl });
  }

  /**
   * The source of a DataSource, such as the newest image of a DataImportCron.
   *
   * @param name Name of the DataSource
   * @param namespace Its namespace; defaults to that of the DataVolume
   */
  public static dataSource(name: string, namespace?: string): DataVolumeSource {
    if (namespace !== undefined) requireDnsLabel('namespace', namespace);
    return new DataVolumeSource('sourceRef', { kind: 'DataSource', name: requireDnsSubdomain('name', name), namespace });
  }

  /**
   * Data from a volume populator, or from a snapshot or claim in the same namespace that the CSI driver restores. CDI only creates the claim.
   *
   * @param source What the claim starts from
   */
  public static claimSource(source: ClaimSource): DataVolumeSource {
    source = takeProps('DataVolumeSource.claimSource', source);
    if (source._reference.namespace !== undefined) refuse('source', 'is in another namespace, which CDI does not support');
    return new DataVolumeSource('claimSource', source._spec(), source._kind === 'claim' ? source._origin : undefined);
  }

  private constructor(
    /** @internal */ public readonly _kind: string,
    private readonly fields: Fields,
    /** The cloned claim. Undefined if unknown. @internal */
    public readonly _original?: any,
  ) {
    for (const { path, problem } of sourceProblems(_kind, fields)) refuse(path, problem);
  }

  /**
   * Whether CDI needs scratch space for conversion. HTTP servers without range requests require it too, which is unknown at synth; archives and warm
   * migrations always do, see `DataVolume.volumesNeeded`.
   */
  public get needsScratchSpace(): boolean {
    return usesScratchSpace(this._spec());
  }

  /** The fields of the claim that the DataVolume asks for. @internal */
  public _claimSpec(): Fields {
    return this._kind === 'claimSource' ? this.fields : {};
  }

  /** The fields of the DataVolume's spec. @internal */
  public _spec(): Fields {
    if (this._kind === 'claimSource') return {};
    return this._kind === 'sourceRef' ? { sourceRef: this.fields } : { source: { [this._kind]: this.fields } };
  }
}

/** Fields that refer to a Secret and a ConfigMap by name. */
function referred(secretName?: string, certConfigMap?: string): Fields {
  if (certConfigMap !== undefined) requireDnsSubdomain('certConfigMap', certConfigMap);
  return { secretRef: secretName === undefined ? undefined : requireDnsSubdomain('secretName', secretName), certConfigMap };
}
