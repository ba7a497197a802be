import * as fc from 'fast-check';
import { decode } from '../../../src/openstack/cloud-conf/decode';
import { readGcfg } from '../../../src/openstack/cloud-conf/gcfg-reader';
import { decodeValue } from '../../../src/openstack/cloud-conf/gcfg-values';
import { quoteSubsection, quoteValue, writeGcfg } from '../../../src/openstack/cloud-conf/gcfg-writer';
import vectors from '../../evidence/upstream/gcfg-vectors.json';

/** The value of `[Global] password`, as the CCM of 1.36 takes it. */
function password(text: string): unknown {
  const { settings } = decode(readGcfg(text), '1.36', 'ccm');
  return settings.find(({ row }) => row.key === 'password')?.value;
}

/** The place and message of the error, as gcfg prints it. */
function errorOf(text: string | Uint8Array): string | undefined {
  const { error } = readGcfg(text);
  return error && `${error.line}:${error.column}: ${error.message}`;
}

/** What the fields of the vectors hold when the file does not set them. */
const ZERO_VALUES = ['', false, 0, '0s', null];

describe('what the real gcfg did', () => {
  test.each(vectors.vectors.map((vector): [string, (typeof vectors.vectors)[number]] => [vector.name, vector]))('%s', (_, vector) => {
    const document = readGcfg(vector.input);
    const decoded = decode(document, '1.36', 'ccm');
    expect(document.error !== undefined || decoded.failures.length > 0).toBe(vector.fatal);
    if (document.error) expect(errorOf(vector.input)).toBe((vector as any).error);
    if (vector.fatal) return;
    expect(decoded.dropped.length > 0).toBe(vector.unknownData);
    const { classes, ...expected } = vector.result as { [key: string]: any };
    for (const [key, value] of Object.entries(expected)) {
      const settings = decoded.settings.filter(({ row, section }) => row.key === key && section !== 'LoadBalancerClass');
      const type = key === 'public-network-name' ? 'list' : settings[0]?.row.type;
      const read = settings.length === 0 ? undefined : type === 'list' ? settings.flatMap((s) => s.value) : settings[settings.length - 1].value;
      const wanted = type === 'duration' ? { '5s': 5, '1m30s': 90 }[value as string] : value;
      if (read !== undefined) expect([key, read]).toEqual([key, wanted]);
      else expect(ZERO_VALUES).toContain(value);
    }
    const names = decoded.headers.filter(({ section }) => section === 'LoadBalancerClass').map(({ header }) => header.subsection);
    const networks = (name: string) => decoded.settings.find((s) => s.section === 'LoadBalancerClass' && s.variable.subsection === name && s.row.key === 'network-id')?.value ?? '';
    expect(Object.fromEntries(names.map((name) => [name, networks(name)]))).toEqual(classes);
  });
});

