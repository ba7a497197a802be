/* The OpenStack components in the input, and the cloud.conf that each reads. */
import { releaseOf } from './releases';
import { fields, list, text } from '../../../core/fields';
import { oncePer } from '../../../core/once';
import { flagOf } from '../../../kubernetes/args';
import { imageName } from '../../../kubernetes/images';
import { isAtLeast, Minor } from '../../../kubernetes/minor';
import { NODES_WITHOUT_CREDENTIALS } from '../../../openstack/cloud-conf/checks/check-cloud-conf';
import { Consumer } from '../../../openstack/cloud-conf/keys';
import { ContainerSource, mountOf, PodSource, tidy, volumeNamed } from '../../model/pod-sources';
import type { View } from '../../model/view';

/** A container that runs the cloud controller manager or the Cinder CSI driver. */
interface Component {
  readonly pod: PodSource;
  readonly container: ContainerSource;
  readonly consumer: Consumer;
  /** The minor of its image, else that of the input. */
  readonly release: Minor;
  /** Paths in the container that --cloud-config names. */
  readonly paths: readonly string[];
}

/** A component, and the key of a Secret or ConfigMap at one of its paths. */
export interface Reader extends Component {
  readonly path: string;
  readonly kind: 'Secret' | 'ConfigMap';
  readonly name: string;
  readonly key: string;
  /** It needs no credentials: a node service since 1.32. */
  readonly needless: boolean;
}

/** The volume of a path in a container, and the key if the volume has keys. */
export interface Place {
  readonly kind: 'Secret' | 'ConfigMap' | 'other';
  readonly name: string;
  readonly key: string;
}

/** The OpenStack components, in the order of the input. */
export const components = oncePer((view: View): readonly Component[] => view.pods.flatMap((pod) => pod.containers.flatMap((container) => {
  const consumer = consumerOf(container);
  if (!consumer) return [];
  const paths = flags(container.args, 'cloud-config').flatMap((value) => value.split(',')).filter(Boolean);
  return [{ pod, container, consumer, release: releaseOf(container.image) ?? `1.${view.release}`, paths }];
})));

/** The components that read a key of a Secret or ConfigMap as cloud.conf. */
export function readersOf(view: View): Reader[] {
  return components(view).flatMap((component) => component.paths.flatMap((path) => {
    return placesOf(component.pod, component.container, path).flatMap(({ kind, name, key }) => (kind === 'other' ? []
      : [{ ...component, path, kind, name, key, needless: isNodeOnly(component) && isAtLeast(component.release, NODES_WITHOUT_CREDENTIALS) }]));
  }));
}

/** The source of a path in a container; empty if no volume is mounted there. */
export function placesOf(pod: PodSource, container: ContainerSource, path: string): Place[] {
  const mount = mountOf(container, path);
  const volume = mount && volumeNamed(pod, mount.name);
  if (!mount || !volume) return [];
  const below = tidy(path).slice(tidy(text(mount.mountPath) ?? '').length).replace(/^\//, '');
  const inside = [text(mount.subPath), below].filter(Boolean).join('/');
  const { value } = volume;
  const secret = { ...fields(value.secret), name: fields(value.secret).secretName };
  const sources = [{ secret, configMap: value.configMap }, ...list(fields(value.projected).sources)];
  const places = sources.flatMap((source) => (['secret', 'configMap'] as const).flatMap((field): Place[] => {
    const { name, items } = fields(fields(source)[field]);
    if (typeof name !== 'string') return [];
    const keys = list(items).length ? list(items).filter((item) => fields(item).path === inside).map((item) => text(fields(item).key) ?? '')
      : [inside];
    return keys.map((key) => ({ kind: field === 'secret' ? 'Secret' : 'ConfigMap', name, key }));
  }));
  const keyed = value.secret || value.configMap || value.projected;
  return places.length || keyed ? places : [{ kind: 'other', name: volume.name, key: '' }];
}

/** A Cinder CSI driver that only serves its node. */
export function isNodeOnly({ consumer, container }: Component): boolean {
  return consumer === 'cinder-csi' && flagOf(container.args, 'provide-controller-service') === 'false';
}

function consumerOf({ image, args }: ContainerSource): Consumer | undefined {
  const names = [imageName(image), ...args.slice(0, 1).map((arg) => arg.split('/').pop() ?? '')];
  if (names.includes('openstack-cloud-controller-manager')) return 'ccm';
  return names.includes('cinder-csi-plugin') ? 'cinder-csi' : undefined;
}

/** All values of a flag that may be given again. */
function flags(args: readonly string[], name: string): string[] {
  return args.flatMap((arg, i) => {
    const match = /^--?([A-Za-z][\w.-]*)(?:=([\s\S]*))?$/.exec(arg);
    return match?.[1] === name ? [match[2] ?? args[i + 1] ?? ''] : [];
  });
}
