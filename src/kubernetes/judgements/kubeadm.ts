/*
 * Defects of kubeadm configuration documents.
 */
import { judgement } from './judgement';
import { Fields, fields, list, text } from '../../core/fields';
import { Verdict } from '../../core/judgement';
import { names, shown } from '../../core/words';
import { extraArguments } from '../kubeadm';
import { isAtLeast, Minor } from '../minor';
import { isInside } from '../paths';

export const API013 = judgement('API013');

/** Stable versions are always served. */
const STABLE = /^(?:api\/|[a-z0-9.-]+\/)?v\d+$/;

export function* superfluousRuntimeConfig(configuration: Fields): Iterable<Verdict> {
  for (const { path, args } of extraArguments(configuration)) {
    const idle = (args.get('runtime-config') ?? '').split(',').map((entry) => entry.trim().split('='))
      .filter(([version, value = 'true']) => STABLE.test(version) && value === 'true').map(([version]) => version);
    if (idle.length) yield { path, message: `runtime-config enables ${names(idle)}, which every API server serves by default.` };
  }
}

export const API014 = judgement('API014');

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

export const SEC010 = judgement('SEC010');

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
      yield { path, message: `${path} is in plain text and lets any machine join the cluster.` };
    }
  }
}