describe('writer', () => {
  const carried = fc.string({ unit: 'binary' }).filter((text) => !/[\0\r]|\p{Cs}/u.test(text));
  const tricky = fc.string({ unit: fc.constantFrom(...'a"\\\n\t ;#=[]\u0001\u00a0\u2028😀') });

  test('every text that gcfg can carry is read back', () => {
    fc.assert(fc.property(fc.oneof(carried, tricky), (text) => {
      expect(password(`[Global]\npassword = ${quoteValue('password', text)}\n`)).toBe(text);
    }), { numRuns: 1000 });
  });

  test('every subsection name that gcfg can carry is read back', () => {
    fc.assert(fc.property(fc.oneof(fc.string({ unit: 'binary' }), tricky).filter((name) => name !== '' && !/[\0\n]|\p{Cs}/u.test(name)), (name) => {
      expect(readGcfg(`[LoadBalancerClass ${quoteSubsection('x', name)}]`).items).toMatchObject([{ section: 'LoadBalancerClass', subsection: name }]);
    }), { numRuns: 1000 });
  });

  test('knows the four escapes of gcfg and no other', () => {
    expect(quoteValue('x', 'a\\b"c\nd\te')).toBe('"a\\\\b\\"c\\nd\\te"');
    expect(quoteValue('x', '\u0001\u007f\u00a0\u2028;#')).toBe('"\u0001\u007f\u00a0\u2028;#"');
    expect(quoteSubsection('x', 'a\\"\tb')).toBe('"a\\\\\\"\tb"');
  });

  test.each([
    ['a\0b', 'the NUL character, which cloud.conf does not allow. Remove it'],
    ['a\rb', 'a carriage return, which cloud.conf does not allow. Write line ends as LF'],
    ['a\r\nb', 'a carriage return, which cloud.conf does not allow. Write line ends as LF'],
    ['a\ud800b', 'a lone surrogate, which cloud.conf does not allow. Remove it'],
  ])('refuses %j and does not show it', (value, problem) => {
    expect(() => quoteValue('global.auth.password', value)).toThrow(new Error(`global.auth.password contains ${problem}`));
  });

  test.each([
    ['', 'has an empty name, which cloud.conf does not allow'],
    ['a\0', 'has a name that contains the NUL character, which cloud.conf does not allow'],
    ['a\nb', 'has a name that contains a line feed, which cloud.conf does not allow'],
    ['\udfff', 'has a name that contains a lone surrogate, which cloud.conf does not allow'],
  ])('refuses the name %j', (name, problem) => {
    expect(() => quoteSubsection('classes', name)).toThrow(new Error(`classes ${problem}`));
  });

  test('joins texts and leaves places open', () => {
    expect(writeGcfg<number>([
      { name: 'Global', property: 'global', lines: [{ key: 'a', value: 'x', property: 'a' }, { key: 'b', value: { later: 7 }, property: 'b' }, { key: 'c', value: 'true', bare: true, property: 'c' }] },
      { name: 'LoadBalancerClass', subsection: 'x', property: 'x', lines: [] },
    ])).toEqual(['[Global]\na = "x"\nb = ', { later: 7 }, '\nc = true\n\n[LoadBalancerClass "x"]\n']);
  });

  test.each(['', 'a_b', 'a b', '1a', '-a', 'a.b', 'a='])('refuses the key %j', (key) => {
    expect(() => writeGcfg([{ name: 'Global', property: 'g', lines: [{ key, value: 'x', property: 'g.extraKeys' }] }]))
      .toThrow(`g.extraKeys writes the key ${JSON.stringify(key)}, which gcfg cannot parse: a key consists of letters, digits and "-" and starts with a letter`);
  });
});

describe('reader', () => {
  test('says where everything is', () => {
    expect(readGcfg('; one\n[Global] # two\n\n  password = "é" ; three\nusername\n[LoadBalancerClass "a"]')).toEqual({
      comments: [{ kind: 'comment', line: 1, column: 1 }, { kind: 'comment', line: 2, column: 10 }, { kind: 'comment', line: 4, column: 19 }],
      items: [
        { kind: 'header', line: 2, column: 1, section: 'Global', subsection: '' },
        { kind: 'variable', line: 4, column: 3, section: 'Global', subsection: '', key: 'password', value: 'é', cut: false },
        { kind: 'variable', line: 5, column: 1, section: 'Global', subsection: '', key: 'username', cut: false },
        { kind: 'header', line: 6, column: 1, section: 'LoadBalancerClass', subsection: 'a' },
      ],
    });
  });

  test('keeps what stands before an error', () => {
    const document = readGcfg('[Global]\npassword = x\n%');
    expect(document.items).toHaveLength(2);
    expect(document.error).toEqual({ line: 3, column: 1, message: "illegal character U+0025 '%'" });
  });

  test.each([
    ['ab#c', true], ['ab;c', true], ['"ab"#c', false], ['ab #c', false], ['ab\t;c', false], ['#c', false], ['ab\\#c', undefined], ['ab', false],
  ])('password=%s is cut by a comment: %s', (value, cut) => {
    expect((readGcfg(`[Global]\npassword=${value}\n`).items[1] as any)?.cut).toBe(cut);
  });

  test.each([
    ['[', '1:2: expected section name'], ['[]', '1:2: expected section name'], ['[Global', '1:8: expected subsection name or right bracket'],
    ['[Global "a" "b"]', '1:13: expected right bracket'], ['[Global "a"', '1:12: expected right bracket'], ['[Global] x', '1:10: expected EOL, EOF, or comment'],
    ['[Global ""]', '1:9: empty subsection name'], ['[Global "a', '1:9: string not terminated'], ['[Global "a\n"]', '1:9: string not terminated'],
    ['[Global "\\n"]', '1:11: unknown escape sequence'], ['[Global "\\', '1:11: unknown escape sequence'], ['x = 1', '1:1: expected section header'], ['= 1', '1:1: expected section header'],
    ['[Global]\n=', '2:1: expected section header or variable declaration'], ['[Global]\n1', "2:1: illegal character U+0031 '1'"],
    ['[Global]\nx "y"', "2:3: expected '='"], ['[Global]\nx y', "2:3: expected '='"], ['[Global]\nx = "', '2:5: string not terminated'],
    ['[Global]\nx = a"\n"', '2:5: string not terminated'], ['[Global]\nx = "\\r"', '2:7: unknown escape sequence'], ['[Global]\nx = "\\', '2:7: unknown escape sequence'],
    ['[Global]\nx = a\\', "2:5: unquoted '\\' must be followed by new line or double quote"], ['; \0', '1:3: illegal character NUL'],
    ['\ufeff[Global]', '1:1: illegal character U+FEFF'], ['[Global]\n; \ud800', '2:3: illegal UTF-8 encoding'], ['[é%', "1:4: illegal character U+0025 '%'"],
  ])('%j fails with %s', (text, message) => {
    expect(errorOf(text)).toBe(message);
  });

  test('a value goes on after a backslash at the end of its line', () => {
    expect(password('[Global]\npassword = a \\\n  b\\\r\nc')).toBe('a   bc');
    expect(password('[Global]\npassword = a\\\r"')).toBe('a"');
  });

  test('blanks inside quotes stay, those after the last unquoted part go', () => {
    expect(password('[Global]\npassword = " a " b \t\r\n')).toBe(' a  b');
    expect(password('[Global]\npassword = " a "  ')).toBe(' a ');
  });

  test('names fold as Go folds them', () => {
    expect(password('[gLOBAL]\npa\u017f\u017fWORD = x')).toBe('x');
    expect(decode(readGcfg('[Net\u212aworking]'), '1.36', 'ccm').dropped).toHaveLength(1);
    expect(decode(readGcfg('[Networ\u212aing]'), '1.36', 'ccm').headers).toHaveLength(1);
  });

  test('reads bytes, and says where they are no UTF-8', () => {
    expect(readGcfg(Buffer.from('[Global]\npassword = é€😀')).items[1]).toMatchObject({ value: 'é€😀' });
    expect(errorOf(Buffer.from([...Buffer.from('[Global]\n; é€😀 '), 0xff, 0x41]))).toBe('2:13: illegal UTF-8 encoding');
    expect(errorOf(Buffer.from([...Buffer.from('[Global]\n# '), 0xe2, 0x82]))).toBe('2:3: illegal UTF-8 encoding');
    expect(errorOf(Buffer.from('\ufeff[Global]'))).toBe('1:1: illegal character U+FEFF');
  });

  test('never throws, and is fatal or not the same for bytes and text', () => {
    fc.assert(fc.property(fc.string({ unit: fc.constantFrom(...'[Global]\n"\\ =;#\r\t\0é😀x') }), (text) => {
      expect(errorOf(Buffer.from(text))).toBe(errorOf(text));
    }), { numRuns: 500 });
  });
});

