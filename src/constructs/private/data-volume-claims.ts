import { ApiObject } from 'cdk8s';
import { ADOPTING_ANNOTATIONS } from '../../drivers/cdi';

/** CDI makes a claim of the DataVolume's name: its webhook refuses a DataVolume when there is such a claim, unless told to adopt it. */
export function takenClaims(objects: ApiObject[]): string[] {
  if (!objects.some(({ kind }) => kind === 'DataVolume')) return [];
  const claims = new Map(objects.filter(({ kind }) => kind === 'PersistentVolumeClaim').map((claim) => [keyOf(claim), claim]));
  return objects.filter((object) => object.kind === 'DataVolume' && claims.has(keyOf(object)) && !adopts(object)).map((object) =>
    `DataVolume "${object.name}" (${object.node.path}) makes a claim of that name, and ${claims.get(keyOf(object))!.node.path} is one: CDI `
      + 'refuses it. '
    + `Rename one, or annotate the DataVolume with ${ADOPTING_ANNOTATIONS[0]}: "true"`);
}

function keyOf({ name, metadata }: ApiObject): string {
  return `${metadata.namespace ?? 'default'}/${name}`;
}

function adopts(object: ApiObject): boolean {
  const { annotations = {} } = object.toJson().metadata;
  return ADOPTING_ANNOTATIONS.some((annotation) => annotations[annotation] === 'true');
}
