import { invalid } from '../../../core/errors';
import { SecretCall } from '../../../drivers/support/driver';
import { secretNames } from '../../../drivers/support/sidecars';
import { requireDnsLabel, requireDnsSubdomain } from '../../../kubernetes/names';
import { NamespacedName } from '../../namespaced-name';
import { Parameters } from '../private/parameters';

/**
 * Secrets that the CSI sidecars pass to a driver, one per CSI call. In names, classes fill in "${pv.name}", "${pvc.namespace}", "${pvc.name}"
 * and "${pvc.annotations['example.com/key']}"; in namespaces, the first two.
 *
 * @see https://kubernetes-csi.github.io/docs/secrets-and-credentials-storage-class.html
 */
export interface CsiSecrets {
  /** Creating and deleting volumes. @default - none */
  readonly provisioner?: NamespacedName;
  /** Attaching to a node. @default - none */
  readonly controllerPublish?: NamespacedName;
  /** Expanding a volume in the storage backend. @default - none */
  readonly controllerExpand?: NamespacedName;
  /** Changing the attributes of a volume. @default - none */
  readonly controllerModify?: NamespacedName;
  /** Staging a volume on a node: the first mount. @default - none */
  readonly nodeStage?: NamespacedName;
  /** Publishing a volume to a pod. @default - none */
  readonly nodePublish?: NamespacedName;
  /** Expanding a volume on its node. @default - none */
  readonly nodeExpand?: NamespacedName;
}

/** The CSI call of each property. */
export const SECRET_CALLS: { readonly [K in keyof CsiSecrets]-?: SecretCall } = {
  provisioner: 'provisioner',
  controllerPublish: 'controller-publish',
  controllerExpand: 'controller-expand',
  controllerModify: 'controller-modify',
  nodeStage: 'node-stage',
  nodePublish: 'node-publish',
  nodeExpand: 'node-expand',
};

/** The `csi.storage.k8s.io/…-secret-…` parameters of a class. */
export function secretParameters(secrets: CsiSecrets = {}): Parameters {
  const parameters: Parameters = {};
  for (const [property, call] of Object.entries(SECRET_CALLS)) {
    const secret = secrets[property as keyof CsiSecrets];
    if (secret) Object.assign(parameters, secretParameter(`secrets.${property}`, call, secret));
  }
  return parameters;
}

/** Placeholders of namespaces and, after these, those of names only. Source: external-provisioner and external-snapshotter, `GetSecretReference`. */
const OF_CLAIM = { namespace: ['pv.name', 'pvc.namespace'], name: ['pvc.name'] };
const OF_SNAPSHOT = { namespace: ['volumesnapshotcontent.name', 'volumesnapshot.namespace'], name: ['volumesnapshot.name'] };

/** The two parameters that name the Secret of one CSI call. */
export function secretParameter(property: string, call: string, secret: NamespacedName): Parameters {
  const known = call === 'snapshotter' ? OF_SNAPSHOT : OF_CLAIM;
  requireDnsSubdomain(`${property}.name`, filledIn(`${property}.name`, secret.name, [...known.namespace, ...known.name], call !== 'snapshotter'));
  requireDnsLabel(`${property}.namespace`, filledIn(`${property}.namespace`, secret.namespace, known.namespace, false));
  const names = secretNames(call);
  return { [names.name]: secret.name, [names.namespace]: secret.namespace };
}

/** The string with each placeholder replaced by a letter. */
function filledIn(property: string, text: string, known: string[], annotations: boolean): string {
  return text.replace(/\$\{([^}]*)\}/g, (_, token: string) => {
    if (known.includes(token) || (annotations && /^pvc\.annotations\['[^']+'\]$/.test(token))) return 'x';
    return invalid(property, text, `a string with no placeholders other than ${known.map((name) => `\${${name}}`).join(', ')}`);
  });
}
