import { takeProps } from '../core/props';
import since from './data/local-static-provisioner/since.json';
import v2_1_0 from './data/local-static-provisioner/v2.1.0.json';
import v2_9_0 from './data/local-static-provisioner/v2.9.0.json';
import { overlaid, withImages } from './derive';
import { LocalStaticProfile } from './local-static-profile';
import { imagesOf } from './profile';
import { ProvisionerReleaseOptions } from './provisioner-release-options';
import { isVersionAtLeast, requireVersion } from './versions';
import { invalid } from '../core/errors';
import { immutable } from '../core/shared';

/** Filled by the members of `LocalStaticRelease`, oldest first. */
const KNOWN: LocalStaticRelease[] = [];

/**
 * One version of the local volume static provisioner with its images, objects and RBAC.
 *
 * @see https://github.com/kubernetes-sigs/sig-storage-local-static-provisioner/blob/master/CHANGELOG.md
 */
export class LocalStaticRelease {
  /** v2.1.0, of kubernetes-incubator/external-storage (2018). */
  public static readonly V2_1_0 = LocalStaticRelease.known(v2_1_0);

  /** v2.9.0 (July 2026). */
  public static readonly V2_9_0 = LocalStaticRelease.known(v2_9_0);

  /**
   * The release of a version.
   *
   * @param version Version, such as "v2.9.0"
   */
  public static of(version: string): LocalStaticRelease {
    return KNOWN.find((r) => r.version === version)
      ?? invalid('release', version, `one of ${KNOWN.map((r) => r.version).join(', ')}`,
        'For other versions use LocalStaticRelease.V2_9_0.extend(...)');
  }

  /** Every known release, oldest first. */
  public static all(): LocalStaticRelease[] {
    return [...KNOWN];
  }

  /** The newest known release. */
  public static latest(): LocalStaticRelease {
    return KNOWN[KNOWN.length - 1];
  }

  private static known(profile: unknown): LocalStaticRelease {
    const release = new LocalStaticRelease(profile as LocalStaticProfile);
    KNOWN.push(release);
    return release;
  }

  /** Its version, such as "v2.9.0". */
  public readonly version: string;

  private constructor(/** @internal */ public readonly _profile: LocalStaticProfile) {
    this.version = _profile.version;
    immutable(this);
  }

  /** Every image of the release, for mirrors and bills of materials. */
  public images(): string[] {
    return imagesOf(this._profile);
  }

  /** A custom release based on this one: a private build, or a version newer than this library. */
  public extend(options: ProvisionerReleaseOptions): LocalStaticRelease {
    options = takeProps('LocalStaticRelease.extend', options);
    const profile = overlaid(this._profile, { ...options.profile, version: requireVersion('version', options.version) }, LocalStaticRelease.all()
      .map((r) => r._profile));
    return new LocalStaticRelease(withImages(profile, options.images));
  }

  /**
   * The version that introduced a key of the configuration, a key of its classes, or another feature, if this release is older than that.
   *
   * @internal
   */
  public _lacks(kind: 'config' | 'class' | 'feature', name: string): string | undefined {
    const introduced = (since as { [kind: string]: { [name: string]: string } })[kind][name];
    return introduced === undefined || isVersionAtLeast(this.version, introduced) ? undefined : introduced;
  }
}
