import { ManifestObject, readManifest } from './manifest-object';
import { isObject } from '../../core/fields';
import { Manifest, rejections } from '../../kubernetes/acceptance';
import { isFile, isUnknownKind } from '../../kubernetes/kinds';
import { Located, Origin, Problem, ProblemCode } from '../input/source';

/** Lists in lists are followed this deep. */
const DEEPEST_LIST = 3;

/** The objects in what was read, in document order, and the problems of the rest. */
interface ReadObjects {
  /** Without duplicates, but with what the API server rejects. */
  readonly items: readonly ManifestObject[];
  readonly problems: readonly Problem[];
}

/** Reads the objects in documents, those of lists included, and validates them as the API server would. */
export function readObjects(located: readonly Located[], kubernetesVersion: string): ReadObjects {
  const items: ManifestObject[] = [];
  const problems: Problem[] = [];
  const seen = new Set<string>();
  for (const { value, origin } of located.flatMap((one) => flat(one))) {
    const read = readManifest(value, origin, items.length, (object) => rejections(object as Manifest, kubernetesVersion));
    if (!read) {
      problems.push(problem(ProblemCode.NOT_AN_OBJECT, 'is not a Kubernetes object: apiVersion and kind are required', origin));
      continue;
    }
    const { group, kind, namespace, name, apiVersion } = read;
    if (isUnknownKind(group, kind)) problems.push(problem(ProblemCode.UNKNOWN_KIND, `${apiVersion} has no kind ${kind}`, origin));
    if (!name && !isFile(group)) problems.push(problem(ProblemCode.UNNAMED, `${kind} has no metadata.name`, origin));
    const key = `${group}/${kind} ${namespace}/${name}`;
    if (name && seen.has(key)) {
      problems.push(problem(ProblemCode.DUPLICATE, `duplicate ${kind} "${name}"; the first one is used`, origin, read));
      continue;
    }
    seen.add(key);
    items.push(read);
  }
  return { items, problems };
}

/** A problem at the place of a document, about the object in it if that can be named. */
export function problem(code: ProblemCode, message: string, origin: Origin, of?: ManifestObject): Problem {
  const object = of && { apiVersion: of.apiVersion, kind: of.kind, namespace: of.namespace, name: of.name };
  return { code, message, origin, line: origin.line(), object };
}

/** The objects in a List, or the object itself. */
export function flat(located: Located, depth = 0): Located[] {
  const { value, origin } = located;
  if (!isObject(value) || !Array.isArray(value.items) || typeof value.kind !== 'string' || !value.kind.endsWith('List') || depth > DEEPEST_LIST) {
    return [located];
  }
  const kind = value.kind === 'List' ? undefined : value.kind.slice(0, -'List'.length);
  return value.items.flatMap((item, i) => {
    const inner = { ...origin, line: (field?: string) => origin.line(`items[${i}]${field ? `.${field}` : ''}`) };
    const typed = kind && isObject(item) && item.kind === undefined ? { apiVersion: value.apiVersion, kind, ...item } : item;
    return flat({ value: typed, origin: inner }, depth + 1);
  });
}
