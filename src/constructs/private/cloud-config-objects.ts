/* The object that carries a cloud.conf: a Secret, or an ExternalSecret where a value is fetched in the cluster. */
import { createHash } from 'node:crypto';
import { Duration, Lazy } from 'cdk8s';
import { Manifest } from './emit';
import { shortGoDuration } from './go-duration';
import { StoreSecretOptions } from '../../openstack/cloud-conf';
import { isPrintable, templateOf } from '../../openstack/cloud-conf/cloud-conf-template';
import { Later } from '../../openstack/cloud-conf/compose';
import { Piece } from '../../openstack/cloud-conf/gcfg-writer';
import { storeOf } from '../../openstack/secrets/secret-values';

/** Where the object goes. */
export interface Destination {
  readonly secretName: string;
  readonly secretKey: string;
  readonly namespace: string;
  readonly labels?: { [key: string]: string };
  readonly annotations?: { [key: string]: string };
}

/**
 * The Secret with the file. The text is given late, so that the output has it and the construct tree has not. YAML cannot show every
 * character that cloud.conf can: such a text goes out in base64.
 */
export function secret({ secretName, secretKey, ...metadata }: Destination, text: string): Manifest {
  return secretOf({ name: secretName, ...metadata }, { [secretKey]: text });
}

/** A Secret with several texts, by key. */
export function secretOf(metadata: Manifest['metadata'], texts: { readonly [key: string]: string }): Manifest {
  const entries = (printable: boolean) => Object.entries(texts).filter(([, text]) => isPrintable(text) === printable);
  const [plain, other] = [entries(true), entries(false)];
  return {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata,
    type: 'Opaque',
    ...plain.length && { stringData: Lazy.any({ produce: () => Object.fromEntries(plain) }) },
    ...other.length && {
      data: Lazy.any({
        produce: () =>
          Object.fromEntries(other.map(([key, text]) => [key, Buffer.from(text).toString('base64')])),
      }),
    },
  };
}

/**
 * The ExternalSecret that makes the Secret with the file.
 *
 * The defaults of the operator are written out: it would add them itself, and Argo CD would then report a difference.
 *
 * @see https://external-secrets.io/latest/api/externalsecret/
 */
export function externalSecret({ secretName, secretKey, ...metadata }: Destination, pieces: Piece<Later>[], refreshInterval: Duration): Manifest {
  const later = pieces.flatMap((piece) => (typeof piece === 'string' ? [] : [piece.later]));
  return externalSecretOf({ name: secretName, ...metadata }, later, () => ({ [secretKey]: templateOf(pieces) }), refreshInterval);
}

/** The ExternalSecret that makes a Secret of templates, by key. */
export function externalSecretOf(metadata: Manifest['metadata'], secrets: Later[], templates: () => object, refreshInterval: Duration): Manifest {
  const later = secrets.map(({ name, secret: value }) => ({ name, store: storeOf(value)! }));
  const main = later[0].store;
  return {
    apiVersion: 'external-secrets.io/v1',
    kind: 'ExternalSecret',
    metadata,
    spec: {
      refreshInterval: shortGoDuration(refreshInterval),
      secretStoreRef: storeRef(main),
      target: {
        name: metadata.name,
        creationPolicy: 'Owner',
        deletionPolicy: 'Retain',
        template: {
          type: 'Opaque',
          engineVersion: 'v2',
          mergePolicy: 'Replace',
          data: Lazy.any({ produce: templates }),
        },
      },
      data: later.map(({ name, store }) => ({
        secretKey: name,
        remoteRef: {
          key: store.key,
          ...(store.property !== undefined && { property: store.property }),
          ...(store.version !== undefined && { version: store.version }),
          conversionStrategy: 'Default',
          decodingStrategy: 'None',
          metadataPolicy: 'None',
        },
        ...(store.store !== main.store || store.storeKind !== main.storeKind ? { sourceRef: { storeRef: storeRef(store) } } : {}),
      })),
    },
  };
}

/** Hexadecimal digits that `secretChecksumOf` keeps: 20 bits, so one change in a million is missed. */
const KEPT = 5;

/**
 * Checksum of a text with secrets, for an annotation, which more people can read than a Secret. The whole hash would tell whoever guesses a password
 * offline that the guess is right; of these few digits, many guesses have the same.
 */
export function secretChecksumOf(text: string): string {
  return `sha256-${checksumOf(text).slice(0, KEPT)}`; // digits alone, such as 12e45, would be a number
}

/** SHA-256 of a text, in hexadecimal. */
export function checksumOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function storeRef({ store, storeKind }: StoreSecretOptions): { name: string; kind?: string } {
  return { name: store, kind: storeKind };
}
