import { invalid, refuse } from '../../core/errors';
import { takeProps } from '../../core/props';
import { CHANGED_IN } from '../../kubernetes/changes';
import { isAtLeast, minorNumber } from '../../kubernetes/minor';

const RETIRED = ['packages.cloud.google.com', 'apt.kubernetes.io', 'yum.kubernetes.io'];

/** A custom package repository. */
export interface MirrorOptions {
  /** URL of the repository: for apt the folder with its Release file, for yum that with repodata. */
  readonly baseUrl: string;
  /** URLs of the keys that sign it. apt takes one. */
  readonly gpgKeys: string[];
  /** Suite and components in apt's source line, after the URL. @default "/" */
  readonly suite?: string;
}

/** Package repository of kubelet, kubeadm and kubectl. */
export class PackageRepository {
  /**
   * The official repositories at pkgs.k8s.io, one per minor. They contain Kubernetes 1.24 and newer.
   *
   * @see https://kubernetes.io/blog/2023/08/15/pkgs-k8s-io-introduction/
   */
  public static kubernetes(): PackageRepository {
    return new PackageRepository();
  }

  /** A copy, or any other repository. */
  public static mirror(options: MirrorOptions): PackageRepository {
    options = takeProps('PackageRepository.mirror', options);
    requireUrl('baseUrl', options.baseUrl);
    if (!options.gpgKeys?.length) refuse('gpgKeys', 'needs the key that signs the packages, because they run as root');
    options.gpgKeys.forEach((key) => requireUrl('gpgKeys', key));
    if (options.suite !== undefined && !/^[A-Za-z0-9./_-]+( [A-Za-z0-9/_-]+)*$/.test(options.suite)) {
      invalid('suite', options.suite, 'a suite and components such as "kubernetes-xenial main"');
    }
    return new PackageRepository(options);
  }

  /** @internal */
  public readonly _retired?: string;

  private constructor(private readonly options?: MirrorOptions) {
    const host = options && new URL(options.baseUrl).host;
    if (host && RETIRED.includes(host)) {
      this._retired = `${host} was shut down on 4 March 2024: nodes cannot install packages from ${options.baseUrl}.`;
    }
  }

  /** The repository for a Kubernetes version. @internal */
  public _resolve(version: string, redHat: boolean): MirrorOptions {
    if (this.options) return this.options;
    const minor = minorNumber(version);
    if (!isAtLeast(version, CHANGED_IN.packageRepository)) {
      refuse('packages', `is required: pkgs.k8s.io contains Kubernetes ${CHANGED_IN.packageRepository} and newer, not 1.${minor}, `
        + 'and the older repositories were shut down. Use PackageRepository.mirror(...) with your own copy');
    }
    const baseUrl = `https://pkgs.k8s.io/core:/stable:/v1.${minor}/${redHat ? 'rpm' : 'deb'}/`;
    return { baseUrl, gpgKeys: [`${baseUrl}${redHat ? 'repodata/repomd.xml.key' : 'Release.key'}`] };
  }
}

function requireUrl(property: string, value: string): void {
  if (!/^https:\/\/[^\s'"\\$`]+$/.test(value)) invalid(property, value, 'an https URL such as "https://packages.example.com/kubernetes/"');
}
