/*
 * Validation of a pod's scheduling constraints.
 * Source: pkg/apis/core/validation/validation.go (ValidateTolerations, validateAffinity, validateTopologySpreadConstraints).
 */
import { Report } from './report';
import { decodedTexts, fields, Fields, isObject, list, text } from '../../core/fields';
import { isAtLeast } from '../minor';
import { isLabelValue } from '../names';
import type { Labels } from '../selectors';

const EFFECTS = ['NoExecute', 'NoSchedule', 'PreferNoSchedule'];

/** The constraints of a pod, with its labels, or of a template. */
export function validateScheduling(report: Report, field: string, spec: Fields, kubernetesVersion: string, labels: Labels): void {
  report.labels(`${field}.nodeSelector`, spec.nodeSelector);
  if (text(spec.nodeName)) report.subdomain(`${field}.nodeName`, spec.nodeName);
  const affinity = fields(spec.affinity);
  nodeAffinity(report, `${field}.affinity.nodeAffinity`, fields(affinity.nodeAffinity));
  for (const key of ['podAffinity', 'podAntiAffinity']) {
    podTerms(report, `${field}.affinity.${key}`, fields(affinity[key]), kubernetesVersion,
      labels);
  }
  list(spec.tolerations).map(fields).forEach((toleration, i) => tolerates(report, `${field}.tolerations[${i}]`, toleration));
  const constraints = list(spec.topologySpreadConstraints).map(fields);
  spread(report, `${field}.topologySpreadConstraints`, constraints);
  constraints.forEach((constraint, i) => labelKeys(report, `${field}.topologySpreadConstraints[${i}]`, constraint,
    isAtLeast(kubernetesVersion, '1.34'), labels));
}

function nodeAffinity(report: Report, field: string, affinity: Fields): void {
  const required = affinity.requiredDuringSchedulingIgnoredDuringExecution;
  if (isObject(required)) report.nodeSelector(`${field}.requiredDuringSchedulingIgnoredDuringExecution`, required);
  const preferred = `${field}.preferredDuringSchedulingIgnoredDuringExecution`;
  weights(report, preferred, affinity.preferredDuringSchedulingIgnoredDuringExecution);
  list(affinity.preferredDuringSchedulingIgnoredDuringExecution).forEach(
    (term, i) => report.nodeTerm(`${preferred}[${i}].preference`, fields(fields(term).preference), true));
}

function podTerms(report: Report, field: string, affinity: Fields, kubernetesVersion: string, labels: Labels): void {
  const isKnown = isAtLeast(kubernetesVersion, '1.31');
  const required = `${field}.requiredDuringSchedulingIgnoredDuringExecution`;
  const preferred = `${field}.preferredDuringSchedulingIgnoredDuringExecution`;
  const check = (at: string, term: Fields) => {
    podTerm(report, at, term);
    labelKeys(report, at, term, isKnown, labels);
  };
  list(affinity.requiredDuringSchedulingIgnoredDuringExecution).forEach((term, i) => check(`${required}[${i}]`, fields(term)));
  weights(report, preferred, affinity.preferredDuringSchedulingIgnoredDuringExecution);
  list(affinity.preferredDuringSchedulingIgnoredDuringExecution).map(fields)
    .forEach((term, i) => check(`${preferred}[${i}].podAffinityTerm`, fields(term.podAffinityTerm)));
}

function weights(report: Report, field: string, terms: unknown): void {
  list(terms).map(fields).forEach((term, i) => {
    const weight = term.weight ?? 0;
    if (weight < 1 || weight > 100) report.invalid(`${field}[${i}].weight`, weight, 'must be in the range 1-100');
  });
}

function podTerm(report: Report, field: string, term: Fields): void {
  report.labelSelector(`${field}.labelSelector`, term.labelSelector);
  report.labelSelector(`${field}.namespaceSelector`, term.namespaceSelector);
  for (const namespace of decodedTexts(term.namespaces)) report.label(`${field}.namespace`, namespace);
  if (report.required(`${field}.topologyKey`, term.topologyKey)) report.qualified(`${field}.topologyKey`, term.topologyKey);
}

