import { ApiObject } from 'cdk8s';
import { IConstruct } from 'constructs';
import { refuse } from '../../../core/errors';
import { requireAbsolutePath, requireAnnotations, requireDnsLabel, requireLabels } from '../../../kubernetes/names';
import { requireKind } from '../../private/named-object';
import { requireSameNamespace, volumeModeOf, volumeNameOf } from '../../storage/private/claim-facts';
import { claimSpec, judgeClaim } from '../../storage/private/claim-spec';
import { VolumeMode } from '../../storage/volumes/modes';
import { ClaimMount } from '../claim-mount';
import { ClaimTemplate } from '../claim-template';

/** How a container uses a volume. */
interface VolumeUse {
  readonly mounts: { [key: string]: any }[];
  readonly devices: { [key: string]: any }[];
}

/** The entry of `volumeClaimTemplates`, with the apiVersion and kind that the API server adds: Argo CD compares them under server-side apply. */
export function claimTemplate(prefix: string, template: ClaimTemplate): { [key: string]: any } {
  const { mountPath, devicePath, labels, annotations } = template;
  if ((mountPath === undefined) === (devicePath === undefined)) {
    refuse(`${prefix}mountPath`, 'or devicePath is required, but not both: a path for a filesystem, or a device for a raw block volume');
  }
  requireLabels(`${prefix}labels`, labels);
  requireAnnotations(`${prefix}annotations`, annotations);
  return {
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: { name: requireDnsLabel(`${prefix}name`, template.name), labels, annotations },
    spec: claimSpec(prefix, template, templateMode(template)),
  };
}

/** A device path asks for a raw block volume. */
export function templateMode({ devicePath }: ClaimTemplate): VolumeMode {
  return devicePath === undefined ? VolumeMode.FILESYSTEM : VolumeMode.BLOCK;
}

/** The mount or the device of a template. */
export function templateUse(prefix: string, template: ClaimTemplate): VolumeUse {
  return volumeUse(prefix, template.name, template.mountPath, template.devicePath, template);
}

/** A `volumeMounts` entry for a directory, or a `volumeDevices` entry for a device. */
function volumeUse(
  prefix: string, name: string, mountPath: string | undefined, devicePath: string | undefined,
  options: { readonly readOnly?: boolean; readonly subPath?: string },
): VolumeUse {
  if (devicePath !== undefined) {
    if (options.subPath !== undefined || options.readOnly !== undefined) refuse(`${prefix}subPath`, 'and readOnly do not apply to raw block devices');
    return { mounts: [], devices: [{ name, devicePath: requireAbsolutePath(`${prefix}devicePath`, devicePath, '/dev/xvda') }] };
  }
  const { readOnly, subPath } = options;
  if (subPath !== undefined && (subPath.startsWith('/') || subPath.split('/').includes('..'))) {
    refuse(`${prefix}subPath`, `must be a path inside the volume, without "..", got ${JSON.stringify(subPath)}`);
  }
  return {
    mounts: [{ name, mountPath: requireAbsolutePath(`${prefix}mountPath`, mountPath!, '/data'), readOnly: readOnly || undefined, subPath }],
    devices: [],
  };
}

/** Refuses claims of other namespaces than that of the workload. */
export function requireClaimsAtHand(property: string, mounts: ClaimMount[] | undefined, workload: ApiObject): void {
  mounts?.forEach(({ claim }, i) => requireSameNamespace(`${property}[${i}].claim`, claim, workload));
}

/** The volume of a pod and its use, for a claim that exists on its own. */
export function claimUse(prefix: string, mount: ClaimMount): VolumeUse & { readonly volume: { [key: string]: any } } {
  requireKind(`${prefix}claim`, mount.claim, 'PersistentVolumeClaim');
  const name = requireDnsLabel(`${prefix}name`, mount.name ?? volumeNameOf(mount.claim.name));
  const block = volumeModeOf(mount.claim) === VolumeMode.BLOCK;
  const use = block ? volumeUse(prefix, name, undefined, mount.mountPath, mount) : volumeUse(prefix, name, mount.mountPath, undefined, mount);
  return { ...use, volume: { name, persistentVolumeClaim: { claimName: mount.claim.name } } };
}

/** The volume of a pod and its use, for a claim that is created and deleted with the pod. */
export function ephemeralUse(prefix: string, template: ClaimTemplate): VolumeUse & { readonly volume: { [key: string]: any } } {
  const { metadata: { name, labels, annotations }, spec } = claimTemplate(prefix, template);
  const metadata = labels || annotations ? { labels, annotations } : undefined;
  return { ...templateUse(prefix, template), volume: { name, ephemeral: { volumeClaimTemplate: { metadata, spec } } } };
}

/** Judges the ephemeral claims of a workload, whose pod spec is at `path`. */
export function judgeEphemeral(scope: IConstruct, object: ApiObject, templates: ClaimTemplate[] | undefined, path: string): void {
  if (!templates?.length) return;
  const volumes: any[] = path.split('.').reduce((value: any, step) => value[step], object.toJson()).volumes;
  templates.forEach((template, i) => {
    const volume = volumes.findIndex(({ name }) => name === template.name);
    judgeClaim(scope, object, template, templateMode(template), `${path}.volumes[${volume}].ephemeral.volumeClaimTemplate.spec`, `ephemeralClaims[${i}].`);
  });
}
