/*
 * Parameters of StorageClasses and VolumeSnapshotClasses are a flat map of strings. Each typed class maps its properties to parameters of its
 * driver; the table of the driver validates and formats the values.
 */
import { invalid, refuse } from '../../../core/errors';
import { Driver } from '../../../drivers/support/driver';

export type Parameters = { [key: string]: string };

/** Maps properties to parameters. */
export type ParameterNames<Props, D extends Driver = Driver> = { readonly [K in keyof Props]?: keyof D['parameters'] & string };

const MOST_PARAMETERS = 512;
const MOST_BYTES = 256 * 1024;

/**
 * What the API server accepts as the parameters of a class. Undefined if there are none. Source: pkg/apis/storage/validation (validateParameters).
 */
export function requireParameters(property: string, parameters: Parameters): Parameters | undefined {
  const entries = Object.entries(parameters);
  for (const [key, value] of entries) {
    if (key === '') refuse(property, 'has an empty key');
    if (typeof value !== 'string') invalid(`${property}[${JSON.stringify(key)}]`, value, 'a string', 'Quote the value: parameters are strings');
  }
  if (entries.length > MOST_PARAMETERS) refuse(property, `has more than ${MOST_PARAMETERS} entries, which the API server rejects`);
  const bytes = entries.reduce((sum, [key, value]) => sum + Buffer.byteLength(key) + Buffer.byteLength(value), 0);
  if (bytes > MOST_BYTES) refuse(property, `has ${bytes} bytes, but the API server rejects more than ${MOST_BYTES}`);
  return entries.length ? parameters : undefined;
}

/** The parameters of `props`: those of the table, then `extra`, which must not repeat one. */
export function parametersOf<P extends object>(props: P, names: ParameterNames<P>, table: Driver['parameters'], extra: Parameters = {}): Parameters {
  const entries = Object.entries(names) as [string, string][];
  const written: Parameters = {};
  for (const [property, name] of entries) {
    const value = (props as any)[property];
    if (value !== undefined) written[name] = table[name].type.write(property, value);
  }
  return { ...written, ...extraParameters(extra, new Map(entries.map(([property, name]) => [name, property]))) };
}

/** Parameters without typed property. */
export function extraParameters(extra: Parameters = {}, known: ReadonlyMap<string, string> = new Map()): Parameters {
  for (const [name, value] of Object.entries(extra)) {
    if (known.has(name)) refuse('extraParameters', `contains "${name}". Set the property ${known.get(name)} instead`);
    if (typeof value !== 'string') invalid(`extraParameters[${JSON.stringify(name)}]`, value, 'a string', 'Quote the value: parameters are strings');
  }
  return extra;
}
