import { keyNamed, sectionNamed } from '../../../openstack/cloud-conf/keys';
import { rule } from '../rule';
import { confFiles, FILLED_IN, variablesOf } from '../shared/cloud-conf-files';

const UUID = /^[0-9a-f]{8}(-?[0-9a-f]{4}){3}-?[0-9a-f]{12}$/i;

export const CFG012 = rule('CFG012', function* (view) {
  for (const file of confFiles(view)) {
    for (const { section, key, line, value } of variablesOf(file)) {
      const row = keyNamed(sectionNamed(section) ?? '', key);
      if (row?.format !== 'uuid' || !value || value === FILLED_IN || UUID.test(value)) continue;
      yield {
        on: file.item,
        path: file.path,
        message: `line ${line} of ${file.key}: ${row.key} is not an ID such as bc8a590a-5d65-4525-98f3-f7ef29c727d5.`,
      };
    }
  }
});
