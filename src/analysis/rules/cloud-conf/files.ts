import { Fields, fields, list, own, strings } from '../../../core/fields';
import { shown } from '../../../core/words';
import { flagOf } from '../../../kubernetes/args';
import { encodedAgain } from '../../../openstack/cloud-conf/format';
import { keyNamed, sectionNamed } from '../../../openstack/cloud-conf/keys';
import type { ManifestObject } from '../../model/manifest-object';
import { ContainerSource, mountOf, PodSource, volumeNamed } from '../../model/pod-sources';
import type { View } from '../../model/view';
import { about, rule } from '../rule';
import { ConfFile, confFiles, FILLED_IN, globalOf, isBase64, variablesOf } from '../shared/cloud-conf-files';
import { components, placesOf } from '../shared/openstack';

/** Directories with the CA certificates of the images. */
const IN_IMAGE = /^\/etc\/(ssl|pki)\//;

/** Where the client looks for clouds.yaml if clouds-file does not say, apart from directories of the user. */
const CLOUDS_FILE = '/etc/openstack/clouds.yaml';

/** A file that [Global] names. */
interface NamedFile {
  readonly key: string;
  readonly path: string;
  /** Read by components without client as well. */
  readonly always: boolean;
}

/** The files that the component opens, by the settings of [Global]. */
function namedFiles(file: ConfFile, view: View): NamedFile[] {
  const settings = new Map(globalOf(file, view).map(({ row, value }) => [row.key, value]));
  const path = (key: string) => {
    const value = settings.get(key);
    return typeof value === 'string' && value && value !== FILLED_IN ? value : undefined;
  };
  const clouds = settings.get('use-clouds') === true ? path('clouds-file') ?? (settings.get('clouds-file') ? undefined : CLOUDS_FILE) : undefined;
  const pair = path('cert-file') !== undefined && path('key-file') !== undefined ? ['cert-file', 'key-file'] : [];
  return [
    ...['ca-file', ...pair].flatMap((key) => (path(key) === undefined ? [] : [{ key, path: path(key)!, always: false }])),
    ...clouds === undefined ? [] : [{ key: 'clouds-file', path: clouds, always: true }],
  ].filter(({ path: at }) => at.startsWith('/') && !IN_IMAGE.test(at));
}

const FIXES: { readonly [setting: string]: string } = {
  'clouds-file': 'Mount a Secret with clouds.yaml at that path.',
  'cert-file': 'Mount the Secret with the client certificate and its key at that path.',
  'key-file': 'Mount the Secret with the client certificate and its key at that path.',
};

export const CFG004 = rule('CFG004', function* (view) {
  for (const file of confFiles(view)) {
    for (const { key: setting, path, always } of namedFiles(file, view)) {
      for (const { pod, container, needless } of file.readers) {
        if ((needless && !always) || (setting === 'clouds-file' && hasVariable(container, 'OS_CLIENT_CONFIG_FILE'))) continue;
        const missing = missingAt(view, pod, container, path);
        if (missing) {
          yield about(pod.item, `${container.path}.volumeMounts`,
            `${setting} of ${file.key} is ${shown(path)}, but ${missing}.`, { fix: FIXES[setting] });
        }
      }
    }
  }
});

/** Why nothing is at a path in a container, as a clause; undefined if something may be. */
function missingAt(view: View, pod: PodSource, container: ContainerSource, path: string): string | undefined {
  const places = placesOf(pod, container, path);
  const mount = mountOf(container, path);
  if (!mount) return `container "${container.name}" mounts nothing there`;
  if (!places.length && volumeNamed(pod, mount.name)) return `volume "${mount.name}" has no such file`;
  for (const { kind, name, key } of places) {
    const holder = kind === 'other' ? undefined : view.find(kind, pod.namespace, name);
    if (holder && !holds(holder.object, key)) return `${kind} "${name}" has no key "${key}"`;
  }
  return undefined;
}

function hasVariable({ value }: ContainerSource, name: string): boolean {
  return list(value.env).some((variable) => fields(variable).name === name) || list(value.envFrom).length > 0;
}

function holds(object: Fields, key: string): boolean {
  return [object.data, object.stringData, object.binaryData].some((map) => fields(map)[key] !== undefined);
}

/** Flags of the cloud controller manager that name files which it opens at startup. */
const FILE_FLAGS = [
  'kubeconfig', 'authentication-kubeconfig', 'authorization-kubeconfig', 'tls-cert-file', 'tls-private-key-file', 'client-ca-file',
  'requestheader-client-ca-file',
];

export const CFG008 = rule('CFG008', function* (view) {
  for (const { pod, container, consumer, paths } of components(view)) {
    const at = `${container.path}.${Array.isArray(container.value.args) ? 'args' : 'command'}`;
    const flags = consumer === 'ccm' ? FILE_FLAGS.map((flag) => [flag, flagOf(container.args, flag) ?? ''] as const) : [];
    for (const [flag, path] of [...paths.map((given) => ['cloud-config', given] as const), ...flags]) {
      const missing = path && !path.includes('$(') ? missingAt(view, pod, container, path) : undefined;
      const fix = flag === 'cloud-config' ? undefined : 'Mount the file at that path, or remove the flag.';
      if (missing) yield about(pod.item, at, `--${flag} is ${shown(path)}, but ${missing}.`, { fix });
    }
  }
});

