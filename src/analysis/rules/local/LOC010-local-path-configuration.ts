import { localPathConfigs, localPathNames } from './local-path';
import { configProblems } from './local-path-config';
import { text } from '../../../core/fields';
import { LOCAL_PATH_CONFIG } from '../examples/local-path';
import { Rule } from '../rule';
import { replaced } from '../shared/manifests';

export const LOC010: Rule = {
  id: 'LOC010',
  severity: 'error',
  title: 'The configuration of the local-path provisioner is not valid',
  why: 'A configuration that cannot be read stops the provisioner when it starts; one that changes later is ignored, and the last good one stays. What it finds only when it makes a volume fails each claim.',
  fix: 'Correct the ConfigMap.',
  source: 'rancher/local-path-provisioner provisioner.go canonicalizeConfig; helper pod checks since v0.0.36',
  get failing() {
    return replaced(this.passing, { '"DEFAULT_PATH_FOR_NON_LISTED_NODES"': '"node-1"', '"/opt/local-path-provisioner"': '"opt/data"' });
  },
  passing: LOCAL_PATH_CONFIG,
  expects: 'ConfigMap/local-path-config data[config.json]',
  * check(view) {
    const names = localPathNames(view);
    const classes = view.classes.filter((item) => names.has(text(item.object.provisioner) ?? '')).map(({ name }) => name);
    for (const config of localPathConfigs(view)) {
      for (const { key, message, severity } of configProblems(config, classes)) yield { on: config.item, path: `data[${key}]`, message, severity };
    }
  },
};
