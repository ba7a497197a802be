import { readFileSync } from 'fs';
import { join } from 'path';

const FOLDER = 'src/analysis/report/picture/page';
const read = (file: string) => readFileSync(join(__dirname, '../..', FOLDER, file), 'utf8');

/** Script and style of the page of a storage plan, as the one JSON file that the compiler copies into the package. */
export function planPageAssets(): { [path: string]: string } {
  const script = `(() => {\n${['state.js', 'graph.js', 'panes.js'].map(read).join('')}})();`;
  return { [`${FOLDER}/assets.json`]: `${JSON.stringify({ script, style: read('style.css') }, null, 2)}\n` };
}
