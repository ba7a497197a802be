/*
 * What changes between two renders of a cluster: by object and field, by meaning, with what each change does.
 */
import { hideIn, Hide } from './values';
import type { Inventory } from '../../analysis/model/inventory';
import { isBuiltIn, ManifestObject } from '../../analysis/model/manifest-object';
import { EMPTY_PLAN } from '../../analysis/model/plan';
import { View } from '../../analysis/model/view';
import { RULES } from '../../analysis/rules';
import { hookOf, syncOptions } from '../../analysis/rules/shared/argo';
import { list } from '../../core/fields';
import { LAST_APPLIED } from '../../kubernetes/annotations';
import { HELM_RESOURCE_POLICY } from '../../kubernetes/argo';
import { isFile, podTemplatePath } from '../../kubernetes/kinds';
import { releaseFor } from '../../kubernetes/minor';
import { isPrunedByKubectl } from '../../kubernetes/pruning';
import { consequences, Effect, EFFECTS, isAboutRights } from '../../kubernetes/updates/effects';
import { recreation, refusals } from '../../kubernetes/updates/immutable';
import { Difference, differences } from '../../kubernetes/updates/meaning';

/** How reports name an object. */
export interface ObjectName {
  readonly apiVersion: string;
  readonly kind: string;
  /** Null for cluster-scoped objects, and where the manifest names none. */
  readonly namespace: string | null;
  readonly name: string;
}

/** One changed field, without secrets. */
export interface FieldChange extends Difference {
  readonly effects: readonly Effect[];
}

/** What a change of an object does. */
export interface Note {
  readonly effect: Effect;
  /** The field; the whole object if there is none. */
  readonly path?: string;
  readonly message: string;
}

export interface ObjectChange {
  readonly change: 'added' | 'removed' | 'changed';
  readonly object: ObjectName;
  readonly fields: readonly FieldChange[];
  readonly notes: readonly Note[];
}

/** How two renders are compared. */
export interface CompareSettings {
  /** The objects before are those of a live cluster: what only the cluster sets is no change, and what the render has not is not read. */
  readonly live?: boolean;
  /** Of a live cluster, what belongs to the render and is not in it any more, and who removes it. */
  readonly left?: { readonly objects: Inventory; readonly by: Pruner };
}

export type Pruner = 'argocd' | 'kubectl';

/** Rules that compare with the previous render, with what they are about; those about immutable fields are asked directly. */
const RULE_EFFECTS: { readonly [id: string]: Effect } = { GIT002: 'refused', GIT003: 'refused', GIT013: 'data', GIT016: 'restart', GIT017: 'data' };

/** The objects that differ, the gravest changes first. */
export function compare(before: Inventory, after: Inventory, { live = false, left }: CompareSettings = {}): ObjectChange[] {
  const [old, now] = [before, after].map(indexed);
  const hide = hideIn([...old.values(), ...now.values()]);
  const told = toldByRules(before, after);
  const owned = left ? indexed(left.objects) : undefined;
  const minor = after.world.kubernetesVersion;
  const changes = [...new Set([...now.keys(), ...old.keys()])].flatMap((key): ObjectChange[] => {
    const [was, is] = [old.get(key), now.get(key)];
    const notes = told.get(key) ?? [];
    if (was && is) return changed(was, is, notes, hide, minor, live);
    if (is) return [{ change: 'added', object: nameOf(is), fields: [], notes: [...notes, ...rights(is, 'is new')] }];
    if (live && !owned?.has(key)) return [];
    return [{ change: 'removed', object: nameOf(was!), fields: [], notes: [...notes, ...rights(was!, 'is gone'), pruning(was!, left?.by)] }];
  });
  return changes.sort((a, b) => gravity(a) - gravity(b) || compareTexts(titleOf(a.object), titleOf(b.object)));
}

function changed(was: ManifestObject, is: ManifestObject, told: readonly Note[], hide: Hide, minor: string, live: boolean): ObjectChange[] {
  const applied = live ? lastApplied(was) : undefined;
  const isForeign = ({ path, after }: Difference) => applied && after === undefined && path.startsWith('metadata.') && !applied.has(path);
  const found = differences(was.object, is.object).filter((one) => !isForeign(one));
  if (was.apiVersion !== is.apiVersion && was.group !== is.group) found.unshift({ path: 'apiVersion', before: was.apiVersion, after: is.apiVersion });
  const refused = refusals(is.object, was.object, minor);
  // A field that the server sets where the render states none can be refused without being a difference.
  const unseen = refused.filter(({ path }) => !found.some((one) => isBelow(one.path, path) || isBelow(path, one.path)));
  for (const { path } of unseen) found.push({ path, before: valueAt(was, path), after: valueAt(is, path) });
  if (!found.length) return [];
  const fields = found.map((one): FieldChange & { readonly messages: readonly Note[] } => {
    const here = consequences(one, is.object);
    const isRefused = [...refused, ...told.filter(({ effect }) => effect === 'refused')].some(({ path }) => path !== undefined
      && isBelow(one.path, path));
    const effects = new Set<Effect>([...isRefused ? ['refused' as const] : [], ...here.map(({ effect }) => effect)]);
    return {
      ...hide(is, one),
      effects: EFFECTS.filter((effect) => effects.has(effect)),
      messages: here.map((note) => ({ ...note, path: one.path })),
    };
  });
  const restarts = fields.flatMap(({ messages }) => messages.filter(({ effect }) => effect === 'restart')).slice(0, 1)
    .map(({ effect, message }) => ({ effect, message }));
  const notes: Note[] = [
    ...refused.map(({ path, what }): Note => ({ effect: 'refused', path, message: `${what}, but is immutable: ${recreation(is.kind)}` })),
    ...told, ...fields.flatMap(({ messages }) => messages.filter(({ effect }) => effect !== 'restart')), ...restarts,
  ];
  return [{ change: 'changed', object: nameOf(is), fields: fields.map(({ messages: _, ...field }) => field), notes }];
}

