import { strings } from '../../../core/fields';
import { Rule } from '../rule';

export const SEC005: Rule = {
  id: 'SEC005',
  severity: 'info',
  title: 'Volumes of the local-path provisioner are writable for everybody',
  why: 'The setup script makes each directory with the mode 0777: any process of the node, whatever its user, can change the data of any pod.',
  fix: 'Use mkdir -m 0770 and an fsGroup, or take VOL_USER, VOL_GROUP and VOL_PERM into account since v0.0.37.',
  source: 'rancher/local-path-provisioner deploy/local-path-storage.yaml',
  * check(view) {
    for (const item of view.of('ConfigMap')) {
      const { setup, 'config.json': config } = strings(item.object.data);
      if (config !== undefined && setup !== undefined && /(-m|--mode|chmod)[= ]*(-R )?0?777\b/.test(setup)) {
        yield { on: item, path: 'data[setup]', message: 'the setup script makes directories that everybody can write to.' };
      }
    }
  },
};
