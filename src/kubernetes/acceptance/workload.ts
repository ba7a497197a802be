/*
 * Source: pkg/apis/apps/validation/validation.go.
 */
import { validateClaimSpec } from './claim';
import { labelsAndAnnotations } from './metadata';
import { validatePod } from './pod';
import { Report } from './report';
import { fields, isObject, list, strings, text } from '../../core/fields';
import { podTemplatePath } from '../kinds';
import { isAtLeast } from '../minor';
import { labelSelector, matches } from '../selectors';

/** First minor whose server validates the templates of a StatefulSet (pod and claims). */
const VALIDATES_TEMPLATES = '1.34';
const VALIDATES_SERVICE_NAME = '1.33';
const STRATEGIES = ['RollingUpdate', 'OnDelete'];
const SELECTING = ['StatefulSet', 'Deployment', 'DaemonSet', 'ReplicaSet'];

export function validateWorkload(report: Report, kind: string, object: any, kubernetesVersion: string): void {
  const steps = (podTemplatePath(kind) ?? []).slice(0, -1);
  const field = steps.join('.');
  const spec = fields(steps.reduce((value, step) => fields(value)[step], object));
  const template = fields(spec.template);
  if (kind === 'StatefulSet') validateStatefulSet(report, spec, kubernetesVersion);
  for (const key of ['replicas', 'minReadySeconds', 'parallelism', 'completions']) {
    if (typeof spec[key] === 'number' && spec[key] < 0) report.invalid(`${field}.${key}`, spec[key], 'must be greater than or equal to 0');
  }
  const { restartPolicy, activeDeadlineSeconds } = fields(template.spec);
  report.oneOf(`${field}.template.spec.restartPolicy`, text(restartPolicy) || 'Always', SELECTING.includes(kind) ? ['Always'] : ['OnFailure', 'Never']);
  if (SELECTING.includes(kind)) {
    selector(report, kind, spec.selector, strings(fields(template.metadata).labels));
    if (typeof activeDeadlineSeconds === 'number') {
      report.refuse(`${field}.template.spec.activeDeadlineSeconds`, `Forbidden: activeDeadlineSeconds in ${kind} is not Supported`);
    }
  }
  if (kind === 'StatefulSet' && !isAtLeast(kubernetesVersion, VALIDATES_TEMPLATES)) return;
  labelsAndAnnotations(report, `${field}.template`, fields(template.metadata));
  const added = kind === 'StatefulSet' ? list(spec.volumeClaimTemplates).map((claim) => text(fields(fields(claim).metadata).name) ?? '') : [];
  validatePod(report, { spec: template.spec, field: `${field}.template.spec`, name: '', added, kubernetesVersion });
}

function validateStatefulSet(report: Report, spec: { readonly [key: string]: any }, kubernetesVersion: string): void {
  const { podManagementPolicy: policy, persistentVolumeClaimRetentionPolicy: retention } = spec;
  if (policy !== undefined && policy !== '' && policy !== 'OrderedReady' && policy !== 'Parallel') {
    report.invalid('spec.podManagementPolicy', policy, "must be 'OrderedReady' or 'Parallel'");
  }
  const strategy = text(fields(spec.updateStrategy).type);
  if (strategy && !STRATEGIES.includes(strategy) && !(strategy === 'Recreate' && isAtLeast(kubernetesVersion, '1.37'))) {
    report.invalid('spec.updateStrategy', spec.updateStrategy, "must be 'RollingUpdate' or 'OnDelete'");
  }
  for (const key of ['whenDeleted', 'whenScaled']) {
    if (text(fields(retention)[key])) report.oneOf(`spec.persistentVolumeClaimRetentionPolicy.${key}`, retention[key], ['Retain', 'Delete']);
  }
  const start = fields(spec.ordinals).start;
  if (typeof start === 'number' && start < 0) report.invalid('spec.ordinals.start', start, 'must be greater than or equal to 0');
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
