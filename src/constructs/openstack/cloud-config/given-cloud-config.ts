import { Construct } from 'constructs';
import { CloudConfig, CloudConfigProps } from './cloud-config';
import { ICloudConfig } from './cloud-config-ref';
import { isGivenIn, refuse, within } from '../../../core/errors';
import { Release } from '../../../releases';
import { at } from '../../private/at';
import { refersTo } from '../../private/existing';

/** Properties whose cloud config exists, as opposed to properties of one. */
export type WithCloudConfig<Props> = Omit<Props, 'cloudConfig'> & { readonly cloudConfig: ICloudConfig };

interface Component {
  readonly cloudConfig: ICloudConfig | CloudConfigProps;
  readonly namespace?: string;
  readonly release?: Release;
}

/** The cloud config of a component: the one that it was given, or one that it creates below itself, in its namespace and for its release. */
export function givenCloudConfig(scope: Construct, { cloudConfig: given, namespace = 'kube-system', release }: Component): ICloudConfig {
  if ('global' in given) {
    return within('cloudConfig', () => new CloudConfig(scope, 'CloudConfig', { namespace, release, ...given }), isGivenIn(given));
  }
  return given;
}

/** The same for one that mounts it. What exists outside this app is told to the analysis, with its CA bundle. */
export function mountedCloudConfig(scope: Construct, component: Component): ICloudConfig {
  const cloudConfig = givenCloudConfig(scope, component);
  const { namespace = 'kube-system' } = component;
  const { secretName, namespace: its = namespace, caCertificate: ca } = cloudConfig;
  if (its !== namespace) {
    at(scope, () => refuse('cloudConfig', `lies in namespace ${its}, but pods of namespace ${namespace} mount it. Give both the same namespace; `
      + 'or, where '
      + `something copies the Secret, CloudConfig.fromSecretName("${secretName}")`));
  }
  refersTo(scope, 'Secret', cloudConfig, secretName, namespace);
  if (ca && ca.checksum === undefined) refersTo(scope, 'Secret', ca, ca.secretName, namespace);
  return cloudConfig;
}
