import { isObject, text } from '../../../core/fields';
import { shown } from '../../../core/words';
import { isKeptDataSource, SNAPSHOT_GROUP } from '../../../kubernetes/data-sources';
import { claimTitle, specPath } from '../../model/claim-sources';
import { sourceFaults } from '../../model/data-sources';
import type { View } from '../../model/view';
import { Draft, rule } from '../rule';

export const SNP003 = rule('SNP003', (view) => drafts(view, 'SNP003'));

export const SNP004 = rule('SNP004', (view) => drafts(view, 'SNP004'));

function* drafts(view: View, id: 'SNP003' | 'SNP004'): Iterable<Draft> {
  for (const claim of view.claims) {
    const told = new Set<string>();
    const made = view.made(claim);
    for (const fault of (made.length ? made : [undefined]).flatMap((one) => [...sourceFaults(view.inventory, claim, one)])) {
      if (fault.rule !== id || told.has(fault.message)) continue;
      told.add(fault.message);
      const severity = fault.severity ?? (fault.dependsOnCluster && !view.closedWorld ? 'warning' : undefined);
      yield { on: claim.item, path: specPath(claim, fault.field), severity, message: `${claimTitle(claim)}: ${fault.message}`, fix: fault.fix };
    }
  }
}

export const SNP005 = rule('SNP005', function* (view) {
  for (const claim of view.claims) {
    const { dataSource, dataSourceRef } = claim.spec;
    if (!isObject(dataSource) || isObject(dataSourceRef) || isKeptDataSource(dataSource)) continue;
    const { kind, apiGroup } = dataSource;
    const fix = kind === 'VolumeSnapshot' ? `Write apiGroup: ${SNAPSHOT_GROUP}.` : kind === 'PersistentVolumeClaim' ? 'Remove apiGroup.' : undefined;
    const group = text(apiGroup);
    yield {
      on: claim.item,
      path: specPath(claim, 'dataSource'),
      message: `${claimTitle(claim)}: the API server drops the data source ${shown(kind)} ${group ? `of ${shown(group)}` : 'without apiGroup'}, `
        + 'so the volume is empty.',
      fix,
    };
  }
});
