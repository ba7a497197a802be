import { readGcfg } from './gcfg-reader';
import { Line, writeGcfg } from './gcfg-writer';

/** What the node service of Cinder CSI reads of a cloud.conf, since 1.32; the rest, with the credentials, is for its controller. */
const SECTIONS = ['BlockStorage', 'Metadata'];

/** The sections of a cloud.conf that node plugins read: a file of its own, without credentials. Empty where there is none of them. */
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
