import { TextDecoder } from 'node:util';

/** Decodes a file. Invalid UTF-8 bytes become lone surrogates, which no valid text contains, so that a reader reports their position. */
export function decodeUtf8(bytes: Uint8Array): string {
  const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  try {
    return strict.decode(bytes);
  } catch {
    const parts: string[] = [];
    for (let i = 0; i < bytes.length;) {
      const length = [1, 2, 3, 4].find((n) => i + n <= bytes.length && isValid(strict, bytes.subarray(i, i + n)));
      parts.push(length ? strict.decode(bytes.subarray(i, i + length)) : '\udc80');
      i += length ?? 1;
    }
    return parts.join('');
  }
}

function isValid(decoder: TextDecoder, bytes: Uint8Array): boolean {
  try {
    decoder.decode(bytes);
    return true;
  } catch {
    return false;
  }
}
