import { configProblems } from './local-path-config';
import { text } from '../../../core/fields';
import { rule } from '../rule';
import { localPathConfigs, localPathNames } from '../shared/local-path';

export const LOC010 = rule('LOC010', function* (view) {
  const names = localPathNames(view);
  const classes = view.classes.filter((item) => names.has(text(item.object.provisioner) ?? '')).map(({ name }) => name);
  for (const config of localPathConfigs(view)) {
    for (const { key, message, severity } of configProblems(config, classes)) yield { on: config.item, path: `data[${key}]`, message, severity };
  }
});
