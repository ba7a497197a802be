/* Errors in the ConfigMap of local-path. */
import { Fields, fields, isObject, list, strings, text } from '../../../core/fields';
import { shown } from '../../../core/words';
import { folded } from '../../../drivers/local-path';
import { yamlIn } from '../../model/embedded';
import { LocalPathConfig, Paths } from '../../model/local-path';
import { tidy } from '../../model/pod-sources';
import { Severity } from '../rule';

interface ConfigProblem {
  /** Key of the ConfigMap. */
  readonly key: string;
  readonly message: string;
  readonly severity?: Severity;
}

const KEYS = ['nodepathmap', 'sharedfilesystempath', 'storageclassconfigs', 'cmdtimeoutseconds', 'setupcommand', 'teardowncommand'];
/** Fields of a helper pod that the provisioner rejects by default. */
const POD = ['initContainers', 'ephemeralContainers', 'volumes', 'hostNetwork', 'hostPID', 'hostIPC', 'nodeName', 'serviceAccountName'];
const CONTAINER = ['volumeMounts', 'envFrom', 'lifecycle', 'livenessProbe', 'readinessProbe', 'startupProbe'];

/** @param classes Names of the classes of the input that this provisioner serves. */
export function configProblems(config: LocalPathConfig, classes: readonly string[]): ConfigProblem[] {
  return [...ofJson(config, classes), ...ofScripts(config), ...ofHelper(config)];
}

function ofJson({ error, value, top, classes: byClass }: LocalPathConfig, classes: readonly string[]): ConfigProblem[] {
  const key = 'config.json';
  if (error) return [{ key, message: `config.json cannot be parsed: ${error}.` }];
  const found: ConfigProblem[] = Object.keys(value).filter((name) => !KEYS.includes(name))
    .map((name) => ({ key, severity: 'warning', message: `unknown key ${shown(name)}, which is silently ignored.` }));
  const all = byClass.size ? [...byClass.values()] : [top];
  for (const paths of all) found.push(...ofPaths(paths).map((message) => ({ key, message })));
  if (!byClass.size) return found;
  const missing = classes.filter((name) => !byClass.has(name));
  return [...found, ...missing.map((name) => ({ key, message: `storageClassConfigs has no entry for class "${shown(name)}", so its claims fail.` }))];
}

function ofPaths({ path, nodePathMap, sharedFileSystemPath }: Paths): string[] {
  const at = path ? `${path}: ` : '';
  const mapped = nodePathMap !== undefined && nodePathMap !== null && list(nodePathMap).length > 0;
  if (mapped === (sharedFileSystemPath !== undefined)) {
    return [`${at}${mapped ? 'nodePathMap and sharedFileSystemPath are both set' : 'neither nodePathMap nor sharedFileSystemPath is set'}, so `
      + 'all claims fail.'];
  }
  const found: string[] = [];
  const nodes = new Set<string>();
  for (const entry of list(nodePathMap)) {
    const { node, paths } = folded(entry);
    if (nodes.has(text(node) ?? '')) found.push(`${at}duplicate node "${shown(node)}".`);
    nodes.add(text(node) ?? '');
    const seen = new Set<string>();
    for (const one of list(paths)) {
      const given = text(one) ?? '';
      if (!given.startsWith('/')) found.push(`${at}path ${shown(given)} of node "${shown(node)}" is not absolute.`);
      else if (tidy(given) === '/') found.push(`${at}the path of node "${shown(node)}" is the root directory.`);
      else if (seen.has(tidy(given))) found.push(`${at}duplicate path ${shown(given)} of node "${shown(node)}".`);
      seen.add(tidy(given));
    }
  }
  return found;
}

function ofScripts({ item, value }: LocalPathConfig): ConfigProblem[] {
  const data = strings(item.object.data);
  return ['setup', 'teardown'].filter((key) => data[key] === undefined && !value[`${key}command`])
    .map((key) => ({ key, message: `the script ${key} is missing, so the helper pod of every volume fails.` }));
}

function ofHelper({ item }: LocalPathConfig): ConfigProblem[] {
  const key = 'helperPod.yaml';
  const template = strings(item.object.data)[key];
  if (template === undefined) return [{ key, message: 'helperPod.yaml is missing, so the provisioner does not start.' }];
  const { value, error } = yamlIn(template);
  if (error || !isObject(value)) return [{ key, message: `helperPod.yaml cannot be parsed: ${error ?? 'it is not a pod'}.` }];
  const spec = fields(value.spec);
  const containers: Fields[] = list(spec.containers).map(fields);
  if (containers.length !== 1) return [{ key, message: `helperPod.yaml has ${containers.length} containers instead of one.` }];
  const unsafe = [...POD.filter((name) => isSet(spec[name])), ...CONTAINER.filter((name) => isSet(containers[0][name])), ...raised(containers[0])];
  const image = text(containers[0].image) ?? '';
  return [
    ...unsafe.slice(0, 1).map((name): ConfigProblem => ({
      key,
      severity: 'warning',
      message: `helperPod.yaml sets ${name}, which the provisioner rejects since v0.0.36.`,
    })),
    ...image ? [] : [{ key, message: 'helperPod.yaml has no image.' }],
  ];
}

function raised({ securityContext }: Fields): string[] {
  const { privileged, allowPrivilegeEscalation, capabilities } = fields(securityContext);
  return [privileged === true && 'privileged', allowPrivilegeEscalation === true && 'allowPrivilegeEscalation',
    list(fields(capabilities).add).length > 0 && 'capabilities.add']
    .filter((name) => name !== false);
}

function isSet(value: unknown): boolean {
  return Array.isArray(value) ? value.length > 0 : value !== undefined && value !== null && value !== false && value !== '';
}
