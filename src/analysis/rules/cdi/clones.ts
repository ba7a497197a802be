import { fields, text } from '../../../core/fields';
import { shown } from '../../../core/words';
import { cloneSource } from '../../../drivers/cdi-claims';
import { parseQuantity } from '../../../kubernetes/quantity';
import { ClaimSource, requestOf, specPath } from '../../model/claim-sources';
import type { View } from '../../model/view';
import { about, Draft, rule } from '../rule';

export const CDI003 = rule('CDI003', function* (view) {
  for (const source of view.claims) {
    if (source.kind !== 'dataVolume' || !source.dataVolume) continue;
    const base = source.path.replace(/\.[^.]+$/, '');
    yield* copied(view, source, base);
    const { kind, name, namespace } = fields(source.dataVolume.sourceRef);
    const place = text(namespace) ?? source.namespace;
    const known = view.custom('cdi.kubevirt.io', 'DataSource');
    const crons = view.custom('cdi.kubevirt.io', 'DataImportCron').some(({ spec, namespace: at }) => spec.managedDataSource === name && at === place);
    if (kind !== 'DataSource' || !text(name) || crons || known.some((item) => item.name === name && item.namespace === place)) continue;
    yield about(source.item, `${base}.sourceRef.name`,
      `DataSource "${place}/${shown(name)}" is not in the input.`, { fix: 'Correct the name and namespace, or add the DataSource.' });
  }
});

function* copied(view: View, target: ClaimSource, base: string): Iterable<Draft> {
  const original = cloneSource(target.dataVolume!);
  if (!original) return;
  const { kind, namespace, name } = original;
  const at = { on: target.item, path: `${base}.${original.path}` };
  if (kind === 'PersistentVolumeClaim' && namespace === target.namespace && name === target.name) {
    yield {
      ...at,
      severity: 'error',
      message: `the DataVolume copies claim "${name}", which is its own claim.`,
      fix: 'Name another claim, or '
      + 'another DataVolume.',
    };
    return;
  }
  const snapshot = kind === 'VolumeSnapshot' ? view.find(kind, namespace, name) : undefined;
  const origin = kind === 'VolumeSnapshot' ? snapshot && view.claim(namespace, fields(snapshot.spec.source).persistentVolumeClaimName)
    : view.claim(namespace, name);
  if (!origin && !snapshot && !(kind === 'PersistentVolumeClaim' && view.isKnownClaim(namespace, name))) {
    const other = view.claims.find((claim) => claim.name === name);
    const elsewhere = other && kind === 'PersistentVolumeClaim' ? `; there is one in namespace "${other.namespace}"` : '';
    yield { ...at, message: `the source ${kind} "${namespace}/${name}" is not in the input${elsewhere}.` };
  }
  const [size, least] = [parseQuantity(requestOf(target)), origin && parseQuantity(requestOf(origin))];
  if (size !== undefined && least !== undefined && size < least) {
    yield about(target.item, specPath(target, 'resources.requests.storage'),
      `the DataVolume requests ${shown(requestOf(target))}, but its source "${name}" has ${shown(requestOf(origin!))}: a copy cannot be smaller.`,
      { severity: 'error', fix: `Request at least ${shown(requestOf(origin!))}.` });
  }
}
