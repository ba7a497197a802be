import { Construct } from 'constructs';
import * as everything from '../../index';

/** Classes by name. The compiled library loads a module when its class is read, so nothing is read that no document names. */
const CLASSES = new Map<string, any>();

/** A public class, of a submodule too. Submodules have names in lower case. */
function classOf(name: string): any {
  const found = CLASSES.get(name) ?? classIn(everything, name);
  CLASSES.set(name, found);
  return found;
}

function classIn(module: any, name: string): any {
  const names = Object.keys(module);
  if (names.includes(name)) return module[name];
  for (const inner of names.filter((one) => /^[a-z]/.test(one))) {
    const found = typeof module[inner] === 'object' && classIn(module[inner], name);
    if (found) return found;
  }
  return undefined;
}

/** Constructs a public construct or chart. */
export function constructed(name: string, scope: Construct, id: string, props: unknown): Construct {
  return new (classOf(name))(scope, id, props);
}

/** Calls a static method such as "Auth.password"; of a constant, returns its value. */
export function called(callable: string, args: readonly unknown[]): unknown {
  const [name, member] = callable.split('.');
  const owner = classOf(name);
  const found = owner[member];
  return typeof found === 'function' ? found.apply(owner, args) : found;
}