const PLACEHOLDER = /^(<[^<>]*>|\$\{[^{}]*\}|\$\([^()]*\)|\{\{.*\}\}|%[A-Z_]+%|(REPLACE|CHANGE|FILL)[-_ ]?(ME|THIS|WITH.*|IN)|YOUR[-_ ].*|TODO|FIXME|x{3,}|\.\.\.)$/is;

export const CFG011 = rule('CFG011', function* (view) {
  for (const item of view.of('Secret')) {
    for (const [key, value] of Object.entries(strings(item.object.data))) {
      if (key === 'cloud.conf' && !isBase64(value)) {
        yield about(item, `data[${key}]`, `${key} in data is not base64, so the API server rejects the Secret.`, { fix: 'Move it to stringData.' });
      }
    }
  }
  for (const file of confFiles(view)) {
    if (encodedAgain(file.text ?? '') !== undefined) {
      const around = file.path.startsWith('data') && file.item.kind === 'Secret' ? 'base64' : 'plain text';
      yield about(file.item, file.path, `${file.key} is base64 inside ${around}, so the component finds no section.`, { fix: 'Encode it once.' });
    }
    for (const { section, key, line, value = '' } of variablesOf(file)) {
      const name = keyNamed(sectionNamed(section) ?? '', key)?.key ?? 'the value';
      if (value && value.toLowerCase() === key.toLowerCase() && /^(username|password|application-credential-)/i.test(key)) {
        yield about(file.item, file.path,
          `line ${line} of ${file.key}: ${name} looks like a placeholder.`, { severity: 'warning', fix: 'Replace it with the value.' });
      } else if (PLACEHOLDER.test(value)) {
        yield about(file.item, file.path, `line ${line} of ${file.key}: ${name} is a placeholder.`, { fix: 'Replace it with the value.' });
      }
    }
  }
});

/** What the files of [Global] must contain. */
const CONTENTS: { readonly [setting: string]: { readonly test: RegExp; readonly what: string; readonly fix?: string } } = {
  'ca-file': { test: /-----BEGIN CERTIFICATE-----/, what: 'no certificate' },
  'cert-file': {
    test: /-----BEGIN CERTIFICATE-----/,
    what: 'no certificate',
    fix: 'Put the client certificate into the key, with its BEGIN and '
    + 'END lines.',
  },
  'key-file': {
    test: /-----BEGIN [A-Z ]*PRIVATE KEY-----/,
    what: 'no private key',
    fix: 'Put the private key into the key, with its BEGIN and '
    + 'END lines.',
  },
  'clouds-file': { test: /^clouds:/m, what: 'no clouds', fix: 'Put a clouds.yaml into the key: a map "clouds" with an entry for each cloud.' },
};

export const CFG018 = rule('CFG018', function* (view) {
  const told = new Set<string>();
  for (const file of confFiles(view)) {
    const cloud = globalOf(file, view).find(({ row }) => row.key === 'cloud')?.value;
    for (const { key: setting, path } of namedFiles(file, view)) {
      const { test, what, fix } = CONTENTS[setting];
      for (const { kind, name, key } of file.readers.flatMap(({ pod, container }) => placesOf(pod, container, path))) {
        const holder = kind === 'other' ? undefined : view.find(kind, file.item.namespace, name);
        const found = holder && contentOf(holder, key);
        if (!holder || !found || told.has(`${holder.index} ${key}`)) continue;
        told.add(`${holder.index} ${key}`);
        const named = setting === 'clouds-file' && typeof cloud === 'string' && cloud !== '' && cloud !== FILLED_IN;
        if (!test.test(found.content)) {
          yield about(holder, found.path, `${key} is the ${setting} of ${file.key}, but contains ${what}.`, { fix });
        } else if (named && !hasCloud(found.content, cloud)) {
          yield about(holder, found.path, `${key} is the clouds-file of ${file.key}, but has no cloud "${shown(cloud)}".`, {
            fix: 'Add the '
            + 'cloud, or correct cloud in [Global].',
          });
        }
      }
    }
  }
});

/** Whether a clouds.yaml has an entry of that name. */
function hasCloud(content: string, cloud: string): boolean {
  const name = cloud.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`(^[ \\t]+|[{,][ \\t]*)["']?${name}["']?[ \\t]*:`, 'm').test(content);
}

/** The text of a key; undefined if it is missing or cannot be decoded. */
function contentOf({ object, kind }: ManifestObject, key: string): { readonly path: string; readonly content: string } | undefined {
  const plain = own(strings(object.stringData), key);
  if (plain !== undefined) return { path: `stringData[${key}]`, content: plain };
  const data = own(strings(object.data), key);
  if (data === undefined || (kind === 'Secret' && !isBase64(data))) return undefined;
  return { path: `data[${key}]`, content: kind === 'Secret' ? Buffer.from(data, 'base64').toString() : data };
}
