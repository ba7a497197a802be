import { invalid } from '../../../core/errors';

/** One part of a path: no separator, no "..", nothing that a shell, Windows or a URL reads otherwise. */
const PART = /^(?!\.{1,2}$)[A-Za-z0-9._-]+$/;

/** A relative path that stays below the folder it is joined to. */
export function requireFilePath(property: string, value: string): string {
  const fine = typeof value === 'string' && value.length <= 1024 && value.split('/').every((part) => PART.test(part));
  return fine ? value
    : invalid(property, value, 'a relative path of letters, digits, ".", "_" and "-" without "..", such as "kubeadm/init.yaml"');
}
