import { Chart, ChartProps } from 'cdk8s';
import { Construct } from 'constructs';
import {
  CinderCsi, CinderCsiProps, CloudConfig, CloudConfigProps, CloudControllerManager, CloudControllerManagerProps, LocalPathProvisioner,
  LocalPathProvisionerProps, LocalVolumeProvisioner, LocalVolumeProvisionerProps,
} from '../constructs';

/** Names are fixed, so that nothing depends on where a chart stands in the tree. */
const STABLE: ChartProps = { disableResourceNameHashes: true };

/** The cloud config alone: for a repository of secrets, apart from that of the workloads. */
export class CloudConfigChart extends Chart {
  /** The cloud config; give it to the charts of the components. */
  public readonly cloudConfig: CloudConfig;

  constructor(scope: Construct, id: string, props: CloudConfigProps) {
    super(scope, id, STABLE);
    this.cloudConfig = new CloudConfig(this, 'CloudConfig', props);
  }
}

/** The cloud-controller-manager alone. */
export class CloudControllerManagerChart extends Chart {
  /** The cloud-controller-manager. */
  public readonly cloudControllerManager: CloudControllerManager;

  constructor(scope: Construct, id: string, props: CloudControllerManagerProps) {
    super(scope, id, STABLE);
    this.cloudControllerManager = new CloudControllerManager(this, 'CloudControllerManager', props);
  }
}

/** The Cinder CSI driver alone. */
export class CinderCsiChart extends Chart {
  /** The driver. */
  public readonly cinder: CinderCsi;

  constructor(scope: Construct, id: string, props: CinderCsiProps) {
    super(scope, id, STABLE);
    this.cinder = new CinderCsi(this, 'Cinder', props);
  }
}

/** Volumes on disks of the nodes: the provisioner and its classes. */
export class LocalVolumeChart extends Chart {
  /** The provisioner. */
  public readonly localVolumes: LocalVolumeProvisioner;

  constructor(scope: Construct, id: string, props: LocalVolumeProvisionerProps) {
    super(scope, id, STABLE);
    this.localVolumes = new LocalVolumeProvisioner(this, 'LocalVolumes', props);
  }
}

/** Volumes in directories of the nodes: the provisioner and its classes. */
export class LocalPathChart extends Chart {
  /** The provisioner. */
  public readonly localPath: LocalPathProvisioner;

  constructor(scope: Construct, id: string, props: LocalPathProvisionerProps) {
    super(scope, id, STABLE);
    this.localPath = new LocalPathProvisioner(this, 'LocalPath', props);
  }
}
