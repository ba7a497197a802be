import { existsSync, readFileSync } from 'fs';
import { join } from 'path';

const FILE = join(__dirname, '../../.jsii');

export interface Docs {
  readonly summary?: string;
  readonly remarks?: string;
  readonly default?: string;
  readonly see?: string;
  readonly example?: string;
}

export interface TypeReference {
  readonly primitive?: string;
  readonly fqn?: string;
  readonly collection?: { readonly kind: string; readonly elementtype: TypeReference };
  readonly union?: { readonly types: TypeReference[] };
}

export interface Parameter {
  readonly name: string;
  readonly optional?: boolean;
  readonly variadic?: boolean;
  readonly type: TypeReference;
  readonly docs?: Docs;
}

export interface Property {
  readonly name: string;
  readonly optional?: boolean;
  readonly static?: boolean;
  readonly overrides?: string;
  readonly type: TypeReference;
  readonly docs?: Docs;
}

export interface Method {
  readonly name: string;
  readonly static?: boolean;
  readonly overrides?: string;
  readonly parameters?: Parameter[];
  readonly returns?: { readonly optional?: boolean; readonly type: TypeReference };
  readonly docs?: Docs;
}

export interface Type {
  readonly fqn: string;
  readonly name: string;
  readonly namespace?: string;
  readonly kind: 'class' | 'interface' | 'enum';
  readonly datatype?: boolean;
  readonly abstract?: boolean;
  readonly base?: string;
  readonly interfaces?: string[];
  readonly initializer?: { readonly parameters?: Parameter[] };
  readonly properties?: Property[];
  readonly methods?: Method[];
  readonly members?: Array<{ readonly name: string; readonly docs?: Docs }>;
  readonly docs?: Docs;
  readonly locationInModule: { readonly filename: string; readonly line: number };
}

/** The public types, as the jsii compiler wrote them down. */
export function publicTypes(): Type[] {
  if (!existsSync(FILE)) throw new Error('there is no assembly of the library: run `npx projen compile` first');
  return Object.values((JSON.parse(readFileSync(FILE, 'utf8')) as { types: { [fqn: string]: Type } }).types);
}
