/* Names of the Ceph drivers that Rook installs. Source: https://rook.io/docs/rook/latest-release/Storage-Configuration/ and deploy/examples of rook/rook. */
import { SecretCall } from './support/driver';

export const ROOK_NAMESPACE = 'rook-ceph';

/** Ceph drivers that Rook installs. */
export type RookKind = 'rbd' | 'cephfs' | 'nfs' | 'nvmeof';

/** Name of a driver without the prefix that Rook adds. */
export function cephDriver(kind: RookKind): string {
  return `${kind}.csi.ceph.com`;
}

/** Name of a driver, prefixed with the namespace of Rook's operator. */
export function rookDriver(namespace: string, kind: RookKind): string {
  return `${namespace}.${cephDriver(kind)}`;
}

/** The Secrets that Rook creates for the calls of a driver, by name. */
export const ROOK_SECRETS: { readonly [kind in RookKind]: { readonly [call in SecretCall]?: string } } = {
  rbd: secretsOf('rbd', ['provisioner', 'controller-expand', 'controller-publish'], ['node-stage']),
  nvmeof: secretsOf('rbd', ['provisioner', 'controller-expand'], ['node-stage', 'node-expand']),
  cephfs: secretsOf('cephfs', ['provisioner', 'controller-expand', 'controller-publish'], ['node-stage']),
  nfs: secretsOf('cephfs', ['provisioner', 'controller-expand', 'controller-publish'], ['node-stage']),
};

function secretsOf(kind: string, controller: SecretCall[], node: SecretCall[]): { [call in SecretCall]?: string } {
  return Object.fromEntries([
    ...controller.map((call) => [call, `rook-csi-${kind}-provisioner`]),
    ...node.map((call) => [call, `rook-csi-${kind}-node`]),
  ]);
}
