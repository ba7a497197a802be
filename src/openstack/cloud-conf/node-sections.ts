import { readGcfg } from './gcfg-reader';
import { Line, writeGcfg } from './gcfg-writer';

/** Sections that the node service of Cinder CSI reads since 1.32. The others, including the credentials, are for its controller. */
const SECTIONS = ['BlockStorage', 'Metadata'];

/** The sections that node plugins read, as a separate file without credentials. Empty if there are none. */
export function nodeSections(text: string): string {
  const { items } = readGcfg(text);
  const sections = SECTIONS.map((name) => {
    const lines: Line<never>[] = [];
    for (const item of items) {
      if (item.kind !== 'variable' || item.subsection !== '' || item.section.toLowerCase() !== name.toLowerCase()) continue;
      const value = item.value ?? 'true';
      lines.push({ key: item.key, value, bare: /^[\w.,-]+$/.test(value), property: item.key });
    }
    return { name, property: name, lines };
  });
  return writeGcfg(sections.filter(({ lines }) => lines.length > 0)).join('');
}