describe('values by type', () => {
  const u = undefined;
  test.each<[string, Parameters<typeof decodeValue>[0], Array<[string | undefined, unknown]>]>([
    ['string', 'string', [['', ''], ['a', 'a'], [u, u]]],
    ['bool', 'bool', [['true', true], ['YES', true], ['On', true], ['1', true], ['false', false], ['no', false], ['OFF', false], ['0', false], [u, true], ['t', u], ['', u], [' true', u]]],
    ['word', 'word', [['public', 'public'], [' a\t', 'a'], ['a b', u], ['', u], ['a\n', u], [u, u]]],
    ['int', 'int', [['5', 5], ['+5', 5], ['-5', -5], ['007', 7], ['0x1f', 31], ['-0x10', -16], ['0x_1f', 31], ['0x1_f', 31], ['\u00a05 ', 5], ['0X1', u], ['1_0', u], ['1.5', u], ['1e3', u], ['', u], ['-', u],
      ['9223372036854775807', 2 ** 63], ['9223372036854775808', u], ['-9223372036854775808', -(2 ** 63)], ['-9223372036854775809', u], [u, u]]],
    ['uint', 'uint', [['5', 5], ['0x1f', 31], ['+5', u], ['-5', u], ['-0', u], ['18446744073709551615', 2 ** 64], ['18446744073709551616', u], [u, u]]],
    ['duration', 'duration', [['5s', 5], ['1m30s', 90], ['1h', 3600], ['1.5s', 1.5], ['.5s', 0.5], ['5.s', 5], ['300ms', 0.3], ['2us', 2e-6], ['2\u00b5s', 2e-6], ['2\u03bcs', 2e-6], ['7ns', 7e-9], ['0', 0], ['-5s', -5], ['+5s', 5],
      ['5', u], ['', u], ['s', u], ['.s', u], ['5 s', u], ['1d', u], ['3000000h', u], [u, u]]],
    ['unsettable', 'unsettable', [['x', u], ['', u], [u, u]]],
  ])('%s', (_, type, cases) => {
    for (const [text, value] of cases) expect([text, decodeValue(type, text)]).toEqual([text, value]);
  });
});
