import { told } from './topics';
import { Rule } from '../rule';

export const CFG007: Rule = {
  id: 'CFG007',
  severity: 'error',
  title: 'cloud.conf cannot be read as it is meant',
  why: 'A # or ; outside of double quotes starts a comment, even inside of a word, so that the password ends there. A lone quote or backslash is an error: no component starts with the file.',
  fix: 'Put the value between double quotes, and escape double quotes and backslashes in it.',
  source: 'github.com/go-gcfg/gcfg scanner/scanner.go',
  * check(view) {
    yield* told(view, 'CFG007');
  },
};
