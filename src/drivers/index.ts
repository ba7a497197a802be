/* The known drivers, by name. To add a driver, add a file in this folder and a line in DRIVERS. */
import { AWS_EBS } from './aws-ebs';
import { AZURE_DISK } from './azure-disk';
import { AZURE_FILE } from './azure-file';
import { CEPH_BUCKET } from './ceph-bucket';
import { CEPH_FS } from './ceph-fs';
import { CEPH_NFS } from './ceph-nfs';
import { CEPH_NVMEOF } from './ceph-nvmeof';
import { CEPH_RBD } from './ceph-rbd';
import { CINDER } from './cinder';
import { GCE_PD } from './gce-pd';
import { IN_TREE } from './in-tree';
import { LINSTOR } from './linstor';
import { LOCAL_PATH } from './local-path';
import { LONGHORN } from './longhorn';
import { MANILA } from './manila';
import { NFS } from './nfs';
import { STATIC_VOLUMES } from './no-provisioner';
import { OPENEBS_HOSTPATH } from './openebs-hostpath';
import { OPENEBS_LVM } from './openebs-lvm';
import { OPENEBS_MAYASTOR } from './openebs-mayastor';
import { OPENEBS_ZFS } from './openebs-zfs';
import { SMB } from './smb';
import { Driver } from './support/driver';
import { TOPOLVM } from './topolvm';
import { TRIDENT } from './trident';
import { Minor, minorNumber } from '../kubernetes/minor';

export const DRIVERS: readonly Driver[] = [
  CINDER, MANILA, NFS, SMB, CEPH_RBD, CEPH_FS, CEPH_NFS, CEPH_NVMEOF, CEPH_BUCKET, LONGHORN, LINSTOR, TOPOLVM, TRIDENT, OPENEBS_HOSTPATH, OPENEBS_LVM,
  OPENEBS_ZFS, OPENEBS_MAYASTOR, LOCAL_PATH, STATIC_VOLUMES, AWS_EBS, GCE_PD, AZURE_DISK, AZURE_FILE, ...IN_TREE,
];

const BY_NAME = new Map(DRIVERS.flatMap((driver) => driver.names.map((entry) => [entry.name, { driver, ...entry }] as const)));
const PREFIXED = [...BY_NAME.values()].filter(({ prefixed }) => prefixed);

/**
 * The driver for a provisioner name of a StorageClass or a driver name of a volume. Undefined if it is unknown, or if the driver no longer uses
 * the name with that Kubernetes minor.
 */
export function driverNamed(name: string | undefined, kubernetesVersion?: Minor): Driver | undefined {
  if (name === undefined) return undefined;
  const found = BY_NAME.get(name) ?? PREFIXED.find((entry) => name.endsWith(`.${entry.name}`));
  if (!found) return undefined;
  const gone = found.until !== undefined && kubernetesVersion !== undefined && minorNumber(kubernetesVersion) > minorNumber(found.until);
  return gone ? undefined : found.driver;
}

/** The driver of a name, or its CSI migration target: "kubernetes.io/cinder" gives the Cinder CSI driver. */
export function servingDriver(name: string | undefined): Driver | undefined {
  return DRIVERS.find((driver) => name !== undefined && driver.successorOf === name) ?? driverNamed(name);
}
