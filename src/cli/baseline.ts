import { readFileSync } from 'node:fs';
import { UsageError } from './command';
import { tried } from './files';
import { Baseline } from '../analysis/check/policy';
import { isObject } from '../core/fields';

/** A baseline as text: one finding a line, so that its changes can be reviewed. */
export function baselineText(baseline: Baseline): string {
  const lines = [...baseline].map(([finding, count]) => `    ${JSON.stringify(finding)}: ${count}`);
  return `{\n  "version": 1,\n  "findings": {\n${lines.join(',\n')}\n  }\n}\n`;
}

export function readBaseline(path: string): Baseline {
  const text = tried(path, () => readFileSync(path, 'utf8'));
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch {
    content = undefined;
  }
  if (!isObject(content) || content.version !== 1 || !isObject(content.findings)) {
    throw new UsageError(`${path} is not a baseline; write one `
    + 'with --write-baseline');
  }
  return new Map(Object.entries(content.findings).filter(([, count]) => typeof count === 'number'));
}
