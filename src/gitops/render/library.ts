import { Construct } from 'constructs';
import * as everything from '../../index';

/** The public classes, those of submodules too. */
const CLASSES = new Map<string, any>();
collect(everything);

function collect(module: object): void {
  for (const [name, value] of Object.entries(module)) {
    if (typeof value === 'function') CLASSES.set(name, value);
    else if (typeof value === 'object' && value !== null && Object.values(value).some((member) => typeof member === 'function')) collect(value);
  }
}

/** Constructs a public construct or chart. */
export function constructed(name: string, scope: Construct, id: string, props: unknown): Construct {
  return new (CLASSES.get(name))(scope, id, props);
}

/** Calls a static method such as "Auth.password"; of a constant, returns its value. */
export function called(callable: string, args: readonly unknown[]): unknown {
  const [name, member] = callable.split('.');
  const found = CLASSES.get(name)[member];
  return typeof found === 'function' ? found.apply(CLASSES.get(name), args) : found;
}
