// Strips the types: they are checked beside the tests, once. Kept by jest by content, as every transform.
const { createHash } = require('crypto');
const { transformSync, version } = require('esbuild');

const OPTIONS = { loader: 'ts', format: 'cjs', target: 'node20', sourcemap: 'inline', sourcesContent: false, tsconfigRaw: { compilerOptions: { experimentalDecorators: true, useDefineForClassFields: false } } };

module.exports = {
  canInstrument: false, // coverage is V8's
  getCacheKey: (source, file) => createHash('sha1').update(`${version} ${JSON.stringify(OPTIONS)} ${file}\n`).update(source).digest('hex'),
  process: (source, file) => ({ code: transformSync(source, { ...OPTIONS, sourcefile: file }).code }),
};
