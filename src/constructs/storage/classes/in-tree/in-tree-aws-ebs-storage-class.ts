import { Construct } from 'constructs';
import { IN_TREE_AWS_EBS } from '../../../../drivers/in-tree';
import { inTreeClass } from '../../private/in-tree-class';
import { ParameterNames } from '../../private/parameters';
import { StorageClass, StorageClassOptions } from '../storage-class';

/** Volume types of AWS EBS. */
export enum AwsEbsVolumeType {
  /** Provisioned IOPS. */
  IO1 = 'io1',
  /** General purpose. */
  GP2 = 'gp2',
  /** General purpose, newer. */
  GP3 = 'gp3',
  /** Cold. */
  SC1 = 'sc1',
  /** Throughput. */
  ST1 = 'st1',
}

/** Properties for `InTreeAwsEbsStorageClass`. */
export interface InTreeAwsEbsStorageClassProps extends StorageClassOptions {
  /** Volume type. Parameter `type`. @default - the plugin's: AwsEbsVolumeType.GP2 */
  readonly volumeType?: AwsEbsVolumeType;

  /** I/O operations a second for each GiB of io1 volumes. Parameter `iopsPerGB`. @default - AWS's */
  readonly iopsPerGb?: number;

  /** Filesystem of the volumes, such as "ext4". Parameter `fsType`. @default - the plugin's */
  readonly filesystem?: string;

  /** Encrypts the volumes. Parameter `encrypted`. @default false */
  readonly encrypted?: boolean;

  /** ARN of the key. Parameter `kmsKeyId`. @default - a new key */
  readonly kmsKeyId?: string;
}

/** A StorageClass of the AWS EBS plugin, part of Kubernetes to 1.26; ebs.csi.aws.com serves it since. */
export class InTreeAwsEbsStorageClass extends StorageClass {
  constructor(scope: Construct, id: string, props: InTreeAwsEbsStorageClassProps = {}) {
    super(scope, id, inTreeClass(scope, id, props, 'awsElasticBlockStore', IN_TREE_AWS_EBS, PARAMETERS));
  }
}

const PARAMETERS: ParameterNames<InTreeAwsEbsStorageClassProps, typeof IN_TREE_AWS_EBS> = {
  volumeType: 'type',
  iopsPerGb: 'iopsPerGB',
  filesystem: 'fsType',
  encrypted: 'encrypted',
  kmsKeyId: 'kmsKeyId',
};
