/* What both kinds of cloud config share: where they go, the CA bundle beside them, and advice. */
import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { at } from './at';
import { Destination } from './cloud-config-objects';
import { requireSecretKey } from './secret-key';
import { refuse } from '../../core/errors';
import { requireDnsLabel, requireDnsSubdomain } from '../../core/names';
import { Release } from '../../releases';
import { Advice } from '../advice';
import { CaCertificate } from '../openstack/ca-certificate';
import { CloudConfigTarget, ICaCertificate } from '../openstack/cloud-config-ref';
import { helmNames } from '../openstack/cloud-controller-manager-naming';

/** Names and namespace, checked. */
export function destinationOf(target: CloudConfigTarget, cluster: () => Release): Destination {
  const helm = target.naming?._helm;
  const labels = { ...(helm && helmNames((target.release ?? cluster())._profile.cloudControllerManager, helm).rbacLabels), ...target.labels };
  return {
    secretName: requireDnsSubdomain('secretName', target.secretName ?? 'cloud-config'),
    secretKey: requireSecretKey('secretKey', target.secretKey ?? 'cloud.conf'),
    namespace: requireDnsLabel('namespace', target.namespace ?? 'kube-system'),
    labels: Object.keys(labels).length ? labels : undefined,
    annotations: target.annotations,
  };
}

/** The Secret of a CA bundle that is known here. */
export function emitCa(scope: Construct, { secretName, namespace }: Destination, ca?: ICaCertificate): ApiObject | undefined {
  at(scope, () => {
    if (ca?.secretName === secretName) refuse('caCertificate', `has the name of the cloud config's own Secret, "${secretName}". Give one of them another name`);
  });
  return ca instanceof CaCertificate ? ca._emit(scope, namespace) : undefined;
}

/** One piece of advice for all credentials that stand in the output. */
export function adviseOnCredentials(scope: Construct, object: ApiObject, credentials: string[]): void {
  if (credentials.length === 0) return;
  Advice._give(scope, 'CREDENTIAL_IN_OUTPUT', `The ${object.kind} "${object.name}" in the output holds ${credentials.join(' and ')}.`,
    'Use SecretText.fromStore, or keep the output out of Git and acknowledge this.');
}

/** The id of advice that comes from a rule of the config. */
export function adviceId(rule: string): string {
  return rule.toUpperCase().replace(/-/g, '_');
}
