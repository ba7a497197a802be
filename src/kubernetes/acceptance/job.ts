/*
 * Jobs and CronJobs.
 * Source: pkg/apis/batch/validation/validation.go, pkg/registry/batch/job/strategy.go.
 */
import { applyRules } from './field-rules';
import { nameOf } from './manifest';
import { Report } from './report';
import { fields, Fields, isObject, list, strings, text } from '../../core/fields';
import { isDnsLabel } from '../names';
import { labelSelector, matches } from '../selectors';

const MOST_PARALLEL = 100_000;
/** Completions above which failed indexes must be limited. */
const MANY = 100_000;
const MOST_PARALLEL_OF_MANY = 10_000;
const LONGEST_CRON_JOB = 52;

export function validateCronJob(report: Report, object: any, kubernetesVersion: string): void {
  applyRules(report, 'spec', 'CronJobSpec', object.spec, kubernetesVersion, ['jobTemplate']);
  const name = nameOf(object);
  if (name.length > LONGEST_CRON_JOB) report.invalid('metadata.name', name, `must be no more than ${LONGEST_CRON_JOB} characters`);
}

/** The spec of a Job; of the template of a CronJob if it has no name. */
export function validateJob(report: Report, field: string, spec: Fields, name: string | undefined): void {
  const { completionMode, completions, podFailurePolicy, successPolicy, podReplacementPolicy, template } = spec;
  const isIndexed = completionMode === 'Indexed';
  indexes(report, field, spec, isIndexed);
  if (isIndexed && name && completions > 0 && !isDnsLabel(`${name}-${completions - 1}`)) {
    report.invalid('metadata.name', name, `will not able to create pod with invalid DNS label: ${name}-${completions - 1}`);
  }
  if (isObject(podFailurePolicy)) failures(report, `${field}.podFailurePolicy`, podFailurePolicy, spec);
  if (isObject(successPolicy)) {
    if (isIndexed) successes(report, `${field}.successPolicy`, successPolicy, completions ?? 0);
    else report.invalid(`${field}.successPolicy`, successPolicy, 'requires indexed completion mode');
  }
  if (typeof podReplacementPolicy === 'string') {
    report.oneOf(`${field}.podReplacementPolicy`, podReplacementPolicy, isObject(podFailurePolicy) ? ['Failed'] : ['Failed', 'TerminatingOrFailed']);
  }
  const { restartPolicy } = fields(fields(template).spec);
  if (isObject(podFailurePolicy) && restartPolicy === 'OnFailure') {
    report.invalid(`${field}.template.spec.restartPolicy`, restartPolicy, 'only "Never" is supported when podFailurePolicy is specified');
  }
  selector(report, field, spec, name);
}

function indexes(report: Report, field: string, spec: Fields, isIndexed: boolean): void {
  const { completions, parallelism, backoffLimitPerIndex, maxFailedIndexes } = spec;
  const isGiven = (value: unknown) => typeof value === 'number';
  const tooMany = (key: string, most: number) => {
    if (spec[key] > most) {
      report.invalid(`${field}.${key}`, spec[key], `must be less than or equal to ${most}`);
    }
  };
  if (isGiven(maxFailedIndexes) && !isGiven(backoffLimitPerIndex)) {
    report.refuse(`${field}.backoffLimitPerIndex`, 'Required value: when maxFailedIndexes is specified');
  }
  if (!isIndexed) {
    for (const key of ['backoffLimitPerIndex', 'maxFailedIndexes']) {
      if (isGiven(spec[key])) {
        report.invalid(`${field}.${key}`, spec[key],
          'requires indexed completion mode');
      }
    }
    return;
  }
  if (!isGiven(completions)) report.refuse(`${field}.completions`, 'Required value: when completion mode is Indexed');
  tooMany('parallelism', MOST_PARALLEL);
  tooMany('maxFailedIndexes', Math.min(MOST_PARALLEL, completions ?? Infinity));
  if (!(completions > MANY) || !isGiven(backoffLimitPerIndex)) return;
  if (!isGiven(maxFailedIndexes)) report.refuse(`${field}.maxFailedIndexes`, `Required value: must be specified when completions is above ${MANY}`);
  if (isGiven(parallelism)) tooMany('parallelism', MOST_PARALLEL_OF_MANY);
  tooMany('maxFailedIndexes', MOST_PARALLEL_OF_MANY);
}

