/* Reading configurations of kubeadm. Source: cmd/kubeadm/app/apis/kubeadm; v1beta3 is still in 1.36.3, and kubernetes/kubernetes#136016 drops it after that. */
import { Fields, fields, isObject, list, own, text } from '../core/fields';

export interface KubeadmFormat {
  /** First and last minor of Kubernetes whose kubeadm reads it. */
  readonly since?: number;
  readonly last?: number;
  /** First format in which extra arguments are lists. */
  readonly lists?: boolean;
}

const FORMATS: { readonly [version: string]: KubeadmFormat } = {
  v1alpha2: { since: 11, last: 11 },
  v1alpha3: { since: 12, last: 14 },
  v1beta1: { since: 13, last: 21 },
  v1beta2: { since: 15, last: 26 },
  v1beta3: { since: 22, last: 36 },
  v1beta4: { since: 31, lists: true },
};

/** Paths of extra arguments, with the component that receives them. */
const PLACES: ReadonlyArray<readonly [path: string, component: string]> = [
  ['apiServer.extraArgs', 'kube-apiserver'],
  ['controllerManager.extraArgs', 'kube-controller-manager'],
  ['scheduler.extraArgs', 'kube-scheduler'],
  ['nodeRegistration.kubeletExtraArgs', 'kubelet'],
];

export interface Arguments {
  readonly component: string;
  readonly path: string;
  /** The arguments as written: a map or a list. */
  readonly value: unknown;
  readonly args: ReadonlyMap<string, string>;
}

export function isKubeadm({ group }: { readonly group: string }): boolean {
  return group === 'kubeadm.k8s.io';
}

export function kubeadmFormat(apiVersion: string): KubeadmFormat {
  return own(FORMATS, apiVersion.split('/')[1]) ?? {};
}

/** The extra arguments of a configuration, from a map or a list. */
export function extraArguments(configuration: Fields): Arguments[] {
  return PLACES.flatMap(([path, component]) => {
    const value = path.split('.').reduce((at: unknown, step) => fields(at)[step], configuration);
    if (value === undefined || value === null) return [];
    const pairs: Array<[string, string]> = isObject(value)
      ? Object.keys(value).map((name) => [name, scalar(value[name])])
      : list(value).map((arg) => [text(fields(arg).name) ?? '', scalar(fields(arg).value)]);
    return [{ component, path, value, args: new Map(pairs) }];
  });
}

/** The value of an argument as a string; YAML may contain numbers and booleans. */
function scalar(value: unknown): string {
  return typeof value === 'object' || value === undefined ? '' : String(value);
}
