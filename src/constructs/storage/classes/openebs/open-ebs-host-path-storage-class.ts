import { Yaml } from 'cdk8s';
import { Construct } from 'constructs';
import { invalid, refuse } from '../../../../core/errors';
import { OPENEBS_ANNOTATIONS, OPENEBS_HOSTPATH } from '../../../../drivers/openebs-hostpath';
import { isQualifiedName, requireAbsolutePath, requireOneOf } from '../../../../kubernetes/names';
import { propsOf } from '../../../private/at';
import { TypedClass, typedClass } from '../../private/typed-class';
import { Filesystem } from '../../volumes/filesystem';
import { VolumeBindingMode } from '../../volumes/modes';
import { StorageClass, StorageClassOptions } from '../storage-class';

/** Properties for `OpenEbsHostPathStorageClass`. */
export interface OpenEbsHostPathStorageClassProps extends StorageClassOptions {
  /** Base directory of volumes on the nodes. @default - the driver's: "/var/openebs/local" */
  readonly basePath?: string;
  /** Node labels in the node affinity of a volume. @default - the driver's: ["kubernetes.io/hostname"] */
  readonly nodeAffinityLabels?: string[];
  /** Mode of the directory, in octal digits. @default - the driver's: "0777" */
  readonly filePermissions?: string;
  /** Limits volumes to their size with the project quota of this filesystem: Filesystem.XFS or EXT4. @default - no limit */
  readonly quota?: Filesystem;
  /** Soft limit of the quota, above the size of the volume. @default "0%" */
  readonly quotaSoftLimitGrace?: string;
  /** Hard limit of the quota, above the size of the volume; at least the soft limit. @default - the soft limit */
  readonly quotaHardLimitGrace?: string;
  /** Provisioner name of the driver. @default - "openebs.io/local" */
  readonly driverName?: string;
}

/**
 * A StorageClass for directories of a node, provisioned by OpenEBS (Local PV Hostpath). It has no parameters: the driver reads annotations.
 *
 * @see https://openebs.io/docs/user-guides/local-storage-user-guide/local-pv-hostpath/hostpath-configuration
 */
export class OpenEbsHostPathStorageClass extends StorageClass {
  constructor(scope: Construct, id: string, props: OpenEbsHostPathStorageClassProps = {}) {
    props = propsOf(new.target, 'OpenEbsHostPathStorageClass', scope, id, props);
    super(scope, id, typedClass(scope, id, props, resolve));
  }
}

function resolve(props: OpenEbsHostPathStorageClassProps): TypedClass<OpenEbsHostPathStorageClassProps> {
  return {
    driver: OPENEBS_HOSTPATH,
    provisioner: props.driverName ?? OPENEBS_HOSTPATH.names[0].name,
    parameters: {},
    options: { volumeBindingMode: VolumeBindingMode.WAIT_FOR_FIRST_CONSUMER },
    annotations: { [OPENEBS_ANNOTATIONS.kind]: 'local', [OPENEBS_ANNOTATIONS.config]: casConfig(props) },
    capabilities: props.nodeAffinityLabels && { topologyKeys: props.nodeAffinityLabels },
  };
}

/** The entries of the annotation `cas.openebs.io/config`, as YAML. */
function casConfig(props: OpenEbsHostPathStorageClassProps): string {
  const { basePath, nodeAffinityLabels, filePermissions } = props;
  if (filePermissions !== undefined && !/^[0-7]{3,4}$/.test(filePermissions)) {
    invalid('filePermissions', filePermissions,
      'octal digits such as "0750"');
  }
  if (nodeAffinityLabels?.length === 0) refuse('nodeAffinityLabels', 'must contain at least one label');
  for (const label of nodeAffinityLabels ?? []) {
    if (!isQualifiedName(label)) invalid('nodeAffinityLabels', label, 'label keys such as "kubernetes.io/hostname"');
  }
  const entries: object[] = [{ name: 'StorageType', value: 'hostpath' }];
  if (basePath !== undefined) entries.push({ name: 'BasePath', value: requireAbsolutePath('basePath', basePath, '/var/openebs/local') });
  if (nodeAffinityLabels) entries.push({ name: 'NodeAffinityLabels', list: nodeAffinityLabels });
  if (filePermissions) entries.push({ name: 'FilePermissions', data: { mode: filePermissions } });
  return Yaml.stringify([...entries, ...quotaOf(props)]);
}

function quotaOf({ quota, quotaSoftLimitGrace: soft, quotaHardLimitGrace: hard }: OpenEbsHostPathStorageClassProps): object[] {
  for (const [property, value] of Object.entries({ quotaSoftLimitGrace: soft, quotaHardLimitGrace: hard })) {
    if (value === undefined) continue;
    if (quota === undefined) refuse(property, 'has no effect without quota. Set that too, or remove it');
    if (!/^\d{1,3}%$/.test(value)) invalid(property, value, 'a percentage such as "60%"');
  }
  if (quota === undefined) return [];
  requireOneOf('quota', quota, [Filesystem.XFS, Filesystem.EXT4]);
  const [softLimitGrace, hardLimitGrace] = [soft ?? '0%', hard ?? soft ?? '0%'];
  if (parseInt(softLimitGrace) > parseInt(hardLimitGrace)) refuse('quotaSoftLimitGrace', 'is above quotaHardLimitGrace. Lower it');
  return [{ name: `${quota.toUpperCase()}Quota`, enabled: 'true', data: { softLimitGrace, hardLimitGrace } }];
}
