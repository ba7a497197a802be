import { Construct } from 'constructs';
import { InTreeAwsEbsStorageClassProps } from './aws-ebs-props';
import { InTreeAzureDiskStorageClassProps } from './azure-disk-props';
import { InTreeAzureFileStorageClassProps } from './azure-file-props';
import { InTreeCinderStorageClassProps } from './cinder-props';
import { InTreeGcePdStorageClassProps } from './gce-pd-props';
import { InTreeGlusterFsStorageClassProps } from './gluster-fs-props';
import { InTreePortworxStorageClassProps } from './portworx-props';
import { InTreeQuobyteStorageClassProps } from './quobyte-props';
import { InTreeRbdStorageClassProps } from './rbd-props';
import { InTreeScaleIoStorageClassProps } from './scale-io-props';
import { InTreeStorageOsStorageClassProps } from './storage-os-props';
import { InTreeVsphereStorageClassProps } from './vsphere-props';
import {
  IN_TREE_AWS_EBS, IN_TREE_AZURE_DISK, IN_TREE_AZURE_FILE, IN_TREE_CINDER, IN_TREE_GCE_PD, IN_TREE_GLUSTERFS, IN_TREE_PORTWORX,
  IN_TREE_QUOBYTE, IN_TREE_RBD, IN_TREE_SCALEIO, IN_TREE_STORAGEOS, IN_TREE_VSPHERE,
} from '../../../../drivers/in-tree';
import { inTreeClass } from '../../private/in-tree-class';
import {
  AWS_EBS_PARAMETERS, AZURE_DISK_PARAMETERS, AZURE_FILE_PARAMETERS, CINDER_PARAMETERS, GCE_PD_PARAMETERS, GLUSTERFS_PARAMETERS,
  PORTWORX_PARAMETERS, QUOBYTE_PARAMETERS, RBD_PARAMETERS, SCALEIO_PARAMETERS, STORAGEOS_PARAMETERS, VSPHERE_PARAMETERS,
} from '../../private/in-tree-parameters';
import { StorageClass, StorageClassProps } from '../storage-class';

/**
 * A StorageClass of a volume plugin that was part of Kubernetes. A plugin that the cluster's Kubernetes no longer has is refused, or, where a CSI
 * driver took over, reported.
 *
 * @see https://kubernetes.io/docs/concepts/storage/storage-classes/#provisioner
 */
export class InTreeStorageClass extends StorageClass {
  /** A StorageClass of the Cinder plugin, in-tree up to Kubernetes 1.25; since then the Cinder CSI driver serves it. See `CinderStorageClass`. */
  public static cinder(scope: Construct, id: string, props: InTreeCinderStorageClassProps = {}): InTreeStorageClass {
    return new InTreeStorageClass(scope, id, inTreeClass(scope, id, props, 'cinder', IN_TREE_CINDER, CINDER_PARAMETERS));
  }

  /** A StorageClass of the AWS EBS plugin, in-tree up to Kubernetes 1.26; since then ebs.csi.aws.com serves it. */
  public static awsEbs(scope: Construct, id: string, props: InTreeAwsEbsStorageClassProps = {}): InTreeStorageClass {
    return new InTreeStorageClass(scope, id, inTreeClass(scope, id, props, 'awsElasticBlockStore', IN_TREE_AWS_EBS, AWS_EBS_PARAMETERS));
  }

  /** A StorageClass of the Azure Disk plugin, in-tree up to Kubernetes 1.26; since then disk.csi.azure.com serves it. */
  public static azureDisk(scope: Construct, id: string, props: InTreeAzureDiskStorageClassProps = {}): InTreeStorageClass {
    return new InTreeStorageClass(scope, id, inTreeClass(scope, id, props, 'azureDisk', IN_TREE_AZURE_DISK, AZURE_DISK_PARAMETERS));
  }

