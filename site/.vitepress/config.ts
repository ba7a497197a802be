/* The documentation site: `npm run docs:site` builds it into site/dist. */
import { join, relative } from 'node:path';
import { defineConfig } from 'vitepress';
import { addressOf, EXCLUDED, imageFrom, linkFrom, linkText, REPOSITORY, ROOT, slugOf } from './pages.js';
import { NAV, SIDEBAR } from './sidebar.js';

/** Where the site stands on its server: "/" or "/cdk8s-openstack/". */
const base = process.env.SITE_BASE ?? '/';

export default defineConfig({
  title: 'cdk8s-openstack',
  description: 'Kubernetes on OpenStack, and what the storage in manifests will do: typed constructs, a storage plan, and checks of any YAML.',
  lang: 'en',
  base,
  srcDir: '..',
  srcExclude: EXCLUDED,
  rewrites: (path) => addressOf(path),
  outDir: 'dist',
  cacheDir: '.cache',
  head: [['link', { rel: 'icon', href: `${base}logo.svg`, type: 'image/svg+xml' }], ['meta', { name: 'color-scheme', content: 'light dark' }]],
  markdown: {
    anchor: { slugify: slugOf },
    toc: { slugify: slugOf },
    config: (md) => {
      // The pages are text, not templates of Vue.
      for (const kind of ['text', 'code_inline'] as const) {
        const written = md.renderer.rules[kind]!;
        md.renderer.rules[kind] = (...args) => written(...args).replace(/\{/g, '&#123;');
      }
      // Nor do they have elements besides these: <name> is a word in angle brackets.
      md.renderer.rules.html_inline = (tokens, i) => (/^<(!--|br>)/.test(tokens[i].content) ? tokens[i].content : md.utils.escapeHtml(tokens[i].content));
      md.core.ruler.after('inline', 'links-of-the-repository', ({ tokens, env }) => {
        if (!env.path) return; // a title
        const page = relative(ROOT, env.realPath ?? env.path);
        tokens.flatMap(({ children }) => children ?? []).forEach((token, i, all) => {
          if (token.type === 'image') token.attrSet('src', imageFrom(page, token.attrGet('src')!));
          if (token.type !== 'link_open') return;
          const href = token.attrGet('href')!;
          token.attrSet('href', linkFrom(page, href));
          if (all[i + 1].type === 'text') all[i + 1].content = linkText(page, href, all[i + 1].content);
        });
      });
    },
  },
  vite: {
    publicDir: 'site/public',
    build: { chunkSizeWarningLimit: 6000 },
    // Pages stand outside of this folder, where nothing would find what renders them.
    plugins: [{
      name: 'vue-of-the-site',
      enforce: 'pre',
      resolveId(id, importer) {
        return /^vue(\/|$)/.test(id) && importer?.endsWith('.md') ? this.resolve(id, join(ROOT, 'site/index.md'), { skipSelf: true }) : undefined;
      },
    }],
  },
  themeConfig: {
    logo: '/logo.svg',
    nav: NAV,
    sidebar: SIDEBAR,
    outline: [2, 3],
    search: { provider: 'local' },
    socialLinks: [{ icon: 'github', link: REPOSITORY }],
    editLink: { pattern: `${REPOSITORY}/edit/main/:path`, text: 'Edit this page' },
    footer: { message: 'Apache-2.0' },
  },
});
