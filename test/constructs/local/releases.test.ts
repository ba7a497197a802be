import { LocalPathProvisioner, LocalVolumeProvisioner, localVolumes } from '../../../src';
import { scope } from '../../support/synth';

test('a version stands for no release', () => {
  const release: any = 'v2.9.0';
  const classes = [{ name: 'disks', hostDir: '/mnt/disks' }];
  const message = 'test/X: release must be a LocalStaticRelease, such as LocalStaticRelease.V2_9_0';
  expect(() => new LocalVolumeProvisioner(scope(), 'X', { classes, release })).toThrow(message);
  expect(() => new localVolumes.LocalVolumeNodeCleanup(scope(), 'X', { storageClassNames: ['disks'], release })).toThrow(message);
  expect(() => new LocalPathProvisioner(scope(), 'X', { release })).toThrow('test/X: release must be a LocalPathRelease, such as LocalPathRelease.V0_0_37');
});