/** Keys whose values the server takes from the pod and merges into the selector. Labels are given for a pod only: in a template it merges nothing. */
function labelKeys(report: Report, field: string, term: Fields, isMerged: boolean, labels: Labels): void {
  const wanted = decodedTexts(term.matchLabelKeys);
  const unwanted = decodedTexts(term.mismatchLabelKeys);
  for (const [at, keys] of [[`${field}.matchLabelKeys`, wanted], [`${field}.mismatchLabelKeys`, unwanted]] as const) {
    if (keys.length && !isObject(term.labelSelector)) report.refuse(at, 'Forbidden: must not be specified when labelSelector is not set');
    else keys.forEach((key, i) => report.qualified(`${at}[${i}]`, key));
  }
  wanted.forEach((key, i) => unwanted.includes(key) && report.invalid(`${field}.matchLabelKeys[${i}]`, key, 'exists in both matchLabelKeys and '
    + 'mismatchLabelKeys'));
  if (!isMerged || !isObject(term.labelSelector)) return;
  const merged = wanted.filter((key) => Object.hasOwn(labels, key));
  const seen = new Set(Object.keys(fields(term.labelSelector.matchLabels)));
  for (const key of [...list(term.labelSelector.matchExpressions).map((expression) => fields(expression).key), ...merged]) {
    if (wanted.includes(key) && seen.has(key)) {
      report.invalid(`${field}[${wanted.lastIndexOf(key)}]`, key,
        'exists in both matchLabelKeys and labelSelector');
    }
    seen.add(key);
  }
}

function tolerates(report: Report, field: string, { key, operator, value, effect, tolerationSeconds }: Fields): void {
  if (text(key)) report.qualified(`${field}.key`, key);
  else if (operator !== 'Exists') report.invalid(`${field}.operator`, operator ?? '', 'operator must be Exists when `key` is empty');
  if (typeof tolerationSeconds === 'number' && effect !== 'NoExecute') {
    report.invalid(`${field}.effect`, effect ?? '', "effect must be 'NoExecute' when `tolerationSeconds` is set");
  }
  if (!operator || operator === 'Equal') {
    if (text(value) && !isLabelValue(value)) report.invalid(`${field}.operator`, value, 'must be a label value');
  } else if (operator === 'Exists') {
    if (text(value)) report.invalid(`${field}.operator`, value, "value must be empty when `operator` is 'Exists'");
  } else {
    report.oneOf(`${field}.operator`, operator, ['Equal', 'Exists']);
  }
  if (text(effect)) report.oneOf(`${field}.effect`, effect, EFFECTS);
}

function spread(report: Report, field: string, constraints: readonly Fields[]): void {
  const seen = new Set<string>();
  constraints.forEach((constraint, i) => {
    const at = `${field}[${i}]`;
    const { topologyKey, whenUnsatisfiable, minDomains } = constraint;
    const maxSkew = constraint.maxSkew ?? 0;
    if (maxSkew < 1) report.invalid(`${at}.maxSkew`, maxSkew, 'must be greater than zero');
    report.required(`${at}.topologyKey`, topologyKey, 'Required value: can not be empty');
    report.oneOf(`${at}.whenUnsatisfiable`, whenUnsatisfiable ?? '', ['DoNotSchedule', 'ScheduleAnyway']);
    if (typeof minDomains === 'number' && (minDomains < 1 || whenUnsatisfiable !== 'DoNotSchedule')) {
      report.invalid(`${at}.minDomains`, minDomains, 'must be greater than zero, with whenUnsatisfiable DoNotSchedule');
    }
    const kind = JSON.stringify([topologyKey, whenUnsatisfiable]);
    if (seen.has(kind)) report.refuse(`${at}.{topologyKey, whenUnsatisfiable}`, `Duplicate value: ${kind}`);
    seen.add(kind);
    report.labelSelector(`${at}.labelSelector`, constraint.labelSelector);
  });
}
