/*
 * Defects of StorageClasses of known drivers. Each defect has one id: that of the rule for its driver, or CSI015 for Secrets, because the
 * sidecars read Secret parameters for every driver.
 */
import { driverNamed, servingDriver } from '..';
import { judgement } from './judgement';
import { Fields, fields, strings, text } from '../../core/fields';
import { Judgement, Verdict } from '../../core/judgement';
import { PROVISIONED_BY } from '../../kubernetes/annotations';
import { CINDER } from '../cinder';
import { LOCAL_PATH } from '../local-path';
import { capabilitiesOf, Driver } from '../support/driver';
import {
  foldedParameters, judgeMutableParameters, judgeParameters, judgeSnapshotParameters, judgeVolumeAttributes, ParameterFault,
} from '../support/judge-parameters';

export const OST002 = judgement('OST002');

export const LOC014 = judgement('LOC014');

export const CLS022 = judgement('CLS022');

export const CSI015 = judgement('CSI015');

export const OST012 = judgement('OST012');

export const OST014 = judgement('OST014');

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

/** The verdicts of one judgement, such as "OST002", about a StorageClass. */
export function classVerdicts(asked: string, storageClass: Fields, context: ClassContext = {}): Verdict[] {
  const driver = context.driver ?? driverNamed(text(storageClass.provisioner), context.kubernetesVersion);
  if (!driver || driver.provisions === false) return asked === CSI015.id ? halfSecrets(storageClass) : [];
  const parameters = strings(storageClass.parameters);
  const facts = { parameters, provisioner: text(storageClass.provisioner), volumeBindingMode: text(storageClass.volumeBindingMode) };
  const faults = judgeParameters(driver, facts, context.release).filter((fault) => judgementOf(driver, fault).id === asked);
  return faults.map((fault) => verdict(fault, parameters));
}

const ANY_CSI: Driver = { title: 'the driver', names: [], source: '', csi: true, parameters: {}, unknown: 'unjudged', capabilities: {} };

/** Secret parameters, which the sidecars of any CSI driver validate. */
function halfSecrets({ parameters }: Fields): Verdict[] {
  const all = strings(parameters);
  return judgeParameters(ANY_CSI, { parameters: all }).filter(({ kind }) => kind === 'secret').map((fault) => verdict(fault, all));
}

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

/** The verdicts of CLS022 or CSI015 about a VolumeSnapshotClass of another driver than Cinder's. */
export function otherSnapshotClassVerdicts(asked: string, snapshotClass: Fields, { release }: ClassContext = {}): Verdict[] {
  const driver = driverNamed(text(snapshotClass.driver));
  if (!driver || driver === CINDER) return [];
  const parameters = strings(snapshotClass.parameters);
  return judgeSnapshotParameters(driver, parameters, release).filter((fault) => judgementOf(driver, fault).id === asked)
    .map((fault) => verdict(fault, parameters));
}

/** The verdicts of CLS022 about the parameters of a VolumeAttributesClass. */
export function mutableParameters({ driverName, parameters }: Fields): Verdict[] {
  const driver = driverNamed(text(driverName));
  return driver ? judgeMutableParameters(driver, strings(parameters)).map((fault) => verdict(fault, strings(parameters))) : [];
}

/** The verdicts of CLS022 about the attributes of a pre-provisioned volume. */
export function volumeAttributes(volume: Fields, releaseOf: (driver: Driver) => string | undefined = () => undefined): Verdict[] {
  const { driver: name, volumeAttributes: attributes } = fields(fields(volume.spec).csi);
  const driver = driverNamed(text(name));
  const given = strings(attributes);
  if (!driver || fields(fields(volume.metadata).annotations)[PROVISIONED_BY] !== undefined) return [];
  return judgeVolumeAttributes(driver, given, releaseOf(driver)).map((fault) => {
    const { path, message, ...more } = verdict(fault, given);
    return {
      ...more,
      path: path.replace('parameters[', 'spec.csi.volumeAttributes['),
      message: message.replace('the parameter', 'the attribute').replace('unknown parameter', 'unknown attribute'),
    };
  });
}

/** The verdicts of OST014 about a VolumeAttributesClass. */
export function attributesClassVerdicts(attributesClass: Fields): Verdict[] {
  const driver = driverNamed(text(attributesClass.driverName));
  if (driver?.capabilities.volumeAttributesClasses !== false) return [];
  return [{ path: 'driverName', message: `${driver.title} does not support modifying volumes.` }];
}

function verdict({ parameter, severity, message, fix }: ParameterFault, parameters: { readonly [name: string]: string }): Verdict {
  const names = Object.keys(parameters);
  const written = names.find((name) => name === parameter) ?? names.find((name) => name.toLowerCase() === parameter.toLowerCase());
  const path = parameter === 'volumeBindingMode' ? parameter : `parameters[${written ?? parameter}]`;
  return { path, message, fix, severity: severity === 'error' ? undefined : severity };
}
