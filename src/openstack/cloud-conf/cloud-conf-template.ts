/*
 * A cloud.conf as a template of the External Secrets Operator.
 *
 * Its engine v2 is Go's text/template with the functions of sprig (without env and expandenv), called with a map of strings. A value from a
 * store may hold anything, so the template quotes it the way the gcfg writer does: backslashes first, then quotes, line feeds and tabs.
 * sprig's own `quote` uses Go's %q, whose escapes such as \x01 and \u00a0 gcfg rejects. A carriage return or NUL cannot be quoted: it fails the sync
 * with a message instead of changing the value.
 *
 * Source: runtime/template/v2/template.go of external-secrets.
 */
import { Later } from './compose';
import { Piece } from './gcfg-writer';

const QUOTE = [
  '{{- define "gcfg" -}}',
  '{{- if or (contains "\\r" .) (contains "\\x00" .) }}{{ fail "the value holds a carriage return or NUL, which cloud.conf cannot carry" }}{{ '
    + 'end -}}',
  '"{{ . | replace "\\\\" "\\\\\\\\" | replace "\\"" "\\\\\\"" | replace "\\n" "\\\\n" | replace "\\t" "\\\\t" }}"',
  '{{- end -}}',
  '',
].join('\n');

/** Characters that YAML writes unescaped. */
const UNPRINTABLE = /[^\t\n\x20-\x7e\u00a0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\u{10000}-\u{10ffff}]/u;

/** Runs of braces and of characters that YAML would escape; a template action writes them as a Go string. */
const RUNS = /(?:\{|[^\t\n\x20-\x7e\u00a0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\u{10000}-\u{10ffff}])+/gu;

/** The template. Text outside of the values is rendered unchanged. */
export function templateOf(pieces: Piece<Later>[]): string {
  return QUOTE + pieces.map((piece) => (typeof piece === 'string' ? templateText(piece) : `{{ template "gcfg" .${piece.later.name} }}`)).join('');
}

/** Whether YAML and its parsers keep the text unchanged. */
export function isPrintable(text: string): boolean {
  return !UNPRINTABLE.test(text);
}

/** Text that the template renders unchanged. */
export function templateText(text: string): string {
  return text.replace(RUNS, (run) => (run === '{' ? run : `{{ "${[...run].map(escaped).join('')}" }}`));
}

function escaped(character: string): string {
  return character === '{' ? character : `\\u${character.codePointAt(0)!.toString(16).padStart(4, '0')}`;
}
