import { SecretStoreKind, StoreSecretOptions } from './secret-store';
import { keepStore, keepValue } from './secret-values';
import { invalid, refuse } from '../../core/errors';
import { takeProps } from '../../core/props';
import { readTextFile } from '../../core/text-file';
import { environmentVariable } from '../../kubernetes/argo';
import { requireDnsSubdomain } from '../../kubernetes/names';

/**
 * A secret string that knows its source.
 *
 * Printing it shows its source, never its value. A value from a store is not known to this program: components that use it
 * emits an ExternalSecret.
 */
export class SecretText {
  /**
   * A literal. The value is in the source code and in the output: use it for tests and disposable clusters only.
   *
   * @param value The secret itself; not empty.
   */
  public static unsafe(value: string): SecretText {
    return SecretText.known(value, 'a literal in the program');
  }

  /**
   * The value of an environment variable, read immediately. It will be in the output. In the other jsii languages the library runs in a
   * process of its own, which has the environment as it was when the program loaded the library. In a plugin of Argo CD a variable of the
   * Application is found without its prefix ARGOCD_ENV_, unless the plugin itself has one of that name.
   *
   * @param name Name of the variable. Unset or empty is an error that names it.
   */
  public static fromEnv(name: string): SecretText {
    requireText('name', name, 'an environment variable');
    const value = environmentVariable(name);
    if (value === undefined && !/^[A-Za-z_]\w*$/.test(name)) {
      refuse('name', 'must be the name of an environment variable that is set, such as OS_PASSWORD. What was given is not shown: '
        + 'it may be the secret itself');
    }
    if (!value) {
      refuse(`environment variable ${name}`, `is ${value === undefined ? 'not set' : 'empty'}, but a secret is read from it. Set it before synth`);
    }
    return SecretText.known(value, `environment variable ${name}`);
  }

  /**
   * The content of a file, read immediately, without one trailing line end. It will be in the output.
   *
   * @param path Path of the file, absolute or relative to the working directory. One that cannot be read, or is empty, is an error that names it.
   */
  public static fromFile(path: string): SecretText {
    requireText('path', path, 'a file');
    const content = readTextFile(path, 'a secret');
    if (content.startsWith('\ufeff')) refuse(`file ${path}`, 'starts with a byte order mark, which would be part of the secret. Save it without');
    return SecretText.known(content.replace(/\r?\n$/, ''), `file ${path}`);
  }

  /**
   * A value that the External Secrets Operator fetches in the cluster. It is neither in the source code nor in the output.
   *
   * @see https://external-secrets.io/latest/api/externalsecret/
   */
  public static fromStore(options: StoreSecretOptions): SecretText {
    options = takeProps('SecretText.fromStore', options);
    for (const name of ['store', 'key', 'property', 'version'] as const) {
      const optional = name === 'property' || name === 'version';
      const value = options[name];
      if (!(optional && value === undefined) && (typeof value !== 'string' || value === '')) invalid(name, value, 'a non-empty string');
    }
    requireDnsSubdomain('store', options.store);
    const { store, storeKind = SecretStoreKind.SECRET_STORE, key, property, version } = options;
    const secret = new SecretText(`key ${key}${property ? `, property ${property}` : ''} in ${storeKind} ${store}`);
    keepStore(secret, { store, storeKind, key, property, version });
    return secret;
  }

  private static known(value: string, source: string): SecretText {
    const secret = new SecretText(source);
    if (typeof value !== 'string') refuse('secret', 'must be a string');
    if (value === '') refuse('secret', `is empty: ${source}`);
    keepValue(secret, value);
    return secret;
  }

  /** Source of the value, such as "environment variable OS_PASSWORD". */
  public readonly source: string;

  private constructor(source: string) {
    this.source = source;
  }

  /** Shows the source of the value, never the value. */
  public toString(): string {
    return `[secret: ${this.source}]`;
  }
}

function requireText(property: string, value: unknown, what: string): void {
  if (typeof value !== 'string' || value === '') refuse(property, `must name ${what}, from which a secret is read`);
}
