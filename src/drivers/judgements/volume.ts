import { driverNamed } from '..';
import { judgement } from './judgement';
import { fields, Fields, text, textList } from '../../core/fields';
import { Verdict } from '../../core/judgement';
import { titleOf } from '../../kubernetes/judgements/volume';
import { Minor } from '../../kubernetes/minor';
import { isServedByCsi, sourceOf, volumePlugin } from '../../kubernetes/volume-plugins';

const BLOCK = 'Block';
const EXCLUSIVE = 'ReadWriteOncePod';

export const ACM008 = judgement('ACM008');

/** Whether a volume promises access modes beyond its plugin. What the nodes do with a shared raw device is the business of its user. */
export function* unsupportedModes({ spec }: Fields, kubernetes: Minor): Iterable<Verdict> {
  const source = sourceOf(spec);
  const [title, offered] = offeredModes(source, fields(spec), kubernetes);
  const beyond = offered ? textList(fields(spec).accessModes).filter((mode) => mode !== EXCLUSIVE && !offered.includes(mode)) : [];
  if (beyond.length) {
    yield { path: 'spec.accessModes', message: `${title} volumes do not offer ${beyond.join(' and ')}; they offer ${offered!.join(', ')}.` };
  }
}

function offeredModes(source: string, spec: Fields, kubernetes: Minor): [title: string, modes?: readonly string[]] {
  if (isServedByCsi(source, kubernetes) && spec.volumeMode === BLOCK) return [source];
  const driver = source === 'csi' ? text(fields(spec.csi).driver) ?? '' : undefined;
  return driver === undefined ? [titleOf(source), volumePlugin(source)?.accessModes] : [driver, modesOf(driver)];
}

/** Access modes that a driver of disks offers for filesystems; undefined where they depend on more than the driver. */
function modesOf(name: string): readonly string[] | undefined {
  const driver = driverNamed(name);
  if (driver?.boundTo !== 'zone' || driver.refine) return undefined;
  return driver.capabilities.filesystemModes?.filter((mode) => mode !== EXCLUSIVE);
}
