/*
 * What each release shipped, pinned as the difference to the release before it: a reviewer sees here what an upgrade changes, and a slip in the
 * data shows as a change that upstream never made. `npx jest test/releases/history -u` writes the snapshots; parity with the upstream manifests,
 * which CI checks, says whether they are right.
 */
import { readdirSync } from 'fs';
import { createRequire } from 'module';
import { join } from 'path';
import { changes } from '../support/release-lines';

const read = createRequire(__filename);
const DATA = join(__dirname, '../../src/releases/data');

const isMinor = ([name]: [string, any]) => /^1\.\d+$/.test(name);
const minors = load(DATA).filter(isMinor);

/** Of cloud-provider-openstack: a component at a time. */
for (const component of ['cloudControllerManager', 'cinderCsi', 'manilaCsi']) {
  history(component, minors.map(([name, profile]) => [name, profile[component] ? { [component]: profile[component] } : {}]));
}

test('the other facts of a minor', () => {
  expect(minors.map(([name, { cloudControllerManager, cinderCsi, manilaCsi, ...rest }]) => `${name} ${JSON.stringify(rest)}`).join('\n')).toMatchSnapshot();
});

/** Of everything else: a file or a folder each. */
history('data', load(DATA).filter((file) => !isMinor(file)));
for (const folder of readdirSync(DATA, { withFileTypes: true }).filter((entry) => entry.isDirectory())) {
  history(folder.name, load(join(DATA, folder.name)));
}

function history(name: string, profiles: Array<[string, any]>): void {
  describe(name, () => {
    profiles.forEach(([version, profile], i) => {
      const isVersion = (at: number) => /\d$/.test(profiles[at]?.[0] ?? '');
      const previous = i && isVersion(i - 1) && isVersion(i) ? profiles[i - 1][1] : {};
      const what = Object.keys(previous).length ? `what ${version} changed` : `what ${version} says`;
      test(what, () => expect(changes(previous, profile).join('\n')).toMatchSnapshot());
    });
  });
}

/** The JSON files of a folder by name, oldest version first. */
function load(folder: string): Array<[string, any]> {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .map((file): [string, any] => [file.replace(/\.json$/, ''), read(join(folder, file))])
    .sort(([a], [b]) => a.localeCompare(b, 'en', { numeric: true }));
}
