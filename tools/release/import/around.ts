/* The places besides the data file that name each minor. */
import { readFileSync, writeFileSync } from 'fs';
import { join } from 'path';

/** Writes them, and returns their paths. A place that has the minor already stays as it is. */
export function writeAround(root: string, minor: string, neighbour: string): string[] {
  const [id, before] = [minor, neighbour].map((name) => name.replace('.', '_'));
  const line = `export { default as v${id} } from './${minor}.json';\n`;
  const member = `  /** cloud-provider-openstack ${minor}. */\n  public static readonly V${id} = Release.of('${minor}');\n`;
  return [
    inserted(join(root, 'src/releases/data/index.ts'), line, line.replaceAll(id, before).replaceAll(minor, neighbour)),
    inserted(join(root, 'src/releases/release.ts'), `\n${member}`, member.replaceAll(id, before).replaceAll(minor, neighbour)),
  ].flat();
}

function inserted(path: string, text: string, after: string): string[] {
  const old = readFileSync(path, 'utf8');
  if (old.includes(text.trim())) return [];
  if (!old.includes(after)) throw new Error(`${path} lacks ${JSON.stringify(after)}`);
  writeFileSync(path, old.replace(after, () => `${after}${text}`));
  return [path];
}
