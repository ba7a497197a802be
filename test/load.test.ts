/*
 * What a program loads that only renders.
 */
test.each(['../src/analysis/rules', '../src/analysis/check/check', 'cdk8s-plus-28'])('the library loads %s only when it is needed', (module) => {
  let loaded = false;
  jest.isolateModules(() => {
    jest.doMock(module, () => {
      loaded = true;
      return jest.requireActual(module);
    });
    const { StorageAnalysis } = jest.requireActual('../src');
    expect(loaded).toBe(false);
    if (module.startsWith('..')) {
      expect(StorageAnalysis.ofManifests([]).toSarif().runs).toHaveLength(1);
      expect(loaded).toBe(true);
    }
  });
});
