import access from './access/texts.json';
import binding from './binding/texts.json';
import cdi from './cdi/texts.json';
import classes from './classes/texts.json';
import cloudConf from './cloud-conf/texts.json';
import csi from './csi/texts.json';
import gitops from './gitops/texts.json';
import input from './input/texts.json';
import lifecycle from './lifecycle/texts.json';
import local from './local/texts.json';
import mounts from './mounts/texts.json';
import openstack from './openstack/texts.json';
import rbac from './rbac/texts.json';
import security from './security/texts.json';
import snapshots from './snapshots/texts.json';
import statefulsets from './statefulsets/texts.json';
import { type Judgement, judgementsOf, type Verdict } from '../../core/judgement';
import ofDrivers from '../../drivers/judgements/texts.json';
import ofKubernetes from '../../kubernetes/judgements/texts.json';
import ofOpenStack from '../../openstack/judgements/texts.json';
import type { ManifestObject } from '../model/manifest-object';
import type { View } from '../model/view';

export type { Severity } from '../../core/judgement';

/** What a rule says about one object; the engine adds place, severity and fix. */
export interface Draft extends Verdict {
  readonly on: ManifestObject;
  /** Overrides the line of `path`, for documents that are not objects. */
  readonly line?: number;
}

/**
 * A rule: a judgement of the objects of an input. Its texts are in <group>/texts.json or beside the judgement that it reports, its example in
 * test/analysis/rules/<group>/<ID>.yaml.
 *
 * A rule is pure: the same view gives the same drafts, in the order of the objects. It never throws, whatever the manifests hold: read
 * fields with the functions of `core/fields`. It never puts the value of a secret into a message.
 */
export interface Rule extends Judgement {
  check(view: View): Iterable<Draft>;
}

/** The rules that read a judgement of the knowledge layer have their texts there. */
const judgement = judgementsOf({
  ...ofDrivers,
  ...ofKubernetes,
  ...ofOpenStack,
  ...access,
  ...binding,
  ...cdi,
  ...classes,
  ...cloudConf,
  ...csi,
  ...gitops,
  ...input,
  ...lifecycle,
  ...local,
  ...mounts,
  ...openstack,
  ...rbac,
  ...security,
  ...snapshots,
  ...statefulsets,
});

/** Joins a check with the texts under its id: those of its group, or of the judgement that it reports. */
export function rule(id: Parameters<typeof judgement>[0], check: Rule['check'], minors?: Rule['minors']): Rule {
  return { ...judgement(id), ...minors && { minors }, check };
}

/** The rules that modules export, by id. */
export function rulesIn(...modules: ReadonlyArray<{ readonly [id: string]: Rule }>): Rule[] {
  return modules.flatMap((module) => Object.values(module)).sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** A check of each object that `objects` selects. */
export function each(
  objects: (view: View) => Iterable<ManifestObject>, verdicts: (item: ManifestObject, view: View) => Iterable<Verdict>,
): Rule['check'] {
  return function* (view) {
    for (const item of objects(view)) yield* on(item, verdicts(item, view));
  };
}

/** What a rule says about a field of an object; the path is "" for the whole object. */
export function about(item: ManifestObject, path: string, message: string, more: Pick<Verdict, 'severity' | 'fix'> = {}): Draft {
  return { on: item, path, message, ...more };
}

/** The verdicts about one object, as drafts. */
export function on(item: ManifestObject, verdicts: Iterable<Verdict>): Draft[] {
  return [...verdicts].map((verdict) => ({ on: item, ...verdict }));
}
