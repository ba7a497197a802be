/*
 * Defects of StorageClasses of known drivers. Each defect has one id: that of the rule for its driver, or CSI015 for Secrets, because the
 * sidecars read Secret parameters for every driver.
 */
import { driverNamed, servingDriver } from '.';
import { CINDER } from './cinder';
import { LOCAL_PATH } from './local-path';
import { capabilitiesOf, Driver } from './support/driver';
import { foldedParameters, judgeParameters, judgeSnapshotParameters, ParameterFault } from './support/judge-parameters';
import { Fields, strings, text } from '../core/fields';
import { Judgement, Verdict } from '../core/judgement';

export const OST002: Judgement = {
  id: 'OST002',
  severity: 'error',
  title: 'Unknown StorageClass parameter for the Cinder CSI driver',
  why: 'The driver silently ignores unknown parameters, and parameters of a newer release. Volumes are then created with the '
  + 'default type in the default zone.',
  fix: 'Use type or availability. Sidecar parameters begin with csi.storage.k8s.io/.',
  source: CINDER.source,
};

export const LOC014: Judgement = {
  id: 'LOC014',
  severity: 'error',
  title: 'StorageClass parameter that the local-path provisioner rejects or ignores',
  why: 'The provisioner rejects an unknown volume type, a path that is missing from its configuration, and a pattern that does not begin '
  + 'with the namespace and name of the claim. It ignores unknown parameters.',
  fix: 'Correct the parameter.',
  source: 'rancher/local-path-provisioner provisioner.go',
};

export const CLS022: Judgement = {
  id: 'CLS022',
  severity: 'error',
  title: 'Invalid StorageClass parameters for the driver',
  why: 'The driver rejects the parameters when it provisions a volume, so claims stay Pending with ProvisioningFailed. Some drivers '
  + 'ignore unknown parameters and create volumes with their defaults instead.',
  fix: 'Correct the parameter; see the documentation of the driver.',
};

export const CSI015: Judgement = {
  id: 'CSI015',
  severity: 'error',
  title: 'Secret reference of a StorageClass is missing, incomplete or not permitted',
  why: 'A sidecar needs two parameters to find a Secret: its name and its namespace. Provisioning fails if one is missing, or without '
  + 'permission to get Secrets. The upstream RBAC of Cinder CSI lacks that permission.',
  fix: 'Set both -secret-name and -secret-namespace, and grant the ServiceAccount of the controller permission to get secrets.',
  source: 'kubernetes-csi/external-provisioner pkg/controller/controller.go getSecretReference',
};

export const OST012: Judgement = {
  id: 'OST012',
  severity: 'error',
  title: 'VolumeSnapshotClass parameter that the Cinder driver rejects',
  why: 'type must be snapshot or backup, and backup-max-duration-seconds-per-gb an integer. Snapshots fail with any other value. An '
  + 'invalid force-create counts as false.',
  fix: 'Correct the parameter.',
  source: 'cloud-provider-openstack pkg/csi/cinder/controllerserver.go CreateSnapshot',
};

export const OST014: Judgement = {
  id: 'OST014',
  severity: 'warning',
  title: 'VolumeAttributesClass for a driver that cannot modify volumes',
  why: 'The driver, such as Cinder CSI, does not implement ControllerModifyVolume. An existing claim that names the class is never modified, '
  + 'and a new claim that names it is never provisioned.',
  fix: 'Use another StorageClass, for example with another volume type.',
  source: 'cloud-provider-openstack pkg/csi/cinder/driver.go',
};

/** Context of a StorageClass. */
export interface ClassContext {
  /** The driver, if it is registered under a custom name. */
  readonly driver?: Driver;
  /** Release of the driver, in the versioning of its `releases`. */
  readonly release?: string;
  readonly kubernetesVersion?: string;
}

/** Judgements of a StorageClass. */
export const CLASS_JUDGEMENTS: readonly Judgement[] = [OST002, LOC014, CSI015, CLS022];

