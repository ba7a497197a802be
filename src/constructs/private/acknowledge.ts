import { ApiObject } from 'cdk8s';
import { IConstruct } from 'constructs';
import { Acknowledged, ANNOTATION, formatAcknowledgements, isRuleId, METADATA, parseAcknowledgements } from '../../core/acknowledgement';

/**
 * Writes the acknowledgements of rules into the annotation of every object that they cover, for an analysis that reads the YAML. What an object
 * says itself stays and comes first.
 */
export function annotateAcknowledged(root: IConstruct): void {
  for (const object of root.node.findAll()) {
    if (!ApiObject.isApiObject(object)) continue;
    const covered = covering(object);
    if (!covered.length) continue;
    const text = object.toJson().metadata?.annotations?.[ANNOTATION];
    const own = typeof text === 'string' ? parseAcknowledgements(text) : [];
    const added = covered.filter(({ id }) => !own.some((known) => known.id === id));
    if (added.length) object.metadata.addAnnotation(ANNOTATION, [...own.length ? [text.trim().replace(/;$/, '')] : [], formatAcknowledgements(added)].join('; '));
  }
}

/** The acknowledgements of an object's constructs, the nearest of each rule. */
function covering(object: IConstruct): Acknowledged[] {
  const found = new Map<string, Acknowledged>();
  for (const scope of object.node.scopes.reverse()) {
    for (const { type, data } of scope.node.metadata) {
      if (type === METADATA.acknowledged && isRuleId(data.id) && !found.has(data.id)) found.set(data.id, data);
    }
  }
  return [...found.values()];
}
