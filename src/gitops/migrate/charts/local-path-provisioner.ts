/* What the chart local-path-provisioner does with several values at once. */
import { named } from './ccm';
import { fields, isObject, list } from '../../../core/fields';
import { Code, Named, SecretVariable, Statement } from '../code';
import { NoCounterpart, Values } from '../values';

/** The entry of nodePathMap for all other nodes. */
const OTHERS = 'DEFAULT_PATH_FOR_NON_LISTED_NODES';
/** The beginning of a pattern that the library takes as it is. */
const SAFE = '{{ .PVC.Namespace }}/{{ .PVC.Name }}/';
/** Properties of a class with the names of its values. */
const CLASS_FIELDS = ['annotations', 'pathPattern', 'nodeAffinityKey', 'userPattern', 'groupPattern', 'permPattern'];

export function localPathProvisioner(values: Values): Statement[] {
  const registry = values.textOf('privateRegistry.registryUrl');
  const prefixed = (image: string | undefined) => (image === undefined || registry === undefined ? image : `${registry}/${image}`);
  const always = (path: string) => values.image(path, values.defaultOf(`${path}.tag`))
    ?? (registry === undefined ? undefined : `${values.defaultOf(`${path}.repository`)}:${values.defaultOf(`${path}.tag`)}`);
  values.set('image', prefixed(always('image')));
  if (always('helperImage') !== undefined) values.set('helperPod.image', prefixed(always('helperImage')));
  const secretName = values.textOf('defaultSettings.registrySecret');
  if (secretName !== undefined) {
    values.set('registryCredentials', {
      secretName,
      registry: registry ?? '',
      username: values.textOf('privateRegistry.registryUser') ?? '',
      password: new SecretVariable('REGISTRY_PASSWORD', values.textOf('privateRegistry.registryPasswd') ?? ''),
    });
  }
  if (values.isOn('podDisruptionBudget.enabled')) {
    const { enabled: _, ...budget } = fields(values.get('podDisruptionBudget'));
    values.set('disruptionBudget', Object.fromEntries(Object.entries(budget)
      .map(([key, value]) => [key, typeof value === 'boolean' ? value : String(value)])));
  }
  if (Number(values.get('replicaCount') ?? 1) > 1) {
    values.problems.push('replicaCount: the provisioner elects no leader, so two of them create each volume twice; the program has one');
    delete values.props.replicas;
  }
  if (!values.isOn('health.enabled', true)) {
    for (const prop of ['healthPort', 'startupProbe', 'livenessProbe',
      'readinessProbe']) delete values.props[prop];
  }
  values.attempt('storageClass', () => classes(values));
  for (const { name, allowUnsafePathPattern } of list(values.props.classes)) {
    if (allowUnsafePathPattern) {
      values.problems.push(`storageClass.pathPattern: the provisioner refuses the pattern of class ${name}, which does `
      + `not begin with "${SAFE}"; the program allows it`);
    }
  }
  const naming = new Named('Naming.helmChart',
    [{ release: values.release.name, ...named(values, 'nameOverride', 'fullnameOverride'), chartVersion: values.release.chartVersion }]);
  return [{
    type: 'LocalPathProvisioner',
    id: 'LocalPath',
    props: { naming, ...values.props, namespace: values.props.namespace ?? values.release.namespace },
  }];
}

function classes(values: Values): void {
  const configured = fields(values.get('storageClassConfigs'));
  const names = Object.keys(configured);
  if (names.length) {
    values.set('storage', new Named('LocalPathStorage.perClass',
      [Object.fromEntries(names.map((name) => [name, storageOf(fields(configured[name]))]))]));
    values.set('classes', names.map((name) => classOf(name, fields(fields(configured[name]).storageClass))));
    return;
  }
  if (values.has('nodePathMap') || values.has('sharedFileSystemPath')) values.set('storage', storageOf(fields(values.get(''))));
  const given = fields(values.get('storageClass'));
  if (Object.keys(given).some((key) => key !== 'provisionerName')) {
    values.set('classes',
      [classOf(values.textOf('storageClass.name') ?? 'local-path', { create: true, ...given })]);
  }
}

function storageOf({ nodePathMap, sharedFileSystemPath }: { readonly [key: string]: any }): Code {
  if (typeof sharedFileSystemPath === 'string' && sharedFileSystemPath && !list(nodePathMap).length) {
    return new Named('LocalPathStorage.shared',
      [sharedFileSystemPath]);
  }
  if (sharedFileSystemPath) throw new NoCounterpart('sharedFileSystemPath and nodePathMap exclude each other');
  const entries = list(nodePathMap).filter(isObject);
  const others = entries.find(({ node }) => node === OTHERS)?.paths;
  const nodes = Object.fromEntries(entries.filter(({ node }) => node !== OTHERS).map(({ node, paths }) => [String(node), list(paths)]));
  return new Named('LocalPathStorage.nodePaths', [others, ...Object.keys(nodes).length ? [nodes] : []]);
}

function classOf(name: string, given: { readonly [key: string]: any }): { [prop: string]: Code } {
  const member = (type: string, value: string) => new Named(`${type}.${value.replace(/([a-z])([A-Z])/g, '$1_$2').toUpperCase()}`);
  const [first, ...others] = list(given.allowedTopologies)
    .map((term) => Object.fromEntries(list(fields(term).matchLabelExpressions).map(({ key, values }) => [key, values])));
  return {
    name,
    createStorageClass: given.create ? undefined : false,
    isDefault: given.defaultClass ? true : undefined,
    volumeType: given.defaultVolumeType === 'local' ? member('LocalPathVolumeType', 'local') : undefined,
    reclaimPolicy: given.reclaimPolicy ? member('ReclaimPolicy', given.reclaimPolicy) : undefined,
    volumeBindingMode: given.volumeBindingMode ? member('VolumeBindingMode', given.volumeBindingMode) : undefined,
    allowedTopologies: first,
    otherTopologies: others.length ? others : undefined,
    allowUnsafePathPattern: given.pathPattern && !given.pathPattern.startsWith(SAFE) ? true : undefined,
    ...Object.fromEntries(CLASS_FIELDS.filter((key) => given[key] && (typeof given[key] !== 'object' || Object.keys(given[key]).length))
      .map((key) => [key, given[key]])),
  };
}
