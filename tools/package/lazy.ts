/*
 * Makes the compiled library load what a program uses, and no more: the last step of `npm run compile`.
 *
 * jsii compiles each import to a `require` at the top of a module, and each index to one that loads all that it exports. Here imports become functions that
 * load a module where it is used first, the exports of an index become getters, and code and data lose their comments and white space. Types stay as they are.
 *
 *   tsx tools/package/lazy.ts [FOLDER]    FOLDER holds the compiled library, lib by default
 */
import { chmodSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { build, Plugin, transformSync } from 'esbuild';
import * as ts from 'typescript';
import { bundlePlugin, DATA, withClassNames } from './plugin';

/** What an index re-exports: all of a module, or a module under a name. */
interface Reexport {
  readonly path: string;
  readonly as?: string;
}

const LIB = resolve(process.argv[2] ?? 'lib');
/** Marks files that are done. */
const MARK = '// Loads modules on demand; see tools/package/lazy.ts of the sources.\n';

function parsed(file: string): ts.SourceFile {
  return ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.ES2022, true, ts.ScriptKind.JS);
}

/** The module that an expression loads: that of `require("…")`, also inside of helpers such as `__importStar`. */
function requiredIn(node: ts.Expression): string | undefined {
  if (!ts.isCallExpression(node) || !ts.isIdentifier(node.expression)) return undefined;
  const [argument] = node.arguments;
  if (node.expression.text === 'require') return argument && ts.isStringLiteral(argument) ? argument.text : undefined;
  return /^__import(Star|Default)$/.test(node.expression.text) && argument ? requiredIn(argument) : undefined;
}

/** The re-exports of a module that does nothing else; undefined for others. */
function reexportsOf(source: ts.SourceFile): Reexport[] | undefined {
  const found: Reexport[] = [];
  for (const statement of source.statements) {
    if (ts.isVariableStatement(statement) && /^(\s|\/\/.*\n)*var __/.test(statement.getFullText())) continue;
    if (!ts.isExpressionStatement(statement)) return undefined;
    const { expression } = statement;
    const text = expression.getText();
    if (ts.isStringLiteral(expression) || text.startsWith('Object.defineProperty(exports, "__esModule"') || /^exports\.[\w.= exports]+ = void 0$/.test(text)) continue;
    if (text === 'require("./members")') continue; // each export is closed when it is read
    const star = ts.isCallExpression(expression) && expression.expression.getText() === '__exportStar' ? requiredIn(expression.arguments[0]) : undefined;
    const [, name] = /^exports\.(\w+) = __importStar\(/.exec(text) ?? [];
    const named = name && ts.isBinaryExpression(expression) ? requiredIn(expression.right) : undefined;
    if (star) found.push({ path: star });
    else if (name && named) found.push({ path: named, as: name });
    else return undefined;
  }
  return found.length ? found : undefined;
}

/** The names that an index exports, by the module that has them, seen from the folder of the index. */
function exportsOf(file: string, indexes: ReadonlyMap<string, readonly Reexport[]>): Map<string, string[]> {
  const names = new Map<string, string[]>();
  const add = (path: string, name: string) => names.set(path, [...names.get(path) ?? [], name]);
  const visit = (index: string) => {
    for (const { path, as } of indexes.get(index)!) {
      const target = require.resolve(resolve(index, '..', path));
      const from = `./${relative(resolve(file, '..'), target).replaceAll('\\', '/').replace(/(\/index)?\.js$/, '')}`;
      if (as) add(from, `*${as}`);
      else if (indexes.has(target)) visit(target);
      else for (const name of Object.keys(require(target))) add(from, name); // eslint-disable-line @typescript-eslint/no-require-imports
    }
  };
  visit(file);
  return names;
}

/** An index whose exports load their modules when they are read. */
function lazyIndex(file: string, names: ReadonlyMap<string, readonly string[]>): string {
  const isRoot = file === join(LIB, 'index.js');
  const all = [...names.values()].flat().map((name) => name.replace('*', ''));
  const [spaces, members] = [[...names].filter(([, [name]]) => name.startsWith('*')), [...names].filter(([, [name]]) => !name.startsWith('*'))];
  return `"use strict";
${MARK}Object.defineProperty(exports, "__esModule", { value: true });
${isRoot ? `const closed = (members) => { require("./core/members").closeMembers(members); return members; };
` : ''}const lazy = (names, load) => {
  for (const name of names.split(" ")) {
    Object.defineProperty(exports, name, {
      enumerable: true,
      configurable: true,
      get: () => {
        const value = load(name);
        Object.defineProperty(exports, name, { enumerable: true, value });
        return value;
      },
    });
  }
};
${members.map(([path, own]) => `lazy("${own.join(' ')}", (name) => ${isRoot ? `closed({ [name]: require("${path}")[name] })` : `require("${path}")`}[name]);`).join('\n')}
${spaces.map(([path, [name]]) => `lazy("${name.slice(1)}", () => ${isRoot ? `closed(require("${path}"))` : `require("${path}")`});`).join('\n')}
// What "import { … } from" an ES module finds by reading, not by running.
0 && (module.exports = { ${all.join(', ')} });
`;
}

/** A module whose imports are loaded where they are used first. */
function lazyModule(source: ts.SourceFile): string {
  const imports = new Set<string>();
  const edits: Array<{ readonly start: number; readonly end: number; readonly text: string }> = [];
  for (const statement of source.statements) {
    if (!ts.isVariableStatement(statement) || statement.declarationList.declarations.length !== 1) continue;
    const [{ name, initializer }] = statement.declarationList.declarations;
    // Names that the compiler made up are not declared again further in; those of `import * as` may be, and stay as they are.
    if (!ts.isIdentifier(name) || !/_\d+$/.test(name.text) || !initializer || !requiredIn(initializer)) continue;
    imports.add(name.text);
    edits.push({
      start: statement.getStart(), end: statement.end, text: `let $${name.text}; const ${name.text} = () => $${name.text} ??= ${initializer.getText()};`,
    });
  }
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node) && imports.has(node.text) && !ts.isVariableDeclaration(node.parent) && isReference(node)) {
      edits.push({ start: node.getStart(), end: node.end, text: isConstructed(node) ? `(${node.text}())` : `${node.text}()` });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  let text = source.text;
  for (const { start, end, text: by } of edits.sort((a, b) => b.start - a.start)) text = text.slice(0, start) + by + text.slice(end);
  // Without comments, which are a third of it: the types have them too.
  const { code } = transformSync(text, { legalComments: 'none', target: 'es2022' });
  return code.replace('"use strict";\n', `"use strict";\n${MARK}`);
}

