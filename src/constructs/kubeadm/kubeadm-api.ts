import { refuse } from '../../core/errors';
import { KubeadmFormat, kubeadmFormat } from '../../kubernetes/kubeadm';
import { minorNumber } from '../../kubernetes/minor';

/** Filled by the members of `KubeadmApi`, oldest first. */
const KNOWN: KubeadmApi[] = [];

/**
 * A version of the kubeadm configuration format.
 *
 * @see https://github.com/kubernetes/kubernetes/blob/master/cmd/kubeadm/app/apis/kubeadm/v1beta4/doc.go
 */
export class KubeadmApi {
  /** `kubeadm.k8s.io/v1beta1`: Kubernetes 1.13 to 1.21. */
  public static readonly V1BETA1 = KubeadmApi.known(1);

  /** `kubeadm.k8s.io/v1beta2`: Kubernetes 1.15 to 1.26. Adds `ignorePreflightErrors` and `certificateKey`. */
  public static readonly V1BETA2 = KubeadmApi.known(2);

  /** `kubeadm.k8s.io/v1beta3`: Kubernetes 1.22 to 1.36, deprecated since 1.31. Adds `skipPhases`, `patches` and `imagePullPolicy`. */
  public static readonly V1BETA3 = KubeadmApi.known(3);

  /** `kubeadm.k8s.io/v1beta4`: since Kubernetes 1.31. Extra arguments are lists; adds `extraEnvs` and `timeouts`. */
  public static readonly V1BETA4 = KubeadmApi.known(4);

  /**
   * The newest version that the kubeadm of a Kubernetes version reads.
   *
   * @param kubernetesVersion Kubernetes version, such as "1.36" or "v1.36.3"
   */
  public static ofKubernetes(kubernetesVersion: string): KubeadmApi {
    const found = [...KNOWN].reverse().find((api) => api.reads(kubernetesVersion));
    return found ?? refuse('kubernetesVersion', `is ${kubernetesVersion}, whose kubeadm reads none of the known formats. `
      + 'Use Kubernetes 1.13 or newer');
  }

  private static known(beta: number): KubeadmApi {
    const api = new KubeadmApi(beta);
    KNOWN.push(api);
    return api;
  }

  /** apiVersion of the documents, such as "kubeadm.k8s.io/v1beta4". */
  public readonly apiVersion: string;

  private readonly format: KubeadmFormat;

  private constructor(private readonly beta: number) {
    this.apiVersion = `kubeadm.k8s.io/v1beta${beta}`;
    this.format = kubeadmFormat(this.apiVersion);
  }

  /**
   * Whether the kubeadm of a Kubernetes version reads this format.
   *
   * @param kubernetesVersion Kubernetes version, such as "1.36"
   */
  public reads(kubernetesVersion: string): boolean {
    const { since = 0, last = Infinity } = this.format;
    const minor = minorNumber(kubernetesVersion);
    return minor >= since && minor <= last;
  }

  /** Whether this is `other` or a later version. @internal */
  public _isAtLeast(other: KubeadmApi): boolean {
    return this.beta >= other.beta;
  }

  /** Throws if the kubeadm of a Kubernetes version does not read this format. @internal */
  public _requireReadBy(kubernetesVersion: string): void {
    if (this.reads(kubernetesVersion)) return;
    const { since = 0, last } = this.format;
    const why = minorNumber(kubernetesVersion) < since ? `first read by 1.${since}` : `last read by 1.${last}`;
    refuse('api', `is ${this.apiVersion}, which is ${why}; the kubeadm of ${kubernetesVersion} reads `
      + `${KNOWN.filter((api) => api.reads(kubernetesVersion)).map((api) => api.apiVersion).join(' and ')}. Omit it to get the newest of these`);
  }
}
