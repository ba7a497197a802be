/*
 * The rules are half of what this library loads, and programs that only render need none of them: the first analysis loads them.
 */
/* eslint-disable @typescript-eslint/no-require-imports */

export function checker(): typeof import('./check/check') {
  return require('./check/check');
}

export function rules(): typeof import('./rules') {
  return require('./rules');
}
