/* The local-path provisioner in the input. Source: rancher/local-path-provisioner provisioner.go. */
import { jsonIn } from './embedded';
import { LOCAL_PATH } from './volumes';
import { Fields, fields, isObject, list, strings, text, textList } from '../../../core/fields';
import { ClassSurroundings } from '../../../drivers/judgements/class-settings';
import { folded, LOCAL_PATH as LOCAL_PATH_DRIVER } from '../../../drivers/local-path';
import { flagOf } from '../../../kubernetes/args';
import { imageName, imageTag } from '../../../kubernetes/images';
import type { ManifestObject } from '../../model/manifest-object';
import { ContainerSource, PodSource } from '../../model/pod-sources';
import type { View } from '../../model/view';

/** A running provisioner. */
export interface LocalPathProvisioner {
  readonly pod: PodSource;
  readonly container: ContainerSource;
  /** The provisioner name of its classes. */
  readonly name: string;
  /** Names of the ConfigMaps that its pod mounts. */
  readonly configs: readonly string[];
  /** 22 for v0.0.22; undefined if the image tag is not a version. */
  readonly patch?: number;
}

/** Where directories are created: on each node, or on a shared filesystem. */
export interface Paths {
  readonly path: string;
  readonly nodePathMap?: unknown;
  readonly sharedFileSystemPath?: unknown;
}

/** A ConfigMap of the provisioner. */
export interface LocalPathConfig {
  readonly item: ManifestObject;
  readonly error?: string;
  readonly top: Paths;
  readonly classes: ReadonlyMap<string, Paths>;
  readonly value: Fields;
}

const running = new WeakMap<View, readonly LocalPathProvisioner[]>();
const configured = new WeakMap<View, readonly LocalPathConfig[]>();

export function localPathProvisioners(view: View): readonly LocalPathProvisioner[] {
  const known = running.get(view) ?? searchPods(view);
  running.set(view, known);
  return known;
}

export function localPathConfigs(view: View): readonly LocalPathConfig[] {
  const known = configured.get(view) ?? searchConfigs(view);
  configured.set(view, known);
  return known;
}

function searchPods(view: View): LocalPathProvisioner[] {
  return view.pods.flatMap((pod) => pod.containers.filter(({ image }) => imageName(image) === 'local-path-provisioner').map((container) => {
    const variable = list(container.value.env).find((v) => fields(v).name === 'PROVISIONER_NAME');
    const patch = /^v?0\.0\.(\d+)/.exec(imageTag(container.image) ?? '')?.[1];
    return {
      pod,
      container,
      name: flagOf(container.args, 'provisioner-name') || text(fields(variable).value) || LOCAL_PATH,
      configs: pod.volumes.flatMap(({ value }) => text(fields(value.configMap).name) ?? []),
      patch: patch === undefined ? undefined : Number(patch),
    };
  }));
}

/** Provisioner names that local-path serves. */
export function localPathNames(view: View): ReadonlySet<string> {
  return new Set([LOCAL_PATH, ...localPathProvisioners(view).map(({ name }) => name)]);
}

function searchConfigs(view: View): LocalPathConfig[] {
  const mounted = new Set(localPathProvisioners(view).flatMap(({ pod, configs }) => configs.map((name) => `${pod.namespace}/${name}`)));
  return view.of('ConfigMap').flatMap((item) => {
    const data = strings(item.object.data);
    const ours = mounted.has(`${item.namespace}/${item.name}`) || (data['helperPod.yaml'] !== undefined && data['config.json'] !== undefined);
    if (!ours || data['config.json'] === undefined) return [];
    const { value, error } = jsonIn(data['config.json']);
    const config = folded(value);
    const classes = Object.entries(fields(config.storageclassconfigs)).map(([name, one]) => [name, paths(one, `storageClassConfigs.${name}`)] as const);
    return [{
      item,
      error: error ?? (isObject(value) ? undefined : 'it is not an object'),
      top: paths(value, ''),
      classes: new Map(classes),
      value: config,
    }];
  });
}

/** The paths for a class; undefined if the input has no configuration. */
export function pathsOf(view: View, className: string): Paths | undefined {
  const [config] = localPathConfigs(view);
  if (!config || config.error) return undefined;
  return config.classes.size ? config.classes.get(className) : config.top;
}

/** What the input knows about the storage of a class: whether the local-path provisioner serves it, and from where. */
export function surroundingsOf(view: View, storageClass: ManifestObject): ClassSurroundings {
  if (!localPathNames(view).has(text(storageClass.object.provisioner) ?? '')) return {};
  return { driver: LOCAL_PATH_DRIVER, capabilities: pathsOf(view, storageClass.name)?.sharedFileSystemPath ? { topologyKeys: [] } : undefined };
}

/** The directories of every node, of all nodes together. */
export function directoriesOf({ nodePathMap }: Paths): string[] {
  return list(nodePathMap).flatMap((entry) => textList(folded(entry).paths));
}

function paths(value: unknown, path: string): Paths {
  const { nodepathmap, sharedfilesystempath } = folded(value);
  return { path, nodePathMap: nodepathmap, sharedFileSystemPath: sharedfilesystempath || undefined };
}
