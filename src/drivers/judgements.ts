/*
 * What is wrong with the classes of known drivers. One fault has one id: that of the rule for its driver, and CSI015 for Secrets, whose parameters
 * the sidecars read for every driver.
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
  title: 'StorageClass parameter that the Cinder driver does not read',
  why: 'The driver ignores parameters that it does not know, and those of a newer release. Volumes are then created with the '
    + 'default type in the default zone.',
  fix: 'Write type or availability. Parameters of the sidecars begin with csi.storage.k8s.io/.',
  source: CINDER.source,
};

export const LOC014: Judgement = {
  id: 'LOC014',
  severity: 'error',
  title: 'StorageClass parameter that the local-path provisioner rejects or ignores',
  why: 'The provisioner rejects a path that is not in its configuration, a pattern that does not begin with namespace and name of the claim, and '
    + 'an unknown volume type. It ignores parameters that it does not know.',
  fix: 'Correct the parameter.',
  source: 'rancher/local-path-provisioner provisioner.go',
};

export const CLS022: Judgement = {
  id: 'CLS022',
  severity: 'error',
  title: 'StorageClass parameters that do not fit the driver',
  why: 'The driver rejects the class when it provisions the first volume, so that claims stay Pending with ProvisioningFailed. Some drivers '
    + 'ignore what they do not know and create volumes with their defaults instead.',
  fix: 'Correct the parameter as the documentation of the driver says.',
};

export const CSI015: Judgement = {
  id: 'CSI015',
  severity: 'error',
  title: 'Secret of a StorageClass is missing, incomplete or not readable',
  why: 'A sidecar finds a Secret by two parameters, name and namespace. Without either, or without permission to get Secrets, '
    + 'provisioning fails. The upstream RBAC of Cinder lacks that permission.',
  fix: 'Set both -secret-name and -secret-namespace, and let the ServiceAccount of the controller get secrets.',
  source: 'kubernetes-csi/external-provisioner pkg/controller/controller.go getSecretReference',
};

export const OST012: Judgement = {
  id: 'OST012',
  severity: 'error',
  title: 'VolumeSnapshotClass parameter that the Cinder driver rejects',
  why: 'type must be snapshot or backup, and the time for a backup a whole number. Snapshots fail with any other value. An '
    + 'unknown value of force-create counts as false.',
  fix: 'Correct the parameter.',
  source: 'cloud-provider-openstack pkg/csi/cinder/controllerserver.go CreateSnapshot',
};

export const OST014: Judgement = {
  id: 'OST014',
  severity: 'warning',
  title: 'VolumeAttributesClass for a driver that cannot modify volumes',
  why: 'The driver does not implement ControllerModifyVolume, as Cinder does not. A claim that names the class keeps waiting, '
    + 'and a new one with it is never provisioned.',
  fix: 'Use a StorageClass with other parameters, such as another volume type.',
  source: 'cloud-provider-openstack pkg/csi/cinder/driver.go',
};

/** What a reader knows besides the class. */
export interface ClassContext {
  /** The driver, where its name is one that only the reader knows. */
  readonly driver?: Driver;
  /** Release of the driver, as its `releases` count. */
  readonly release?: string;
  readonly kubernetesVersion?: string;
}

/** Judgements of a StorageClass. */
export const CLASS_JUDGEMENTS: readonly Judgement[] = [OST002, LOC014, CSI015, CLS022];

/** What one judgement says about a StorageClass. */
export function classVerdicts(judgement: Judgement, storageClass: Fields, context: ClassContext = {}): Verdict[] {
  const driver = context.driver ?? driverNamed(text(storageClass.provisioner), context.kubernetesVersion);
  if (!driver || driver.provisions === false) return judgement === CSI015 ? halfSecrets(storageClass) : [];
  const parameters = strings(storageClass.parameters);
  const facts = { parameters, provisioner: text(storageClass.provisioner), volumeBindingMode: text(storageClass.volumeBindingMode) };
  const faults = judgeParameters(driver, facts, context.release).filter((fault) => judgementOf(driver, fault) === judgement);
  return faults.map((fault) => verdict(fault, parameters));
}

/** What the sidecars of any driver need. */
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
 * Whether a driver offers ReadWriteMany for a volume mode, and on what condition it would; undefined where that is not known. Volumes of classes
 * without provisioner may be of any kind.
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

/** What OST012 says about a VolumeSnapshotClass. */
export function snapshotClassVerdicts(snapshotClass: Fields, context: ClassContext = {}): Verdict[] {
  const parameters = strings(snapshotClass.parameters);
  if (driverNamed(text(snapshotClass.driver), context.kubernetesVersion) !== CINDER) return [];
  const faults = judgeSnapshotParameters(CINDER, parameters, context.release).filter(({ kind }) => kind !== 'secret');
  return faults.map((fault) => verdict(fault, parameters));
}

/** What OST014 says about a VolumeAttributesClass. */
export function attributesClassVerdicts(attributesClass: Fields): Verdict[] {
  const driver = driverNamed(text(attributesClass.driverName));
  if (driver?.capabilities.attributesClasses !== false) return [];
  return [{ path: 'driverName', message: `${driver.title} has no attributes that can be changed.` }];
}

function verdict({ parameter, severity, message, fix }: ParameterFault, parameters: { readonly [name: string]: string }): Verdict {
  const names = Object.keys(parameters);
  const written = names.find((name) => name === parameter) ?? names.find((name) => name.toLowerCase() === parameter.toLowerCase());
  const path = parameter === 'volumeBindingMode' ? parameter : `parameters[${written ?? parameter}]`;
  return { path, message, fix, severity: severity === 'error' ? undefined : severity };
}