/** What the rules say that compare two renders, by object. */
function toldByRules(before: Inventory, after: Inventory): Map<string, Note[]> {
  const view = new View(after, EMPTY_PLAN, releaseFor(after.world.kubernetesVersion), before);
  const notes = new Map<string, Note[]>();
  for (const rule of RULES.filter(({ id }) => Object.hasOwn(RULE_EFFECTS, id))) {
    for (const { on, path, message } of rule.check(view)) {
      const key = keyOf(on);
      const note = {
        effect: RULE_EFFECTS[rule.id],
        ...path ? { path } : {},
        message: `${message.replace(/^the previous render has the object, this one has not: /, '').replace(/\.$/, '')} (${rule.id})`,
      };
      notes.set(key, [...notes.get(key) ?? [], note]);
    }
  }
  return notes;
}

function rights({ kind }: ManifestObject, what: string): Note[] {
  return isAboutRights(kind) ? [{ effect: 'rights', message: `the ${kind} ${what}` }] : [];
}

/** What becomes of an object that the render no longer has. */
function pruning(item: ManifestObject, by: Pruner = 'argocd'): Note {
  if (by === 'kubectl') return { effect: 'prune', message: prunedByKubectl(item) };
  const options = syncOptions(item);
  const kept = options.includes('Prune=false') ? 'Prune=false' : item.annotations[HELM_RESOURCE_POLICY] === 'keep' ? 'resource policy keep'
    : hookOf(item);
  const ends = podTemplatePath(item.kind) ? ', with its pods' : '';
  if (kept) return { effect: 'prune', message: `Argo CD keeps it (${kept}); delete it by hand if it is no longer needed` };
  return {
    effect: 'prune',
    message: options.includes('Prune=confirm') ? `Argo CD prunes it once that is confirmed (Prune=confirm)${ends}`
      : `Argo CD prunes it where pruning is on${ends}`,
  };
}

function prunedByKubectl({ group, kind, annotations }: ManifestObject): string {
  if (!isPrunedByKubectl(group, kind)) return `kubectl apply --prune leaves it, unless --prune-allowlist names the kind ${kind}; delete it by hand`;
  if (annotations[LAST_APPLIED] === undefined) return 'kubectl apply --prune leaves it, as it was not created with kubectl apply; delete it by hand';
  return `kubectl apply --prune deletes it${podTemplatePath(kind) ? ', with its pods' : ''}`;
}

/** Paths of the metadata of the last `kubectl apply`: what it wrote, the next one removes. Other entries belong to whoever wrote them. */
function lastApplied({ annotations, object }: ManifestObject): ReadonlySet<string> {
  try {
    const before = JSON.parse(annotations[LAST_APPLIED] ?? '{}');
    return new Set(differences({ ...before, metadata: {} }, { ...object, metadata: before.metadata }).map(({ path }) => path));
  } catch {
    return new Set();
  }
}

function indexed({ objects }: Inventory): Map<string, ManifestObject> {
  return new Map(objects.items.filter(({ name, group }) => name && !isFile(group)).map((item) => [keyOf(item), item]));
}

/** Identity in a cluster: a built-in kind is the same in each group and version that it had. */
function keyOf(item: ManifestObject): string {
  return `${isBuiltIn(item) ? '' : item.group}/${item.kind} ${item.namespace}/${item.name}`;
}

function nameOf({ apiVersion, kind, namespace, name }: ManifestObject): ObjectName {
  return { apiVersion, kind, namespace: namespace || null, name };
}

/** "Deployment shop/web". */
export function titleOf({ kind, namespace, name }: ObjectName): string {
  return `${kind} ${namespace ? `${namespace}/` : ''}${name}`;
}

function gravity({ notes, change }: ObjectChange): number {
  const gravest = Math.min(EFFECTS.length, ...notes.map(({ effect }) => EFFECTS.indexOf(effect)));
  return gravest * 3 + ['changed', 'removed', 'added'].indexOf(change);
}

function isBelow(path: string, field: string): boolean {
  return path === field || path.startsWith(`${field}.`) || path.startsWith(`${field}[`);
}

function valueAt({ object }: ManifestObject, path: string): unknown {
  return path.split('.').reduce<any>((value, step) => {
    const [, field, name] = /^([^[]*)\[(.*)\]$/.exec(step) ?? [];
    return name === undefined ? value?.[step] : list(value?.[field]).find((one) => one?.name === name);
  }, object);
}

function compareTexts(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** How many objects changed in which way, and how many have each effect. */
export function summaryOf(changes: readonly ObjectChange[]): { readonly [count: string]: number } {
  const counted = (wanted: ObjectChange['change']) => changes.filter(({ change }) => change === wanted).length;
  const effects = EFFECTS.map((effect) => [effect, changes.filter(({ notes }) => notes.some((note) => note.effect === effect)).length]);
  return { added: counted('added'), removed: counted('removed'), changed: counted('changed'), ...Object.fromEntries(effects) };
}
