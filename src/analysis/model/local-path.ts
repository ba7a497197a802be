/* The local-path provisioner in the input. Source: rancher/local-path-provisioner provisioner.go. */
import { jsonIn } from './embedded';
import type { ManifestObject } from './manifest-object';
import type { ObjectIndex } from './object-index';
import { ContainerSource, PodSource } from './pod-sources';
import { Fields, fields, isObject, list, strings, text, textList } from '../../core/fields';
import { oncePer } from '../../core/once';
import { ClassSurroundings } from '../../drivers/judgements/class-settings';
import { folded, LOCAL_PATH as LOCAL_PATH_DRIVER, LOCAL_PATH_PROVISIONER as LOCAL_PATH } from '../../drivers/local-path';
import { flagOf } from '../../kubernetes/args';
import { imageName, imageTag } from '../../kubernetes/images';

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

/** The objects of a set, by kind and with their pods. */
type Objects = Pick<ObjectIndex, 'pods' | 'of'>;

export const localPathProvisioners: (objects: Objects) => readonly LocalPathProvisioner[] = oncePer(searchPods);
export const localPathConfigs: (objects: Objects) => readonly LocalPathConfig[] = oncePer(searchConfigs);

function searchPods(objects: Objects): LocalPathProvisioner[] {
  return objects.pods.flatMap((pod) => pod.containers.filter(({ image }) => imageName(image) === 'local-path-provisioner').map((container) => {
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
export function localPathNames(objects: Objects): ReadonlySet<string> {
  return new Set([LOCAL_PATH, ...localPathProvisioners(objects).map(({ name }) => name)]);
}

function searchConfigs(objects: Objects): LocalPathConfig[] {
  const mounted = new Set(localPathProvisioners(objects).flatMap(({ pod, configs }) => configs.map((name) => `${pod.namespace}/${name}`)));
  return objects.of('ConfigMap').flatMap((item) => {
    const data = strings(item.object.data);
    const ours = mounted.has(`${item.namespace}/${item.name}`) || (data['helperPod.yaml'] !== undefined && data['config.json'] !== undefined);
    if (!ours || data['config.json'] === undefined) return [];
    const { value, error } = jsonIn(data['config.json']);
    const config = folded(value);
    const classes = Object.entries(fields(config.storageclassconfigs))
      .map(([name, one]) => [name, paths(one, `storageClassConfigs.${name}`)] as const);
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
export function pathsOf(objects: Objects, className: string): Paths | undefined {
  const [config] = localPathConfigs(objects);
  if (!config || config.error) return undefined;
  return config.classes.size ? config.classes.get(className) : config.top;
}

/** What the input knows about the storage of a class: whether the local-path provisioner serves it, and from where. */
export function surroundingsOf(objects: Objects, storageClass: ManifestObject): ClassSurroundings {
  if (!localPathNames(objects).has(text(storageClass.object.provisioner) ?? '')) return {};
  return { driver: LOCAL_PATH_DRIVER, capabilities: pathsOf(objects, storageClass.name)?.sharedFileSystemPath ? { topologyKeys: [] } : undefined };
}

/** The directories of every node, of all nodes together. */
export function directoriesOf({ nodePathMap }: Paths): string[] {
  return list(nodePathMap).flatMap((entry) => textList(folded(entry).paths));
}

function paths(value: unknown, path: string): Paths {
  const { nodepathmap, sharedfilesystempath } = folded(value);
  return { path, nodePathMap: nodepathmap, sharedFileSystemPath: sharedfilesystempath || undefined };
}
