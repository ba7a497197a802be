/** A block scalar: the mark at the end of a line, and how deep the line is indented. */
const BLOCK_SCALAR = /(?:^|[\s:-])[|>][-+\d]*\s*(?:#.*)?$/;
/** Where a quoted value can start: at the start of a line, or behind white space or a mark of a collection. */
const BEFORE_VALUE = /[\s[{,]/;

/**
 * The text with the lines inside of quoted values and flow collections indented further, which changes no value and no line.
 *
 * YAML wants them indented deeper than the key. The readers of Kubernetes (libyaml and its port to Go) take any indentation there, so manifests that
 * rely on it are applied every day.
 */
export function indented(text: string): string {
  const state = { quote: '', depth: 0, room: 0, block: -1 };
  return text.split('\n').map((line) => {
    if (state.block >= 0) {
      if (!line.trim() || indentOf(line) > state.block) return line;
      state.block = -1;
    }
    if (/^(---|\.\.\.)(\s|$)/.test(line)) {
      Object.assign(state, { quote: '', depth: 0 });
      return line;
    }
    const isInside = state.quote !== '' || state.depth > 0;
    if (!isInside) state.room = indentOf(line) + 2;
    scan(line, state);
    if (!state.quote && state.depth === 0 && !isInside && BLOCK_SCALAR.test(line)) state.block = parentIndent(line);
    return isInside && line.trim() ? ' '.repeat(state.room) + line : line;
  }).join('\n');
}

function scan(line: string, state: { quote: string; depth: number }): void {
  for (let i = 0; i < line.length; i++) {
    const c = line[i];
    if (state.quote) {
      if (c === '\\' && state.quote === '"') i++;
      else if (c === state.quote && c === "'" && line[i + 1] === "'") i++;
      else if (c === state.quote) state.quote = '';
    } else if ((c === '"' || c === "'") && (i === 0 || BEFORE_VALUE.test(line[i - 1]))) {
      state.quote = c;
    } else if (c === '#' && (i === 0 || /\s/.test(line[i - 1]))) {
      return;
    } else if ((c === '[' || c === '{') && (state.depth > 0 || i === 0 || /\s/.test(line[i - 1]))) {
      state.depth++;
    } else if ((c === ']' || c === '}') && state.depth > 0) {
      state.depth--;
    }
  }
}

function indentOf(line: string): number {
  return /^ */.exec(line)![0].length;
}

/** The indentation of the node that a block scalar belongs to: its text is indented deeper. */
function parentIndent(line: string): number {
  const [marks] = /^ *(?:- +)*/.exec(line)!;
  return /^[|>]/.test(line.slice(marks.length)) ? marks.lastIndexOf('-') : marks.length;
}
