/*
 * A cloud.conf as the components see it, whether it was built from props or parsed from text: the input of the rules. It never contains a secret.
 */
import { ConfValue } from './gcfg-values';
import { Consumer, KeyRow } from './keys';
import { Minor } from '../../kubernetes/minor';

/** Replaces a secret that is set. */
export const SECRET = '(secret)';

/** A key that is set. */
interface Setting {
  readonly row: KeyRow;
  readonly value: ConfValue;
  /** Its origin: a property, or a line of a text. */
  readonly property?: string;
  readonly line?: number;
}

/** A section, with all its parts merged. */
export class ConfSection {
  readonly settings = new Map<string, Setting>();

  constructor(readonly name: string, readonly subsection: string, readonly property?: string, readonly line?: number) {}

  /** The section header as in the file. */
  get header(): string {
    return this.subsection ? `[${this.name} ${JSON.stringify(this.subsection)}]` : `[${this.name}]`;
  }

  /** The text of a key; empty if it is not set, as in Go. */
  text(key: string): string {
    return String(this.settings.get(key)?.value ?? '');
  }

  /** Whether a key has a non-empty value. */
  has(key: string): boolean {
    return this.text(key) !== '';
  }

  is(key: string): boolean {
    return this.settings.get(key)?.value === true;
  }

  number(key: string): number | undefined {
    const value = this.settings.get(key)?.value;
    return typeof value === 'number' ? value : undefined;
  }
}

/** The whole file. */
export class Conf {
  readonly sections: ConfSection[] = [];
  private readonly byName = new Map<string, ConfSection>();

  constructor(readonly minor: Minor, readonly consumers: readonly Consumer[]) {}

  add(section: ConfSection): void {
    this.sections.push(section);
    this.byName.set(`${section.name} ${section.subsection}`, section);
  }

  /** The section of that name, if there is one. */
  section(name: string, subsection = ''): ConfSection | undefined {
    return this.byName.get(`${name} ${subsection}`);
  }

  /** Every section of that name: `[Global]` and `[Global "x"]`, or every class. */
  all(name: string): ConfSection[] {
    return this.sections.filter((section) => section.name === name);
  }
}

export type Severity = 'error' | 'warning' | 'info';

/** A violation of a rule. `problem` is a predicate: it follows the name of the key. */
export interface Violation {
  readonly section: ConfSection;
  readonly key: string;
  readonly problem: string;
  readonly fix: string;
  /** Overrides that of the rule. */
  readonly severity?: Severity;
}

/** A fact about how the components interpret cloud.conf. */
export interface Rule {
  /** Id of the fact, lower case with hyphens. */
  readonly id: string;
  readonly severity: Severity;
  readonly consumers: readonly Consumer[];
  readonly check: (conf: Conf) => Violation[];
}
