import { strings } from '../../../core/fields';
import { rule } from '../rule';

export const SEC005 = rule('SEC005', function* (view) {
  for (const item of view.of('ConfigMap')) {
    const { setup, 'config.json': config } = strings(item.object.data);
    if (config !== undefined && setup !== undefined && /(-m|--mode|chmod)[= ]*(-R )?0?777\b/.test(setup)) {
      yield { on: item, path: 'data[setup]', message: 'the setup script creates world-writable directories.' };
    }
  }
});
