import { takeProps } from '../core/props';
import since from './data/local-path-provisioner/since.json';
import v0_0_22 from './data/local-path-provisioner/v0.0.22.json';
import v0_0_37 from './data/local-path-provisioner/v0.0.37.json';
import { overlaid, withImages } from './derive';
import { LocalPathProfile } from './local-path-profile';
import { imagesOf } from './profile';
import { ProvisionerReleaseOptions } from './provisioner-release-options';
import { isVersionAtLeast, requireVersion } from './versions';
import { invalid } from '../core/errors';
import { immutable } from '../core/shared';

/** Filled by the members of `LocalPathRelease`, oldest first. */
const KNOWN: LocalPathRelease[] = [];

/**
 * One version of the local path provisioner with its images, objects and RBAC.
 *
 * @see https://github.com/rancher/local-path-provisioner/releases
 */
export class LocalPathRelease {
  /** v0.0.22 (March 2022). */
  public static readonly V0_0_22 = LocalPathRelease.known(v0_0_22);

  /** v0.0.37 (August 2026). */
  public static readonly V0_0_37 = LocalPathRelease.known(v0_0_37);

  /**
   * The release of a version.
   *
   * @param version Version, such as "v0.0.37"
   */
  public static of(version: string): LocalPathRelease {
    return KNOWN.find((r) => r.version === version)
      ?? invalid('release', version, `one of ${KNOWN.map((r) => r.version).join(', ')}`,
        'For other versions use LocalPathRelease.V0_0_37.extend(...)');
  }

  /** Every known release, oldest first. */
  public static all(): LocalPathRelease[] {
    return [...KNOWN];
  }

  /** The newest known release. */
  public static latest(): LocalPathRelease {
    return KNOWN[KNOWN.length - 1];
  }

  private static known(profile: unknown): LocalPathRelease {
    const release = new LocalPathRelease(profile as LocalPathProfile);
    KNOWN.push(release);
    return release;
  }

  /** Its version, such as "v0.0.37". */
  public readonly version: string;

  private constructor(/** @internal */ public readonly _profile: LocalPathProfile) {
    this.version = _profile.version;
    immutable(this);
  }

  /** Every image of the release, for mirrors and bills of materials. */
  public images(): string[] {
    return imagesOf(this._profile);
  }

  /** A custom release based on this one: a private build, or a version newer than this library. */
  public extend(options: ProvisionerReleaseOptions): LocalPathRelease {
    options = takeProps('LocalPathRelease.extend', options);
    const profile = overlaid(this._profile, { ...options.profile, version: requireVersion('version', options.version) }, LocalPathRelease.all()
      .map((r) => r._profile));
    return new LocalPathRelease(withImages(profile, options.images));
  }

  /**
   * The version that introduced a key of the configuration or another feature, if this release is older than that; for parameters see
   * drivers/local-path.
   *
   * @internal
   */
  public _lacks(kind: 'config' | 'feature', name: string): string | undefined {
    const introduced = (since as { [kind: string]: { [name: string]: string } })[kind][name];
    return introduced === undefined || isVersionAtLeast(this.version, introduced) ? undefined : introduced;
  }
}