  /** A StorageClass of the Azure File plugin, in-tree up to Kubernetes 1.29; since then file.csi.azure.com serves it. */
  public static azureFile(scope: Construct, id: string, props: InTreeAzureFileStorageClassProps = {}): InTreeStorageClass {
    return new InTreeStorageClass(scope, id, inTreeClass(scope, id, props, 'azureFile', IN_TREE_AZURE_FILE, AZURE_FILE_PARAMETERS));
  }

  /** A StorageClass of the GCE Persistent Disk plugin, in-tree up to Kubernetes 1.27; since then pd.csi.storage.gke.io serves it. */
  public static gcePd(scope: Construct, id: string, props: InTreeGcePdStorageClassProps = {}): InTreeStorageClass {
    return new InTreeStorageClass(scope, id, inTreeClass(scope, id, props, 'gcePersistentDisk', IN_TREE_GCE_PD, GCE_PD_PARAMETERS));
  }

  /** A StorageClass of the vSphere plugin, in-tree up to Kubernetes 1.29; since then csi.vsphere.vmware.com serves it. */
  public static vsphere(scope: Construct, id: string, props: InTreeVsphereStorageClassProps = {}): InTreeStorageClass {
    return new InTreeStorageClass(scope, id, inTreeClass(scope, id, props, 'vsphereVolume', IN_TREE_VSPHERE, VSPHERE_PARAMETERS));
  }

  /** A StorageClass of the Portworx plugin, in-tree up to Kubernetes 1.35; since then pxd.portworx.com serves it. */
  public static portworx(scope: Construct, id: string, props: InTreePortworxStorageClassProps = {}): InTreeStorageClass {
    return new InTreeStorageClass(scope, id, inTreeClass(scope, id, props, 'portworxVolume', IN_TREE_PORTWORX, PORTWORX_PARAMETERS));
  }

  /** A StorageClass of the Ceph RBD plugin, in-tree up to Kubernetes 1.30; it has no CSI migration. See `CephRbdStorageClass`. */
  public static rbd(scope: Construct, id: string, props: InTreeRbdStorageClassProps): InTreeStorageClass {
    return new InTreeStorageClass(scope, id, inTreeClass(scope, id, props, 'rbd', IN_TREE_RBD, RBD_PARAMETERS));
  }

  /** A StorageClass of the GlusterFS plugin with Heketi, in-tree up to Kubernetes 1.25; it has no CSI migration. */
  public static glusterFs(scope: Construct, id: string, props: InTreeGlusterFsStorageClassProps): InTreeStorageClass {
    return new InTreeStorageClass(scope, id, inTreeClass(scope, id, props, 'glusterfs', IN_TREE_GLUSTERFS, GLUSTERFS_PARAMETERS));
  }

  /** A StorageClass of the StorageOS plugin, in-tree up to Kubernetes 1.24; it has no CSI migration. */
  public static storageOs(scope: Construct, id: string, props: InTreeStorageOsStorageClassProps = {}): InTreeStorageClass {
    return new InTreeStorageClass(scope, id, inTreeClass(scope, id, props, 'storageos', IN_TREE_STORAGEOS, STORAGEOS_PARAMETERS));
  }

  /** A StorageClass of the ScaleIO plugin, in-tree up to Kubernetes 1.21; it has no CSI migration. */
  public static scaleIo(scope: Construct, id: string, props: InTreeScaleIoStorageClassProps = {}): InTreeStorageClass {
    return new InTreeStorageClass(scope, id, inTreeClass(scope, id, props, 'scaleIO', IN_TREE_SCALEIO, SCALEIO_PARAMETERS));
  }

  /** A StorageClass of the Quobyte plugin, in-tree up to Kubernetes 1.24; it has no CSI migration. */
  public static quobyte(scope: Construct, id: string, props: InTreeQuobyteStorageClassProps = {}): InTreeStorageClass {
    return new InTreeStorageClass(scope, id, inTreeClass(scope, id, props, 'quobyte', IN_TREE_QUOBYTE, QUOBYTE_PARAMETERS));
  }

  private constructor(scope: Construct, id: string, props: StorageClassProps) {
    super(scope, id, props);
  }
}
