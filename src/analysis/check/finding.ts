import { FindingSeverity } from '../../core/severity';

export { FindingSeverity } from '../../core/severity';

/** The object that a finding is about. */
export interface FindingObject {
  /** Such as "apps/v1"; empty where the input is not an object. */
  readonly apiVersion: string;
  /** Such as "StatefulSet"; empty where the input is not an object. */
  readonly kind: string;
  /** Namespace, "default" where none is written. @default - the kind has no namespace */
  readonly namespace?: string;
  /** Name of the object. */
  readonly name: string;
}

/** One thing that a rule has found. Never holds the value of a secret. */
export interface StorageFinding {
  /** Id of the rule, such as "BND003"; its page is docs/rules/BND003.md. */
  readonly rule: string;
  /** How bad it is. */
  readonly severity: FindingSeverity;
  /** The object that it is about. */
  readonly object: FindingObject;
  /** Path of the field, such as "spec.accessModes"; empty for the whole object. */
  readonly path: string;
  /** File of the object, as it was given, or the source file of its construct. @default - the object comes from memory */
  readonly file?: string;
  /** Line of the field in that file, from 1. @default - not known */
  readonly line?: number;
  /** Path of the construct that emits the object. @default - the object comes from no construct */
  readonly construct?: string;
  /** What is wrong, in a sentence. */
  readonly message: string;
  /** What to do about it. */
  readonly fix: string;
  /** Why it is right as it is: the reason of the acknowledgement that closes it. @default - the finding is open */
  readonly acknowledged?: string;
}

