/* What a change of a field does: restarts pods, decides about data, changes permissions. The facts are in data/effects.json. */
import type { Difference } from './meaning';
import { Fields, fields, isObject, list } from '../../core/fields';
import data from '../data/effects.json';
import { podTemplatePath } from '../kinds';
import { VOLUME_SOURCES } from '../volume-plugins';

/** Kinds of effects, the gravest first. */
export const EFFECTS = ['refused', 'data', 'rights', 'restart', 'prune'] as const;
export type Effect = typeof EFFECTS[number];

/** An effect, and in which way. */
export interface Consequence {
  readonly effect: Effect;
  readonly message: string;
}

type Patterns = { readonly [pattern: string]: string };
type Table = { readonly [key: string]: string | Patterns };

const compiled = (table: Table) => new Map(Object.entries(table).filter((entry): entry is [string, Patterns] => typeof entry[1] !== 'string')
  .map(([key, patterns]) => [key, Object.entries(patterns).map(([pattern, value]) => [new RegExp(pattern), value] as const)]));
const DATA = compiled(data.data as Table);
const RIGHTS = compiled(data.rights as Table);
const RIGHTS_KINDS = new Set(data.rightsKinds);
const POD_VOLUMES = new RegExp(data.podVolumes);
/** Volumes of pods that keep what is written to them. */
const KEEPS = (source: string) => POD_VOLUMES.test(source) || (source !== 'hostPath' && VOLUME_SOURCES.includes(source));

const WIDENS: { readonly [when: string]: (after: unknown, before: unknown) => boolean } = {
  any: (after) => after !== undefined,
  none: (after) => after === undefined,
  true: (after) => after === true,
  notTrue: (after) => after !== true,
  notFalse: (after) => after !== false,
  zero: (after) => after === 0 || after === undefined,
  more: (after, before) => list(after).some((one) => !list(before).includes(one)),
  notDefault: (after) => !['RuntimeDefault', 'Localhost'].includes(isObject(after) ? after.type : after),
  notRestricted: (after) => after !== 'restricted',
};

/** Kinds whose pods follow a change of the template. */
const ROLLS: { readonly [kind: string]: (spec: Fields) => string } = {
  Deployment: (spec) => `${pods(spec.replicas)} (${fields(spec.strategy).type ?? 'RollingUpdate'})`,
  StatefulSet: (spec) => `${pods(spec.replicas)} (${rolling(spec)})`,
  DaemonSet: (spec) => `the pod on each node (${rolling(spec)})`,
};

/** What a changed field does to an object of a kind; `after` is the object as it becomes. */
export function consequences(difference: Difference, after: Fields): Consequence[] {
  const kind = String(after.kind);
  const { path } = difference;
  const template = podTemplatePath(kind);
  const prefix = template && [...template, ''].join('.');
  const inTemplate = template?.length && (path === template.join('.') || path.startsWith(prefix!)) ? path.slice(prefix!.length) : undefined;
  const roll = inTemplate !== undefined && Object.hasOwn(ROLLS, kind) ? ROLLS[kind](fields(after.spec)) : undefined;
  return [
    ...inData(kind, difference, inTemplate), ...inRights(kind, difference, inTemplate ?? (template?.length === 0 ? path : undefined)),
    ...roll === undefined ? [] : [{
      effect: 'restart' as const,
      message: roll.endsWith('(OnDelete)') ? `changes ${roll} when it is `
      + 'deleted' : `restarts ${roll}`,
    }],
  ];
}

/** Whether objects of the kind grant or limit permissions by being there. */
export function isAboutRights(kind: string): boolean {
  return RIGHTS_KINDS.has(kind);
}

function inData(kind: string, { path, before, after, isOrder }: Difference, inPod: string | undefined): Consequence[] {
  const found = isOrder ? undefined : DATA.get(kind)?.find(([pattern]) => pattern.test(path))?.[1];
  const volume = inPod !== undefined && /^spec\.volumes\[([^\]]*)\](?:\.(\w+))?/.exec(inPod);
  const sources = volume && !isOrder ? volume[2] ? [volume[2]] : [...Object.keys(fields(before)), ...Object.keys(fields(after))] : [];
  return [
    ...found === undefined ? [] : [{
      effect: 'data' as const,
      message: `decides ${found}`.replace('decides size', 'changes '
      + 'the size').replace(/^decides (new|volumes|claims)/, 'affects $1'),
    }],
    ...volume && sources.some(KEEPS) ? [{ effect: 'data' as const, message: `the pods store their data elsewhere (volume ${volume[1]})` }] : [],
  ];
}

function inRights(kind: string, difference: Difference, inPod: string | undefined): Consequence[] {
  if (difference.isOrder) return [];
  const pod = inPod?.startsWith('spec.') ? inPod.slice('spec.'.length) : undefined;
  return [
    ...direct(kind, difference.path, difference), ...pod === undefined ? [] : [
      ...split(pod, difference).flatMap(([path, one]) => {
        const container = /^(?:init|ephemeral)?[cC]ontainers\[[^\]]*\]\.(.*)$/.exec(path);
        return container ? direct('container', container[1], one) : direct('pod', path, one);
      }),
    ],
  ].sort((a, b) => b.message.localeCompare(a.message)).slice(0, 1); // "widens" before "narrows"
}

/** A container or volume that came or went, by its fields. */
function split(path: string, { before, after }: Difference): Array<[string, Difference]> {
  const [a, b] = [before, after];
  const isStructure = /^(?:(?:init|ephemeral)?[cC]ontainers|volumes)\[[^\]]*\](?:\.securityContext(?:\.capabilities)?)?$|^securityContext$/.test(path);
  if (!isStructure || (!isObject(a) && !isObject(b))) return [[path, { path, before, after }]];
  return [...new Set([...Object.keys(fields(a)), ...Object.keys(fields(b))])].flatMap((key) => (
    split(`${path}.${key}`, { path, before: fields(a)[key], after: fields(b)[key] })));
}

function direct(key: string, path: string, { before, after }: Difference): Consequence[] {
  const widens = RIGHTS.get(key)?.find(([pattern]) => pattern.test(path))?.[1];
  if (widens === undefined) return [];
  return [{ effect: 'rights', message: WIDENS[widens](after, before) ? 'widens permissions' : 'narrows permissions' }];
}

function pods(replicas: unknown): string {
  return typeof replicas === 'number' ? `${replicas} pod${replicas === 1 ? '' : 's'}` : '1 pod';
}

function rolling(spec: Fields): string {
  return String(fields(spec.updateStrategy).type ?? 'RollingUpdate');
}
