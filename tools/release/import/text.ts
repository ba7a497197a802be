/* Release data as text: an object or a list stands on one line where it fits. */

const WIDTH = 150;

/** JSON as the files of src/releases/data are written. */
export function dataText(value: unknown): string {
  return `${written(value, '', 0)}\n`;
}

function written(value: any, indent: string, before: number): string {
  const line = oneLine(value);
  const top = indent === '';
  if (value === null || typeof value !== 'object' || (!top && indent.length + before + line.length <= WIDTH)) return line;
  const inner = `${indent}  `;
  const [open, close] = Array.isArray(value) ? '[]' : '{}';
  const entries = Array.isArray(value) ? value.map((entry) => `${inner}${written(entry, inner, 1)}`)
    : Object.entries(value).map(([key, entry]) => `${inner}${JSON.stringify(key)}: ${written(entry, inner, JSON.stringify(key).length + 3)}`);
  return `${open}\n${entries.join(',\n')}\n${indent}${close}`;
}

function oneLine(value: any): string {
  if (Array.isArray(value)) return `[${value.map(oneLine).join(', ')}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  const entries = Object.entries(value).map(([key, entry]) => `${JSON.stringify(key)}: ${oneLine(entry)}`);
  return entries.length ? `{ ${entries.join(', ')} }` : '{}';
}
