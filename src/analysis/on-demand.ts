/*
 * The rules are half of what this library loads. Programs that only render, and storage plans, need none of them: the first check loads them.
 */
/* eslint-disable @typescript-eslint/no-require-imports */

export function checker(): typeof import('./check/check') {
  return require('./check/check');
}

export function rules(): typeof import('./rules') {
  return require('./rules');
}
