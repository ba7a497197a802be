/*
 * Source: pkg/apis/core/validation/validation.go (ValidatePersistentVolume), pkg/apis/volume/validation/pv_validation.go.
 */
import { MOUNT_OPTIONS } from '../annotations';
import { applyRules } from './field-rules';
import { Manifest, nameOf } from './manifest';
import { Report } from './report';
import { fields, Fields, isObject, list, strings, text } from '../../core/fields';
import { availability, FEATURES, hasAttributesClass } from '../features';
import { isIscsiName } from '../names';
import { parseQuantity, wholeUnits } from '../quantity';
import { VOLUME_PLUGINS, VOLUME_SOURCES } from '../volume-plugins';

const OLD_ACCESS_MODES = ['ReadOnlyMany', 'ReadWriteMany', 'ReadWriteOnce'];
const ACCESS_MODES = [...OLD_ACCESS_MODES, 'ReadWriteOncePod'];
const HOST_PATH_TYPES = ['', 'BlockDevice', 'CharDevice', 'Directory', 'DirectoryOrCreate', 'File', 'FileOrCreate', 'Socket'];
const MOUNTABLE = VOLUME_PLUGINS.filter((plugin) => plugin.mountOptionsAnnotation).map(({ source }) => source);
/** The server reports these sources under names that differ from their fields. */
const NAMED_BY_SERVER: { readonly [source: string]: string } = { cephfs: 'cephFS' };
/** Required fields of sources without other validation. The server reports gcePersistentDisk as persistentDisk. */
const NEEDED: { readonly [source: string]: readonly string[] } = {
  gcePersistentDisk: ['pdName'],
  awsElasticBlockStore: ['volumeID'],
  glusterfs: ['endpoints', 'path'],
  rbd: ['monitors', 'image'],
  cephfs: ['monitors'],
  azureFile: ['secretName', 'shareName'],
  vsphereVolume: ['volumePath'],
  photonPersistentDisk: ['pdID'],
  portworxVolume: ['volumeID'],
  scaleIO: ['gateway', 'system', 'volumeName'],
  storageos: ['volumeName'],
  cinder: ['volumeID'],
};

export function validateVolume(report: Report, volume: Manifest, kubernetesVersion: string): void {
  const spec = fields(volume.spec);
  accessModes(report, 'spec.accessModes', spec.accessModes, 'Required value', kubernetesVersion);
  capacity(report, fields(spec.capacity));
  if (text(spec.persistentVolumeReclaimPolicy)) {
    report.oneOf('spec.persistentVolumeReclaimPolicy', spec.persistentVolumeReclaimPolicy, ['Delete', 'Recycle', 'Retain']);
  }
  if (isObject(spec.nodeAffinity)) {
    if (isObject(spec.nodeAffinity.required)) report.nodeSelector('spec.nodeAffinity.required', spec.nodeAffinity.required);
    else report.refuse('spec.nodeAffinity.required', 'Required value: must specify required node constraints');
  }
  sources(report, spec, nameOf(volume));
  applyRules(report, 'spec', 'PersistentVolumeSpec', spec, kubernetesVersion);
  if (text(spec.storageClassName)) report.subdomain('spec.storageClassName', spec.storageClassName);
  if (spec.volumeMode !== undefined && spec.volumeMode !== null) report.oneOf('spec.volumeMode', spec.volumeMode, ['Block', 'Filesystem']);
  if (hasAttributesClass(kubernetesVersion) && typeof spec.volumeAttributesClassName === 'string') attributesClass(report, spec);
  if (strings(fields(volume.metadata).annotations)[MOUNT_OPTIONS] !== undefined && !MOUNTABLE.some((source) => isObject(spec[source]))) {
    report.refuse(`metadata.annotations.${MOUNT_OPTIONS}`, 'Forbidden: may not specify mount options for this volume type');
  }
}

/** Validation of access modes, shared by volumes and claims. */
export function accessModes(report: Report, field: string, value: unknown, required: string, kubernetesVersion: string): void {
  const modes = list(value);
  const supported = availability(FEATURES.readWriteOncePod, kubernetesVersion) === 'no' ? OLD_ACCESS_MODES : ACCESS_MODES;
  if (!modes.length) report.refuse(field, required);
  for (const mode of modes) report.oneOf(field, mode, supported);
  if (modes.includes('ReadWriteOncePod') && modes.some((mode) => mode !== 'ReadWriteOncePod' && ACCESS_MODES.includes(mode))) {
    report.refuse(field, 'Forbidden: may not use ReadWriteOncePod with other access modes');
  }
}

