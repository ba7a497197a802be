import { ROOK_NAMESPACE, ROOK_SECRETS, rookDriver, RookKind } from '../../../drivers/rook';
import { requireDnsLabel } from '../../../kubernetes/names';
import { CsiSecrets, SECRET_CALLS } from '../classes/csi-secrets';

/** Props shared by the classes of Rook. */
interface RookProps {
  readonly operatorNamespace?: string;
  readonly driverName?: string;
  readonly secrets?: CsiSecrets;
}

/** Name of a driver that Rook installs. */
export function rookProvisioner({ operatorNamespace, driverName }: RookProps, kind: RookKind): string {
  return driverName ?? rookDriver(requireDnsLabel('operatorNamespace', operatorNamespace ?? ROOK_NAMESPACE), kind);
}

/** The Secrets that Rook creates for the driver, unless the props override them. */
export function rookSecrets({ operatorNamespace: namespace = ROOK_NAMESPACE, secrets }: RookProps, kind: RookKind): CsiSecrets {
  const own = Object.entries(SECRET_CALLS).flatMap(([property, call]) => {
    const name = ROOK_SECRETS[kind][call];
    return name === undefined ? [] : [[property, { name, namespace }] as const];
  });
  return { ...Object.fromEntries(own), ...secrets };
}
