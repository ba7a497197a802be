/*
 * Prints the commits since the last release as a draft for CHANGELOG.md, by what they are to users: what is new, what is mended, what breaks. The
 * subjects are for developers: rewrite them for those who read what changed for them.
 *
 *   npm run changelog:draft
 */
import { execFileSync } from 'node:child_process';

interface Commit { readonly type: string; readonly scope: string; readonly summary: string; readonly breaking: string }

const GROUPS: ReadonlyArray<readonly [title: string, holds: (commit: Commit) => boolean]> = [
  ['Breaking', ({ breaking }) => breaking !== ''],
  ['Added', ({ type }) => type === 'feat'],
  ['Fixed', ({ type }) => type === 'fix'],
  ['Faster', ({ type }) => type === 'perf'],
];
const SEPARATOR = '\x1e';

function git(...args: string[]): string {
  return execFileSync('git', args, { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 }).trim();
}

function parse(text: string): Commit[] {
  const [subject, ...body] = text.trim().split('\n');
  const [, type, scope = '', mark = '', summary] = /^(\w+)(?:\(([\w-]+)\))?(!?): (.+)$/.exec(subject) ?? [];
  if (!type) return [];
  const note = /^BREAKING CHANGE: (.+)$/m.exec(body.join('\n'))?.[1];
  return [{ type, scope, summary, breaking: note ?? (mark && summary) }];
}

const tag = git('tag', '--list', 'v[0-9]*', '--merged', 'HEAD', '--sort=-version:refname').split('\n').find(Boolean);
const commits = git('log', `--format=%B${SEPARATOR}`, ...tag ? [`${tag}..HEAD`] : []).split(SEPARATOR).flatMap(parse);
process.stdout.write(`## Since ${tag ?? 'the first commit'}\n`);
for (const [title, holds] of GROUPS) {
  const lines = commits.filter(holds).map((commit) => `- ${commit.scope && `${commit.scope}: `}${title === 'Breaking' ? commit.breaking : commit.summary}`);
  if (lines.length) process.stdout.write(`\n### ${title}\n${lines.sort().join('\n')}\n`);
}
