import v1_15 from './data/1.15.json';
import v1_16 from './data/1.16.json';
import v1_17 from './data/1.17.json';
import v1_18 from './data/1.18.json';
import v1_19 from './data/1.19.json';
import v1_20 from './data/1.20.json';
import v1_21 from './data/1.21.json';
import v1_22 from './data/1.22.json';
import v1_23 from './data/1.23.json';
import v1_24 from './data/1.24.json';
import v1_25 from './data/1.25.json';
import v1_26 from './data/1.26.json';
import v1_27 from './data/1.27.json';
import v1_28 from './data/1.28.json';
import v1_29 from './data/1.29.json';
import v1_30 from './data/1.30.json';
import v1_31 from './data/1.31.json';
import v1_32 from './data/1.32.json';
import v1_33 from './data/1.33.json';
import v1_34 from './data/1.34.json';
import v1_35 from './data/1.35.json';
import v1_36 from './data/1.36.json';
import { ReleaseProfile } from './profile';
import { invalid } from '../core/errors';

/** Filled by the members of `Release`, oldest first. */
const KNOWN: Release[] = [];

/**
 * One minor of cloud-provider-openstack, with everything that it shipped: images, flags, RBAC, objects.
 *
 * @see https://github.com/kubernetes/cloud-provider-openstack/releases
 */
export class Release {
  /** cloud-provider-openstack 1.15. */
  public static readonly V1_15 = Release.known(v1_15);

  /** cloud-provider-openstack 1.16. */
  public static readonly V1_16 = Release.known(v1_16);

  /** cloud-provider-openstack 1.17. */
  public static readonly V1_17 = Release.known(v1_17);

  /** cloud-provider-openstack 1.18. */
  public static readonly V1_18 = Release.known(v1_18);

  /** cloud-provider-openstack 1.19. */
  public static readonly V1_19 = Release.known(v1_19);

  /** cloud-provider-openstack 1.20. */
  public static readonly V1_20 = Release.known(v1_20);

  /** cloud-provider-openstack 1.21. */
  public static readonly V1_21 = Release.known(v1_21);

  /** cloud-provider-openstack 1.22. */
  public static readonly V1_22 = Release.known(v1_22);

  /** cloud-provider-openstack 1.23. */
  public static readonly V1_23 = Release.known(v1_23);

  /** cloud-provider-openstack 1.24. */
  public static readonly V1_24 = Release.known(v1_24);

  /** cloud-provider-openstack 1.25. */
  public static readonly V1_25 = Release.known(v1_25);

  /** cloud-provider-openstack 1.26. */
  public static readonly V1_26 = Release.known(v1_26);

  /** cloud-provider-openstack 1.27. */
  public static readonly V1_27 = Release.known(v1_27);

  /** cloud-provider-openstack 1.28. */
  public static readonly V1_28 = Release.known(v1_28);

  /** cloud-provider-openstack 1.29. */
  public static readonly V1_29 = Release.known(v1_29);

  /** cloud-provider-openstack 1.30. */
  public static readonly V1_30 = Release.known(v1_30);

  /** cloud-provider-openstack 1.31. */
  public static readonly V1_31 = Release.known(v1_31);

  /** cloud-provider-openstack 1.32. */
  public static readonly V1_32 = Release.known(v1_32);

  /** cloud-provider-openstack 1.33. */
  public static readonly V1_33 = Release.known(v1_33);

  /** cloud-provider-openstack 1.34. */
  public static readonly V1_34 = Release.known(v1_34);

  /** cloud-provider-openstack 1.35. */
  public static readonly V1_35 = Release.known(v1_35);

  /** cloud-provider-openstack 1.36. */
  public static readonly V1_36 = Release.known(v1_36);

  /**
   * The release of a minor.
   *
   * @param minor Minor version, such as "1.36"
   */
  public static of(minor: string): Release {
    return KNOWN.find((r) => r.minor === minor)
      ?? invalid('release', minor, `one of ${KNOWN.map((r) => r.minor).join(', ')}`, 'Release.V1_36.extend(...) makes one of your own');
  }

  /** Every known release, oldest first. */
  public static all(): Release[] {
    return [...KNOWN];
  }

  /** The newest known release. */
  public static latest(): Release {
    return KNOWN[KNOWN.length - 1];
  }

  private static known(profile: unknown): Release {
    const release = new Release(profile as ReleaseProfile);
    KNOWN.push(release);
    return release;
  }

  /** Its minor version, such as "1.36". */
  public readonly minor: string;

  private constructor(/** @internal */ public readonly _profile: ReleaseProfile) {
    this.minor = _profile.minor;
  }
}
