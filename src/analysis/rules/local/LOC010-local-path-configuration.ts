import { configProblems } from './local-path-config';
import { text } from '../../../core/fields';
import { Rule } from '../rule';
import { localPathConfigs, localPathNames } from '../shared/local-path';

export const LOC010: Rule = {
  id: 'LOC010',
  severity: 'error',
  title: 'Invalid configuration of local-path',
  why: 'The provisioner exits at startup if it cannot parse its configuration; an invalid change later is ignored. Other errors fail '
    + 'every claim when the volume is provisioned.',
  fix: 'Correct the ConfigMap.',
  source: 'rancher/local-path-provisioner provisioner.go canonicalizeConfig; helper pod checks since v0.0.36',
  * check(view) {
    const names = localPathNames(view);
    const classes = view.classes.filter((item) => names.has(text(item.object.provisioner) ?? '')).map(({ name }) => name);
    for (const config of localPathConfigs(view)) {
      for (const { key, message, severity } of configProblems(config, classes)) yield { on: config.item, path: `data[${key}]`, message, severity };
    }
  },
};
