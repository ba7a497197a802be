import { amount } from '../../../../src/analysis/report/picture/quantity-text';
import { byName, jsonBlock, mermaidText, printable, shortened, xml } from '../../../../src/analysis/report/picture/text';
import { parseQuantity } from '../../../../src/kubernetes/quantity';

test('names are cut in the middle, so that their numbers stay', () => {
  expect(shortened('data-postgres-12', 20)).toBe('data-postgres-12');
  expect(shortened('data-elasticsearch-master-12', 16)).toBe('data-elas…ter-12');
  expect([...shortened('界'.repeat(30), 20)].length).toBeLessThanOrEqual(11);
});

test('names sort as people count', () => {
  expect(['web-10', 'web-2', 'web', 'a2b', 'web-02', 'a10b'].sort(byName)).toEqual(['a2b', 'a10b', 'web', 'web-02', 'web-2', 'web-10'].sort(byName));
  expect(['web-10', 'web-2', 'web'].sort(byName)).toEqual(['web', 'web-2', 'web-10']);
});

test('what no format can hold is replaced, and nothing is endless', () => {
  expect(printable('a\u0000b\u202ec\ud800d\u{1f600}')).toBe('a\\u0000b\\u202ec\\ud800d\u{1f600}');
  expect(printable('x'.repeat(10_000)).length).toBeLessThan(2_100);
});

test('each format has its own escapes', () => {
  expect(xml('<a b="c">&\'`')).toBe('&#60;a b=&#34;c&#34;&#62;&#38;&#39;&#96;');
  expect(mermaidText('a"]\n%%{<b>}#;')).toBe('a#34;#93; #37;#37;#123;#60;b#62;#125;#35;#59;');
  expect(jsonBlock({ a: '</script>\u2028' })).toBe('{"a":"\\u003c/script\\u003e\\u2028"}');
});

test.each([['10Gi', '10Gi'], ['1536Mi', '1.5Gi'], ['1G', '953.7Mi'], ['1', '1'], ['0', '0'], ['100m', '0.1'], ['5Ei', '5Ei'], ['1e40', '8.6e21Ei']])(
  'the amount %s is written as %s', (quantity, text) => {
    expect(amount(parseQuantity(quantity)!)).toBe(text);
  });
