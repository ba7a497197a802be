import { Construct } from 'constructs';
import { LocalStaticRelease } from '../../../../releases';
import { Advice } from '../../../advice';
import { VolumeMode } from '../../../storage';
import { LocalVolumeProvisionerProps } from '../local-volume-provisioner-props';

/** Advice about a local volume provisioner. */
export function adviseOnVolumes(scope: Construct, props: LocalVolumeProvisionerProps, release: LocalStaticRelease): void {
  for (const c of props.classes) {
    if (c.selector) {
      Advice._give(scope, 'LOCAL_SELECTOR_WIDENS', `The selector of class "${c.name}" adds nodes to the one that found a `
        + 'volume; it restricts nothing.',
      'Keep it only for disks that those nodes share; choose nodes with nodeSelector or affinity.');
    }
    if (c.blockCleaner?._overwrites) {
      Advice._give(scope, 'SLOW_CLEANER', `Volumes of class "${c.name}" are overwritten whole when they are released.`,
        'On large or solid-state disks this takes hours and wears them: consider BlockCleaner.discard() or quickReset().');
    }
  }
  // Since v2.3.0 the provisioner starts Jobs for block volumes only (pkg/deleter, shouldRunJob).
  if (props.useJobForCleaning && !release._lacks('class', 'volumeMode') && !props.classes.some((c) => c.volumeMode === VolumeMode.BLOCK)) {
    Advice._give(scope, 'JOB_CLEANING_UNUSED', 'useJobForCleaning is set, but only volumes of mode Block are cleaned by Jobs, '
      + 'and no class is of that mode.',
    'Remove it: the Role for Jobs goes with it.');
  }
  if (props.useNodeNameOnly && props.pvOwnerRef) {
    Advice._give(scope, 'LOCAL_NODE_IDENTITY', 'useNodeNameOnly keeps volumes of a node that is recreated under its name, but pvOwnerRef '
      + 'removes them with the old Node.',
    'Choose one of the two.');
  }
  // controller.go asks for the removal only while ShouldRemoveTaint() is false, which it is once there is nothing left to remove.
  if (props.removeNodeNotReadyTaint && ['v2.9.0'].includes(release.version)) {
    Advice._give(scope, 'TAINT_STAYS', `Provisioner ${release.version} never removes the taint that removeNodeNotReadyTaint is for.`,
      'Pods without a toleration stay off the nodes: do not taint nodes for it, or remove the taint by other means.');
  }
}
