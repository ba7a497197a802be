/*
 * Source: pkg/apis/apps/validation/validation.go.
 */
import { validateClaimSpec } from './claim';
import { applyRules } from './field-rules';
import { validateCronJob, validateJob } from './job';
import { nameOf } from './manifest';
import { labelsAndAnnotations, podAnnotations } from './metadata';
import { validatePod } from './pod';
import { Report } from './report';
import { fields, Fields, isObject, list, strings, text } from '../../core/fields';
import { podTemplatePath } from '../kinds';
import { isAtLeast } from '../minor';
import { labelSelector, matches } from '../selectors';

/** First minor whose server validates the templates of a StatefulSet (pod and claims). */
const VALIDATES_TEMPLATES = '1.34';
const VALIDATES_SERVICE_NAME = '1.33';
const STRATEGIES = ['RollingUpdate', 'OnDelete'];
/** The strategy of a rollout: its field, the type beside RollingUpdate, and defaults. */
const ROLLOUTS: { readonly [kind: string]: { field: string; other: string; maxUnavailable: unknown; maxSurge: unknown } } = {
  StatefulSet: { field: 'updateStrategy', other: 'OnDelete', maxUnavailable: 1, maxSurge: 0 },
  DaemonSet: { field: 'updateStrategy', other: 'OnDelete', maxUnavailable: 1, maxSurge: 0 },
  Deployment: { field: 'strategy', other: 'Recreate', maxUnavailable: '25%', maxSurge: '25%' },
};
const SELECTING = ['StatefulSet', 'Deployment', 'DaemonSet', 'ReplicaSet'];

export function validateWorkload(report: Report, kind: string, object: any, kubernetesVersion: string): void {
  const steps = (podTemplatePath(kind) ?? []).slice(0, -1);
  const field = steps.join('.');
  const spec = fields(steps.reduce((value, step) => fields(value)[step], object));
  const template = fields(spec.template);
  const isSet = kind === 'StatefulSet';
  applyRules(report, field, `${kind === 'CronJob' ? 'Job' : kind}Spec`, spec, kubernetesVersion, ['template', 'volumeClaimTemplates']);
  if (isSet) validateStatefulSet(report, spec, kubernetesVersion);
  if (kind === 'CronJob') validateCronJob(report, object, kubernetesVersion);
  if (!SELECTING.includes(kind)) validateJob(report, field, spec, kind === 'Job' ? nameOf(object) : undefined);
  rollout(report, kind, spec);
  const { restartPolicy, activeDeadlineSeconds } = fields(template.spec);
  report.oneOf(`${field}.template.spec.restartPolicy`, text(restartPolicy) || 'Always', SELECTING.includes(kind) ? ['Always']
    : ['OnFailure', 'Never']);
  if (SELECTING.includes(kind)) {
    selector(report, kind, spec.selector, strings(fields(template.metadata).labels));
    if (typeof activeDeadlineSeconds === 'number') {
      report.refuse(`${field}.template.spec.activeDeadlineSeconds`, `Forbidden: activeDeadlineSeconds in ${kind} is not Supported`);
    }
  }
  if (isSet && !isAtLeast(kubernetesVersion, VALIDATES_TEMPLATES)) return;
  labelsAndAnnotations(report, `${field}.template`, fields(template.metadata));
  podAnnotations(report, `${field}.template.annotations`, fields(template.metadata).annotations, template.spec);
  const added = isSet ? list(spec.volumeClaimTemplates).map((claim) => text(fields(fields(claim).metadata).name) ?? '') : [];
  const overwritten = isSet ? ['hostname', 'subdomain'] : [];
  validatePod(report, { spec: template.spec, field: `${field}.template.spec`, isPod: false, overwritten, name: '', added, kubernetesVersion });
}

