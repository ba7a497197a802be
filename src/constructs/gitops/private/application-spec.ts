import { invalid, refuse } from '../../../core/errors';
import { SERVER_SIDE_DIFF } from '../../../kubernetes/argo';
import { requireEnvName } from '../../../kubernetes/names';
import type { ArgoOptions, ArgoPlugin } from '../argo-options';

const REPOSITORY = /^(https?|ssh|oci):\/\/\S+$|^[\w.-]+@[\w.-]+:\S+$/;

/** What the server adds to claim templates, whoever applies them. */
const IGNORED = [{ group: 'apps', kind: 'StatefulSet', jqPathExpressions: ['.spec.volumeClaimTemplates[]?.status'] }];

/** The spec of an Application. Source: Argo CD, pkg/apis/application/v1alpha1/types.go. */
export function applicationSpec(options: ArgoOptions, path: string, destination: { readonly server?: string; readonly name?: string }): object {
  const { repoUrl, revision = 'HEAD', plugin, project = 'default', targetNamespace: namespace = 'default' } = options;
  const { automated = true, prune, selfHeal, serverSideApply = true } = options;
  if (!REPOSITORY.test(repoUrl)) invalid('repoUrl', repoUrl, 'a URL such as https://git.example.com/clusters.git');
  if (/^[a-z]+:\/\/[^/@]*:[^/@]*@/.test(repoUrl)) {
    refuse('repoUrl', 'must not contain a password: Argo CD has credentials of repositories in Secrets of its own');
  }
  if (/^\/|(^|\/)\.\.(\/|$)/.test(path)) invalid('path', path, 'a folder of the repository, such as dist/prod-1');
  const [unused] = Object.entries({ prune, selfHeal }).filter(([, value]) => value && !automated);
  if (unused) refuse(unused[0], 'is about automated syncs: set automated to true');
  const syncOptions = [...serverSideApply ? ['ServerSideApply=true', 'RespectIgnoreDifferences=true'] : [], ...options.syncOptions ?? []];
  for (const [i, option] of (options.syncOptions ?? []).entries()) {
    if (!/^[A-Z]\w+=[\w-]+$/.test(option)) invalid(`syncOptions[${i}]`, option, 'of the form "Name=value"');
  }
  return {
    project,
    source: { repoURL: repoUrl, targetRevision: revision, path, ...plugin ? { plugin: pluginSpec(plugin) } : { directory: { recurse: true } } },
    destination: { ...destination, namespace },
    syncPolicy: {
      automated: automated ? { prune: prune ?? false, selfHeal: selfHeal ?? true } : undefined,
      syncOptions: syncOptions.length ? syncOptions : undefined,
    },
    ignoreDifferences: IGNORED,
  };
}

/** Argo CD compares with what an apply would write, so fields that the server fills in are no differences. */
export function argoAnnotations({ serverSideApply = true }: ArgoOptions): { [key: string]: string } | undefined {
  return serverSideApply ? SERVER_SIDE_DIFF : undefined;
}

function pluginSpec({ name = 'cdk8s-openstack', parameters = {}, env = {} }: ArgoPlugin): object {
  Object.keys(env).forEach((variable) => requireEnvName(`plugin.env.${variable}`, variable));
  const texts = Object.entries(parameters).map(([parameter, string]) => ({ name: parameter, string }));
  const variables = Object.entries(env).map(([variable, value]) => ({ name: variable, value }));
  return { name, parameters: texts.length ? texts : undefined, env: variables.length ? variables : undefined };
}
