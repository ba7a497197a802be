import { removedPlugin } from './plugins';
import { refusedMountOptions, unsupportedBlock } from './volume';
import { Fields } from '../../core/fields';
import { Minor } from '../minor';
import { sourceOf } from '../volume-plugins';

/** Why the kubelet can never mount or map a PersistentVolume, as a sentence; undefined if no reason is known. */
export function mountFailure(volume: Fields, kubernetes: Minor): string | undefined {
  const source = sourceOf(volume.spec);
  const verdicts = [...removedPlugin(source, `spec.${source}`, kubernetes), ...unsupportedBlock(volume, kubernetes),
    ...refusedMountOptions(volume, kubernetes)];
  return verdicts[0]?.message;
}
