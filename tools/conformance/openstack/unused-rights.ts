/* Rights that a run does not use, and why they are given all the same. The first row that matches says it; what no row matches fails where rights are meant to be least. */

interface Row { readonly role: RegExp; readonly resources: RegExp; readonly verbs: RegExp; readonly why: string }

export const UNUSED: readonly Row[] = [];
