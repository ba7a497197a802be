import { relative, sep } from 'node:path';

/** Lines that leave paths out, with the meaning that git gives to those of a .gitignore. */
export class IgnoreList {
  private readonly lines: ReadonlyArray<{ readonly pattern: RegExp; readonly isKept: boolean; readonly isFolder: boolean }>;

  /**
   * @param base Folder that the paths are relative to.
   * @see https://git-scm.com/docs/gitignore
   */
  constructor(private readonly base: string, text: string) {
    this.lines = text.split(/\r?\n/).flatMap((line) => {
      const written = line.replace(/(?<!\\) +$/, '');
      if (!written || written.startsWith('#')) return [];
      const isKept = written.startsWith('!');
      const rest = isKept ? written.slice(1) : written;
      const isFolder = rest.endsWith('/');
      const pattern = patternOf(isFolder ? rest.slice(0, -1) : rest);
      return pattern ? [{ pattern, isKept, isFolder }] : [];
    });
  }

  /** Whether a path is left out; undefined if no line is about it. The last line about it counts. */
  public verdict(path: string, isFolder: boolean): boolean | undefined {
    const name = relative(this.base, path).split(sep).join('/');
    if (!name || name.startsWith('../')) return undefined;
    for (let i = this.lines.length - 1; i >= 0; i--) {
      const line = this.lines[i];
      if ((isFolder || !line.isFolder) && line.pattern.test(name)) return !line.isKept;
    }
    return undefined;
  }
}

/** The last verdict of the innermost list that has one. */
export function isIgnored(lists: readonly IgnoreList[], path: string, isFolder: boolean): boolean {
  for (let i = lists.length - 1; i >= 0; i--) {
    const verdict = lists[i].verdict(path, isFolder);
    if (verdict !== undefined) return verdict;
  }
  return false;
}

/** A pattern without a slash is about names at any depth, one with a slash about the whole path; undefined if it cannot match. */
function patternOf(glob: string): RegExp | undefined {
  const anchored = glob.includes('/');
  const body = glob.replace(/^\//, '');
  let source = '';
  for (let i = 0; i < body.length; i++) {
    const c = body[i];
    const rest = body.slice(i);
    if (/^\*\*\//.test(rest) && (i === 0 || body[i - 1] === '/')) {
      source += '(?:[^/]*/)*';
      i += 2;
    } else if (rest === '**' && body[i - 1] === '/') {
      source += '.+';
      i += 1;
    } else if (c === '*') {
      source += '[^/]*';
      i += /^\*+/.exec(rest)![0].length - 1;
    } else if (c === '?') {
      source += '[^/]';
    } else if (c === '[') {
      const found = classAt(rest);
      if (!found) return undefined;
      source += found.source;
      i += found.length - 1;
    } else {
      source += literal(c === '\\' ? body[++i] ?? '\\' : c);
    }
  }
  try {
    return new RegExp(`^${anchored ? '' : '(?:.*/)?'}${source}$`, 'su');
  } catch {
    return undefined;
  }
}

/** A set of characters such as [a-z] or [!0-9]. */
function classAt(text: string): { source: string; length: number } | undefined {
  const match = /^\[([!^]?)(\]?[^\]/]*)\]/.exec(text);
  if (!match || !match[2]) return undefined;
  return { source: `(?!/)[${match[1] ? '^' : ''}${match[2].replace(/[\\\]^[]/g, '\\$&')}]`, length: match[0].length };
}

function literal(character: string): string {
  return character.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
}