function capacity(report: Report, given: { readonly [key: string]: unknown }): void {
  const keys = Object.keys(given);
  if (!keys.length) report.refuse('spec.capacity', 'Required value');
  if (given.storage === undefined || keys.length > 1) {
    report.refuse('spec.capacity', `Unsupported value: ${JSON.stringify(given)}: supported values: "storage"`);
  }
  for (const key of keys) {
    const amount = parseQuantity(given[key]) ?? 0n;
    if (wholeUnits(amount) < 0n) report.invalid(`spec.capacity[${key}]`, given[key], 'must be a valid resource quantity');
    if (amount <= 0n) report.invalid(`spec.capacity[${key}]`, given[key], 'must be greater than zero');
  }
}

function sources(report: Report, spec: Fields, volumeName: string): void {
  const given = VOLUME_SOURCES.filter((source) => isObject(spec[source]));
  if (!given.length) report.refuse('spec', 'Required value: must specify a volume type');
  given.forEach((source, i) => {
    const field = `spec.${NAMED_BY_SERVER[source] ?? source}`;
    if (i > 0 && source !== 'flexVolume') report.refuse(field, 'Forbidden: may not specify more than 1 volume type');
    else validateSource(report, `spec.${source}`, source, spec[source], volumeName);
  });
  if (given[0] === 'local' && !isObject(spec.nodeAffinity)) {
    report.refuse('spec.nodeAffinity', 'Required value: Local volume requires node affinity');
  }
  const path = text(fields(spec.hostPath).path);
  if (path && /^\/+(\.\/*)*$/.test(path) && spec.persistentVolumeReclaimPolicy === 'Recycle') {
    report.refuse('spec.persistentVolumeReclaimPolicy', "Forbidden: may not be 'recycle' for a hostPath mount of '/'");
  }
}

/** Validation of one volume source, of a PersistentVolume or of a pod. */
export function validateSource(report: Report, field: string, source: string, value: Fields, volumeName: string, ofPod = false): void {
  switch (source) {
    case 'hostPath':
      if (report.required(`${field}.path`, value.path)) report.noBacksteps(`${field}.path`, value.path);
      if (typeof value.type === 'string') report.oneOf(`${field}.type`, value.type, HOST_PATH_TYPES);
      break;
    case 'local':
      if (report.required(`${field}.path`, value.path)) report.noBacksteps(`${field}.path`, value.path);
      break;
    case 'nfs':
      report.required(`${field}.server`, value.server);
      report.required(`${field}.path`, value.path);
      if (!text(value.path)?.startsWith('/')) report.invalid(`${field}.path`, value.path, 'must be an absolute path');
      break;
    case 'iscsi': iscsi(report, field, value, volumeName); break;
    case 'fc': fc(report, field, value); break;
    case 'csi': csi(report, field, value); break;
    case 'flexVolume': flexVolume(report, field, value); break;
    case 'cinder': case 'storageos':
      report.required(`${field}.${NEEDED[source][0]}`, value[NEEDED[source][0]]);
      for (const key of isObject(value.secretRef) ? ['name', ...ofPod ? [] : ['namespace']] : []) {
        report.required(`${field}.secretRef.${key}`,
          value.secretRef[key]);
      }
      break;
    case 'flocker': flocker(report, field, value); break;
    case 'quobyte': quobyte(report, field, value); break;
    case 'azureDisk': azureDisk(report, field, value); break;
    default:
      for (const key of NEEDED[source] ?? []) {
        if (!value[key]?.length) report.refuse(`${field.replace(/gcePersistentDisk$/, 'persistentDisk')}.${key}`, 'Required value');
      }
  }
}

function flexVolume(report: Report, field: string, value: Fields): void {
  report.required(`${field}.driver`, value.driver);
  for (const key of Object.keys(fields(value.options))) {
    if (/(^|\.)(kubernetes|k8s)\.io$/i.test(key.split('/')[0])) {
      report.invalid(`${field}.options[${key}]`, key, 'kubernetes.io and k8s.io namespaces are reserved');
    }
  }
}

function flocker(report: Report, field: string, { datasetName, datasetUUID }: Fields): void {
  if (!datasetName && !datasetUUID) report.refuse(field, 'Required value: one of datasetName and datasetUUID is required');
  if (datasetName && datasetUUID) report.invalid(field, 'resource', 'datasetName and datasetUUID can not be specified simultaneously');
  if (text(datasetName)?.includes('/')) report.invalid(`${field}.datasetName`, datasetName, "must not contain '/'");
}

function quobyte(report: Report, field: string, { registry, tenant, volume }: Fields): void {
  report.required(`${field}.volume`, volume);
  if (!report.required(`${field}.registry`, registry)) return;
  const isAddress = (pair: string) => /^([^:[\]]*|\[[^[\]]*\]):[^:[\]]*$/.test(pair);
  if ((text(tenant) ?? '').length > 64) {
    report.refuse(`${field}.tenant`, 'Required value: must be a UUID and may not exceed a length of 64 characters');
  } else if (!registry.split(',').every(isAddress)) {
    report.invalid(`${field}.registry`, registry, 'must be a host:port pair or multiple pairs separated by commas');
  }
}

function azureDisk(report: Report, field: string, { diskName, diskURI, kind }: Fields): void {
  report.required(`${field}.diskName`, diskName);
  report.required(`${field}.diskURI`, diskURI);
  const start = kind === 'Managed' ? '/subscriptions/' : 'https://'; // the default is Shared
  if (!(text(diskURI) ?? '').startsWith(start)) {
    report.refuse(`${field}.diskURI`, `Unsupported value: "${diskURI}": must start with "${start}"`);
  }
}

function iscsi(report: Report, field: string, value: Fields, volumeName: string): void {
  report.required(`${field}.targetPortal`, value.targetPortal);
  if (report.required(`${field}.iqn`, value.iqn) && !isIscsiName(value.iqn)) report.invalid(`${field}.iqn`, value.iqn, 'must be valid format');
  lun(report, `${field}.lun`, value.lun ?? 0);
  if ((value.chapAuthDiscovery === true || value.chapAuthSession === true) && !isObject(value.secretRef)) {
    report.refuse(`${field}.secretRef`, 'Required value');
  }
  if (isObject(value.secretRef)) report.required(`${field}.secretRef.name`, value.secretRef.name);
  if (typeof value.initiatorName === 'string') {
    if (`${volumeName}:${value.targetPortal}`.length > 64) {
      report.invalid(`${field}.targetportal`, value.targetPortal,
        'Total length of <volume name>:<iscsi.targetPortal> must be under 64 characters if iscsi.initiatorName is specified.');
    }
    if (!isIscsiName(value.initiatorName)) report.invalid(`${field}.initiatorname`, value.initiatorName, 'must be valid format');
  }
}

function fc(report: Report, field: string, value: Fields): void {
  const names = list(value.targetWWNs).length;
  const ids = list(value.wwids).length;
  if (!names && !ids) report.refuse(`${field}.targetWWNs`, 'Required value: must specify either targetWWNs or wwids, but not both');
  if (names && ids) report.invalid(`${field}.targetWWNs`, value.targetWWNs, 'targetWWNs and wwids can not be specified simultaneously');
  if (!names) return;
  if (typeof value.lun === 'number') lun(report, `${field}.lun`, value.lun);
  else report.refuse(`${field}.lun`, 'Required value: lun is required if targetWWNs is specified');
}

function lun(report: Report, field: string, value: number): void {
  if (value < 0 || value > 255) report.invalid(field, value, 'must be between 0 and 255, inclusive');
}

function csi(report: Report, field: string, value: Fields): void {
  driverName(report, `${field}.driver`, value.driver);
  report.required(`${field}.volumeHandle`, value.volumeHandle);
  for (const key of ['controllerPublishSecretRef', 'controllerExpandSecretRef', 'nodePublishSecretRef', 'nodeExpandSecretRef']) {
    if (!isObject(value[key])) continue;
    if (report.required(`${field}.${key}.name`, value[key].name)) report.subdomain(`${field}.${key}.name`, value[key].name);
    if (report.required(`${field}.${key}.namespace`, value[key].namespace)) report.label(`${field}.${key}.namespace`, value[key].namespace);
  }
}

/** The name of a CSI driver: a DNS subdomain of at most 63 characters, case-insensitive. */
export function driverName(report: Report, field: string, value: unknown): void {
  if (!report.required(field, value) || typeof value !== 'string') return;
  if (value.length > 63) report.refuse(field, 'Too long: may not be more than 63 bytes');
  report.subdomain(field, value.toLowerCase());
}

function attributesClass(report: Report, spec: Fields): void {
  if (spec.volumeAttributesClassName === '') report.refuse('spec.volumeAttributesClassName', 'Required value: an empty string is disallowed');
  else report.subdomain('spec.volumeAttributesClassName', spec.volumeAttributesClassName);
  if (!isObject(spec.csi)) report.refuse('spec.csi', 'Required value: has to be specified when using volumeAttributesClassName');
}
