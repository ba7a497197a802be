/* The local volume static provisioner in the input. Source: sig-storage-local-static-provisioner pkg/common/common.go. */
import { Fields, fields, isObject, strings, text } from '../../../core/fields';
import { imageName } from '../../../kubernetes/images';
import { Embedded, yamlIn } from '../../model/embedded';
import type { ManifestObject } from '../../model/manifest-object';
import { ContainerSource, mountOf, PodSource, volumeNamed } from '../../model/pod-sources';
import type { View } from '../../model/view';

const CONFIG = '/etc/provisioner/config';

/** A running provisioner. */
interface StaticProvisioner {
  readonly pod: PodSource;
  readonly container: ContainerSource;
  /** Name of its ConfigMap. */
  readonly config?: string;
}

/** One class of storageClassMap. */
export interface MappedClass {
  readonly name: string;
  readonly value: Fields;
  readonly hostDir: string;
  /** The path in the container; the chart defaults it to hostDir. */
  readonly mountDir: string;
}

/** A ConfigMap of the provisioner. */
export interface StaticConfig {
  readonly item: ManifestObject;
  readonly map: Embedded;
  readonly classes: readonly MappedClass[];
  /** The provisioners of the input that read it. */
  readonly provisioners: readonly StaticProvisioner[];
  readonly usesJobs: boolean;
}

export function staticProvisioners(view: View): StaticProvisioner[] {
  return view.pods.flatMap((pod) => pod.containers.filter(({ image }) => imageName(image) === 'local-volume-provisioner').map((container) => {
    const mount = mountOf(container, CONFIG);
    const volume = mount && volumeNamed(pod, mount.name);
    return { pod, container, config: text(fields(volume?.value.configMap).name) };
  }));
}

export function staticConfigs(view: View): StaticConfig[] {
  const running = staticProvisioners(view);
  return view.of('ConfigMap').flatMap((item) => {
    const { storageClassMap, useJobForCleaning } = strings(item.object.data);
    if (storageClassMap === undefined) return [];
    const map = yamlIn(storageClassMap);
    const value = fields(map.value);
    const classes = Object.keys(value).map((name) => {
      const entry = fields(value[name]);
      return { name, value: entry, hostDir: text(entry.hostDir) ?? '', mountDir: text(entry.mountDir) ?? '' };
    });
    const error = map.error ?? (isObject(map.value) || map.value === null ? undefined : 'it is not a map of classes');
    const provisioners = running.filter(({ pod, config }) => config === item.name && pod.namespace === item.namespace);
    return [{ item, map: { ...map, error }, classes, provisioners, usesJobs: /^(yes|true|"true")$/i.test(useJobForCleaning ?? '') }];
  });
}
