import { check, Checked } from '../../src/analysis/check/check';
import { Inventory } from '../../src/analysis/model/inventory';
import { StoragePlanOptions } from '../../src/analysis/options';

/** Checks a text of manifests as the command line does. */
export function checkText(text: string, options: StoragePlanOptions & { release?: string; strict?: boolean } = {}): Checked {
  const { release, strict, ...world } = options;
  return check(Inventory.ofTexts([{ text, file: 'manifests.yaml' }], world), { release, strict });
}

/** `RULE severity Kind/name path`, the order of the report. */
export function lines({ findings }: Checked): string[] {
  return findings.map(({ rule, severity, object, path }) => `${rule} ${severity} ${object.kind}/${object.name} ${path}`.trim());
}

/** A volume whose claimRef lacks a namespace: one error, BND009. */
export const VOLUME_WITH_ERROR = `apiVersion: v1
kind: PersistentVolume
metadata:
  name: data
spec:
  accessModes: [ReadWriteOnce]
  capacity: {storage: 5Gi}
  claimRef: {name: db}
  nfs: {server: nfs.example.com, path: /exports/data}
`;
