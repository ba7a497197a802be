import { Rule } from '../rule';
import { extraArguments, isKubeadm } from '../shared/kubeadm';
import { names } from '../shared/words';

/** Versions that are no alpha and no beta are always served. */
const STABLE = /^(?:api\/|[a-z0-9.-]+\/)?v\d+$/;

export const API013: Rule = {
  id: 'API013',
  severity: 'info',
  title: 'runtime-config switches on what is always on',
  why: 'The API server serves every stable version by default; runtime-config is for alpha and beta versions, or to switch something off. The entry is left over from a time when the version was new, and hides what is really special about the cluster.',
  fix: 'Remove the entry.',
  source: 'pkg/controlplane/instance.go DefaultAPIResourceConfigSource',
  * check(view) {
    for (const item of view.items.filter(isKubeadm)) {
      for (const { path, args } of extraArguments(item)) {
        const idle = (args.get('runtime-config') ?? '').split(',').map((entry) => entry.trim().split('='))
          .filter(([version, value = 'true']) => STABLE.test(version) && value === 'true').map(([version]) => version);
        if (idle.length) yield { on: item, path, message: `runtime-config switches on ${names(idle)}, which every API server serves.` };
      }
    }
  },
};
