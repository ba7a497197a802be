import { Document, Scalar, visit } from 'yaml';
import { refuse } from '../../../core/errors';
import { characterName, plainScalar, UNREADABLE } from '../../../kubernetes/scalars';

/**
 * YAML text of one or more documents, under a comment.
 *
 * kubeadm, Heat and cloud-init read YAML 1.1, where "on", "yes" and "22:22" are no strings unless quoted; Go also knows "0o17", PyYAML "=". What one
 * of these readers takes for something else is quoted, and what none can carry is refused.
 */
export function yamlText(documents: any[], comment = ''): string {
  const head = comment ? comment.split('\n').map((line) => `# ${line}`.trimEnd()).join('\n') + '\n' : '';
  return head + documents.map(written).join('---\n');
}

function written(value: unknown): string {
  const document = new Document(value, { version: '1.1', aliasDuplicateObjects: false });
  visit(document, { Scalar: (_, node) => quote(node) });
  return document.toString({ lineWidth: 0 });
}

function quote(node: Scalar): void {
  const { value } = node;
  if (typeof value !== 'string') return;
  const unreadable = UNREADABLE.exec(value);
  if (unreadable) {
    refuse('content', `contains the character ${characterName(unreadable[0])}, which no YAML file can hold. Remove it, or encode `
    + 'the text');
  }
  const isBlockWithTab = value.includes('\n') && /^[ \n]*\t/.test(value);
  if (isBlockWithTab || value.includes('\r') || value === '=' || typeof plainScalar(value) !== 'string') node.type = Scalar.QUOTE_DOUBLE;
}

/** A copy without the members that are undefined, empty lists and empty maps; what `keep` names stays. */
export function compact(value: { [key: string]: any }, keep: string[] = []): any {
  return Object.fromEntries(Object.entries(value).filter(([key, v]) => keep.includes(key) ? v !== undefined : !isEmpty(v)));
}

function isEmpty(value: any): boolean {
  return value === undefined || (typeof value === 'object' && value !== null && Object.keys(value).length === 0);
}
