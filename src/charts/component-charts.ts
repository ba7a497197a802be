import { Chart, ChartProps } from 'cdk8s';
import { Construct } from 'constructs';
import {
  CinderCsi, CinderCsiProps, CloudConfig, CloudConfigProps, CloudControllerManager, CloudControllerManagerProps, LocalPathProvisioner,
  LocalPathProvisionerProps, LocalVolumeProvisioner, LocalVolumeProvisionerProps,
} from '../constructs';
import { propsOf } from '../constructs/private/at';

/** Names are fixed, so that they do not depend on the chart's path in the construct tree. */
const STABLE: ChartProps = { disableResourceNameHashes: true };

/** A chart with the cloud config only: for a repository of secrets that is separate from the workloads. */
export class CloudConfigChart extends Chart {
  /** The cloud config; pass it to the charts of the components. */
  public readonly cloudConfig: CloudConfig;

  constructor(scope: Construct, id: string, props: CloudConfigProps) {
    props = propsOf(new.target, 'CloudConfigChart', scope, id, props);
    super(scope, id, STABLE);
    this.cloudConfig = new CloudConfig(this, 'CloudConfig', props);
  }
}

/** A chart with the cloud-controller-manager only. */
export class CloudControllerManagerChart extends Chart {
  /** The cloud-controller-manager. */
  public readonly cloudControllerManager: CloudControllerManager;

  constructor(scope: Construct, id: string, props: CloudControllerManagerProps) {
    props = propsOf(new.target, 'CloudControllerManagerChart', scope, id, props);
    super(scope, id, STABLE);
    this.cloudControllerManager = new CloudControllerManager(this, 'CloudControllerManager', props);
  }
}

/** A chart with the Cinder CSI driver only. */
export class CinderCsiChart extends Chart {
  /** The driver. */
  public readonly cinder: CinderCsi;

  constructor(scope: Construct, id: string, props: CinderCsiProps) {
    props = propsOf(new.target, 'CinderCsiChart', scope, id, props);
    super(scope, id, STABLE);
    this.cinder = new CinderCsi(this, 'Cinder', props);
  }
}

/** A chart for local volumes on node disks: the static provisioner and its StorageClasses. */
export class LocalVolumeChart extends Chart {
  /** The provisioner. */
  public readonly localVolumes: LocalVolumeProvisioner;

  constructor(scope: Construct, id: string, props: LocalVolumeProvisionerProps) {
    props = propsOf(new.target, 'LocalVolumeChart', scope, id, props);
    super(scope, id, STABLE);
    this.localVolumes = new LocalVolumeProvisioner(this, 'LocalVolumes', props);
  }
}

/** A chart for volumes in directories of the nodes: the local-path provisioner and its StorageClasses. */
export class LocalPathChart extends Chart {
  /** The provisioner. */
  public readonly localPath: LocalPathProvisioner;

  constructor(scope: Construct, id: string, props: LocalPathProvisionerProps) {
    props = propsOf(new.target, 'LocalPathChart', scope, id, props);
    super(scope, id, STABLE);
    this.localPath = new LocalPathProvisioner(this, 'LocalPath', props);
  }
}
