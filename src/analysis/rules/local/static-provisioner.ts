import { problemsOf } from './mapped-class';
import { shown } from '../../../core/words';
import { flagOf } from '../../../kubernetes/args';
import { localPathProvisioners } from '../../model/local-path';
import { PodSource } from '../../model/pod-sources';
import type { View } from '../../model/view';
import { about, Draft, rule } from '../rule';
import { accountOf, grantsOf, may } from '../shared/rbac';
import { staticConfigs, staticProvisioners } from '../shared/static-provisioner';
import { NO_PROVISIONER } from '../shared/volumes';

export const LOC006 = rule('LOC006', function* (view) {
  const configs = staticConfigs(view);
  const mapped = new Set(configs.flatMap(({ classes }) => classes.map(({ name }) => name)));
  const readable = configs.some(({ provisioners }) => provisioners.length) && configs.every(({ map }) => !map.error);
  const byHand = new Set(view.inventory.volumes.map(({ className }) => className));
  for (const item of readable ? view.classes : []) {
    if (item.object.provisioner !== NO_PROVISIONER || mapped.has(item.name) || byHand.has(item.name)) continue;
    yield about(item, 'metadata.name',
      `the static provisioner has no entry for class "${shown(item.name)}", and no volume in the input has the class.`,
      { severity: view.closedWorld ? 'warning' : 'info', fix: 'Add the class to storageClassMap, or add volumes of the class.' });
  }
  for (const config of configs) {
    const on = { on: config.item, path: 'data[storageClassMap]' };
    if (config.map.error) yield { ...on, message: `storageClassMap cannot be parsed: ${config.map.error}.` };
    for (const entry of config.classes) {
      for (const problem of problemsOf(entry, config)) {
        yield { ...on, message: `class "${shown(entry.name)}": ${problem.message}`, severity: problem.severity, fix: problem.fix };
      }
      if (!view.find('StorageClass', '', entry.name) && !view.inventory.world.knownClasses.has(entry.name)) {
        yield {
          ...on,
          severity: view.closedWorld ? undefined : 'info',
          message: `StorageClass "${shown(entry.name)}" is not in the input; without it, the provisioner skips these disks.`,
          fix: 'Add a StorageClass with the provisioner kubernetes.io/no-provisioner.',
        };
      }
    }
  }
});

interface Need {
  readonly group: string;
  readonly resource: string;
  readonly verb: string;
  /** Needed in the namespace of the pod only. */
  readonly own?: boolean;
}

const NEEDS: readonly Need[] = [
  ...['get', 'list', 'watch', 'create', 'delete'].map((verb) => ({ group: '', resource: 'persistentvolumes', verb })),
  ...['get', 'list', 'watch'].map((verb) => ({ group: 'storage.k8s.io', resource: 'storageclasses', verb })),
  { group: '', resource: 'nodes', verb: 'get' },
  { group: '', resource: 'events', verb: 'create' },
];

const JOBS: readonly Need[] = ['get', 'list', 'watch', 'create', 'delete'].map((verb) => ({ group: 'batch', resource: 'jobs', verb, own: true }));

/** What the local-path provisioner needs: helper pods and its configuration are in its own namespace. */
const LOCAL_PATH_NEEDS: readonly Need[] = [
  ...['get', 'list', 'watch', 'create', 'delete'].map((verb) => ({ group: '', resource: 'persistentvolumes', verb })),
  ...['get', 'list', 'watch'].map((verb) => ({ group: '', resource: 'persistentvolumeclaims', verb })),
  ...['get', 'list', 'watch'].map((verb) => ({ group: 'storage.k8s.io', resource: 'storageclasses', verb })),
  { group: '', resource: 'nodes', verb: 'get' },
  ...['get', 'create', 'delete'].map((verb) => ({ group: '', resource: 'pods', verb, own: true })),
  { group: '', resource: 'configmaps', verb: 'get', own: true },
];

export const LOC007 = rule('LOC007', function* (view) {
  const configs = staticConfigs(view);
  for (const { pod, config } of staticProvisioners(view)) {
    const jobs = configs.some((c) => c.item.name === config && c.item.namespace === pod.namespace && c.usesJobs);
    yield* lacking(view, pod, [...NEEDS, ...jobs ? JOBS : []]);
  }
  for (const { pod, container } of localPathProvisioners(view)) {
    if (flagOf(container.args, 'kubeconfig')) continue;
    for (const draft of lacking(view, pod, LOCAL_PATH_NEEDS)) yield { ...draft, fix: 'Bind the Role and ClusterRole of its manifest or chart.' };
  }
});

function* lacking(view: View, pod: PodSource, needs: readonly Need[]): Iterable<Draft> {
  const account = accountOf(pod);
  const { grants, open } = grantsOf(view, pod.namespace, account) ?? { grants: [], open: !view.closedWorld };
  if (open) return;
  const missing = needs.filter(({ group, resource, verb, own }) => !may(grants, group, resource, [verb], own ? pod.namespace : undefined));
  if (!missing.length) return;
  yield about(pod.item, `${pod.path}.serviceAccountName`,
    `ServiceAccount "${account}" lacks permission to `
      + `${missing.slice(0, 3).map(({ verb, resource }) => `${verb} ${resource}`).join(', ')}${missing.length > 3 ? ' and more' : ''}.`);
}

export const LOC008 = rule('LOC008', function* (view) {
  for (const { item, classes } of staticConfigs(view)) {
    for (const { name, value, hostDir } of classes) {
      if (value.volumeMode === 'Block' || !hostDir) continue;
      yield about(item, 'data[storageClassMap]', `class "${shown(name)}" requires a mount point for each volume below ${shown(hostDir)}.`);
    }
  }
});
