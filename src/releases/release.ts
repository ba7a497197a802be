import * as data from './data';
import { overlaid, requireNames, withImages } from './derive';
import { containersOf, imagesOf, mapContainers, mapImages, ReleaseProfile } from './profile';
import { ReleaseFix } from './release-fix';
import { invalid } from '../core/errors';
import { takeProps } from '../core/props';
import { immutable } from '../core/shared';
import { mergeArgs } from '../kubernetes/args';
import { imageName } from '../kubernetes/images';
import { isAtLeast, Minor, minorNumber } from '../kubernetes/minor';

const VERSION = /^v?\d+\.\d+\.\d+([-+.][\w.-]+)?$/;

/** Images built from cloud-provider-openstack itself; their tag is its version. */
const OWN_IMAGES = ['openstack-cloud-controller-manager', 'cinder-csi-plugin', 'manila-csi-plugin'];

/** Parts of a profile that upstream has merged and no known release has. */
const UPCOMING = { cloudControllerManager: { namespaceRules: [] } };

/** Every release, loaded on first use. Not a static member, because static members are initialized in order, after this is needed. */
let known: Release[] | undefined;

/** Differences of a custom release from the upstream one. */
export interface ReleaseOverrides {
  /** Minor version, such as "1.37", for a release that this library does not know yet. @default - that of the release */
  readonly minor?: string;
  /** Version of cloud-provider-openstack, such as "v1.36.2": the tag of its own images. @default - that of the release */
  readonly version?: string;

  /**
   * Complete images by the last component of their name, such as `{ 'cinder-csi-plugin': 'registry.example.com/cinder-csi-plugin:v1.36.0-patched' }`.
   *
   * @default - those of the release
   */
  readonly images?: { [name: string]: string };

  /**
   * Arguments by container name, such as `{ 'csi-provisioner': ['--worker-threads=20'] }`. They replace flags that the release sets.
   *
   * @default - none
   */
  readonly extraArgs?: { [container: string]: string[] };

  /** Later upstream fixes to apply in addition to the defaults. @default - those without which the release does not work */
  readonly fixes?: ReleaseFix[];

  /**
   * Any other difference, in the schema of `src/releases/data/<minor>.json`: objects are merged, anything else replaced, null removes. Lists of named
   * items, such as containers, volumes and roles, are merged if given as an object by name, so that a sidecar is added with
   * `{ cinderCsi: { controller: { pod: { containers: { 'csi-health': { image, args } } } } } }` and removed with null.
   *
   * @default - nothing
   */
  readonly profile?: { [key: string]: any };
}

/**
 * One minor of cloud-provider-openstack, with everything that it shipped: images, flags, RBAC, objects.
 *
 * @see https://github.com/kubernetes/cloud-provider-openstack/releases
 */
export class Release {
  /** cloud-provider-openstack 1.15. */
  public static readonly V1_15 = Release.of('1.15');

  /** cloud-provider-openstack 1.16. */
  public static readonly V1_16 = Release.of('1.16');

  /** cloud-provider-openstack 1.17. */
  public static readonly V1_17 = Release.of('1.17');

  /** cloud-provider-openstack 1.18. */
  public static readonly V1_18 = Release.of('1.18');

  /** cloud-provider-openstack 1.19. */
  public static readonly V1_19 = Release.of('1.19');

  /** cloud-provider-openstack 1.20. */
  public static readonly V1_20 = Release.of('1.20');

  /** cloud-provider-openstack 1.21. */
  public static readonly V1_21 = Release.of('1.21');

  /** cloud-provider-openstack 1.22. */
  public static readonly V1_22 = Release.of('1.22');

  /** cloud-provider-openstack 1.23. */
  public static readonly V1_23 = Release.of('1.23');

  /** cloud-provider-openstack 1.24. */
  public static readonly V1_24 = Release.of('1.24');

  /** cloud-provider-openstack 1.25. */
  public static readonly V1_25 = Release.of('1.25');

  /** cloud-provider-openstack 1.26. */
  public static readonly V1_26 = Release.of('1.26');

  /** cloud-provider-openstack 1.27. */
  public static readonly V1_27 = Release.of('1.27');

  /** cloud-provider-openstack 1.28. */
  public static readonly V1_28 = Release.of('1.28');

  /** cloud-provider-openstack 1.29. */
  public static readonly V1_29 = Release.of('1.29');

  /** cloud-provider-openstack 1.30. */
  public static readonly V1_30 = Release.of('1.30');

  /** cloud-provider-openstack 1.31. */
  public static readonly V1_31 = Release.of('1.31');

  /** cloud-provider-openstack 1.32. */
  public static readonly V1_32 = Release.of('1.32');

  /** cloud-provider-openstack 1.33. */
  public static readonly V1_33 = Release.of('1.33');

