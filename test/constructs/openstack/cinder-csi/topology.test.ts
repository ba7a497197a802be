/* A driver without topology ignores allowedTopologies, and its volumes are not bound to zones: at synth and in what is rendered. */
import { App, Chart } from 'cdk8s';
import { CinderCsi, CloudConfig, StorageAnalysis, VolumeBindingMode } from '../../../../src';
import { stderrOf } from '../../../support/synth';

const ZONES = { allowedTopologies: { 'topology.cinder.csi.openstack.org/zone': ['a'] } };

function outcome(topology: boolean | undefined, options: object): { synth: string; rules: string[] } {
  let rules: string[] = [];
  const synth = stderrOf(() => {
    const app = new App({ outdir: '/nonexistent' });
    const chart = new Chart(app, 'c');
    new CinderCsi(chart, 'Cinder', { cloudConfig: CloudConfig.fromSecretName('cloud-config'), topology }).addStorageClass('ssd', options);
    app.synthYaml();
    rules = StorageAnalysis.of(app).findings.map(({ rule, severity }) => `${severity} ${rule}`);
  });
  return { synth, rules };
}

test.each([[undefined, false], [true, false], [false, true]])('allowedTopologies with topology %s', (topology, reported) => {
  const { synth, rules } = outcome(topology, ZONES);
  expect([synth.includes('CLS014'), rules.includes('warning CLS014')]).toEqual([reported, reported]);
});

test.each([[undefined, true], [false, false]])('Immediate binding with topology %s', (topology, reported) => {
  const { synth, rules } = outcome(topology, { volumeBindingMode: VolumeBindingMode.IMMEDIATE });
  expect([synth.includes('CLS005'), rules.some((line) => line.endsWith('CLS005'))]).toEqual([reported, reported]);
});
