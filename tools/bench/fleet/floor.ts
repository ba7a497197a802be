/* Floors of the bench, without cdk8s and the library: floor FLOOR FOLDER OBJECTS reads lists of objects as JSON and writes them as text. */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'fs';
import { byHand } from './hand';

const [floor, folder, objects] = process.argv.slice(2);

function write(text: (list: unknown[]) => string): void {
  mkdirSync(folder, { recursive: true });
  for (const file of readdirSync(objects)) writeFileSync(`${folder}/${file}`, text(JSON.parse(readFileSync(`${objects}/${file}`, 'utf8'))));
}

const FLOORS: { readonly [floor: string]: () => void | Promise<void> } = {
  json: () => write((list) => list.map((one) => JSON.stringify(one)).join('\n')),
  hand: () => write((list) => list.map((one) => `${byHand(one).slice(1)}\n`).join('---\n')),
  yaml: async () => {
    const { stringify } = await import('yaml');
    write((list) => list.map((one) => stringify(one)).join('---\n'));
  },
};

void FLOORS[floor]();
