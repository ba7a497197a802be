import { Fields, fields, text } from '../../core/fields';

/** An object as it is written, of any kind. */
export interface Manifest extends Fields {
  readonly apiVersion: string;
  readonly kind: string;
}

/** The name of an object; one that the server generates ends with a made-up letter. */
export function nameOf({ metadata }: Manifest): string {
  const { name, generateName } = fields(metadata);
  return text(name) || (text(generateName) ? `${generateName}x` : '');
}