/** The verdicts of one judgement about a StorageClass. */
export function classVerdicts(judgement: Judgement, storageClass: Fields, context: ClassContext = {}): Verdict[] {
  const driver = context.driver ?? driverNamed(text(storageClass.provisioner), context.kubernetesVersion);
  if (!driver || driver.provisions === false) return judgement === CSI015 ? halfSecrets(storageClass) : [];
  const parameters = strings(storageClass.parameters);
  const facts = { parameters, provisioner: text(storageClass.provisioner), volumeBindingMode: text(storageClass.volumeBindingMode) };
  const faults = judgeParameters(driver, facts, context.release).filter((fault) => judgementOf(driver, fault) === judgement);
  return faults.map((fault) => verdict(fault, parameters));
}

/** Secret parameters, which the sidecars of any CSI driver validate. */
function halfSecrets({ parameters }: Fields): Verdict[] {
  const all = strings(parameters);
  return judgeParameters(ANY_CSI, { parameters: all }).filter(({ kind }) => kind === 'secret').map((fault) => verdict(fault, all));
}

const ANY_CSI: Driver = { title: 'the driver', names: [], source: '', csi: true, parameters: {}, unknown: 'unjudged', capabilities: {} };

function judgementOf(driver: Driver, { kind }: ParameterFault): Judgement {
  if (kind === 'secret') return CSI015;
  if (driver === CINDER) return OST002;
  return driver === LOCAL_PATH ? LOC014 : CLS022;
}

/**
 * Whether a driver supports ReadWriteMany for a volume mode, and on what condition; undefined if unknown. Classes without provisioner can have
 * volumes of any type.
 */
export function sharedWriting(storageClass: Fields, volumeMode: string): { readonly offered: boolean; readonly needs?: string } | undefined {
  const driver = servingDriver(text(storageClass.provisioner));
  if (!driver || driver.provisions === false) return undefined;
  const facts = { parameters: foldedParameters(driver, strings(storageClass.parameters)) };
  const { blockModes, filesystemModes } = capabilitiesOf(driver, facts);
  const modes = volumeMode === 'Block' ? blockModes : filesystemModes;
  if (!modes?.length) return undefined;
  if (modes.includes('ReadWriteMany')) return { offered: true };
  const shared = volumeMode === 'Block' && driver.sharedBlock?.modes.includes('ReadWriteMany') ? driver.sharedBlock : undefined;
  return { offered: shared !== undefined && shared.holds(facts) !== false, needs: shared?.needs };
}

/** The verdicts of OST012 about a VolumeSnapshotClass. */
export function snapshotClassVerdicts(snapshotClass: Fields, context: ClassContext = {}): Verdict[] {
  const parameters = strings(snapshotClass.parameters);
  if (driverNamed(text(snapshotClass.driver), context.kubernetesVersion) !== CINDER) return [];
  const faults = judgeSnapshotParameters(CINDER, parameters, context.release).filter(({ kind }) => kind !== 'secret');
  return faults.map((fault) => verdict(fault, parameters));
}

/** The verdicts of OST014 about a VolumeAttributesClass. */
export function attributesClassVerdicts(attributesClass: Fields): Verdict[] {
  const driver = driverNamed(text(attributesClass.driverName));
  if (driver?.capabilities.attributesClasses !== false) return [];
  return [{ path: 'driverName', message: `${driver.title} does not support modifying volumes.` }];
}

function verdict({ parameter, severity, message, fix }: ParameterFault, parameters: { readonly [name: string]: string }): Verdict {
  const names = Object.keys(parameters);
  const written = names.find((name) => name === parameter) ?? names.find((name) => name.toLowerCase() === parameter.toLowerCase());
  const path = parameter === 'volumeBindingMode' ? parameter : `parameters[${written ?? parameter}]`;
  return { path, message, fix, severity: severity === 'error' ? undefined : severity };
}
