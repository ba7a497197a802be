import { Naming } from '../../src';

test.each(['occm', 'a', 'my-release.1', 'x'.repeat(53)])('%s is the name of a Helm release', (release) => {
  expect(Naming.helmChart({ release })._helm).toEqual({ release });
});

test('the manifests have no Helm release', () => expect(Naming.manifests()._helm).toBeUndefined());

test.each<[any, string]>([
  [{ release: '' }, 'naming.release must be the name of a Helm release'],
  [{ release: 'A' }, 'naming.release'],
  [{ release: 'x'.repeat(54) }, 'naming.release'],
  [{ release: 'a', chartVersion: 'v2' }, 'naming.chartVersion must be the version of a chart such as "2.36.0", got "v2"'],
])('%j is refused', (options, message) => expect(() => Naming.helmChart(options)).toThrow(message));

test.each(['2.36.0', '2.36.0-alpha.1', '2.36.0+own'])('%s is the version of a chart', (chartVersion) => {
  expect(() => Naming.helmChart({ release: 'a', chartVersion, nameOverride: 'b', fullnameOverride: 'c' })).not.toThrow();
});
