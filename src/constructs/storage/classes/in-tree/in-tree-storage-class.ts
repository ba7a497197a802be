import { Construct } from 'constructs';
import { invalid, refuse } from '../../../../core/errors';
import { takeProps } from '../../../../core/props';
import { inTreeDriver } from '../../../../drivers/in-tree';
import { Driver } from '../../../../drivers/support/driver';
import { foldedParameters } from '../../../../drivers/support/judge-parameters';
import { volumePlugin } from '../../../../kubernetes/volume-plugins';
import { Parameters } from '../../private/parameters';
import { typedClass } from '../../private/typed-class';
import { AccessMode } from '../../volumes/modes';
import { StorageClass, StorageClassOptions, StorageClassProps } from '../storage-class';

/** Properties for `InTreeStorageClass`. */
export interface InTreeStorageClassProps extends StorageClassOptions {
  /**
   * Parameters of the plugin, as in YAML: `{ type: 'io1', iopsPerGB: '10' }`. Names and values are checked; what the check does not know goes into
   * `extraParameters`.
   *
   * @default - none
   */
  readonly parameters?: { [name: string]: string };
}

/**
 * A StorageClass of a current or former in-tree volume plugin. A plugin that the Kubernetes version of the cluster no longer has is an error, or
 * advice if it is migrated to a CSI driver.
 *
 * @see https://v1-20.docs.kubernetes.io/docs/concepts/storage/storage-classes/#parameters
 */
export class InTreeStorageClass extends StorageClass {
  /** A StorageClass of the Cinder plugin, in-tree up to Kubernetes 1.25; since then cinder.csi.openstack.org serves it. See `CinderStorageClass`. */
  public static cinder(scope: Construct, id: string, props: InTreeStorageClassProps = {}): InTreeStorageClass {
    props = takeProps('InTreeStorageClass.cinder', props, [scope, id]);
    return new InTreeStorageClass(scope, id, inTreeClass(scope, id, props, 'cinder'));
  }

  /** A StorageClass of the AWS EBS plugin, in-tree up to Kubernetes 1.26; since then ebs.csi.aws.com serves it. */
  public static awsEbs(scope: Construct, id: string, props: InTreeStorageClassProps = {}): InTreeStorageClass {
    props = takeProps('InTreeStorageClass.awsEbs', props, [scope, id]);
    return new InTreeStorageClass(scope, id, inTreeClass(scope, id, props, 'awsElasticBlockStore'));
  }

  /** A StorageClass of the Azure Disk plugin, in-tree up to Kubernetes 1.26; since then disk.csi.azure.com serves it. */
  public static azureDisk(scope: Construct, id: string, props: InTreeStorageClassProps = {}): InTreeStorageClass {
    props = takeProps('InTreeStorageClass.azureDisk', props, [scope, id]);
    return new InTreeStorageClass(scope, id, inTreeClass(scope, id, props, 'azureDisk'));
  }

  /** A StorageClass of the Azure File plugin, in-tree up to Kubernetes 1.29; since then file.csi.azure.com serves it. */
  public static azureFile(scope: Construct, id: string, props: InTreeStorageClassProps = {}): InTreeStorageClass {
    props = takeProps('InTreeStorageClass.azureFile', props, [scope, id]);
    return new InTreeStorageClass(scope, id, inTreeClass(scope, id, props, 'azureFile'));
  }

  /** A StorageClass of the GCE Persistent Disk plugin, in-tree up to Kubernetes 1.27; since then pd.csi.storage.gke.io serves it. */
  public static gcePd(scope: Construct, id: string, props: InTreeStorageClassProps = {}): InTreeStorageClass {
    props = takeProps('InTreeStorageClass.gcePd', props, [scope, id]);
    return new InTreeStorageClass(scope, id, inTreeClass(scope, id, props, 'gcePersistentDisk'));
  }

  /** A StorageClass of the vSphere plugin, in-tree up to Kubernetes 1.29; since then csi.vsphere.vmware.com serves it. */
  public static vsphere(scope: Construct, id: string, props: InTreeStorageClassProps = {}): InTreeStorageClass {
    props = takeProps('InTreeStorageClass.vsphere', props, [scope, id]);
    return new InTreeStorageClass(scope, id, inTreeClass(scope, id, props, 'vsphereVolume'));
  }

  /** A StorageClass of the Portworx plugin, in-tree up to Kubernetes 1.35; since then pxd.portworx.com serves it. */
  public static portworx(scope: Construct, id: string, props: InTreeStorageClassProps = {}): InTreeStorageClass {
    props = takeProps('InTreeStorageClass.portworx', props, [scope, id]);
    return new InTreeStorageClass(scope, id, inTreeClass(scope, id, props, 'portworxVolume'));
  }

