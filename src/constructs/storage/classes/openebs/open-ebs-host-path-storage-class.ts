import { Yaml } from 'cdk8s';
import { Construct } from 'constructs';
import { invalid, refuse } from '../../../../core/errors';
import { OPENEBS_ANNOTATIONS, OPENEBS_HOSTPATH } from '../../../../drivers/openebs-hostpath';
import { isQualifiedName, requireAbsolutePath } from '../../../../kubernetes/names';
import { TypedClass, typedClass } from '../../private/typed-class';
import { VolumeBindingMode } from '../../volumes/modes';
import { StorageClass, StorageClassOptions } from '../storage-class';

/** Quota limits above the size of a volume. */
export interface OpenEbsQuota {
  /** Soft limit above the size, such as "60%". */
  readonly softLimitGrace: string;
  /** Hard limit above the size, such as "90%"; at least the soft one. */
  readonly hardLimitGrace: string;
}

/** Properties for `OpenEbsHostPathStorageClass`. */
export interface OpenEbsHostPathStorageClassProps extends StorageClassOptions {
  /** Base directory of volumes on the nodes. @default - the driver's: "/var/openebs/local" */
  readonly basePath?: string;
  /** Node labels in the node affinity of a volume. @default - the driver's: ["kubernetes.io/hostname"] */
  readonly nodeAffinityLabels?: string[];
  /** Mode of the directory, in octal digits. @default - the driver's: "0777" */
  readonly filePermissions?: string;
  /** Limits volumes to their size with XFS project quota. @default - no limit */
  readonly xfsQuota?: OpenEbsQuota;
  /** Limits volumes to their size with ext4 project quota. @default - no limit */
  readonly ext4Quota?: OpenEbsQuota;
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
  const { basePath, nodeAffinityLabels, filePermissions, xfsQuota, ext4Quota } = props;
  if (filePermissions !== undefined && !/^[0-7]{3,4}$/.test(filePermissions)) invalid('filePermissions', filePermissions, 'octal digits such as "0750"');
  if (nodeAffinityLabels?.length === 0) refuse('nodeAffinityLabels', 'must contain at least one label');
  for (const label of nodeAffinityLabels ?? []) {
    if (!isQualifiedName(label)) {
      invalid('nodeAffinityLabels', label, 'label keys such '
    + 'as "kubernetes.io/hostname"');
    }
  }
  const entries: object[] = [{ name: 'StorageType', value: 'hostpath' }];
  if (basePath !== undefined) entries.push({ name: 'BasePath', value: requireAbsolutePath('basePath', basePath, '/var/openebs/local') });
  if (nodeAffinityLabels) entries.push({ name: 'NodeAffinityLabels', list: nodeAffinityLabels });
  if (filePermissions) entries.push({ name: 'FilePermissions', data: { mode: filePermissions } });
  if (xfsQuota) entries.push({ name: 'XFSQuota', enabled: 'true', data: quotaOf('xfsQuota', xfsQuota) });
  if (ext4Quota) entries.push({ name: 'EXT4Quota', enabled: 'true', data: quotaOf('ext4Quota', ext4Quota) });
  return Yaml.stringify(entries);
}

function quotaOf(property: string, { softLimitGrace, hardLimitGrace }: OpenEbsQuota): object {
  for (const value of [softLimitGrace, hardLimitGrace]) if (!/^\d{1,3}%$/.test(value)) invalid(property, value, 'limits such as "60%"');
  if (parseInt(softLimitGrace) > parseInt(hardLimitGrace)) refuse(property, 'has a soft limit above its hard limit. Lower the soft limit');
  return { softLimitGrace, hardLimitGrace };
}
