import { StorageClassOptions } from '../storage-class';

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

/** Properties for `InTreeStorageClass.awsEbs`. */
export interface InTreeAwsEbsStorageClassProps extends StorageClassOptions {
  /** Volume type. Parameter `type`. @default - the plugin's: AwsEbsVolumeType.GP2 */
  readonly volumeType?: AwsEbsVolumeType;
  /** I/O operations a second for each GiB of io1 volumes. Parameter `iopsPerGB`. @default - AWS's */
  readonly iopsPerGb?: number;
  /** Filesystem of the volumes, such as "ext4". Parameter `fsType`. @default - the plugin's */
  readonly fsType?: string;
  /** Encrypts the volumes. Parameter `encrypted`. @default false */
  readonly encrypted?: boolean;
  /** ARN of the key. Parameter `kmsKeyId`. @default - a new key */
  readonly kmsKeyId?: string;
}
