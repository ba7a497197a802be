import { judgement } from './judgement';
import { removedPlugin } from './plugins';
import { refusedMountOptions, unsupportedBlock } from './volume';
import { Fields, fields, textList } from '../../core/fields';
import { Verdict } from '../../core/judgement';
import { Minor } from '../minor';
import { sourceOf } from '../volume-plugins';

/** Why the kubelet can never mount or map a PersistentVolume, as a sentence; undefined if no reason is known. */
export function mountFailure(volume: Fields, kubernetes: Minor): string | undefined {
  const source = sourceOf(volume.spec);
  const verdicts = [...removedPlugin(source, `spec.${source}`, kubernetes), ...unsupportedBlock(volume, kubernetes), ...refusedMountOptions(volume, kubernetes)];
  return verdicts[0]?.message;
}

export const MNT018 = judgement('MNT018');

/** Whether a CSIDriver does not support a volume that a pod declares inline, with a csi source at `path`. */
export function* inlineUnsupported(volume: Fields, path: string, driver: Fields): Iterable<Verdict> {
  const modes = textList(fields(driver.spec).volumeLifecycleModes);
  if (modes.includes('Ephemeral')) return;
  const supported = modes.length ? modes.join(', ') : 'Persistent';
  yield { path, message: `volume "${volume.name}" is inline, but driver "${fields(volume.csi).driver}" supports only ${supported} volumes.` };
}
