/*
 * Which files of the repository are pages, and where each stands. The pages are the files that GitHub shows: nothing is copied.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize, posix } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = join(dirname(fileURLToPath(import.meta.url)), '../..');
export const REPOSITORY = 'https://github.com/cdk8s-openstack/cdk8s-openstack';

/** Pages of the root of the repository, and the addresses that they get. */
const AT_ROOT: Readonly<Record<string, string>> = {
  'ARCHITECTURE.md': 'architecture.md',
  'CHANGELOG.md': 'changelog.md',
  'CODE_OF_CONDUCT.md': 'code-of-conduct.md',
  'CONTRIBUTING.md': 'contributing.md',
  'RELEASE.md': 'release.md',
  'SECURITY.md': 'security-policy.md',
  // The start page has the parts of the README that say where to start.
  'README.md': 'readme.md',
  'site/index.md': 'index.md',
};

const named = Object.keys(AT_ROOT).filter((path) => !path.includes('/')).map((path) => path.replace(/\.md$/, ''));

/** All other Markdown of the repository. */
export const EXCLUDED = [`!(${named.join('|')}).md`, '!(docs|examples|site)/**/*.md', 'site/!(index).md', 'site/*/**/*.md'];

/** The address of a page by its path in the repository: docs/rules/README.md is rules/index.md. */
export function addressOf(path: string): string {
  return AT_ROOT[path] ?? path.replace(/^docs\//, '').replace(/(^|\/)README\.md$/, '$1index.md');
}

function isPage(path: string): boolean {
  return path in AT_ROOT || (/^(docs|examples)\/.*\.md$/.test(path) && existsSync(join(ROOT, path)));
}

/** Where a link of a page leads: to another page, or to the file on GitHub. */
export function linkFrom(page: string, href: string): string {
  if (page === 'site/index.md' && href.startsWith('#')) return `/${addressOf('README.md')}${href}`;
  if (/^([a-z]+:|\/|#|\.\/demo\/)/i.test(href)) return href; // the demo is no page of the repository
  const [, path, rest] = /^([^?#]*)(.*)$/.exec(href)!;
  const target = repositoryPath(page, path);
  if (!existsSync(join(ROOT, target))) throw new Error(`${page} links to ${href}, but there is no ${target}`);
  const found = [target, posix.join(target, 'README.md')].find(isPage);
  if (found === undefined) return `${REPOSITORY}/${/\.\w+$/.test(target) ? 'blob' : 'tree'}/main/${target}${rest}`;
  return `/${addressOf(found).replace(/(^|\/)index\.md$/, '$1')}${rest}`;
}

/** What a link says: the title of the page where its text is the path of the file. */
export function linkText(page: string, href: string, text: string): string {
  const target = repositoryPath(page, href.replace(/#.*/, ''));
  return /\.md$/.test(text) && isPage(target) ? titleOf(target) : text;
}

/** Where an image is, from the folder of the page. */
export function imageFrom(page: string, source: string): string {
  if (/^([a-z]+:|\/)/i.test(source)) return source;
  const target = repositoryPath(page, source);
  if (!existsSync(join(ROOT, target))) throw new Error(`${page} shows ${source}, but there is no ${target}`);
  const relative = posix.relative(posix.dirname(page), target);
  return relative.startsWith('.') ? relative : `./${relative}`;
}

/** The start page shows parts of the README, whose links start at the root of the repository. */
function repositoryPath(page: string, href: string): string {
  return normalize(posix.join(page === 'site/index.md' ? '.' : posix.dirname(page), decodeURIComponent(href))).replace(/\/$/, '');
}

/** The title of a page. */
export function titleOf(path: string): string {
  const [, title] = /^# (.+)$/m.exec(readFileSync(join(ROOT, path), 'utf8')) ?? [];
  if (!title) throw new Error(`${path} has no title`);
  return title.replace(/`/g, '');
}

/** Names of the pages of a folder, without its index. */
export function pagesOf(folder: string): string[] {
  return readdirSync(join(ROOT, folder)).filter((name) => name.endsWith('.md') && name !== 'README.md');
}

/** Anchors as GitHub forms them, so that one link holds in both places. */
export function slugOf(title: string): string {
  return title.trim().toLowerCase().replace(/[^\p{L}\p{M}\p{N}\p{Pc} -]/gu, '').replace(/ /g, '-');
}