  /** cloud-provider-openstack 1.34. */
  public static readonly V1_34 = Release.of('1.34');

  /** cloud-provider-openstack 1.35. */
  public static readonly V1_35 = Release.of('1.35');

  /** cloud-provider-openstack 1.36. */
  public static readonly V1_36 = Release.of('1.36');

  /**
   * The release of a minor.
   *
   * @param minor Minor version, such as "1.36"
   */
  public static of(minor: string): Release {
    const all = Release.all();
    return all.find((r) => r.minor === minor)
      ?? invalid('release', minor, `one of ${all.map((r) => r.minor).join(', ')}`, 'For other minors use Release.latest().extend({ minor: ... })');
  }

  /** Every known release, oldest first. */
  public static all(): Release[] {
    return [...known ??= Release.load()];
  }

  /** The newest known release. */
  public static latest(): Release {
    return Release.all().pop()!;
  }

  /** A member, not a function beside the class, which could not refer to the class while its constants are initialized. */
  private static load(): Release[] {
    const names = Object.keys(data) as Array<keyof typeof data>;
    return names.map((name) => ({ minor: name.slice(1).replace('_', '.') as Minor, profile: () => data[name] as unknown as ReleaseProfile }))
      .sort((a, b) => minorNumber(a.minor) - minorNumber(b.minor))
      .map(({ minor, profile }) => new Release(minor, profile, ReleaseFix.all().filter((fix) => fix.isRequiredFor(minor))));
  }

  /** Its minor version, such as "1.36". */
  public readonly minor: string;
  /** Later upstream fixes that are on. */
  public readonly fixes: ReleaseFix[];

  private fixed?: ReleaseProfile;

  /** @param read Loads what upstream shipped: a program needs that of one release, not of all. */
  private constructor(minor: string, private readonly read: () => ReleaseProfile, fixes: ReleaseFix[]) {
    this.minor = minor;
    this.fixes = [...new Set(fixes)];
    immutable(this);
  }

  /** Oldest Kubernetes minor that all its containers support, such as "1.20". */
  public get minimumKubernetes(): string {
    return this._profile.minimumKubernetes;
  }

  /** What it ships, with its fixes. @internal */
  public get _profile(): ReleaseProfile {
    return this.fixed ??= this.fixes.reduce((profile, fix) => fix._applyTo(profile), this.read());
  }

  /** The release exactly as upstream shipped it, without fixes, even if it does not work: to compare with or adopt an installation. */
  public asShipped(): Release {
    return new Release(this.minor, this.read, []);
  }

  /** A custom release based on this one: for private builds and for minors newer than this library. */
  public extend(overrides: ReleaseOverrides): Release {
    overrides = takeProps('Release.extend', overrides);
    const { minor = this.minor, version, images, extraArgs = {}, fixes = [], profile } = overrides;
    if (!/^1\.\d+$/.test(minor)) invalid('minor', minor, 'a minor version such as "1.37"');
    if (!isAtLeast(minor, this.minor)) invalid('minor', minor, `${this.minor} or newer`, `Release.of("${minor}") has what that release shipped`);
    if (version !== undefined && !VERSION.test(version)) invalid('version', version, 'a version such as "v1.36.2"');
    const merged = { ...overlaid(this.read(), profile, [...Release.all().map((r) => r.read()), UPCOMING], 2), minor };
    requireNames('extraArgs', Object.keys(extraArgs), containersOf(merged).map((c) => c.name));
    const tagged = mapImages(merged, (image) => (
      version !== undefined && OWN_IMAGES.includes(imageName(image)) ? `${image.split('@')[0].replace(/:[^/:]*$/, '')}:${version}` : image));
    const extended = mapContainers(withImages(tagged, images), (container) => {
      const args = mergeArgs(container.args ?? [], extraArgs[container.name] ?? []);
      return args ? { ...container, args } : container;
    });
    return new Release(minor, () => extended, [...this.fixes, ...fixes]);
  }

  /** Every image of the release, sorted, without duplicates: for a registry mirror or a bill of materials. */
  public images(): string[] {
    return imagesOf(this._profile);
  }

  /**
   * Whether this is the given minor or a later one.
   *
   * @param minor Minor version, such as "1.24"
   */
  public isAtLeast(minor: string): boolean {
    return isAtLeast(this.minor, minor);
  }

  /** Whether the other release ships the same minor, images, flags, RBAC and objects. */
  public isSameAs(other: Release): boolean {
    other = takeProps('Release.isSameAs', other);
    return this === other || JSON.stringify(this._profile) === JSON.stringify(other._profile);
  }

  /** "cloud-provider-openstack 1.36". */
  public toString(): string {
    return `cloud-provider-openstack ${this.minor}`;
  }
}
