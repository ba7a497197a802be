/*
 * Defects of kubeadm configuration documents.
 */
import { Fields, fields, list, text } from '../../core/fields';
import { Judgement, Verdict } from '../../core/judgement';
import { names, shown } from '../../core/words';
import { extraArguments } from '../kubeadm';
import { isAtLeast, Minor } from '../minor';
import { isInside } from '../paths';

export const API013: Judgement = {
  id: 'API013',
  severity: 'info',
  title: 'runtime-config enables a version that is always served',
  why: 'The API server serves every stable version by default. runtime-config enables alpha and beta versions, or disables a version. An entry '
  + 'without effect hides the ones that matter.',
  fix: 'Remove the entry.',
  source: 'pkg/controlplane/instance.go DefaultAPIResourceConfigSource',
};

/** Stable versions are always served. */
const STABLE = /^(?:api\/|[a-z0-9.-]+\/)?v\d+$/;

export function* superfluousRuntimeConfig(configuration: Fields): Iterable<Verdict> {
  for (const { path, args } of extraArguments(configuration)) {
    const idle = (args.get('runtime-config') ?? '').split(',').map((entry) => entry.trim().split('='))
      .filter(([version, value = 'true']) => STABLE.test(version) && value === 'true').map(([version]) => version);
    if (idle.length) yield { path, message: `runtime-config enables ${names(idle)}, which every API server serves by default.` };
  }
}

export const API014: Judgement = {
  id: 'API014',
  severity: 'warning',
  title: 'Cloud configuration is mounted into the control plane but unused',
  why: 'A file that kubeadm mounts into a component of the control plane is read only if an argument names it. external-cloud-volume-plugin '
    + 'counts only together with '
    + 'cloud-provider: external; otherwise the controller manager has no cloud provider.',
  fix: 'Add the argument cloud-config (and cloud-provider: external), or, with the CSI driver, remove the volume.',
  source: 'cmd/kube-controller-manager/app/cloudproviders.go createCloudProvider, release 1.15',
};

/** First minor whose controller manager lacks the in-tree plugin. */
const IN_TREE_GONE: Minor = '1.26';

const COMPONENTS = [['apiServer', 'kube-apiserver'], ['controllerManager', 'kube-controller-manager']] as const;

export function* unusedCloudConfig(configuration: Fields, kubernetes: Minor): Iterable<Verdict> {
  const given = new Map(extraArguments(configuration).map(({ component, args }) => [component, args]));
  for (const [field, component] of COMPONENTS) {
    const values = [...given.get(component)?.values() ?? []];
    for (const [i, volume] of list(fields(configuration[field]).extraVolumes).map(fields).entries()) {
      const mounted = text(volume.mountPath) ?? '';
      if (!/cloud[-_.]?conf/i.test(mounted) || values.some((value) => isInside(value, mounted))) continue;
      yield { path: `${field}.extraVolumes[${i}]`, message: `${shown(mounted)} is mounted into ${component}, but no argument refers to it.` };
    }
  }
  const manager = given.get('kube-controller-manager');
  if (isAtLeast(kubernetes, IN_TREE_GONE) || !manager?.has('external-cloud-volume-plugin')) return;
  const path = 'controllerManager.extraArgs';
  if (manager.get('cloud-provider') !== 'external') {
    yield { path, message: 'kube-controller-manager ignores external-cloud-volume-plugin without cloud-provider: external.' };
  } else if (!manager.get('cloud-config')) {
    yield { path, message: 'external-cloud-volume-plugin needs the argument cloud-config to reach OpenStack.' };
  }
}

export const SEC010: Judgement = {
  id: 'SEC010',
  severity: 'warning',
  title: 'Bootstrap token or certificate key in plain text',
  why: 'While it is valid, a bootstrap token lets anyone join a node to the cluster, with the permissions of a node. With a certificate key they can '
  + 'join a control-plane node.',
  fix: 'Create short-lived tokens when needed (`kubeadm token create`), and pass them to the machine by cloud-init or by hand.',
  source: 'https://kubernetes.io/docs/reference/access-authn-authz/bootstrap-tokens/',
};

/** A bootstrap token, or a key of 32 bytes. */
const JOIN_SECRET = /^([a-z0-9]{6}\.[a-z0-9]{16}|[0-9a-f]{64})$/;

export function* joinSecrets(configuration: Fields): Iterable<Verdict> {
  const discovery = fields(configuration.discovery);
  const candidates: Array<[string, unknown]> = [
    ['discovery.bootstrapToken.token', fields(discovery.bootstrapToken).token],
    ['discovery.tlsBootstrapToken', discovery.tlsBootstrapToken],
    ...list(configuration.bootstrapTokens).map((token, i): [string, unknown] => [`bootstrapTokens[${i}].token`, fields(token).token]),
    ['certificateKey', configuration.certificateKey],
    ['controlPlane.certificateKey', fields(configuration.controlPlane).certificateKey],
  ];
  for (const [path, value] of candidates) {
    if (typeof value === 'string' && JOIN_SECRET.test(value)) {
      yield {
        path,
        message: `${path} is in plain text and lets any machine join the `
      + 'cluster.',
      };
    }
  }
}