  /** A StorageClass of the Ceph RBD plugin, in-tree up to Kubernetes 1.30; it has no CSI migration. See `CephRbdStorageClass`. */
  public static rbd(scope: Construct, id: string, props: InTreeStorageClassProps): InTreeStorageClass {
    props = takeProps('InTreeStorageClass.rbd', props, [scope, id]);
    return new InTreeStorageClass(scope, id, inTreeClass(scope, id, props, 'rbd'));
  }

  /** A StorageClass of the GlusterFS plugin, in-tree up to Kubernetes 1.25; it has no CSI migration. Needs Heketi. */
  public static glusterFs(scope: Construct, id: string, props: InTreeStorageClassProps): InTreeStorageClass {
    props = takeProps('InTreeStorageClass.glusterFs', props, [scope, id]);
    return new InTreeStorageClass(scope, id, inTreeClass(scope, id, props, 'glusterfs'));
  }

  /** A StorageClass of the StorageOS plugin, in-tree up to Kubernetes 1.24; it has no CSI migration. */
  public static storageOs(scope: Construct, id: string, props: InTreeStorageClassProps = {}): InTreeStorageClass {
    props = takeProps('InTreeStorageClass.storageOs', props, [scope, id]);
    return new InTreeStorageClass(scope, id, inTreeClass(scope, id, props, 'storageos'));
  }

  /** A StorageClass of the ScaleIO plugin, in-tree up to Kubernetes 1.21; it has no CSI migration. */
  public static scaleIo(scope: Construct, id: string, props: InTreeStorageClassProps = {}): InTreeStorageClass {
    props = takeProps('InTreeStorageClass.scaleIo', props, [scope, id]);
    return new InTreeStorageClass(scope, id, inTreeClass(scope, id, props, 'scaleIO'));
  }

  /** A StorageClass of the Quobyte plugin, in-tree up to Kubernetes 1.24; it has no CSI migration. */
  public static quobyte(scope: Construct, id: string, props: InTreeStorageClassProps = {}): InTreeStorageClass {
    props = takeProps('InTreeStorageClass.quobyte', props, [scope, id]);
    return new InTreeStorageClass(scope, id, inTreeClass(scope, id, props, 'quobyte'));
  }

  private constructor(scope: Construct, id: string, props: StorageClassProps) {
    super(scope, id, props);
  }
}

/** The props of a class. `source` is the field of a PersistentVolume's spec that the plugin mounts. */
function inTreeClass(scope: Construct, id: string, { parameters = {}, ...props }: InTreeStorageClassProps, source: string): StorageClassProps {
  const { provisioner, block, mountOptions, ...plugin } = volumePlugin(source)!;
  const accessModes = plugin.accessModes as AccessMode[];
  const driver = inTreeDriver(provisioner!);
  return typedClass(scope, id, props, () => ({
    driver,
    provisioner: provisioner!,
    parameters: {},
    defaults: checked(parameters, props.extraParameters, driver),
    capabilities: {
      filesystemModes: accessModes,
      blockModes: block ? accessModes : [],
      snapshots: false,
      clones: false,
      mountOptions,
      volumeAttributesClasses: false,
    },
  }));
}

/** The plugins read names in any case; errors show them as they are written. */
function checked(parameters: Parameters, extra: Parameters = {}, driver: Driver): Parameters {
  const { title, parameters: known } = driver;
  const named = (name: string) => Object.keys(known).find((one) => one.toLowerCase() === name.toLowerCase());
  for (const [name, value] of Object.entries(parameters)) {
    const property = `parameters[${JSON.stringify(name)}]`;
    const type = known[named(name) ?? '']?.type
      ?? refuse(property, `is unknown to ${title}: use one of ${Object.keys(known).join(', ')}, or extraParameters if you know that the plugin `
        + 'reads it');
    if (typeof value !== 'string' || !type.accepts(value)) invalid(property, value, type.expected);
  }
  const given = foldedParameters(driver, parameters);
  const missing = Object.keys(known).find((name) => known[name].required && given[name] === undefined);
  if (missing) refuse('parameters', `needs ${missing}, which ${title} requires`);
  const repeated = Object.keys(extra).find((name) => named(name) !== undefined);
  if (repeated) refuse('extraParameters', `contains "${repeated}". Set it in parameters instead`);
  return parameters;
}
