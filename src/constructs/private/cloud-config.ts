/* What both kinds of cloud config share: where they go, the CA bundle beside them, and advice. */
import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { at } from './at';
import { Destination } from './cloud-config-objects';
import { report } from './report';
import { requireSecretKey } from './secret-key';
import { refuse } from '../../core/errors';
import { Severity } from '../../core/judgement';
import { requireAbsolutePath, requireDnsLabel, requireDnsSubdomain } from '../../kubernetes/names';
import { ruleOf } from '../../openstack/judgements/cloud-conf';
import { literalCredentials, SEC008 } from '../../openstack/judgements/secrets';
import { Release } from '../../releases';
import { Advice } from '../advice';
import { CaCertificate } from '../openstack/cloud-config/ca-certificate';
import { ICaCertificate } from '../openstack/cloud-config/cloud-config-ref';
import { CloudConfigTarget } from '../openstack/cloud-config/cloud-config-target';
import { helmNames } from '../openstack/cloud-controller-manager/naming';

/** Names and namespace, checked; with Helm naming, the labels that the chart of the release gives. */
export function destinationOf(target: CloudConfigTarget, release: () => Release): Destination {
  const helm = target.naming?._helm;
  const labels = { ...(helm && helmNames(release()._profile.cloudControllerManager, helm).rbacLabels), ...target.labels };
  return {
    secretName: requireDnsSubdomain('secretName', target.secretName ?? 'cloud-config'),
    secretKey: requireSecretKey('secretKey', target.secretKey ?? 'cloud.conf'),
    namespace: requireDnsLabel('namespace', target.namespace ?? 'kube-system'),
    labels: Object.keys(labels).length ? labels : undefined,
    annotations: target.annotations,
  };
}

/** A reference to a CA bundle, checked; there may be none. */
export function requireCa(ca?: ICaCertificate): ICaCertificate | undefined {
  if (ca === undefined) return undefined;
  requireDnsSubdomain('caCertificate.secretName', ca.secretName);
  requireSecretKey('caCertificate.secretKey', ca.secretKey);
  requireAbsolutePath('caCertificate.path', ca.path, '/etc/openstack-ca/ca.pem');
  return ca;
}

/** The annotation of pods that mount a CA bundle which is known here: they read it at their start. */
export function caAnnotation(ca?: ICaCertificate): { [key: string]: string | undefined } {
  return { 'cdk8s-openstack/ca-cert-checksum': ca?.checksum };
}

/** The Secret of a CA bundle that is known here. */
export function emitCa(scope: Construct, { secretName, namespace }: Destination, ca?: ICaCertificate): ApiObject | undefined {
  at(scope, () => {
    if (requireCa(ca)?.secretName === secretName) {
      refuse('caCertificate', `has the name of the cloud config's own Secret, "${secretName}". Give one of them another name`);
    }
  });
  return ca instanceof CaCertificate ? ca._emit(scope, namespace) : undefined;
}

/** Reports credentials in an emitted Secret. */
export function reportCredentials(object: ApiObject): void {
  if (object.kind !== 'Secret') return;
  const fix = 'Use SecretText.fromStore, or keep the output out of Git and acknowledge this.';
  report(object, SEC008, [...literalCredentials(object.toJson())].map((verdict) => ({ ...verdict, fix })));
}

/** What the checker of the cloud config says. */
interface Finding {
  readonly id: string;
  readonly message: string;
  readonly fix: string;
  readonly severity?: Severity;
  readonly line?: number;
}

/** Reports what the checker finds, with the ids of the rules that find it in the emitted object. */
export function reportFindings(object: ApiObject, secretKey: string, findings: Finding[]): void {
  const path = object.kind === 'Secret' ? `stringData[${secretKey}]` : `spec.target.template.data[${secretKey}]`;
  for (const { fix, ...finding } of findings) {
    const told = ruleOf(finding);
    const message = finding.line === undefined ? finding.message : `line ${finding.line} of ${secretKey}: ${finding.message}`;
    if (told) report(object, { id: told.rule, severity: told.severity ?? finding.severity ?? 'warning', fix }, [{ path, message, fix }]);
    else Advice._give(object, finding.id.toUpperCase().replace(/-/g, '_'), message, fix);
  }
}