function failures(report: Report, field: string, policy: Fields, spec: Fields): void {
  const pod = fields(fields(spec.template).spec);
  const names = [...list(pod.containers), ...list(pod.initContainers)].map((container) => fields(container).name);
  list(policy.rules).map(fields).forEach((rule, i) => {
    const at = `${field}.rules[${i}]`;
    if (rule.action === 'FailIndex' && typeof spec.backoffLimitPerIndex !== 'number') {
      report.invalid(`${at}.action`, rule.action, 'requires the backoffLimitPerIndex to be set');
    }
    if (isObject(rule.onExitCodes) === list(rule.onPodConditions).length > 0) {
      report.invalid(at, rule.action, 'specifying one of OnExitCodes and OnPodConditions is required');
    }
    if (isObject(rule.onExitCodes)) exitCodes(report, `${at}.onExitCodes`, rule.onExitCodes, names);
  });
}

function exitCodes(report: Report, field: string, { containerName, operator, values }: Fields, names: readonly unknown[]): void {
  if (typeof containerName === 'string' && !names.includes(containerName)) {
    report.invalid(`${field}.containerName`, containerName, 'must be one of the container or initContainer names in the pod template');
  }
  const codes: number[] = list(values).map((value) => value ?? 0);
  codes.forEach((code, i) => {
    if (operator === 'In' && code === 0) report.invalid(`${field}.values[${i}]`, code, 'must not be 0 for the In operator');
    if (codes.indexOf(code) < i) report.refuse(`${field}.values[${i}]`, `Duplicate value: ${code}`);
  });
  if (codes.some((code, i) => codes[i - 1] > code)) report.invalid(`${field}.values`, codes, 'must be ordered');
}

function successes(report: Report, field: string, policy: Fields, completions: number): void {
  list(policy.rules).map(fields).forEach(({ succeededCount, succeededIndexes }, i) => {
    const at = `${field}.rules[${i}]`;
    const hasIndexes = typeof succeededIndexes === 'string';
    if (typeof succeededCount !== 'number' && !hasIndexes) {
      report.refuse(at, 'Required value: at least one of succeededCount or succeededIndexes must be specified');
    }
    const total = hasIndexes ? amountOf(succeededIndexes, completions) : completions;
    if (total === undefined) {
      report.invalid(`${at}.succeededIndexes`, succeededIndexes,
        'must be indexes in order, such as "1,3-5,7", below completions');
    }
    if (succeededCount > Math.min(completions, total ?? completions)) {
      report.invalid(`${at}.succeededCount`, succeededCount, `must be less than or equal to ${total ?? completions}`);
    }
  });
}

/** How many indexes a text such as "1,3-5" lists; undefined if it is wrong. */
function amountOf(indexes_: string, completions: number): number | undefined {
  if (indexes_ === '') return 0;
  let last = -1;
  let total = 0;
  for (const part of indexes_.split(',')) {
    const match = /^(\d+)(?:-(\d+))?$/.exec(part);
    if (!match) return undefined;
    const from = Number(match[1]);
    const to = Number(match[2] ?? from);
    if (from <= last || (match[2] !== undefined && to <= from) || to >= completions) return undefined;
    total += to - from + 1;
    last = to;
  }
  return total;
}

const LONGEST_LABEL = 63;

function selector(report: Report, field: string, spec: Fields, name: string | undefined): void {
  const given = labelSelector(spec.selector);
  if (name === undefined) {
    if (given) report.invalid(`${field}.selector`, spec.selector, '`selector` will be auto-generated');
    if (spec.manualSelector === true) report.oneOf(`${field}.manualSelector`, true, ['nil', 'false']);
    return;
  }
  const before = report.rejections.length;
  report.labelSelector(`${field}.selector`, spec.selector);
  if (report.rejections.length > before) return;
  const labels = strings(fields(fields(spec.template).metadata).labels);
  if (spec.manualSelector === true) {
    if (!given) report.refuse(`${field}.selector`, 'Required value');
    else if (!matches(given, labels)) report.invalid(`${field}.template.metadata.labels`, labels, '`selector` does not match template `labels`');
    return;
  }
  for (const key of ['job-name', 'batch.kubernetes.io/job-name']) {
    if (text(labels[key]) !== undefined && labels[key] !== name) report.invalid(`${field}.template.metadata.labels`, labels, `must be '${name}'`);
  }
  if (name.length > LONGEST_LABEL) report.invalid(`${field}.template.labels`, name, `must be no more than ${LONGEST_LABEL} bytes: pods get the name of the Job as a label`);
  const generated = { ...Object.fromEntries(['job-name', 'batch.kubernetes.io/job-name'].map((key) => [key, name])) };
  const own = (given ?? []).filter(({ key }) => !['controller-uid', 'batch.kubernetes.io/controller-uid'].includes(key));
  if (!matches(own, generated)) report.invalid(`${field}.selector`, spec.selector, '`selector` not auto-generated');
}
