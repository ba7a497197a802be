import * as fc from 'fast-check';
import { SecretText } from '../../../src';
import { isPrintable, templateOf } from '../../../src/openstack/cloud-conf/cloud-conf-template';
import { readGcfg } from '../../../src/openstack/cloud-conf/gcfg-reader';
import { quoteValue } from '../../../src/openstack/cloud-conf/gcfg-writer';

const later = { secret: SecretText.fromStore({ store: 's', key: 'k' }), name: 'password' };

/** What Go's text/template makes of the actions that a template of ours has: strings of Go, and the template "gcfg" with its replacements. */
function rendered(template: string, secret: string): string {
  const [head, ...rest] = template.split('{{- end -}}\n');
  const replacements = [...head.matchAll(/replace ("(?:[^"\\]|\\.)*") ("(?:[^"\\]|\\.)*")/g)].map(([, from, to]) => [JSON.parse(from), JSON.parse(to)]);
  const quoted = replacements.reduce((value, [from, to]) => value.split(from).join(to), secret);
  return rest.join('{{- end -}}\n').replace(/\{\{ (?:template "gcfg" \.password|("[^"]*")) \}\}/g, (_, text) => (text === undefined ? `"${quoted}"` : JSON.parse(text)));
}

test('a template quotes what comes from the store, and is text otherwise', () => {
  expect(templateOf(['[Global]\npassword = ', { later }, '\nregion = "{a}"\n'])).toMatchSnapshot();
});

test.each([
  ['a{b', 'a{b'], ['a{{b}}', 'a{{ "{{" }}b}}'], ['a{{{b', 'a{{ "{{{" }}b'], ['{\u0001', '{{ "{\\u0001" }}'], ['\u0085\u2028\ufeff', '{{ "\\u0085\\u2028\\ufeff" }}'], ['é😀\t\n', 'é😀\t\n'],
])('%j stands in a template as %s', (text, literal) => {
  expect(templateOf([text]).endsWith(`{{- end -}}\n${literal}`)).toBe(true);
});

test('what comes out is what the writer would have written', () => {
  const carried = fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: fc.constantFrom(...'a"\\\n\t{}$&\u0001') })).filter((text) => !/[\0\r]|\p{Cs}/u.test(text));
  fc.assert(fc.property(carried, carried, (secret, region) => {
    const around = `[Global]\nregion = ${quoteValue('r', region)}\npassword = `;
    const text = rendered(templateOf([around, { later }, '\n']), secret);
    expect(text).toBe(`${around}${quoteValue('p', secret)}\n`);
    expect(readGcfg(text).items.slice(1)).toMatchObject([{ value: region }, { value: secret }]);
    expect(isPrintable(templateOf([around, { later }]))).toBe(true);
  }), { numRuns: 500 });
});
