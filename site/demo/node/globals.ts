import { Buffer } from 'buffer';

const given = globalThis as any;
given.Buffer = Buffer;
given.process = { env: {}, cwd: () => '/' };
// Not every engine has it; there, errors keep the stack that they have.
Error.captureStackTrace ??= (target: { stack?: string }) => { target.stack = new Error().stack ?? ''; };
