/* What changes in the cluster, field by field, and where it is documented. */
import { parse } from 'yaml';
import { KubeObject } from '../openstack/kubernetes';

export const titleOf = ({ kind, metadata: { name } }: KubeObject): string => `${kind} ${name}`;

/** What the cluster keeps about an object. */
const KEPT = ['managedFields', 'resourceVersion', 'generation', 'creationTimestamp', 'uid'];
const COUNTED = ['kubectl.kubernetes.io/last-applied-configuration', 'deprecated.daemonset.template.generation', 'deployment.kubernetes.io/revision'];

/** Sections, keys and values of a cloud.conf, without their notation. */
function sectionsOf(text: string): { [section: string]: { [key: string]: string[] } } {
  const sections: { [section: string]: { [key: string]: string[] } } = {};
  let section = '';
  for (const line of text.split('\n').map((one) => one.trim()).filter(Boolean)) {
    if (line.startsWith('[')) {section = line.slice(1, -1).toLowerCase();} else {
      const [, key, value] = /^([\w-]+)\s*=\s*"?(.*?)"?$/.exec(line)!;
      ((sections[section] ??= {})[key] ??= []).push(value);
    }
  }
  return sections;
}

/** A rule, as lines of one verb on one resource. */
function grantsOf({ verbs = [], apiGroups = [''], resources = [], nonResourceURLs = [], resourceNames = [''] }: any): string[] {
  return [...resources, ...nonResourceURLs].flatMap((what: string) => apiGroups.flatMap((group: string) => resourceNames.flatMap((name: string) =>
    verbs.map((verb: string) => `${verb} ${what}.${group} ${name}`))));
}

/** Rules in an order of their own, YAML, JSON and cloud.conf without their layout: what Kubernetes and the programs do not tell apart. */
function meant({ kind, rules, data, ...rest }: any): any {
  const sorted = rules && [...new Set(rules.flatMap(grantsOf))].sort();
  const read = (key: string, text: string) => {
    if (kind === 'ConfigMap') return parse(text, (_, value) => (typeof value === 'object' && value !== null && !Object.keys(value).length ? undefined : value));
    return kind === 'Secret' && key.endsWith('.conf') ? sectionsOf(Buffer.from(text, 'base64').toString()) : text;
  };
  const texts = data && Object.fromEntries(Object.entries(data).map(([key, text]) => [key, read(key, text as string)]));
  return { kind, ...rest, ...(sorted && { rules: sorted }), ...(texts && { data: texts }) };
}

function shorn({ status: _, metadata, ...rest }: any): any {
  const kept = Object.fromEntries(Object.entries(metadata).filter(([key]) => !KEPT.includes(key)));
  const annotations = Object.fromEntries(Object.entries(metadata.annotations ?? {}).filter(([key]) => !COUNTED.includes(key)));
  return meant({ ...rest, metadata: { ...kept, annotations } });
}

function* fieldsOf(before: any, after: any, path: string): Generator<string> {
  if (JSON.stringify(before) === JSON.stringify(after)) return;
  const both = [before, after];
  if (both.every((value) => typeof value === 'object' && value !== null && Array.isArray(value) === Array.isArray(before))) {
    for (const key of new Set(both.flatMap(Object.keys))) {
      yield* fieldsOf(before[key], after[key], Array.isArray(before) ? `${path}[${key}]` : `${path}.${key}`);
    }
  } else {
    yield `${path.slice(1)}: ${JSON.stringify(before) ?? 'nothing'} -> ${JSON.stringify(after) ?? 'nothing'}`;
  }
}

/** A line for each field that differs, "KIND NAME PATH: BEFORE -> AFTER". */
export function changed(before: ReadonlyMap<string, any>, after: ReadonlyMap<string, any>): string[] {
  return [...new Set([...before.keys(), ...after.keys()])].sort().flatMap((title) => {
    const [old, now] = [before.get(title), after.get(title)];
    if (!old || !now) return [`${title} ${old ? 'is gone' : 'is new'}`];
    return [...fieldsOf(shorn(old), shorn(now), '')].map((line) => `${title} ${line}`);
  });
}

/** What a takeover changes, by where it comes from, with what the documentation says. */
const DOCUMENTED: ReadonlyArray<readonly [from: RegExp, line: RegExp, why: string]> = [
  [/^ccm|^local-static/, /^DaemonSet \S+ spec\.template\.metadata\.annotations\.checksum\/config/, 'Helm hashes its own template; here it is a hash of the bytes that are mounted'],
  [/^cinder-csi/, /^\S+ \S+ spec\.template\.metadata\.annotations\.cdk8s-openstack\/cloud-config-checksum: nothing/, 'pods roll when the cloud config changes'],
  [/^cinder-csi\/kitchen-sink/, /^\S+ \S+ spec\.template\.spec\.containers\[\d\]\.args/, 'extraArgs with a flag that has a property: it is set once, and may stand at another place'],
  [/^ccm\/kitchen-sink/, /^Secret \S+ data\.cloud\.conf\.networking\.internal-network-name/, 'lists become repeated keys; the chart writes the name of one network, "[a b]"'],
  [/^ccm\/kitchen-sink/, /^Secret \S+ data\.cloud\.conf\.loadbalancer\.max-shared-lb\[0\]: "1e\+07" -> "10000000"/, 'numbers keep their digits'],
  [/^ccm\/kitchen-sink/, /^Secret \S+ data\.cloud\.conf\.blockstorage: \{"bs-version"/, 'keys that the release does not read are rejected'],
  [/^ccm\/kitchen-sink/, /^ClusterRoleBinding system:\S+:auth-delegate subjects/, 'the chart writes the account as a User of its name'],
  [/^ccm\/kitchen-sink/, /^Service \S+ metadata\.labels\.(app|component|release): nothing/, "the labels that the chart's ServiceMonitor selects by, which its Service lacks"],
];

/** Changes that no page tells of; and what pages tell of and does not occur. */
export function undocumented(from: string, changes: readonly string[]): string[] {
  const own = DOCUMENTED.filter(([where]) => where.test(from));
  return [
    ...changes.filter((line) => !own.some(([, what]) => what.test(line))),
    ...own.filter(([where, what]) => where.source.includes('kitchen') && !changes.some((line) => what.test(line))).map(([,, why]) => `does not occur: ${why}`),
  ];
}
