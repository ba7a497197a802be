import { fields, Fields, isObject, list, strings, text, textList } from '../../core/fields';
import { Minor } from '../minor';
import { isDnsLabel, isDnsSubdomain, isLabelValue, isQualifiedName } from '../names';

export const SUBDOMAIN = 'must be a lower-case RFC 1123 subdomain: letters, digits, "-" and ".", at most 253 characters';
export const LABEL = 'must be a lower-case RFC 1123 label: letters, digits and "-", at most 63 characters';
export const QUALIFIED = 'must be a qualified name: an optional DNS prefix and "/", then at most 63 letters, digits, "-", "_" and "."';

/** One reason why the API server rejects an object. */
export interface Rejection {
  /** The field as the server names it, such as "spec.capacity[storage]". */
  readonly field: string;
  readonly message: string;
}

/** Most reasons that are reported for one object: a wrong map can have a hundred thousand unknown fields. */
const MOST_REJECTIONS = 100;

/** Collects the validation errors of the API server for one object. */
export class Report {
  public readonly rejections: Rejection[] = [];

  constructor(public readonly kubernetesVersion: Minor) {}

  public refuse(field: string, message: string): void {
    if (this.rejections.length < MOST_REJECTIONS) this.rejections.push({ field, message });
  }

  public required(field: string, value: unknown, message = 'Required value'): boolean {
    const given = value !== undefined && value !== null && value !== '';
    if (!given) this.refuse(field, message);
    return given;
  }

  public oneOf(field: string, value: unknown, supported: readonly string[]): void {
    if (!supported.includes(value as string)) {
      this.refuse(field, `Unsupported value: ${JSON.stringify(value)}: supported values: ${supported.map((s) => `"${s}"`).join(', ')}`);
    }
  }

  public subdomain(field: string, value: string): void {
    if (!isDnsSubdomain(value)) this.invalid(field, value, SUBDOMAIN);
  }

  public label(field: string, value: string): void {
    if (!isDnsLabel(value)) this.invalid(field, value, LABEL);
  }

  public qualified(field: string, value: string): void {
    if (!isQualifiedName(value)) this.invalid(field, value, QUALIFIED);
  }

  /** A name that is valid as a path segment of the API, as for roles. */
  public pathSegment(field: string, value: string): void {
    if (value === '.' || value === '..' || /[/%]/.test(value)) {
      this.invalid(field, value, 'must be a valid path segment: not "." or "..", and without "/" and "%"');
    }
  }

  public noBacksteps(field: string, path: string): void {
    if (path.split('/').includes('..')) this.invalid(field, path, "must not contain '..'");
  }

  public invalid(field: string, value: unknown, message: string): void {
    const printed = JSON.stringify(value) ?? String(value);
    this.refuse(field, `Invalid value: ${printed.length > 100 ? `${printed.slice(0, 100)}…` : printed}: ${message}`);
  }

  /** A LabelSelector. */
  public labelSelector(field: string, value: unknown): void {
    if (!isObject(value)) return;
    this.labels(`${field}.matchLabels`, value.matchLabels);
    list(value.matchExpressions).map(fields).forEach((expression, i) => {
      const at = `${field}.matchExpressions[${i}]`;
      const values = textList(expression.values);
      if (['In', 'NotIn'].includes(expression.operator)) {
        if (!values.length) this.refuse(`${at}.values`, "must be specified when `operator` is 'In' or 'NotIn'");
      } else if (['Exists', 'DoesNotExist'].includes(expression.operator)) {
        if (values.length) this.refuse(`${at}.values`, "may not be specified when `operator` is 'Exists' or 'DoesNotExist'");
      } else {
        this.invalid(`${at}.operator`, expression.operator, 'not a valid selector operator');
      }
      this.qualified(`${at}.key`, text(expression.key) ?? '');
      values.forEach((item, j) => isLabelValue(item) || this.invalid(`${at}.values[${j}]`, item, 'must be a label value'));
    });
  }

  /** A NodeSelector; returns false if it has no terms. */
  public nodeSelector(field: string, value: unknown): void {
    const terms = list(fields(value).nodeSelectorTerms);
    if (!terms.length) {
      this.refuse(`${field}.nodeSelectorTerms`, 'Required value: must have at least one node selector term');
      return;
    }
    terms.forEach((term, i) => this.nodeTerm(`${field}.nodeSelectorTerms[${i}]`, fields(term)));
  }

  /** A term of a NodeSelector. A preferred one may have values that no label can have. */
  public nodeTerm(field: string, term: Fields, isPreferred = false): void {
    list(term.matchExpressions).map(fields).forEach((e, j) => this.nodeRequirement(`${field}.matchExpressions[${j}]`, e, isPreferred));
    list(term.matchFields).map(fields).forEach((e, j) => {
      const at = `${field}.matchFields[${j}]`;
      if (e.key !== 'metadata.name') this.invalid(`${at}.key`, e.key, 'not a valid field selector key');
      if (!['In', 'NotIn'].includes(e.operator)) this.invalid(`${at}.operator`, e.operator, 'not a valid selector operator');
      else if (textList(e.values).length !== 1) this.refuse(`${at}.values`, 'must be only one value when `operator` is In or NotIn');
      if (e.key === 'metadata.name') textList(e.values).forEach((name, k) => this.subdomain(`${at}.values[${k}]`, name));
    });
  }

  /** A map of labels. */
  public labels(field: string, value: unknown): void {
    for (const [key, item] of Object.entries(strings(value))) {
      if (!isQualifiedName(key)) this.invalid(field, key, QUALIFIED);
      if (!isLabelValue(item)) this.invalid(field, item, 'must be a label value: at most 63 letters, digits, "-", "_" and "."');
    }
  }

  private nodeRequirement(field: string, expression: Fields, isPreferred: boolean): void {
    const values = textList(expression.values);
    switch (expression.operator) {
      case 'In': case 'NotIn':
        if (!values.length) this.refuse(`${field}.values`, "must be specified when `operator` is 'In' or 'NotIn'");
        break;
      case 'Exists': case 'DoesNotExist':
        if (values.length) this.refuse(`${field}.values`, "may not be specified when `operator` is 'Exists' or 'DoesNotExist'");
        break;
      case 'Gt': case 'Lt':
        if (values.length !== 1) this.refuse(`${field}.values`, "must be specified single value when `operator` is 'Lt' or 'Gt'");
        break;
      default:
        this.invalid(`${field}.operator`, expression.operator, 'not a valid selector operator');
    }
    this.qualified(`${field}.key`, text(expression.key) ?? '');
    if (!isPreferred) values.forEach((item, i) => isLabelValue(item) || this.invalid(`${field}.values[${i}]`, item, 'must be a label value'));
  }
}
