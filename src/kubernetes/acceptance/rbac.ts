/*
 * Source: pkg/apis/rbac/validation/validation.go.
 */
import { Report } from './report';
import { fields, Fields, isObject, list, text } from '../../core/fields';

const GROUP = 'rbac.authorization.k8s.io';

export function validateRole(report: Report, object: Fields, isNamespaced: boolean): void {
  list(object.rules).map(fields).forEach((rule, i) => policyRule(report, `rules[${i}]`, rule, isNamespaced));
  if (isNamespaced || !isObject(object.aggregationRule)) return;
  const at = 'aggregationRule.clusterRoleSelectors';
  const selectors = list(object.aggregationRule.clusterRoleSelectors);
  if (!selectors.length) report.refuse(at, 'Required value: at least one clusterRoleSelector required if aggregationRule is non-nil');
  selectors.forEach((selector, i) => report.labelSelector(`${at}[${i}]`, selector));
}

function policyRule(report: Report, field: string, rule: Fields, isNamespaced: boolean): void {
  if (!list(rule.verbs).length) report.refuse(`${field}.verbs`, 'Required value: verbs must contain at least one value');
  const urls = list(rule.nonResourceURLs);
  const groups = list(rule.apiGroups);
  const resources = list(rule.resources);
  if (!urls.length) {
    if (!groups.length) report.refuse(`${field}.apiGroups`, 'Required value: resource rules must supply at least one api group');
    if (!resources.length) report.refuse(`${field}.resources`, 'Required value: resource rules must supply at least one resource');
    return;
  }
  if (isNamespaced) report.invalid(`${field}.nonResourceURLs`, urls, 'namespaced rules cannot apply to non-resource URLs');
  if (groups.length || resources.length || list(rule.resourceNames).length) {
    report.invalid(`${field}.nonResourceURLs`, urls, 'rules cannot apply to both regular resources and non-resource URLs');
  }
}

export function validateRoleBinding(report: Report, object: Fields, isNamespaced: boolean): void {
  const { apiGroup, kind, name } = fields(object.roleRef);
  if (apiGroup) report.oneOf('roleRef.apiGroup', apiGroup, [GROUP]);
  report.oneOf('roleRef.kind', kind ?? '', isNamespaced ? ['ClusterRole', 'Role'] : ['ClusterRole']);
  if (report.required('roleRef.name', name)) report.pathSegment('roleRef.name', String(name));
  list(object.subjects).map(fields).forEach((subject, i) => validateSubject(report, `subjects[${i}]`, subject, isNamespaced));
}

function validateSubject(report: Report, field: string, subject: Fields, isNamespaced: boolean): void {
  const named = report.required(`${field}.name`, subject.name);
  switch (subject.kind) {
    case 'ServiceAccount':
      if (named) report.subdomain(`${field}.name`, String(subject.name));
      if (subject.apiGroup) report.oneOf(`${field}.apiGroup`, subject.apiGroup, ['']);
      if (!isNamespaced && !text(subject.namespace)) report.refuse(`${field}.namespace`, 'Required value');
      break;
    case 'User': case 'Group':
      if (subject.apiGroup) report.oneOf(`${field}.apiGroup`, subject.apiGroup, [GROUP]);
      break;
    default:
      report.oneOf(`${field}.kind`, subject.kind ?? '', ['Group', 'ServiceAccount', 'User']);
  }
}
