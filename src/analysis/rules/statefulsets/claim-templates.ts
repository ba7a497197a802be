import { shown } from '../../../core/words';
import { CHANGED_IN } from '../../../kubernetes/changes';
import { minorNumber } from '../../../kubernetes/minor';
import { isDnsLabel, isDnsSubdomain } from '../../../kubernetes/names';
import { claimTitle, firstOrdinal, modesOf, requestOf, specPath } from '../../model/claim-sources';
import { about, rule } from '../rule';
import { immutable } from '../shared/changes';

export const STS001 = rule('STS001', function* (view) {
  for (const claim of view.claims.filter(({ kind }) => kind === 'template')) {
    const effect = view.kubernetes >= minorNumber(CHANGED_IN.claimTemplates) ? 'the API server rejects the set' : 'its claims cannot be created';
    if (!claim.name) {
      yield about(claim.item, `${claim.path}.metadata.name`, `a claim template has no name: ${effect}.`, { fix: 'Set metadata.name.' });
    }
    if (!modesOf(claim).length) {
      yield about(claim.item, specPath(claim, 'accessModes'),
        `${claimTitle(claim)} has no access modes: ${effect}.`, { fix: 'Set spec.accessModes.' });
    }
    const { volumeMode } = claim.spec;
    if (volumeMode !== undefined && volumeMode !== null && !['Filesystem', 'Block'].includes(volumeMode)) {
      yield about(claim.item, specPath(claim, 'volumeMode'),
        `${claimTitle(claim)} has the unknown volumeMode ${shown(volumeMode)}: ${effect}.`, { fix: 'Use Filesystem or Block.' });
    }
    if (requestOf(claim) === undefined) {
      yield about(claim.item, specPath(claim, 'resources.requests.storage'),
        `${claimTitle(claim)} has no storage request: ${effect}.`, { fix: 'Set spec.resources.requests.storage.' });
    }
  }
});

export const STS002 = rule('STS002', (view) => immutable(view, ['StatefulSet'], (path) => path === 'spec.volumeClaimTemplates'));

export const STS005 = rule('STS005', function* (view) {
  for (const claim of view.claims.filter(({ kind, name }) => kind === 'template' && name)) {
    const first = `${claim.name}-${claim.item.name}-${firstOrdinal(claim.item) + Math.max(view.mostReplicas(claim.item), 1) - 1}`;
    if (isDnsLabel(claim.name) && isDnsSubdomain(first)) continue;
    yield about(claim.item, `${claim.path}.metadata.name`,
      `${claimTitle(claim)} gives claim names such as "${shown(first)}", which are not valid for a claim and its volume.`);
  }
});

export const STS008 = rule('STS008', function* (view) {
  for (const item of view.of('StatefulSet')) {
    const templates = view.templatesOf(item).map(({ name }) => name);
    for (const { name, path } of view.podIn(item)?.volumes ?? []) {
      if (templates.includes(name)) yield about(item, `${path}.name`, `claim template "${name}" replaces this volume.`);
    }
  }
});
