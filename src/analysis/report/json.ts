import { StorageFinding } from '../check/finding';
import { summaryOf } from '../check/summary';

/** The open findings as the JSON that `check --format json` prints. */
export function jsonReport(findings: StorageFinding[]): object {
  const open = findings.filter((f) => f.acknowledged === undefined);
  return { findings: open.map(entry), summary: summaryOf(open) };
}

function entry(finding: StorageFinding): object {
  const { rule, severity, object, path, file, line, construct, message, fix } = finding;
  return {
    rule,
    severity,
    object: { apiVersion: object.apiVersion, kind: object.kind, namespace: object.namespace ?? null, name: object.name },
    path,
    file: file ?? null,
    line: line ?? null,
    ...(construct === undefined ? {} : { construct }),
    message,
    fix,
  };
}
