/*
 * What changed between two renders of the same components, in the words of an operator: the diff of the library, with images, flags, variables and
 * permissions told as such.
 */
import { Inventory } from '../../src/analysis/model/inventory';
import { compare, FieldChange, ObjectChange } from '../../src/gitops/diff/compare';
import { podTemplatePath } from '../../src/kubernetes/kinds';

/** A plain Kubernetes object. */
export type Manifest = any;

/** The changes of one object. */
export interface ObjectChanges {
  /** Such as "DaemonSet csi-cinder-nodeplugin". */
  readonly object: string;
  /** Lines such as "image of csi-attacher: v1 → v2". */
  readonly lines: string[];
  /** Why Kubernetes rejects the update, and what to do. */
  readonly immutable: string[];
}

/** The changes of a whole render. */
export interface Changes {
  readonly added: string[];
  readonly removed: string[];
  readonly changed: ObjectChanges[];
  /** Objects that take the place of one of another kind but of the same name. */
  readonly replaced: Array<{ from: string; to: string }>;
}

/** Compares two renders. */
export function changesBetween(before: Manifest[], after: Manifest[]): Changes {
  const has = (list: Manifest[], object: Manifest) => list.some((other) => titleOf(other) === titleOf(object));
  const replaced = before.filter((old) => runsPods(old) && !has(after, old)).flatMap((old) => after
    .filter((now) => runsPods(now) && now.metadata.name === old.metadata.name && !has(before, now)).map((now) => ({ old, now })));
  const same = before.map((old) => { // as if it had been of the new kind, so that its fields are compared
    const now = replaced.find((pair) => pair.old === old)?.now;
    return now ? { ...old, apiVersion: now.apiVersion, kind: now.kind } : old;
  });
  const changes = compare(Inventory.ofManifests(same), Inventory.ofManifests(after));
  const titles = (wanted: ObjectChange['change']) => changes.filter(({ change }) => change === wanted).map(({ object }) => `${object.kind} ${object.name}`).sort();
  const isNew = ({ kind, name }: ObjectChange['object']) => replaced.some(({ now }) => now.kind === kind && now.metadata.name === name);
  const gone = replaced.map(({ old, now }) => ({ object: titleOf(now), lines: [], immutable: [`the ${old.kind} must be deleted when the ${now.kind} is there: both would run the same pods`] }));
  const changed = changes.filter(({ change }) => change === 'changed').map(({ object, fields, notes }) => ({
    object: `${object.kind} ${object.name}`,
    lines: fields.flatMap(worded),
    immutable: isNew(object) ? [] : notes.filter(({ effect }) => effect === 'refused').map(({ message }) => message.replace(' differs from the previous render, but is immutable', ' cannot be changed')),
  }));
  const versions = after.flatMap((now): ObjectChanges[] => {
    const old = before.find((one) => titleOf(one) === titleOf(now));
    return old && old.apiVersion !== now.apiVersion ? [{ object: titleOf(now), lines: changedTo('API version', old.apiVersion, now.apiVersion), immutable: [] }] : [];
  });
  const all = [...gone, ...versions, ...changed];
  const merged = [...new Set(all.map(({ object }) => object))].map((object) => {
    const parts = all.filter((one) => one.object === object);
    return { object, lines: parts.flatMap(({ lines }) => lines), immutable: parts.flatMap(({ immutable }) => immutable) };
  });
  return {
    added: titles('added'),
    removed: titles('removed'),
    replaced: replaced.map(({ old, now }) => ({ from: titleOf(old), to: titleOf(now) })),
    changed: merged.sort((a, b) => (a.object < b.object ? -1 : 1)),
  };
}

function titleOf({ kind, metadata }: Manifest): string {
  return `${kind} ${metadata.name}`;
}

function runsPods({ kind }: Manifest): boolean {
  return (podTemplatePath(kind)?.length ?? 0) > 0;
}

/** What the parts of a container are called. */
const PARTS: { readonly [field: string]: string } = { image: 'image', args: 'flag', env: 'environment', volumeMounts: 'mount' };

function worded({ path, before, after, isOrder }: FieldChange): string[] {
  if (isOrder) return [`order of \`${path}\``];
  const [, granted] = /^rules\[(.*)\]$/.exec(path) ?? [];
  if (granted !== undefined) return permissions(granted, before as string[] ?? [], after as string[] ?? []);
  const inPod = path.replace(/^spec\.template\.spec\./, '');
  const [, container, rest] = /^(?:initC|c)ontainers\[([^\]]*)\](?:\.(.*))?$/.exec(inPod) ?? [];
  if (container !== undefined && rest === undefined) return [after === undefined ? `container ${container} is gone` : `container ${container} is new: \`${(after as any).image}\``];
  if (container !== undefined) {
    const [, part, key] = /^(\w+)(?:\[(.*?)\])?/.exec(rest)!;
    if (Object.hasOwn(PARTS, part)) return changedTo(`${PARTS[part]} of ${container}${part === 'env' && rest.endsWith('.value') ? ` \`${key}\`` : ''}`, before, after);
    return changedTo(`${container}: \`${rest}\``, before, after);
  }
  const [, list] = /^(tolerations|volumes|nodeSelector)\b/.exec(inPod) ?? [];
  const noun = { tolerations: 'toleration', volumes: 'volume', nodeSelector: 'node selector' }[list ?? ''];
  if (noun) return changedTo(inPod === path || /\[[^\]]*\]$/.test(inPod) ? list === 'nodeSelector' ? `${noun} \`${/\[(.*)\]/.exec(inPod)?.[1]}\`` : noun : `${noun} \`${inPod}\``, before, after);
  return changedTo(inPod === path ? `\`${path}\`` : `pod \`${inPod}\``, before, after);
}

function permissions(resource: string, had: string[], has: string[]): string[] {
  const [granted, taken] = [has.filter((verb) => !had.includes(verb)), had.filter((verb) => !has.includes(verb))];
  return [
    ...granted.length ? [`may now ${granted.join(', ')} \`${resource}\``] : [],
    ...taken.length ? [`may no longer ${taken.join(', ')} \`${resource}\``] : [],
  ];
}

function changedTo(what: string, before: unknown, after: unknown): string[] {
  const [a, b] = [before, after].map((value) => (typeof value === 'string' && value !== '' ? value : JSON.stringify(value)));
  if (before === undefined) return [`${what} added: \`${b}\``];
  return [after === undefined ? `${what} removed: \`${a}\`` : `${what}: \`${a}\` → \`${b}\``];
}
