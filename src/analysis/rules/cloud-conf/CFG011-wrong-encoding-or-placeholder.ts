import { strings } from '../../../core/fields';
import { keyNamed, sectionNamed } from '../../../openstack/cloud-conf/keys';
import { rule } from '../rule';
import { confFiles, isBase64, variablesOf } from '../shared/cloud-conf-files';

const PLACEHOLDER = /^(<[^<>]*>|\$\{[^{}]*\}|\$\([^()]*\)|\{\{.*\}\}|%[A-Z_]+%|(REPLACE|CHANGE|FILL)[-_ ]?(ME|THIS|WITH.*|IN)|YOUR[-_ ].*|TODO|FIXME|x{3,}|\.\.\.)$/is;

export const CFG011 = rule('CFG011', function* (view) {
  for (const item of view.of('Secret')) {
    for (const [key, value] of Object.entries(strings(item.object.data))) {
      if (key === 'cloud.conf' && !isBase64(value)) {
        yield {
          on: item,
          path: `data[${key}]`,
          message: `${key} in data is not base64, so the API server rejects the Secret.`,
          fix: 'Move it to stringData.',
        };
      }
    }
  }
  for (const file of confFiles(view)) {
    const content = (file.text ?? '').trim();
    if (content.length >= 16 && isBase64(content) && /^\s*\[\w+|^\s*[#;]/.test(Buffer.from(content, 'base64').toString())) {
      yield {
        on: file.item,
        path: file.path,
        message: `${file.key} is base64 inside ${file.path.startsWith('data') && file.item.kind === 'Secret' ? 'base64' : 'plain text'}, so `
          + 'the component finds no section.',
        fix: 'Encode it once.',
      };
    }
    for (const { section, key, line, value = '' } of variablesOf(file)) {
      const name = keyNamed(sectionNamed(section) ?? '', key)?.key ?? 'the value';
      if (value && value.toLowerCase() === key.toLowerCase() && /^(username|password|application-credential-)/i.test(key)) {
        yield {
          on: file.item,
          path: file.path,
          severity: 'warning',
          message: `line ${line} of ${file.key}: ${name} looks like a placeholder.`,
          fix: 'Replace it with the value.',
        };
      } else if (PLACEHOLDER.test(value)) {
        yield {
          on: file.item,
          path: file.path,
          message: `line ${line} of ${file.key}: ${name} is a placeholder.`,
          fix: 'Replace it with the value.',
        };
      }
    }
  }
});
