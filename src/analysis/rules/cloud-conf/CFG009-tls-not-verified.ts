import { reported } from './topics';
import { rule } from '../rule';
import { confFiles, globalOf } from '../shared/cloud-conf-files';

export const CFG009 = rule('CFG009', function* (view) {
  for (const file of confFiles(view)) {
    for (const { row, value, variable } of globalOf(file, view)) {
      if (row.key === 'tls-insecure' && value === 'true') {
        yield {
          on: file.item,
          path: file.path,
          message: `line ${variable.line} of ${file.key}: tls-insecure = true disables certificate verification.`,
        };
      }
    }
  }
  yield* reported(view, 'CFG009');
});
