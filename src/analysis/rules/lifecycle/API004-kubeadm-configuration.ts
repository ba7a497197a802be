import { fields, isObject } from '../../../core/fields';
import { extraArguments, isKubeadm, kubeadmFormat } from '../../../kubernetes/kubeadm';
import { rule } from '../rule';

export const API004 = rule('API004', function* (view) {
  const versions = new Set(view.items.filter(isKubeadm).map((item) => item.apiVersion));
  for (const item of view.items.filter(isKubeadm)) {
    const { since, last, lists } = kubeadmFormat(item.apiVersion);
    if (since === undefined) {
      yield { on: item, path: 'apiVersion', message: `unknown kubeadm configuration version ${item.apiVersion}.` };
      continue;
    }
    if (view.kubernetes < since || (last !== undefined && view.kubernetes > last)) {
      yield {
        on: item,
        path: 'apiVersion',
        message: `kubeadm 1.${view.kubernetes} does not read ${item.apiVersion}: `
          + `${view.kubernetes < since ? `it was added in 1.${since}` : `1.${last} was the last to read it`}.`,
      };
    } else if (versions.size > 1) {
      yield {
        on: item,
        path: 'apiVersion',
        severity: 'warning',
        message: `the kubeadm configurations use several versions: ${[...versions].sort().join(', ')}.`,
        fix: 'Use one version for all of them.',
      };
    }
    for (const { path, value } of extraArguments(item.object)) {
      if (lists ? isObject(value) && Object.keys(fields(value)).length > 0 : Array.isArray(value)) {
        yield {
          on: item,
          path,
          message: `extraArgs is a ${lists ? 'list of names and values' : 'map'} in ${item.apiVersion.split('/')[1]}, not a `
            + `${lists ? 'map' : 'list'}.`,
          fix: lists ? 'Write each as {name: …, value: …}.' : 'Write each as "name: value".',
        };
      }
    }
  }
});
