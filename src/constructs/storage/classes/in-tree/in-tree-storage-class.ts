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
  /** A StorageClass of the Cinder plugin, part of Kubernetes to 1.25; the Cinder CSI driver serves it since. See `CinderStorageClass`. */
  public static cinder(scope: Construct, id: string, props: InTreeCinderStorageClassProps = {}): InTreeStorageClass {
    return new InTreeStorageClass(scope, id, inTreeClass(scope, id, props, 'cinder', IN_TREE_CINDER, CINDER_PARAMETERS));
  }

  /** A StorageClass of the AWS EBS plugin, part of Kubernetes to 1.26; ebs.csi.aws.com serves it since. */
  public static awsEbs(scope: Construct, id: string, props: InTreeAwsEbsStorageClassProps = {}): InTreeStorageClass {
    return new InTreeStorageClass(scope, id, inTreeClass(scope, id, props, 'awsElasticBlockStore', IN_TREE_AWS_EBS, AWS_EBS_PARAMETERS));
  }

  /** A StorageClass of the Azure Disk plugin, part of Kubernetes to 1.26; disk.csi.azure.com serves it since. */
  public static azureDisk(scope: Construct, id: string, props: InTreeAzureDiskStorageClassProps = {}): InTreeStorageClass {
    return new InTreeStorageClass(scope, id, inTreeClass(scope, id, props, 'azureDisk', IN_TREE_AZURE_DISK, AZURE_DISK_PARAMETERS));
  }

  /** A StorageClass of the Azure File plugin, part of Kubernetes to 1.29; file.csi.azure.com serves it since. */
  public static azureFile(scope: Construct, id: string, props: InTreeAzureFileStorageClassProps = {}): InTreeStorageClass {
    return new InTreeStorageClass(scope, id, inTreeClass(scope, id, props, 'azureFile', IN_TREE_AZURE_FILE, AZURE_FILE_PARAMETERS));
  }

  /** A StorageClass of the GCE Persistent Disk plugin, part of Kubernetes to 1.27; pd.csi.storage.gke.io serves it since. */
  public static gcePd(scope: Construct, id: string, props: InTreeGcePdStorageClassProps = {}): InTreeStorageClass {
    return new InTreeStorageClass(scope, id, inTreeClass(scope, id, props, 'gcePersistentDisk', IN_TREE_GCE_PD, GCE_PD_PARAMETERS));
  }

  /** A StorageClass of the vSphere plugin, part of Kubernetes to 1.29; csi.vsphere.vmware.com serves it since. */
  public static vsphere(scope: Construct, id: string, props: InTreeVsphereStorageClassProps = {}): InTreeStorageClass {
    return new InTreeStorageClass(scope, id, inTreeClass(scope, id, props, 'vsphereVolume', IN_TREE_VSPHERE, VSPHERE_PARAMETERS));
  }

  /** A StorageClass of the Portworx plugin, part of Kubernetes to 1.35; pxd.portworx.com serves it since. */
  public static portworx(scope: Construct, id: string, props: InTreePortworxStorageClassProps = {}): InTreeStorageClass {
    return new InTreeStorageClass(scope, id, inTreeClass(scope, id, props, 'portworxVolume', IN_TREE_PORTWORX, PORTWORX_PARAMETERS));
  }

  /** A StorageClass of the Ceph RBD plugin, part of Kubernetes to 1.30; nothing serves it since. See `CephRbdStorageClass`. */
  public static rbd(scope: Construct, id: string, props: InTreeRbdStorageClassProps): InTreeStorageClass {
    return new InTreeStorageClass(scope, id, inTreeClass(scope, id, props, 'rbd', IN_TREE_RBD, RBD_PARAMETERS));
  }

  /** A StorageClass of the GlusterFS plugin with Heketi, part of Kubernetes to 1.25; nothing serves it since. */
  public static glusterFs(scope: Construct, id: string, props: InTreeGlusterFsStorageClassProps): InTreeStorageClass {
    return new InTreeStorageClass(scope, id, inTreeClass(scope, id, props, 'glusterfs', IN_TREE_GLUSTERFS, GLUSTERFS_PARAMETERS));
  }

  /** A StorageClass of the StorageOS plugin, part of Kubernetes to 1.24; nothing serves it since. */
  public static storageOs(scope: Construct, id: string, props: InTreeStorageOsStorageClassProps = {}): InTreeStorageClass {
    return new InTreeStorageClass(scope, id, inTreeClass(scope, id, props, 'storageos', IN_TREE_STORAGEOS, STORAGEOS_PARAMETERS));
  }

  /** A StorageClass of the ScaleIO plugin, part of Kubernetes to 1.21; nothing serves it since. */
  public static scaleIo(scope: Construct, id: string, props: InTreeScaleIoStorageClassProps = {}): InTreeStorageClass {
    return new InTreeStorageClass(scope, id, inTreeClass(scope, id, props, 'scaleIO', IN_TREE_SCALEIO, SCALEIO_PARAMETERS));
  }

  /** A StorageClass of the Quobyte plugin, part of Kubernetes to 1.24; nothing serves it since. */
  public static quobyte(scope: Construct, id: string, props: InTreeQuobyteStorageClassProps = {}): InTreeStorageClass {
    return new InTreeStorageClass(scope, id, inTreeClass(scope, id, props, 'quobyte', IN_TREE_QUOBYTE, QUOBYTE_PARAMETERS));
  }

  private constructor(scope: Construct, id: string, props: StorageClassProps) {
    super(scope, id, props);
  }
}
