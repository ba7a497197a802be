import { Fields, fields, isObject, own, text } from '../../../core/fields';
import { WRITTEN_BY_CONTROLLERS } from '../../../kubernetes/annotations';
import { isBuiltIn, ManifestObject } from '../../model/manifest-object';
import { rule } from '../rule';

const METADATA = ['resourceVersion', 'uid', 'generation', 'managedFields', 'creationTimestamp', 'selfLink'];

/** Fields that binding sets in a spec. */
const BOUND: { readonly [kind: string]: (item: ManifestObject) => string | undefined } = {
  PersistentVolume: ({ spec }) => ['uid', 'resourceVersion'].filter((key) => fields(spec.claimRef)[key]).map((key) => `spec.claimRef.${key}`)[0],
  PersistentVolumeClaim: ({ spec }) => (/^pvc-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text(spec.volumeName) ?? '') ? 'spec.volumeName' : undefined),
};

export const GIT006 = rule('GIT006', function* (view) {
  for (const item of view.items) {
    const path = written(item);
    if (path) yield { on: item, path, message: `${path} is set by the cluster.` };
  }
});

function written(item: ManifestObject): string | undefined {
  const { metadata, object, annotations } = item;
  if (item.kind === 'Node' || item.kind === 'CSINode' || item.kind === 'CSIStorageCapacity') return undefined;
  const key = METADATA.find((name) => metadata[name] !== undefined && metadata[name] !== null);
  if (key) return `metadata.${key}`;
  const mark = WRITTEN_BY_CONTROLLERS.find((name) => annotations[name] !== undefined);
  if (mark) return `metadata.annotations[${mark}]`;
  const bound = isBuiltIn(item) ? own(BOUND, item.kind)?.(item) : undefined;
  if (bound) return bound;
  return isBuiltIn(item) && isObject(object.status) && Object.values(object.status as Fields).some(isFilled) ? 'status' : undefined;
}

/** Whether a value is set; generated CRDs have a status of empty names and lists. */
function isFilled(value: unknown): boolean {
  if (Array.isArray(value)) return value.length > 0;
  return isObject(value) ? Object.values(value).some(isFilled) : value !== null && value !== undefined && value !== '';
}
