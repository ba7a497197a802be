import { IConstruct } from 'constructs';
import { Advice } from '../../advice';

/** Properties that mean nothing to volumes in clear text. */
const ENCRYPTED_ONLY = ['encryptionKmsId', 'encryptionType', 'encryptionCipher', 'encryptionKeySize', 'encryptionSectorSize', 'integrityMode'];

/** Says that encryption has settings and is off. */
export function adviseOnEncryption(scope: IConstruct, props: object & { readonly encrypted?: boolean }): void {
  const given = ENCRYPTED_ONLY.filter((property) => (props as any)[property] !== undefined);
  if (given.length === 0 || props.encrypted) return;
  Advice._give(scope, 'ENCRYPTION_OFF', `${given.join(', ')} ${given.length === 1 ? 'is' : 'are'} set, but encrypted is not: the data is stored in clear text.`,
    'Set encrypted to true, or leave the others out.');
}
