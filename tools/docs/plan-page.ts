import { createHash } from 'crypto';
import { readFileSync } from 'fs';
import { join } from 'path';

const FOLDER = 'src/analysis/report/picture/page';
const read = (file: string) => readFileSync(join(__dirname, '../..', FOLDER, file), 'utf8');

const hash = (text: string) => `sha256-${createHash('sha256').update(text).digest('base64')}`;

/** Script and style of the page of a storage plan, and their hashes for its policy, as the one JSON file that the compiler copies into the package. */
export function planPageAssets(): { [path: string]: string } {
  const script = `(() => {\n${['state.js', 'graph.js', 'panes.js'].map(read).join('')}})();`;
  const style = read('style.css');
  return { [`${FOLDER}/assets.json`]: `${JSON.stringify({ script, scriptHash: hash(script), style, styleHash: hash(style) }, null, 2)}\n` };
}
