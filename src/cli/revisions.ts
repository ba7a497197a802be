/* Manifests of a revision of a Git repository, as `rev:path`. The work tree is not touched. */
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { basename } from 'node:path';
import { UsageError } from './command';
import { BASELINE, CONFIGURATION, MANIFEST } from './files';
import { NamedText } from '../analysis/model/inventory';

const MOST_BYTES = 1024 * 1024 * 1024;
/** Regular files; a link is not followed, because its target may be outside of the revision. */
const FILES = /^100(644|755) blob ([0-9a-f]+)\t/;

/** Whether an input names a revision: "main:dist/k8s", and not a file or a drive of Windows. */
export function isRevision(input: string): boolean {
  return /^[^-:][^:]+:/.test(input) && !existsSync(input);
}

/** The manifests below `rev:path`; none where the revision does not have the path. */
export function readRevision(input: string): NamedText[] {
  const [revision, path] = [input.slice(0, input.indexOf(':')), input.slice(input.indexOf(':') + 1)];
  const commit = git(['rev-parse', '--verify', '--quiet', '--end-of-options', `${revision}^{tree}`], `${input}: Git knows no revision "${revision}"`)
    .toString().trim();
  const object = path === '' ? commit : attempt(['rev-parse', '--verify', '--quiet', '--end-of-options', `${commit}:${path}`])?.toString().trim();
  if (object === undefined) return [];
  if (git(['cat-file', '-t', object]).toString().trim() === 'blob') return contents([{ file: input, object }]);
  const rows = git(['ls-tree', '-r', '-z', object]).toString().split('\0').flatMap((row) => {
    const [head, , hash] = FILES.exec(row) ?? [];
    const name = head === undefined ? '' : row.slice(head.length);
    const isOurs = MANIFEST.test(name) && ![CONFIGURATION, BASELINE].includes(basename(name));
    return isOurs ? [{ file: `${input.replace(/\/$/, '')}${path === '' ? '' : '/'}${name}`, object: hash }] : [];
  });
  return contents(rows);
}

/** Contents of blobs, with one process for all. */
function contents(rows: ReadonlyArray<{ readonly file: string; readonly object: string }>): NamedText[] {
  if (!rows.length) return [];
  const output = git(['cat-file', '--batch'], undefined, rows.map(({ object }) => `${object}\n`).join(''));
  let at = 0;
  return rows.map(({ file }) => {
    const end = output.indexOf('\n', at);
    const size = Number(output.subarray(at, end).toString().split(' ')[2]);
    at = end + 1 + size + 1;
    return { file, text: output.subarray(end + 1, end + 1 + size).toString('utf8') };
  });
}

function attempt(args: string[]): Buffer | undefined {
  try {
    return git(args);
  } catch (e) {
    if (e instanceof UsageError) return undefined;
    throw e;
  }
}

function git(args: string[], failure?: string, input = ''): Buffer {
  try {
    return execFileSync('git', args, { input, maxBuffer: MOST_BYTES, stdio: ['pipe', 'pipe', 'pipe'] });
  } catch (e) {
    const { code, stderr } = e as NodeJS.ErrnoException & { stderr?: Buffer };
    if (code === 'ENOENT') throw new UsageError('a revision needs git, which is not in the PATH');
    throw new UsageError(failure ?? `git ${args[0]} failed: ${String(stderr ?? '').trim().split('\n')[0] || 'see git for the reason'}`);
  }
}
