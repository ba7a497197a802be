import { Fields, fields, text } from '../../core/fields';

/** A manifest of any kind. */
export interface Manifest extends Fields {
  readonly apiVersion: string;
  readonly kind: string;
}

/** The name of an object. For generateName, the prefix plus a placeholder letter for the generated suffix. */
export function nameOf({ metadata }: Manifest): string {
  const { name, generateName } = fields(metadata);
  return text(name) || (text(generateName) ? `${generateName}x` : '');
}
