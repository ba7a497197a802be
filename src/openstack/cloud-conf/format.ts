/* Texts of other formats where a cloud.conf is expected, by what they look like. */
import { GcfgDocument } from './gcfg-reader';
import { sectionNamed, SECTIONS } from './keys';
import { nearest } from '../../core/nearest';

/** What a text is instead, and how to make a cloud.conf of it. */
interface OtherFormat {
  readonly name: string;
  readonly fix: string;
}

const WRITE = 'Write sections such as [Global] with lines of the form key = value';

const BY_TEXT: ReadonlyArray<OtherFormat & { readonly test: RegExp }> = [
  {
    name: 'a clouds.yaml',
    test: /^(clouds|public-clouds):/m,
    fix: 'Mount it as a file, and write a cloud.conf with use-clouds = true, '
    + 'clouds-file and cloud in [Global]',
  },
  { name: 'a kubeconfig or another Kubernetes manifest', test: /^(apiVersion|kind):\s/m, fix: WRITE },
  { name: 'JSON', test: /^\s*[{[]\s*["{}]/, fix: WRITE },
  { name: 'an openrc file for shells', test: /^\s*(export\s+)?OS_[A-Z_]+=/m, fix: `${WRITE}: OS_AUTH_URL is auth-url, OS_PROJECT_ID is tenant-id` },
  { name: 'a PEM file', test: /^\s*-----BEGIN /, fix: `${WRITE}, and mount certificates as files of their own` },
  { name: 'UTF-16', test: /^(\ufffd|\uff00|\u00ff|\0).{0,2}\0|^.\0/s, fix: 'Save it as UTF-8' },
  { name: 'XML', test: /^\s*<[?!a-z]/i, fix: WRITE },
];

const COLON = /^[ \t]*[A-Za-z][\w-]*[ \t]*:([ \t]|$)/gm;
const EQUALS = /^[ \t]*[A-Za-z][\w-]*[ \t]*=/gm;

/** The other format that a text has; undefined for what reads as a cloud.conf, with or without faults. */
export function otherFormat(text: string, document: GcfgDocument): OtherFormat | undefined {
  const sections = headersIn(text);
  if (sections.some((name) => sectionNamed(name) !== undefined || nearest(name, SECTIONS) !== undefined)) {
    return lines(text, COLON) > lines(text, EQUALS) ? colons('INI with lines of the form "key: value"') : undefined;
  }
  const found = BY_TEXT.find(({ test }) => test.test(text));
  if (found) return found;
  if (sections.length) {
    return sections.length === document.items.length && !document.error ? undefined
      : { name: `the INI file of another program, with the sections ${sections.slice(0, 3).map((name) => `[${name}]`).join(', ')}`, fix: WRITE };
  }
  if (lines(text, COLON) > lines(text, EQUALS)) return colons('YAML with lines of the form "key: value"');
  return undefined;
}

function colons(name: string): OtherFormat {
  return { name, fix: 'Write key = value' };
}

/** Names of sections, whether the reader gets to them or not. */
function headersIn(text: string): string[] {
  return [...new Set([...text.matchAll(/^[ \t]*\[[ \t]*([A-Za-z][\w.-]{0,40})/gm)].map(([, name]) => name))];
}

function lines(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0;
}

const PACKED = /^[A-Za-z0-9+/\s]+={0,2}\s*$/;

/** The cloud.conf that a text encodes in base64 once more than it should. */
export function encodedAgain(text: string): string | undefined {
  const content = text.trim();
  if (content.length < 16 || !PACKED.test(content)) return undefined;
  const decoded = Buffer.from(content, 'base64').toString();
  return /^\s*(\[\w+|[#;])/.test(decoded) && !decoded.includes('\ufffd') ? decoded : undefined;
}
