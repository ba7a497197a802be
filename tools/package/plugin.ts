/*
 * Makes one file of the command with all that it needs, for the plugin of Argo CD: the sidecar has no node_modules. Beside it, the licences of what the
 * file holds. A step of lazy.ts.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build, Plugin } from 'esbuild';

const ROOT = join(__dirname, '../..');
/** The helper of esbuild that keeps a name. */
const NAMES = /([\w$]+)=\(([\w$]+),([\w$]+)\)=>([\w$]+)\(\2,"name",\{value:\3,configurable:!0\}\)/;
/**
 * A bundle that keeps the names of classes alone: nothing reads others, and to set thousands of them takes as long as Node needs to start.
 *
 * @param bundle Of esbuild, with `keepNames`
 */
export function withClassNames(bundle: string): string {
  const code = bundle.replace(NAMES, '$1=($2,$3)=>$3.charCodeAt(0)>90?$2:$4($2,"name",{value:$3,configurable:!0})');
  if (code === bundle) throw new Error('esbuild writes the names of classes in another way');
  return code;
}

export const PROGRAM = 'cdk8s-openstack.js';

/** Data as text that is parsed where it is used: engines read JSON much faster than the same as code. */
export const DATA: Plugin = {
  name: 'data',
  setup: (asked) => asked.onLoad({ filter: /\.json$/ }, ({ path }) => {
    const text = JSON.stringify(JSON.parse(readFileSync(path, 'utf8')));
    return { contents: `module.exports = JSON.parse(${JSON.stringify(text)});`, loader: 'js' };
  }),
};

/** Bundles a program, and returns the path of the file. */
export async function bundlePlugin(entry: string, folder: string): Promise<string> {
  mkdirSync(folder, { recursive: true });
  const outfile = join(folder, PROGRAM);
  const { metafile, outputFiles: [{ text }] } = await build({
    entryPoints: [entry],
    write: false,
    outfile,
    absWorkingDir: ROOT,
    bundle: true,
    platform: 'node',
    target: 'node20',
    minify: true,
    keepNames: true, // props are checked by the names of classes
    legalComments: 'none',
    metafile: true,
    banner: { js: '// Made by tools/package/plugin.ts of the sources.' },
    logOverride: { 'require-resolve-not-external': 'silent' }, // for --state, which the plugin does not use
    logLevel: 'warning',
    plugins: [DATA],
    tsconfigRaw: {},
  });
  writeFileSync(outfile, withClassNames(text), { mode: 0o755 });
  const packages = new Set(Object.keys(metafile.inputs).flatMap((path) => /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1] ?? []));
  writeFileSync(join(folder, 'LICENSES.txt'), [...packages].sort().map((path) => licence(join(ROOT, path))).join('\n'));
  return outfile;
}

function licence(path: string): string {
  const { name, version, license } = JSON.parse(readFileSync(join(path, 'package.json'), 'utf8'));
  const file = existsSync(path) ? readdirSync(path).find((one) => /^licen[cs]e/i.test(one)) : undefined;
  const text = file ? readFileSync(join(path, file), 'utf8').trim() : `Licence: ${license}`;
  return `${name} ${version} (${license})\n${'-'.repeat(80)}\n${text}\n`;
}
