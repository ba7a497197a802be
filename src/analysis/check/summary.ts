import { FindingSeverity, StorageFinding } from './finding';

/** Counts findings by severity. */
export function summaryOf(findings: StorageFinding[]): { [severity: string]: number } {
  const count = (severity: FindingSeverity) => findings.filter((f) => f.severity === severity).length;
  return { error: count(FindingSeverity.ERROR), warning: count(FindingSeverity.WARNING), info: count(FindingSeverity.INFO) };
}
