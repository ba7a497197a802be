import { stringify } from 'yaml';

/**
 * YAML text of one or more documents, under a comment.
 *
 * kubeadm, Heat and cloud-init read YAML 1.1, where "on", "yes" and "22:22" are no strings unless quoted.
 */
export function yamlText(documents: any[], comment = ''): string {
  const head = comment ? comment.split('\n').map((line) => `# ${line}`.trimEnd()).join('\n') + '\n' : '';
  return head + documents.map((d) => stringify(d, { version: '1.1', lineWidth: 0, aliasDuplicateObjects: false })).join('---\n');
}

/** A copy without the members that are undefined, empty lists and empty maps; what `keep` names stays. */
export function compact(value: { [key: string]: any }, keep: string[] = []): any {
  return Object.fromEntries(Object.entries(value).filter(([key, v]) => keep.includes(key) ? v !== undefined : !isEmpty(v)));
}

function isEmpty(value: any): boolean {
  return value === undefined || (typeof value === 'object' && value !== null && Object.keys(value).length === 0);
}
