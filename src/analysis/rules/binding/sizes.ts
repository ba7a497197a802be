import { fields, text } from '../../../core/fields';
import { shown } from '../../../core/words';
import { parseQuantity } from '../../../kubernetes/quantity';
import { claimTitle, requestOf, specPath } from '../../model/claim-sources';
import { about, rule } from '../rule';

export const BND017 = rule('BND017', function* (view) {
  for (const claim of view.claims) {
    const [made] = view.made(claim);
    const bound = view.planned(claim).map(({ volume }) => view.inventory.volumesByName.get(volume ?? ''))
      .find((v) => v && v.capacity >= 2n * made.request);
    if (!bound || made.request === 0n) continue;
    const capacity = shown(fields(bound.item.object.spec.capacity).storage);
    yield about(claim.item, specPath(claim, 'resources.requests.storage'),
      `${claimTitle(claim)} requests ${shown(requestOf(claim))}, but binds to volume "${bound.name}" of ${capacity}.`);
  }
});

export const BND018 = rule('BND018', function* (view) {
  for (const claim of view.claims) {
    for (const planned of view.planned(claim)) {
      const name = planned.volume ?? text(claim.spec.volumeName) ?? planned.nearest?.volume;
      const volume = name === undefined ? undefined : view.inventory.volumesByName.get(name);
      const capacity = fields(volume?.item.object.spec.capacity).storage;
      if (!volume || !decidedByUnit(requestOf(claim), capacity)) continue;
      yield about(claim.item, specPath(claim, 'resources.requests.storage'),
        `${claimTitle(claim)} requests ${shown(requestOf(claim))} and volume "${volume.name}" has ${shown(capacity)}; the unit `
          + 'alone decides whether they match.');
      break;
    }
  }
});

/** Whether the request would fit, or not, just because one side is written in Gi and the other in G. */
function decidedByUnit(request: unknown, capacity: unknown): boolean {
  const [asked, has] = [request, capacity].map((value) => /^([\d.]+)([kKMGTPE])(i?)$/.exec(text(value) ?? ''));
  if (!asked || !has || asked[2].toUpperCase() !== has[2].toUpperCase() || asked[3] === has[3]) return false;
  const fits = parseQuantity(has[0])! >= parseQuantity(asked[0])!;
  return fits !== Number(has[1]) >= Number(asked[1]);
}

export const BND019 = rule('BND019', function* (view) {
  for (const claim of view.claims) {
    const request = requestOf(claim);
    if (isFraction(request)) {
      yield about(claim.item, specPath(claim, 'resources.requests.storage'),
        `${claimTitle(claim)} requests ${shown(request)}, a fraction of a byte.`);
    }
  }
  for (const volume of view.volumes) {
    const capacity = fields(volume.spec.capacity).storage;
    if (isFraction(capacity)) yield about(volume, 'spec.capacity.storage', `the volume has a capacity of ${shown(capacity)}, a fraction of a byte.`);
  }
});

function isFraction(quantity: unknown): boolean {
  const amount = parseQuantity(quantity);
  return amount !== undefined && amount % 1_000_000_000n !== 0n;
}

export const BND022 = rule('BND022', function* (view) {
  for (const claim of view.claims) {
    const requests = fields(fields(claim.spec.resources).requests);
    const path = (key: string) => specPath(claim, `resources.requests.${key}`);
    for (const key of ['storageClassName', 'accessModes', 'volumeMode', 'volumeName', 'selector'].filter((k) => k in requests)) {
      yield about(claim.item, path(key),
        `${key} is misplaced under resources.requests, where every value is parsed as a quantity.`, { fix: `Move ${key} to spec.` });
    }
    const amount = parseQuantity(requests.storage);
    if (requests.storage === undefined && claim.kind !== 'template' && claim.kind !== 'dataVolume') {
      yield about(claim.item, path('storage'), `${claimTitle(claim)} has no storage request.`);
    } else if (amount !== undefined && amount <= 0n) {
      yield about(claim.item, path('storage'), `${claimTitle(claim)} requests ${shown(requests.storage)}; the request must be greater than zero.`);
    }
  }
});
