import { reported } from './topics';
import { Rule } from '../rule';

export const CFG007: Rule = {
  id: 'CFG007',
  severity: 'error',
  title: 'cloud.conf value is cut off or cannot be parsed (quoting)',
  why: 'Outside double quotes, # and ; start a comment, even inside a word, so a password ends there. A single quote character or '
    + 'backslash is a syntax error, and no component starts.',
  fix: 'Enclose the value in double quotes, and escape double quotes and backslashes in it.',
  source: 'github.com/go-gcfg/gcfg scanner/scanner.go',
  * check(view) {
    yield* reported(view, 'CFG007');
  },
};
