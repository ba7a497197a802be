import { strings } from '../../../core/fields';
import { Rule } from '../rule';

export const SEC005: Rule = {
  id: 'SEC005',
  severity: 'info',
  title: 'local-path volumes are world-writable',
  why: 'The setup script creates each directory with mode 0777. Any process on the node, of any user, can change the data of any pod.',
  fix: 'Use mkdir -m 0770 and an fsGroup, or since v0.0.37 VOL_USER, VOL_GROUP and VOL_PERM.',
  source: 'rancher/local-path-provisioner deploy/local-path-storage.yaml',
  * check(view) {
    for (const item of view.of('ConfigMap')) {
      const { setup, 'config.json': config } = strings(item.object.data);
      if (config !== undefined && setup !== undefined && /(-m|--mode|chmod)[= ]*(-R )?0?777\b/.test(setup)) {
        yield { on: item, path: 'data[setup]', message: 'the setup script creates world-writable directories.' };
      }
    }
  },
};
