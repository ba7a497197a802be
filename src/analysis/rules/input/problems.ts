import { ProblemCode } from '../../inventory/source';
import { Draft } from '../rule';
import { nothing } from '../view/item';
import type { View } from '../view/view';

/** Groups of configuration files that look like objects but are read by programs, and have no name. */
const FILE_GROUPS = /^(kubeadm\.k8s\.io|audit\.k8s\.io|.*\.config\.k8s\.io|config\.k8s\.io)$/;

/** What the inventory could not read, as drafts. */
export function problems(view: View, ...codes: ProblemCode[]): Draft[] {
  const files = new Set(view.items.filter(({ group }) => FILE_GROUPS.test(group)).map(({ origin }) => origin));
  return view.inventory.problems.filter(({ code, origin }) => codes.includes(code) && !(code === ProblemCode.UNNAMED && files.has(origin)))
    .map(({ origin, line, message }) => ({ on: nothing(origin), path: '', line, message: sentence(message) }));
}

/** Messages of the inventory are sentences, or what follows "this document". */
function sentence(message: string): string {
  return `${/^(is|cannot|has|uses|expands)\b/.test(message) ? 'this document ' : ''}${message}.`;
}
