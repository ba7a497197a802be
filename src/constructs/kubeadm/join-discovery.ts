import { requireEndpoint } from './private/kubeadm-checks';
import { invalid, refuse } from '../../core/errors';
import { takeProps } from '../../core/props';
import { requireAbsolutePath } from '../../kubernetes/names';
import { SecretText } from '../../openstack/secrets/secret-text';
import { secretForFile, TOKEN, TOKEN_FORM } from '../files/private/secret-file';
import { compact } from '../files/private/yaml';

const HASH = /^sha256:[a-f0-9]{64}$/;

/** Discovery of the cluster with a bootstrap token. */
export interface TokenDiscoveryOptions {
  /** Address and port of an API server, such as "192.168.1.7:6443". */
  readonly apiServerEndpoint: string;

  /**
   * The token, of the form "abcdef.0123456789abcdef". It is written to the file.
   *
   * @default - the placeholder ${KUBEADM_TOKEN}, which `envsubst` fills in on the node
   */
  readonly token?: SecretText;

  /**
   * Hashes of the cluster's CA key, each "sha256:" and 64 hexadecimal digits, as `kubeadm token create --print-join-command` shows them.
   *
   * @default - the placeholder ${KUBEADM_CA_CERT_HASH}, which `envsubst` fills in on the node
   */
  readonly caCertHashes?: string[];

  /** Trusts whatever answers at the endpoint, instead of checking its CA. @default false */
  readonly unsafeSkipCaVerification?: boolean;
}

/**
 * How a joining node discovers its cluster and verifies it.
 *
 * @see https://kubernetes.io/docs/reference/setup-tools/kubeadm/kubeadm-join/
 */
export class JoinDiscovery {
  /** With a bootstrap token and the hash of the cluster's CA. */
  public static bootstrapToken(options: TokenDiscoveryOptions): JoinDiscovery {
    options = takeProps('JoinDiscovery.bootstrapToken', options);
    const { apiServerEndpoint, token, caCertHashes, unsafeSkipCaVerification: unsafe } = options;
    requireEndpoint('apiServerEndpoint', apiServerEndpoint, true);
    if (caCertHashes?.length === 0) refuse('caCertHashes', 'must not be empty. Omit it to get a placeholder, or set unsafeSkipCaVerification');
    if (unsafe && caCertHashes) refuse('unsafeSkipCaVerification', 'and caCertHashes are mutually exclusive. Remove unsafeSkipCaVerification');
    caCertHashes?.forEach((hash) => HASH.test(hash) || invalid('caCertHashes', hash, '"sha256:" and 64 hexadecimal digits'));
    const document = {
      bootstrapToken: compact({
        apiServerEndpoint,
        token: token ? secretForFile('token', token, TOKEN, TOKEN_FORM) : '${KUBEADM_TOKEN}',
        caCertHashes: unsafe ? undefined : caCertHashes ?? ['${KUBEADM_CA_CERT_HASH}'],
        unsafeSkipCAVerification: unsafe || undefined,
      }),
    };
    return new JoinDiscovery(document, token !== undefined, unsafe ?? false);
  }

  /**
   * With a kubeconfig file that is already on the node and contains the address, the CA and the credentials. The output contains no secret.
   *
   * @param path Absolute path on the node, or an https URL
   */
  public static kubeconfig(path: string): JoinDiscovery {
    if (!/^https:\/\/[^\s/]+\/\S+$/.test(path)) requireAbsolutePath('path', path, '/etc/kubernetes/discovery.conf');
    return new JoinDiscovery({ file: { kubeConfigPath: path } }, false, false);
  }

  private constructor(
    /** @internal */ public readonly _document: any,
    /** @internal */ public readonly _holdsSecret: boolean,
    /** @internal */ public readonly _unsafe: boolean,
  ) {}
}
