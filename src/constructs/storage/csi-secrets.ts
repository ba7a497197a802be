import { Parameters } from './private/parameters';
import { requireDnsLabel, requireDnsSubdomain } from '../../core/names';

/** A Secret, by name and namespace. */
export interface SecretReference {
  /** Name of the Secret. May hold the placeholders of the CSI provisioner, such as "${pvc.name}". */
  readonly name: string;
  /** Namespace of the Secret. May hold "${pvc.namespace}". */
  readonly namespace: string;
}

/**
 * Secrets that the CSI sidecars hand to a driver, one for each kind of call.
 *
 * @see https://kubernetes-csi.github.io/docs/secrets-and-credentials-storage-class.html
 */
export interface CsiSecrets {
  /** Creating and deleting volumes. @default - none */
  readonly provisioner?: SecretReference;
  /** Attaching to a node. @default - none */
  readonly controllerPublish?: SecretReference;
  /** Growing a volume, in the storage. @default - none */
  readonly controllerExpand?: SecretReference;
  /** Changing the attributes of a volume. @default - none */
  readonly controllerModify?: SecretReference;
  /** First mount on a node. @default - none */
  readonly nodeStage?: SecretReference;
  /** Mount in a pod. @default - none */
  readonly nodePublish?: SecretReference;
  /** Growing a volume, on its node. @default - none */
  readonly nodeExpand?: SecretReference;
}

const CALLS: { [K in keyof CsiSecrets]-?: string } = {
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
  for (const [property, call] of Object.entries(CALLS)) {
    const secret = secrets[property as keyof CsiSecrets];
    if (secret) Object.assign(parameters, secretParameter(`secrets.${property}`, call, secret));
  }
  return parameters;
}

/** The two parameters that name the Secret of one kind of call. */
export function secretParameter(property: string, call: string, secret: SecretReference): Parameters {
  if (!secret.name.includes('${')) requireDnsSubdomain(`${property}.name`, secret.name);
  if (!secret.namespace.includes('${')) requireDnsLabel(`${property}.namespace`, secret.namespace);
  return {
    [`csi.storage.k8s.io/${call}-secret-name`]: secret.name,
    [`csi.storage.k8s.io/${call}-secret-namespace`]: secret.namespace,
  };
}
