export const TextDecoder = globalThis.TextDecoder;
