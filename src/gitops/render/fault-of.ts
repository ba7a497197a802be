import { Fault, faultAt, Node } from './source';
import { InvalidPropertyError } from '../../core/errors';

/** An error of the library as a fault: at the field that it names, as far as that is written. */
export function faultOf(error: unknown, node: Node, path: string): Fault {
  if (!(error instanceof InvalidPropertyError)) {
    const { name = 'Error', message } = error as Error;
    const isOurs = name === 'Error';
    return faultAt(node.place, path, isOurs ? firstLine(message) : `fails with an unexpected error: ${firstLine(message)}. Please report this bug`);
  }
  const { property, problem } = error;
  let found = node;
  let rest = property;
  for (let match = STEP.exec(rest); match; match = STEP.exec(rest)) {
    const next = childOf(found, match[1] ?? match[2] ?? JSON.parse(match[3]));
    if (!next) break;
    found = next;
    rest = rest.slice(match[0].length);
  }
  // A scalar is the argument itself, whatever the method calls it.
  if (node.kind === 'scalar' && path && /^\w+$/.test(property)) return faultAt(node.place, path, problem);
  const isField = /^[A-Za-z_]\w*(?:[.[]|$)/.test(property);
  return faultAt(found.place, isField ? step(path, property) : path, isField ? problem : `${property} ${problem}`);
}

const STEP = /^\.?(?:([A-Za-z_$][\w$]*)|\[(\d+)\]|\[("(?:[^"\\]|\\.)*")\])/;

function childOf(node: Node, name: string): Node | undefined {
  return node.kind === 'map' ? node.entries.get(name)?.value : node.kind === 'list' ? node.items[Number(name)] : undefined;
}

function firstLine(message: string): string {
  return message.split('\n', 1)[0].slice(0, 300);
}

export function step(path: string, name: string): string {
  return path ? `${path}.${name}` : name;
}

export function entryOf(path: string, key: string): string {
  return /^[A-Za-z_][\w-]*$/.test(key) ? step(path, key) : `${path}[${JSON.stringify(key)}]`;
}
