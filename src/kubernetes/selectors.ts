/*
 * Label selectors, node selectors and topology terms, parsed once for repeated matching.
 * Source: k8s.io/apimachinery pkg/labels/selector.go, k8s.io/component-helpers scheduling/corev1/nodeaffinity.
 */
import { fields, isObject, list, own, strings, text, textList } from '../core/fields';

export interface Labels { readonly [key: string]: string }

/** One requirement on one label. */
export interface Requirement {
  readonly key: string;
  readonly operator: string;
  readonly values: readonly string[];
}

/** Requirements that must all match. An absent selector is `undefined`, never an empty list: its meaning depends on the field. */
export type Selector = readonly Requirement[];

/** Terms of which one must match; a term without requirements matches no node. */
export interface NodeTerm {
  readonly labels: Selector;
  readonly fields: Selector;
}

/** Parses a LabelSelector; undefined if absent. */
export function labelSelector(value: unknown): Selector | undefined {
  if (!isObject(value)) return undefined;
  const labels = strings(value.matchLabels);
  return [
    ...Object.keys(labels).map((key) => ({ key, operator: 'In', values: [labels[key]] })),
    ...requirements(value.matchExpressions),
  ];
}

/** Parses a NodeSelector. */
export function nodeTerms(value: unknown): readonly NodeTerm[] | undefined {
  if (!isObject(value)) return undefined;
  return list(value.nodeSelectorTerms).map((term) => ({
    labels: requirements(fields(term).matchExpressions),
    fields: requirements(fields(term).matchFields),
  }));
}

/** Parses `allowedTopologies`; an empty list allows every node. */
export function topologyTerms(value: unknown): readonly Selector[] {
  return list(value).map((term) => list(fields(term).matchLabelExpressions).map((expression) => ({
    key: text(fields(expression).key) ?? '', operator: 'In', values: textList(fields(expression).values),
  })));
}

export function matches(selector: Selector, labels: Labels): boolean {
  return selector.every((requirement) => holds(requirement, own(labels, requirement.key)));
}

/** Whether a label value (undefined if the label is absent) matches a requirement. */
export function holds({ operator, values }: Requirement, value: string | undefined): boolean {
  switch (operator) {
    case 'In': return value !== undefined && values.includes(value);
    case 'NotIn': return value === undefined || !values.includes(value);
    case 'Exists': return value !== undefined;
    case 'DoesNotExist': return value === undefined;
    case 'Gt': return compared(value, values[0], (a, b) => a > b);
    case 'Lt': return compared(value, values[0], (a, b) => a < b);
    default: return false;
  }
}

function compared(value: string | undefined, limit: string | undefined, test: (a: bigint, b: bigint) => boolean): boolean {
  const integer = /^[+-]?\d{1,19}$/;
  return value !== undefined && limit !== undefined && integer.test(value) && integer.test(limit) && test(BigInt(value), BigInt(limit));
}

function requirements(value: unknown): Requirement[] {
  return list(value).filter(isObject).map((expression) => ({
    key: text(expression.key) ?? '', operator: text(expression.operator) ?? '', values: textList(expression.values),
  }));
}
