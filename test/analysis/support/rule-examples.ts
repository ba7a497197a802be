/*
 * The example of each rule: test/analysis/rules/<group>/<ID>.yaml. It is the rule's test, and is printed on its page in docs/rules/.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parse } from 'yaml';

/** What one rule is tested with. Manifests are text, since some rules are about text that cannot be parsed. */
export interface RuleExample {
  /** `Kind/name path` of the finding in `failing`. */
  readonly expects: string;
  /** Options of the analysis that the example needs. */
  readonly options?: ExampleOptions;
  /** The previous render, for rules that compare two of them. */
  readonly previous?: string;
  /** Manifests in which the rule finds something. */
  readonly failing: string;
  /** The same manifests, fixed. */
  readonly passing: string;
}

export interface ExampleOptions {
  readonly kubernetes?: string;
  readonly closedWorld?: boolean;
}

const FOLDER = join(__dirname, '../rules');

/** All examples, by the id of their rule. */
export const EXAMPLES: ReadonlyMap<string, RuleExample> = new Map(readdirSync(FOLDER, { recursive: true }).map(String)
  .filter((file) => file.endsWith('.yaml')).map((file) => [basename(file, '.yaml'), parse(readFileSync(join(FOLDER, file), 'utf8')) as RuleExample]));

export function exampleOf(id: string): RuleExample {
  const example = EXAMPLES.get(id);
  if (!example) throw new Error(`no test/analysis/rules/<group>/${id}.yaml`);
  return example;
}