function isReference({ parent, ...node }: ts.Identifier): boolean {
  if (ts.isPropertyAccessExpression(parent)) return (parent.expression as ts.Node).pos === node.pos;
  return !ts.isPropertyAssignment(parent) || parent.initializer.pos === node.pos;
}

/** Whether `new` stands before the name: without parentheses it would take the function for the class. */
function isConstructed(node: ts.Node): boolean {
  const { parent } = node;
  if (ts.isNewExpression(parent)) return parent.expression === node;
  return ts.isPropertyAccessExpression(parent) && parent.expression === node && isConstructed(parent);
}

const files = readdirSync(LIB, { recursive: true, encoding: 'utf8' }).map((path) => join(LIB, path));
const modules = files.filter((path) => path.endsWith('.js')).map((file) => [file, parsed(file)] as const).filter(([, source]) => !source.text.includes(MARK));
const indexes = new Map(modules.flatMap(([file, source]) => {
  const reexports = reexportsOf(source);
  return reexports ? [[file, reexports] as const] : [];
}));
// All names are read before the first index is written: to read them is to load modules.
const written = modules.map(([file, source]) => [file, indexes.has(file) ? lazyIndex(file, exportsOf(file, indexes)) : lazyModule(source)] as const);
for (const [file, text] of written) writeFileSync(file, text);
for (const file of files.filter((path) => path.endsWith('.json'))) writeFileSync(file, JSON.stringify(JSON.parse(readFileSync(file, 'utf8'))));

/** Larger data stays in files of the library, which are read where they are used: to load the command is to scan all of it. */
const LARGE = 4000;
const FILES: Plugin = {
  name: 'files',
  setup: (bundling) => bundling.onResolve({ filter: /^\..*\.json$/ }, ({ path, resolveDir }) => {
    const file = join(resolveDir, path);
    return statSync(file).size > LARGE ? { path: relative(join(LIB, 'cli'), file), external: true } : { path: file };
  }),
};

/** The command in one file: to find and read 300 takes longer than most commands run. Node caches the code of what another module requires. */
async function bundleCommand(main: string): Promise<void> {
  const { outputFiles: [{ text }] } = await build({
    entryPoints: [main],
    write: false,
    bundle: true,
    packages: 'external',
    platform: 'node',
    target: 'node20',
    minify: true,
    keepNames: true, // props are checked by the names of classes
    legalComments: 'none',
    logLevel: 'warning',
    plugins: [FILES, DATA],
  });
  for (const file of files.filter((path) => dirname(path) === dirname(main))) rmSync(file, { recursive: true });
  writeFileSync(join(LIB, 'cli/program.js'), MARK + withClassNames(text.replace(/^#!.*\n/, '')));
  writeFileSync(main, `#!/usr/bin/env node\n"use strict";\n${MARK}try { require("node:module").enableCompileCache?.(); } catch {}\nrequire("./program.js");\n`);
  chmodSync(main, 0o755);
}

const command = join(LIB, 'cli/main.js');
if (modules.some(([file]) => file === command)) {
  bundleCommand(command).then(() => bundlePlugin(join(__dirname, '../../src/cli/main.ts'), join(LIB, '../plugin/bin'))).catch((error) => {
    process.stderr.write(`${error.message}\n`);
    process.exit(1);
  });
}
