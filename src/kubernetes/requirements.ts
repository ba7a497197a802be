/*
 * Label requirements of label selectors and node affinities, and their validation as in the API server.
 * Source: k8s.io/apimachinery pkg/apis/meta/v1/validation/validation.go (ValidateLabelSelectorRequirement), pkg/apis/core/validation/validation.go
 * (ValidateNodeSelectorTerm).
 */
import { isDnsSubdomain, isLabelValue, isQualifiedName, requireOneOf } from './names';
import { invalid, refuse } from '../core/errors';

/** A requirement on one label, or on one field of a node. */
export interface Requirement {
  readonly key: string;
  readonly operator: string;
  readonly values?: string[];
}

/** Requirements on a node, all of which must match. */
interface NodeTerm {
  readonly matchExpressions?: Requirement[];
  readonly matchFields?: Requirement[];
}

const COMPARED = ['In', 'NotIn'];
const BARE = ['Exists', 'DoesNotExist'];
const NUMERIC = ['Gt', 'Lt'];

/** The requirements of a label selector. */
export function requireSelector(property: string, requirements: readonly Requirement[] = []): void {
  requirements.forEach((requirement, i) => requireLabelRequirement(`${property}[${i}]`, requirement, [...COMPARED, ...BARE]));
}

/** Validates the terms of a node affinity, which are alternatives. The API server accepts a term without requirements, but it matches no node. */
export function requireNodeTerms(property: string, terms: readonly NodeTerm[]): void {
  terms.forEach(({ matchExpressions = [], matchFields = [] }, i) => {
    const at = `${property}[${i}]`;
    if (matchExpressions.length + matchFields.length === 0) refuse(at, 'has no requirements, so it matches no node. Add matchExpressions');
    matchExpressions.forEach((requirement, j) =>
      requireLabelRequirement(`${at}.matchExpressions[${j}]`, requirement, [...COMPARED, ...BARE, ...NUMERIC]));
    matchFields.forEach((requirement, j) => requireFieldRequirement(`${at}.matchFields[${j}]`, requirement));
  });
}

function requireLabelRequirement(property: string, { key, operator, values = [] }: Requirement, operators: string[]): void {
  if (typeof key !== 'string' || !isQualifiedName(key)) invalid(`${property}.key`, key, 'a label key of the form "name" or "example.com/name"');
  requireOneOf(`${property}.operator`, operator, operators);
  if (COMPARED.includes(operator) && values.length === 0) refuse(`${property}.values`, `needs at least one value with the operator ${operator}`);
  if (BARE.includes(operator) && values.length > 0) refuse(`${property}.values`, `must be empty with the operator ${operator}. Remove the values`);
  if (NUMERIC.includes(operator) && (values.length !== 1 || !/^\d+$/.test(values[0]))) {
    invalid(`${property}.values`, values, `one integer, as a string, with the operator ${operator}`);
  }
  for (const value of values) {
    if (typeof value !== 'string' || !isLabelValue(value)) {
      invalid(`${property}.values`, value, 'a label value (at most 63 letters, digits, "-", "_" and ".")');
    }
  }
}

function requireFieldRequirement(property: string, { key, operator, values = [] }: Requirement): void {
  if (key !== 'metadata.name') invalid(`${property}.key`, key, '"metadata.name", the only field that matchFields supports');
  requireOneOf(`${property}.operator`, operator, COMPARED);
  if (values.length !== 1 || !isDnsSubdomain(values[0])) invalid(`${property}.values`, values, 'the name of one node');
}
