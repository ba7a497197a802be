import { Construct } from 'constructs';
import { IN_TREE_SCALEIO } from '../../../../drivers/in-tree';
import { inTreeClass } from '../../private/in-tree-class';
import { ParameterNames } from '../../private/parameters';
import { StorageClass, StorageClassOptions } from '../storage-class';

/** Properties for `InTreeScaleIoStorageClass`. */
export interface InTreeScaleIoStorageClassProps extends StorageClassOptions {
  /** URL of the gateway. Parameter `gateway`. @default - that of the Secret */
  readonly gateway?: string;

  /** Name of the system. Parameter `system`. @default - none */
  readonly system?: string;
}

/** A StorageClass of the ScaleIO plugin, part of Kubernetes to 1.21; nothing serves it since. */
export class InTreeScaleIoStorageClass extends StorageClass {
  constructor(scope: Construct, id: string, props: InTreeScaleIoStorageClassProps = {}) {
    super(scope, id, inTreeClass(scope, id, props, 'scaleIO', IN_TREE_SCALEIO, PARAMETERS));
  }
}

const PARAMETERS: ParameterNames<InTreeScaleIoStorageClassProps, typeof IN_TREE_SCALEIO> = {
  gateway: 'gateway',
  system: 'system',
};