/** How the pods of an old template are replaced. */
function rollout(report: Report, kind: string, spec: Fields): void {
  const of = ROLLOUTS[kind];
  if (!of) return;
  const strategy = fields(spec[of.field]);
  const type = text(strategy.type) || 'RollingUpdate';
  const at = `spec.${of.field}.rollingUpdate`;
  if (kind !== 'StatefulSet') report.oneOf(`spec.${of.field}`, type, ['RollingUpdate', of.other]);
  if (type === of.other && isObject(strategy.rollingUpdate) && kind !== 'DaemonSet') {
    report.refuse(at, `Forbidden: may not be specified when strategy \`type\` is '${type}'`);
  }
  if (type !== 'RollingUpdate') return;
  const { partition, maxUnavailable, maxSurge } = fields(strategy.rollingUpdate);
  if (kind === 'StatefulSet') { // the server drops maxUnavailable as long as its feature gate is off
    if (typeof partition === 'number' && partition < 0) report.invalid(`${at}.partition`, partition, 'must be greater than or equal to 0');
    return;
  }
  const unavailable = share(report, `${at}.maxUnavailable`, maxUnavailable ?? of.maxUnavailable, true);
  const surge = share(report, `${at}.maxSurge`, maxSurge ?? of.maxSurge, kind === 'DaemonSet');
  if (!unavailable && !surge) report.refuse(`${at}.maxUnavailable`, 'cannot be 0 when maxSurge is 0');
  if (kind === 'DaemonSet' && unavailable && surge) report.invalid(`${at}.maxSurge`, maxSurge, 'may not be set when maxUnavailable is non-zero');
  const { minReadySeconds, progressDeadlineSeconds } = spec;
  if (kind === 'Deployment' && (progressDeadlineSeconds ?? 600) <= (minReadySeconds ?? 0)) {
    report.invalid('spec.progressDeadlineSeconds', progressDeadlineSeconds ?? 600, 'must be greater than minReadySeconds');
  }
}

/** A number of pods, or a percentage of them. */
function share(report: Report, field: string, value: unknown, isLimited: boolean): number {
  if (typeof value === 'number') {
    if (value < 0) report.invalid(field, value, 'must be greater than or equal to 0');
    return value;
  }
  const match = /^(\d+)%$/.exec(String(value));
  if (!match) report.invalid(field, value, 'must be an integer or a percentage such as "5%"');
  else if (isLimited && Number(match[1]) > 100) report.invalid(field, value, 'must not be greater than 100%');
  return match ? Number(match[1]) : parseInt(String(value), 10) || 0;
}

function validateStatefulSet(report: Report, spec: Fields, kubernetesVersion: string): void {
  const policy = spec.podManagementPolicy;
  if (policy && policy !== 'OrderedReady' && policy !== 'Parallel') {
    report.invalid('spec.podManagementPolicy', policy, "must be 'OrderedReady' or 'Parallel'");
  }
  const strategy = text(fields(spec.updateStrategy).type);
  if (strategy && !STRATEGIES.includes(strategy)) {
    report.invalid('spec.updateStrategy', spec.updateStrategy, "must be 'RollingUpdate' or 'OnDelete'");
  }
  if (text(spec.serviceName) && isAtLeast(kubernetesVersion, VALIDATES_SERVICE_NAME)) report.label('spec.serviceName', spec.serviceName);
  if (!isAtLeast(kubernetesVersion, VALIDATES_TEMPLATES)) return;
  list(spec.volumeClaimTemplates).forEach(
    (claim, i) => validateClaimSpec(report, `spec.volumeClaimTemplates[${i}].spec`, fields(claim).spec, kubernetesVersion));
}

function selector(report: Report, kind: string, value: unknown, labels: { readonly [key: string]: string }): void {
  if (!isObject(value)) { // a DaemonSet without a selector matches no labels
    if (kind === 'DaemonSet') report.invalid('spec.template.metadata.labels', labels, '`selector` does not match template `labels`');
    else report.refuse('spec.selector', 'Required value');
    return;
  }
  const before = report.rejections.length;
  report.labelSelector('spec.selector', value);
  const read = labelSelector(value) ?? [];
  if (!read.length) {
    report.invalid('spec.selector', value, `empty selector is invalid for ${kind.toLowerCase()}`);
  } else if (report.rejections.length === before && !matches(read, labels)) {
    report.invalid('spec.template.metadata.labels', labels, '`selector` does not match template `labels`');
  }
}
