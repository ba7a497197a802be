import { fields, isObject } from '../../../core/fields';
import { superfluousRuntimeConfig, unusedCloudConfig } from '../../../kubernetes/judgements/kubeadm';
import { extraArguments, isKubeadm, kubeadmFormat } from '../../../kubernetes/kubeadm';
import { minorNumber } from '../../../kubernetes/minor';
import { REMOVED_FLAGS } from '../../../kubernetes/removed-flags';
import { about, each, on, rule } from '../rule';

export const API004 = rule('API004', function* (view) {
  const versions = new Set(view.items.filter(isKubeadm).map((item) => item.apiVersion));
  for (const item of view.items.filter(isKubeadm)) {
    const { since, last, lists } = kubeadmFormat(item.apiVersion);
    if (since === undefined) {
      yield about(item, 'apiVersion', `unknown kubeadm configuration version ${item.apiVersion}.`);
      continue;
    }
    if (view.kubernetes < since || (last !== undefined && view.kubernetes > last)) {
      yield about(item, 'apiVersion',
        `kubeadm 1.${view.kubernetes} does not read ${item.apiVersion}: `
          + `${view.kubernetes < since ? `it was added in 1.${since}` : `1.${last} was the last to read it`}.`);
    } else if (versions.size > 1) {
      yield about(item, 'apiVersion',
        `the kubeadm configurations use several versions: ${[...versions].sort().join(', ')}.`,
        { severity: 'warning', fix: 'Use one version for all of them.' });
    }
    for (const { path, value } of extraArguments(item.object)) {
      if (lists ? isObject(value) && Object.keys(fields(value)).length > 0 : Array.isArray(value)) {
        yield about(item, path,
          `extraArgs is a ${lists ? 'list of names and values' : 'map'} in ${item.apiVersion.split('/')[1]}, not a ${lists ? 'map' : 'list'}.`,
          { fix: lists ? 'Write each as {name: …, value: …}.' : 'Write each as "name: value".' });
      }
    }
  }
});

export const API010 = rule('API010', function* (view) {
  for (const item of view.items.filter(isKubeadm)) {
    for (const { component, path, args } of extraArguments(item.object)) {
      for (const flag of REMOVED_FLAGS) {
        const value = flag.component === component ? args.get(flag.name) : undefined;
        if (value === undefined || !(flag.value ?? /./s).test(value) || view.kubernetes < minorNumber(flag.gone)) continue;
        yield about(item, path, `--${flag.name} of ${component} ${flag.because}.`);
      }
    }
  }
});

export const API013 = rule('API013', each((view) => view.items.filter(isKubeadm), (item) => superfluousRuntimeConfig(item.object)));

export const API014 = rule('API014', function* (view) {
  for (const item of view.items.filter(isKubeadm)) yield* on(item, unusedCloudConfig(item.object, view.minor));
});
