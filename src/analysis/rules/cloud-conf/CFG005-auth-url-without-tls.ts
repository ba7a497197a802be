import { rule } from '../rule';
import { confFiles, FILLED_IN, globalOf } from '../shared/cloud-conf-files';

export const CFG005 = rule('CFG005', function* (view) {
  for (const file of confFiles(view)) {
    for (const { row, value, variable } of globalOf(file, view)) {
      const problem = row.key === 'auth-url' && typeof value === 'string' && value && value !== FILLED_IN ? wrong(value) : undefined;
      if (problem) yield { on: file.item, path: file.path, ...problem, message: `line ${variable.line} of ${file.key}: ${problem.message}` };
    }
  }
});

function wrong(url: string): { message: string; severity?: 'error' | 'info' } | undefined {
  if (!/^https?:\/\//i.test(url)) return { message: 'auth-url does not start with https://.', severity: 'error' };
  if (/^http:/i.test(url)) return { message: 'auth-url uses http, so credentials are sent unencrypted.' };
  return /\/v3\/?$/.test(url) ? undefined : { message: 'auth-url does not end in /v3.', severity: 'info' };
}
