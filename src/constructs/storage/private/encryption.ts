import { IConstruct } from 'constructs';
import { Advice } from '../../advice';

/** Properties that apply to encrypted volumes only. */
const ENCRYPTED_ONLY = ['encryptionKmsId', 'encryptionType', 'encryptionCipher', 'encryptionKeySize', 'encryptionSectorSize', 'integrityMode'];

/** Reports encryption settings without `encrypted`. */
export function adviseOnEncryption(scope: IConstruct, props: object & { readonly encrypted?: boolean }): void {
  const given = ENCRYPTED_ONLY.filter((property) => (props as any)[property] !== undefined);
  if (given.length === 0 || props.encrypted) return;
  Advice._give(scope, 'ENCRYPTION_OFF', `${given.join(', ')} ${given.length === 1 ? 'is' : 'are'} set, but encrypted is not, `
    + 'so data is stored unencrypted.',
  'Set encrypted to true, or remove the others.');
}
