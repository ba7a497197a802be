import { parse } from 'yaml';
import { readText } from '../../../src/analysis/input/read-text';
import { yamlText } from '../../../src/constructs/files/private/yaml';

test('what a reader takes for something else is quoted', () => {
  const texts = ['0o17', '0B1', '=', 'yes', '22:22', '\ta\n', 'a\r\nb', 'plain', 'a b'];
  const written = yamlText([{ texts }]);
  expect(written).toBe('texts:\n  - "0o17"\n  - "0B1"\n  - "="\n  - "yes"\n  - "22:22"\n  - "\\ta\\n"\n  - "a\\r\\nb"\n  - plain\n  - a b\n');
  expect(readText(written, 'x').documents[0].value).toEqual({ texts });
  expect(parse(written)).toEqual({ texts });
});

test('what no reader can carry is refused', () => {
  expect(() => yamlText([{ a: { b: 'x\u2028y' } }])).toThrow('contains the character U+2028, which no YAML file can hold. Remove it, or encode the text');
});
