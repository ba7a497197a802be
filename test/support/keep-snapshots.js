// Without `-u` a test run writes no snapshot, also where jest would add a new one: a test that lacks its snapshot fails, here as in CI.
const { snapshotState } = expect.getState();

if (snapshotState._updateSnapshot === 'new') snapshotState._updateSnapshot = 'none';
