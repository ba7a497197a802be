/* The text of API objects: that of equal ones is made once. */
import { ApiObject } from 'cdk8s';
import { Inside, isUnchanged, plainJson } from './plain-object';
import { requoted, yamlDocument } from './yaml-text';
import { located } from '../core/errors';
import { printable } from '../core/printable';
import { keyOf, onceFor, sharedFacts } from '../core/shared';

/** An object as it is written. */
export interface Written {
  readonly text: string;
  /** Kind and name of the object as written, for names of files. */
  readonly fileName: string;
  /** Whether it is written in another way than cdk8s writes it, because Kubernetes could not read that. */
  readonly isRequoted: boolean;
}

const MOST_TOLD = 5;

/** Writes the objects of an app. With resolvers of its own, which may look at everything, each object is written by itself. */
export class Writer {
  private readonly isSorted = !process.env.CDK8S_DISABLE_SORT;
  private readonly told: string[] = [];

  constructor(private readonly hasResolvers: boolean) {}

  public write(object: ApiObject): Written {
    const inside = object as unknown as Inside;
    const facts = this.hasResolvers ? undefined : sharedFacts(inside.props);
    const key = facts && metadataKey(inside);
    const make = () => written(object.node.path, (this.hasResolvers ? undefined : plainJson(inside, this.isSorted)) ?? object.toJson());
    const made = key === undefined ? make() : onceFor(facts, `text ${this.isSorted} ${key}`, make);
    if (made.isRequoted) this.told.push(object.node.path);
    return made;
  }

  /** What a chart with a `toJson` of its own makes. */
  public writeJson(path: string, json: any): Written {
    const made = written(path, json);
    if (made.isRequoted) this.told.push(path);
    return made;
  }

  /** Says on stderr what is written in another way than cdk8s writes it. */
  public tell(): void {
    if (this.told.length === 0) return;
    const more = this.told.length - MOST_TOLD;
    process.stderr.write(printable(`info REQUOTED ${this.told.slice(0, MOST_TOLD).join(', ')}${more > 0 ? ` and ${more} more` : ''}: text is in `
      + 'quotes that cdk8s writes in a way in '
      + 'which kubectl cannot read it, or reads it as something else.') + '\n');
  }
}

/** What was added to an object after it was made, as a key. Undefined where it is not known to be plain: labels may come later, too. */
function metadataKey(object: Inside): string | undefined {
  if (!isUnchanged(object)) return undefined;
  const { name, namespace, labels, annotations, finalizers, ownerReferences, _additionalAttributes: rest } = object.metadata;
  return keyOf([name, namespace, labels, annotations, finalizers, ownerReferences, rest]);
}

function written(path: string, json: any): Written {
  const before = requoted();
  const text = located(path, () => yamlDocument(json));
  Buffer.byteLength(text); // makes one string of its parts, which would else be put together again for each file
  return { text, fileName: `${json.kind}.${json.metadata.name}`, isRequoted: requoted() > before };
}
