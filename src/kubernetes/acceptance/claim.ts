/*
 * Source: pkg/apis/core/validation/validation.go (ValidatePersistentVolumeClaimSpec), pkg/registry/core/persistentvolumeclaim/strategy.go.
 */
import { Report } from './report';
import { accessModes } from './volume';
import { fields, Fields, isObject, text } from '../../core/fields';
import { isKeptDataSource } from '../data-sources';
import { hasAttributesClass } from '../features';
import { parseQuantity } from '../quantity';

/** The spec of a claim, in a manifest or in a template. */
export function validateClaimSpec(report: Report, field: string, value: unknown, kubernetesVersion: string): void {
  const spec = fields(value);
  accessModes(report, `${field}.accessModes`, spec.accessModes, 'Required value: at least 1 access mode is required', kubernetesVersion);
  report.labelSelector(`${field}.selector`, spec.selector);
  const request = fields(fields(spec.resources).requests).storage;
  if (request === undefined || request === null) report.refuse(`${field}.resources[storage]`, 'Required value');
  else if ((parseQuantity(request) ?? 0n) <= 0n) report.invalid(`${field}.resources[storage]`, request, 'must be greater than zero');
  if (text(spec.storageClassName)) report.subdomain(`${field}.storageClassName`, spec.storageClassName);
  if (spec.volumeMode !== undefined && spec.volumeMode !== null) report.oneOf(`${field}.volumeMode`, spec.volumeMode, ['Block', 'Filesystem']);
  dataSources(report, field, spec);
  if (hasAttributesClass(kubernetesVersion) && text(spec.volumeAttributesClassName)) {
    report.subdomain(`${field}.volumeAttributesClassName`, spec.volumeAttributesClassName);
  }
}

function dataSources(report: Report, field: string, spec: Fields): void {
  const ref = isObject(spec.dataSourceRef) ? spec.dataSourceRef : undefined;
  const source = isObject(spec.dataSource) ? spec.dataSource : undefined;
  if (source) reference(report, `${field}.dataSource`, source);
  if (ref) reference(report, `${field}.dataSourceRef`, ref);
  if (source && ref && (source.kind !== ref.kind || source.name !== ref.name || (source.apiGroup ?? '') !== (ref.apiGroup ?? ''))) {
    report.refuse(field, 'Invalid value: "dataSource": must match dataSourceRef');
  }
}

/**
 * The spec of a claim as the server stores it: without dataSourceRef, unsupported data sources are dropped silently (strategy.go,
 * NormalizeDataSources). Templates keep them.
 */
export function stored(value: unknown): unknown {
  const { dataSource, ...spec } = fields(value);
  if (!isObject(dataSource) || isObject(spec.dataSourceRef)) return value;
  return isKeptDataSource(dataSource) ? value : spec;
}

function reference(report: Report, field: string, value: Fields): void {
  report.required(`${field}.name`, value.name);
  report.required(`${field}.kind`, value.kind);
  const group = text(value.apiGroup) ?? '';
  if (!group && value.kind !== 'PersistentVolumeClaim') {
    report.invalid(field, value.kind, "must be 'PersistentVolumeClaim' when referencing the default apiGroup");
  }
  if (group) report.subdomain(`${field}.apiGroup`, group);
}
