/* What both kinds of cloud config share: where they go, the CA bundle beside them, and advice. */
import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { at } from './at';
import { Destination } from './cloud-config-objects';
import { requireSecretKey } from './secret-key';
import { refuse } from '../../core/errors';
import { requireDnsLabel, requireDnsSubdomain } from '../../core/names';
import { Advice } from '../advice';
import { CaCertificate } from '../openstack/ca-certificate';
import { CloudConfigTarget, ICaCertificate, ICloudConfig } from '../openstack/cloud-config-ref';

/** Names and namespace, checked. */
export function destinationOf(target: CloudConfigTarget): Destination {
  return {
    secretName: requireDnsSubdomain('secretName', target.secretName ?? 'cloud-config'),
    secretKey: requireSecretKey('secretKey', target.secretKey ?? 'cloud.conf'),
    namespace: requireDnsLabel('namespace', target.namespace ?? 'kube-system'),
    labels: target.labels,
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

/** Refuses what is no cloud config: plain JavaScript lets one leave it out. */
export function requireCloudConfig(given?: ICloudConfig): void {
  if (typeof given?.secretName !== 'string') {
    refuse('cloudConfig', 'is missing: give a CloudConfig, or CloudConfig.fromSecretName("cloud-config") for a Secret that exists');
  }
}
