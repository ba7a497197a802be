import { requireDnsLabel } from '../../../kubernetes/names';
import { CsiSecrets, SecretReference } from '../classes/csi-secrets';

/** What the classes of Rook have in common. */
interface RookProps {
  readonly operatorNamespace?: string;
  readonly driverName?: string;
  readonly secrets?: CsiSecrets;
}

/** Name of a driver that Rook installs: its operator's namespace stands in front. */
export function rookDriver({ operatorNamespace, driverName }: RookProps, kind: string): string {
  return driverName ?? `${requireDnsLabel('operatorNamespace', operatorNamespace ?? 'rook-ceph')}.${kind}.csi.ceph.com`;
}

/** Secrets of the RBD driver. */
export function rookRbdSecrets(props: RookProps): CsiSecrets {
  const [provisioner, node] = rookSecrets(props, 'rbd');
  return { provisioner, controllerExpand: provisioner, controllerPublish: provisioner, nodeStage: node, ...props.secrets };
}

/** Secrets of the NVMe-oF driver: those of RBD, but growing happens on the node too. */
export function rookNvmeofSecrets(props: RookProps): CsiSecrets {
  const [provisioner, node] = rookSecrets(props, 'rbd');
  return { provisioner, controllerExpand: provisioner, nodeStage: node, nodeExpand: node, ...props.secrets };
}

/** Secrets of the CephFS and NFS drivers. */
export function rookCephFsSecrets(props: RookProps): CsiSecrets {
  const [provisioner, node] = rookSecrets(props, 'cephfs');
  return { provisioner, controllerExpand: provisioner, controllerPublish: provisioner, nodeStage: node, ...props.secrets };
}

function rookSecrets({ operatorNamespace: namespace = 'rook-ceph' }: RookProps, kind: string): SecretReference[] {
  return [{ name: `rook-csi-${kind}-provisioner`, namespace }, { name: `rook-csi-${kind}-node`, namespace }];
}
