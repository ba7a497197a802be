/* What the menus offer: pages by what the reader has or wants. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DefaultTheme } from 'vitepress';
import { addressOf, pagesOf, ROOT, slugOf, titleOf } from './pages.js';

type Item = DefaultTheme.SidebarItem;

const linkOf = (path: string) => `/${addressOf(path).replace(/(^|\/)index\.md$/, '$1').replace(/\.md$/, '.html')}`;
/** A page under its title, or under a shorter one. */
const page = (path: string, text = titleOf(path)): Item => ({ text, link: linkOf(path) });
const group = (text: string, items: Item[], collapsed?: boolean): Item => ({ text, items, ...collapsed === undefined ? {} : { collapsed } });

export const NEEDS: Item[] = [
  group('A new cluster', [
    page('docs/quickstart.md'),
    page('docs/languages.md'),
    page('docs/yaml.md'),
    page('docs/cluster-infrastructure.md', 'Ports, nodes, kubeadm'),
    page('examples/README.md'),
  ]),
  group('Helm or YAML today', [
    page('docs/migration.md'),
    page('docs/helm-parity.md', 'Helm values and their properties'),
    page('docs/diff.md'),
  ]),
  group('The storage plan', [
    { text: 'Try it in the browser', link: '/demo/', target: '_self' },
    page('docs/storage-analysis.md'),
    page('docs/how-binding-works.md'),
    page('docs/command-line.md'),
    page('docs/integrations.md'),
  ]),
  group('Operations', [
    page('docs/operating.md', 'Images, proxy, resources, metrics'),
    page('docs/air-gap.md'),
    page('docs/versions.md'),
    page('docs/faq.md', 'FAQ'),
  ]),
  group('GitOps and fleets', [page('docs/gitops.md', 'Argo CD and Flux'), page('docs/fleet.md'), page('docs/benchmarks.md')]),
  group('Security', [page('docs/security.md'), page('SECURITY.md', 'Security model and reports')]),
  group('Components', [
    page('docs/cloud-config.md'),
    page('docs/cloud-controller-manager.md', 'Cloud-controller-manager'),
    page('docs/load-balancers.md'),
    page('docs/cinder-csi.md'),
    page('docs/manila-csi.md'),
    page('docs/local-volumes.md'),
    page('docs/local-path.md'),
    page('docs/storage-classes.md'),
    page('docs/volumes-and-claims.md'),
    page('docs/stateful-workloads.md'),
    page('docs/advice.md'),
  ]),
  group('The project', [
    page('CHANGELOG.md'),
    page('ARCHITECTURE.md'),
    page('CONTRIBUTING.md'),
    page('docs/conformance.md'),
    page('docs/source-coverage.md'),
    page('RELEASE.md', 'How a release is published'),
    page('CODE_OF_CONDUCT.md'),
  ], true),
];

/** The public types: those that a first program needs, then the submodules, as docs/api/README.md lists them. */
function api(): Item[] {
  const tables = readFileSync(join(ROOT, 'docs/api/README.md'), 'utf8').split(/^\| submodule /m);
  const [root, submodules] = tables.map((text) => [...text.matchAll(/^\| \[`?([^\]`]+)`?\]\((\S+)\)/gm)].map(([, text, file]) => page(`docs/api/${file}`, text)));
  if (!root.length || !submodules.length) throw new Error('docs/api/README.md lists no pages');
  return [page('docs/api/README.md', 'All pages, and names by language'), group('The library', root), group('Submodules', submodules)];
}

/** The rules by group, in the order of docs/rules/README.md. On the page of a rule its own group is open, and the others are links: all of them on each page would be most of the site. */
function rules(): DefaultTheme.SidebarMulti {
  const parts = readFileSync(join(ROOT, 'docs/rules/README.md'), 'utf8').split(/^## /m).slice(1);
  const groups = parts.map((part) => ({
    title: part.split('\n')[0],
    prefix: /\((\w+)\)/.exec(part)![1],
    pages: [...part.matchAll(/^- \[(\w+)\]\(\w+\.md\) (.+?)(?: — .*)?$/gm)].map(([, id, title]) => page(`docs/rules/${id}.md`, `${id} ${title.replace(/`/g, '')}`)),
  }));
  const menu = (open?: string) => [page('docs/rules/README.md', 'All rules'), ...groups.map(({ title, prefix, pages }) => (
    prefix === open ? group(title, pages) : { text: title, link: `/rules/#${slugOf(title)}` }))];
  return Object.fromEntries([...groups.map(({ prefix }) => [`/rules/${prefix}`, menu(prefix)]), ['/rules/', menu()]]);
}

function releases(): Item[] {
  const minor = (name: string) => Number(/\.(\d+)\./.exec(name)?.[1]);
  const pages = pagesOf('docs/releases').sort((a, b) => minor(b) - minor(a));
  return [page('docs/releases/README.md', 'All releases'), group('cloud-provider-openstack', pages.map((name) => page(`docs/releases/${name}`, name.replace(/\.md$/, ''))))];
}

export const SIDEBAR: DefaultTheme.SidebarMulti = { '/api/': api(), ...rules(), '/releases/': releases(), '/': NEEDS };

export const NAV: DefaultTheme.NavItem[] = [
  { text: 'Guide', link: '/quickstart.html', activeMatch: '^/(?!api|rules|releases|demo|faq)' },
  { text: 'Try a plan', link: '/demo/', target: '_self' },
  { text: 'Rules', link: '/rules/', activeMatch: '^/rules/' },
  { text: 'API', link: '/api/', activeMatch: '^/api/' },
  { text: 'Releases', link: '/releases/', activeMatch: '^/releases/' },
  { text: 'FAQ', link: '/faq.html' },
];
