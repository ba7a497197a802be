// All snapshots stand under test/__snapshots__/, in the same folders as their tests.
const path = require('path');

const root = path.join(__dirname, '..');
const snapshots = path.join(root, '__snapshots__');

module.exports = {
  resolveSnapshotPath: (test, extension) => path.join(snapshots, path.relative(root, test)) + extension,
  resolveTestPath: (snapshot, extension) => path.join(root, path.relative(snapshots, snapshot.slice(0, -extension.length))),
  testPathForConsistencyCheck: path.join(root, 'constructs', 'emit.test.ts'),
};
