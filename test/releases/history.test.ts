/*
 * What each release shipped, pinned as the difference to the release before it: a reviewer sees here what an upgrade changes, and a slip in the
 * data shows as a change that upstream never made. `npx jest test/releases/history -u` writes the snapshots; parity with the upstream manifests,
 * which CI checks for every minor, says whether they are right.
 */
import { minorNumber } from '../../src/core/minor';
import * as data from '../../src/releases/data';
import { changes } from '../support/release-lines';

const profiles = (Object.values(data) as any[]).sort((a, b) => minorNumber(a.minor) - minorNumber(b.minor));

for (const component of ['cloudControllerManager', 'cinderCsi']) {
  describe(component, () => {
    profiles.forEach((profile, i) => {
      const previous = i ? { [component]: profiles[i - 1][component] } : {};
      const what = i ? `what ${profile.minor} changed` : `what ${profile.minor} shipped`;
      if (changes({}, { [component]: profile[component] }).length > 1) {
        test(what, () => expect(changes(previous, { [component]: profile[component] }).join('\n')).toMatchSnapshot());
      }
    });
  });
}
