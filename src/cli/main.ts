#!/usr/bin/env node
import { isColoured } from './colour';
import { UNUSABLE } from './command';
import { run } from './run';

const WHY_UNWRITTEN: { readonly [code: string]: string } = {
  ENOSPC: 'no space left on device', EDQUOT: 'disk quota exceeded', EIO: 'input/output error', EFBIG: 'file too large',
};

let unwritten = false;

process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE' || unwritten) return; // a reader such as head closed the pipe; the exit code is kept
  unwritten = true;
  process.exitCode = UNUSABLE;
  process.stderr.write(`cdk8s-openstack: cannot write to standard output: ${WHY_UNWRITTEN[error.code ?? ''] ?? error.code ?? error.message}\n`);
});
process.stderr.on('error', () => undefined); // nothing can be printed anymore; the exit code still tells

void run(process.argv.slice(2), {
  stdin: process.stdin,
  out: (text) => process.stdout.write(text),
  raw: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
  colour: isColoured(process.env, process.stdout.isTTY === true),
  width: process.stdout.columns || 100,
}).then((code) => { if (!unwritten) process.exitCode = code; });
