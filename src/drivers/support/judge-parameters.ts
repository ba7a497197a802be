/* Validation of StorageClass parameters, shared by constructs and analysis. */
import { ClassFacts, Driver, Parameter, Parameters } from './driver';
import { compareReleases } from './releases';
import { CLASS_PARAMETERS, FSTYPE, otherHalf, RESERVED, secretNames, SNAPSHOT_CLASS_PARAMETERS } from './sidecars';
import { nearest } from '../../core/nearest';

const MOST_LISTED = 8;

/** Kinds of defects of StorageClass parameters. */
export type ParameterFaultKind = 'unknown' | 'value' | 'missing' | 'conflict' | 'release' | 'deprecated' | 'secret';

export interface ParameterFault {
  readonly kind: ParameterFaultKind;
  /** The parameter as written, or the missing one; "volumeBindingMode" for that field. */
  readonly parameter: string;
  readonly severity: 'error' | 'warning' | 'info';
  /** What is wrong, as a sentence. */
  readonly message: string;
  /** The fix, as an imperative sentence. */
  readonly fix?: string;
}

/** Defects of a StorageClass. `release` defaults to the newest known release of the driver. */
export function judgeParameters(driver: Driver, facts: ClassFacts, release?: string): ParameterFault[] {
  const table: Table = {
    driver,
    parameters: driver.parameters,
    reserved: driver.csi ? CLASS_PARAMETERS : [],
    ignored: driver.unknownIsError ? 'error' : 'warning',
    release,
  };
  const folded = { ...facts, parameters: foldedParameters(driver, facts.parameters) };
  return [
    ...Object.entries(facts.parameters).flatMap(([name, value]) => faultOf(table, name, value)),
    ...missing(driver, folded.parameters, release),
    ...conflicts(driver, folded),
    ...missingSecrets(driver, facts.parameters),
    ...driver.csi ? halfSecrets(facts.parameters) : [],
  ];
}

/** Defects of a VolumeSnapshotClass. */
export function judgeSnapshotParameters(driver: Driver, parameters: { readonly [name: string]: string }, release?: string): ParameterFault[] {
  const { snapshotParameters } = driver;
  if (!snapshotParameters) return [];
  const table: Table = { driver, parameters: snapshotParameters, reserved: SNAPSHOT_CLASS_PARAMETERS, ignored: 'warning', release };
  return [
    ...Object.entries(parameters).flatMap(([name, value]) => faultOf(table, name, value)),
    ...missing(driver, parameters, release, snapshotParameters),
    ...driver.snapshotSecret ? missingSecrets(driver, parameters, ['snapshotter']) : [],
    ...halfSecrets(parameters),
  ];
}

/** Defects of the parameters of a VolumeAttributesClass. */
export function judgeMutableParameters(driver: Driver, parameters: { readonly [name: string]: string }, release?: string): ParameterFault[] {
  if (!driver.mutable) return [];
  const known = Object.fromEntries(driver.mutable.map((name) => [name, (driver.parameters as Parameters)[name]]));
  const table: Table = { driver, parameters: known, reserved: [], ignored: 'warning', release };
  return Object.entries(parameters).flatMap(([name, value]) => faultOf(table, name, value));
}

/** Defects of the attributes of a pre-provisioned volume: the node plugin ignores those that it does not know. */
export function judgeVolumeAttributes(driver: Driver, attributes: { readonly [name: string]: string }, release?: string): ParameterFault[] {
  const { volumeAttributes } = driver;
  if (!volumeAttributes) return [];
  const table: Table = { driver: { ...driver, unknown: 'ignored' }, parameters: volumeAttributes, reserved: [], ignored: 'warning', release };
  const own = Object.entries(attributes).filter(([name]) => !name.includes('/'));
  const same = (one: string, other: string) => one === other || (driver.anyCase === true && one.toLowerCase() === other.toLowerCase());
  const folded = Object.keys(volumeAttributes).filter((name) => own.some(([one]) => same(one, name)));
  return [
    ...own.flatMap(([name, value]) => faultOf(table, name, value)),
    ...missing(driver, Object.fromEntries(folded.map((name) => [name, ''])), release, volumeAttributes),
    ...conflicts({ ...driver, combinations: driver.attributeCombinations }, { parameters: attributes, release }),
  ];
}

interface Table {
  readonly driver: Driver;
  readonly parameters: Parameters;
  readonly reserved: readonly string[];
  /** Severity of an unknown parameter that the driver ignores. */
  readonly ignored: 'error' | 'warning';
  readonly release?: string;
}

/** Parameters under the names of the table: some drivers read them in any case. */
export function foldedParameters({ anyCase, parameters: known }: Driver, parameters: ClassFacts['parameters']): ClassFacts['parameters'] {
  if (!anyCase) return parameters;
  const names = new Map(Object.keys(known).map((name) => [name.toLowerCase(), name]));
  return Object.fromEntries(Object.entries(parameters).map(([name, value]) => [names.get(name.toLowerCase()) ?? name, value]));
}

function parameterOf({ driver, parameters }: Table, name: string): Parameter | undefined {
  if (Object.hasOwn(parameters, name)) return parameters[name];
  const found = driver.anyCase ? Object.keys(parameters).find((one) => one.toLowerCase() === name.toLowerCase()) : undefined;
  return found === undefined ? undefined : parameters[found];
}

function faultOf(table: Table, name: string, value: string): ParameterFault[] {
  const { driver, reserved } = table;
  const parameter = parameterOf(table, name);
  if (parameter) return faultsOfKnown(table, name, parameter, value);
  if (reserved.includes(name)) return [];
  if (driver.csi && name.startsWith(RESERVED)) return [unknownReserved(name, reserved)];
  if (driver.csi && name.toLowerCase() === 'fstype' && reserved.includes(FSTYPE)) {
    return [{ kind: 'deprecated', parameter: name, severity: 'warning', message: `the parameter ${name} is deprecated.`, fix: `Write ${FSTYPE}.` }];
  }
  if (driver.unknown === 'unjudged' || driver.free?.test(name)) return [];
  return [unknown(table, name)];
}

function unknownReserved(name: string, reserved: readonly string[]): ParameterFault {
  const near = nearest(name, reserved);
  return {
    kind: 'unknown',
    parameter: name,
    severity: 'error',
    message: `${shown(name)} is unknown to the sidecar, which reserves names that begin with ${RESERVED} and rejects the class.`,
    fix: near ? `Write ${near}.` : 'Remove the parameter.',
  };
}

function unknown({ driver, parameters, ignored, release }: Table, name: string): ParameterFault {
  const names = Object.keys(parameters);
  const near = nearest(name, names)
    ?? names.find((one) => parameters[one].mistakes?.some((mistake) => mistake.toLowerCase() === name.toLowerCase()))
    ?? names.find((one) => one.length > 3 && name.toLowerCase().includes(one.toLowerCase()));
  const newer = isNewer(driver, release);
  const severity = newer ? 'info' : driver.unknown === 'refused' ? 'error' : ignored;
  const what = driver.unknown === 'refused' ? `${driver.title} rejects the unknown parameter ${shown(name)}.`
    : `${driver.title} ignores the unknown parameter ${shown(name)}.`;
  const since = newer ? ` ${driver.releases!.of} ${release} is newer than the releases that this library knows.` : '';
  return { kind: 'unknown', parameter: name, severity, message: `${what}${since}`, fix: near ? `Write ${near}.` : listed(names) };
}

function listed(names: readonly string[]): string {
  if (names.length === 0) return 'Remove it: the driver has no parameters.';
  return names.length <= MOST_LISTED ? `Use one of ${names.join(', ')}.` : 'Correct its name, or remove it.';
}

function isNewer({ releases }: Driver, release?: string): boolean {
  return releases !== undefined && release !== undefined && compareReleases(release, releases.newest) > 0;
}

function faultsOfKnown({ driver, release }: Table, name: string, parameter: Parameter, value: string): ParameterFault[] {
  const faults: ParameterFault[] = [];
  const other = ofAnotherRelease(driver, parameter.type.since?.[value] ?? parameter.since, parameter.until, release);
  const what = parameter.type.since?.[value] ? `${name}: ${value}` : name;
  if (other) faults.push({ kind: 'release', parameter: name, severity: driver.unknown === 'refused' ? 'error' : 'warning', ...other(what) });
  if (parameter.replacedBy) {
    const message = `the parameter ${name} is deprecated.`;
    faults.push({ kind: 'deprecated', parameter: name, severity: 'info', message, fix: `Write ${parameter.replacedBy}.` });
  }
  if (!parameter.type.accepts(value)) {
    const message = `the parameter ${name} is ${shown(value)}, but must be ${parameter.type.expected}.`;
    faults.push({ kind: 'value', parameter: name, severity: parameter.lenient ? 'warning' : 'error', message, fix: `Correct ${name}.` });
  }
  return faults;
}

function ofAnotherRelease({ releases, unknown: treatment }: Driver, since?: string, until?: string, release = releases?.newest) {
  if (!releases || release === undefined) return undefined;
  const what = treatment === 'refused' ? 'rejects' : 'ignores';
  if (since !== undefined && compareReleases(release, since) < 0) {
    return (name: string) => ({
      message: `the driver reads ${name} since ${releases.of} ${since}; ${release} ${what} it.`,
      fix: `Remove it, or use ${releases.of} ${since} or newer.`,
    });
  }
  if (until !== undefined && compareReleases(release, until) > 0) {
    return (name: string) => ({ message: `the driver reads ${name} up to ${releases.of} ${until}; ${release} ${what} it.`, fix: 'Remove it.' });
  }
  return undefined;
}

function missing(
  driver: Driver, parameters: ClassFacts['parameters'], release?: string, table: Parameters = driver.parameters,
): ParameterFault[] {
  return Object.entries<Parameter>(table).filter(([name, { required, since, until }]) => {
    return required && parameters[name] === undefined && !ofAnotherRelease(driver, since, until, release);
  }).map(([name]) => ({
    kind: 'missing',
    parameter: name,
    severity: 'error',
    message: `the parameter ${name} is missing; ${driver.title} requires it.`,
    fix: `Add ${name}.`,
  }));
}

function conflicts(driver: Driver, facts: ClassFacts): ParameterFault[] {
  return (driver.combinations ?? []).flatMap((combination) => combination(facts, (name) => name) ?? []).map(({ at, problem }) => ({
    kind: 'conflict', parameter: at, severity: 'error', message: `${at} ${problem}.`,
  }));
}

/** CSI calls that fail because the class names no Secret for them. */
function missingSecrets(driver: Driver, parameters: ClassFacts['parameters'], needed: readonly string[] = driver.secrets ?? []): ParameterFault[] {
  const calls = needed.filter((call) => Object.values(secretNames(call)).every((name) => parameters[name] === undefined));
  if (calls.length === 0) return [];
  const { name } = secretNames(calls[0]);
  const others = calls.slice(1).map((call) => secretNames(call).name);
  const list = [name, ...others].join(', ');
  return [{
    kind: 'secret',
    parameter: name,
    severity: 'error',
    message: `the class names no Secret with the credentials of ${driver.title}: ${list} ${others.length ? 'are' : 'is'} missing.`,
    fix: 'Add each with its -secret-namespace.',
  }];
}

/** A sidecar needs both the name and the namespace of a Secret. */
function halfSecrets(parameters: ClassFacts['parameters']): ParameterFault[] {
  return Object.keys(parameters).flatMap((parameter) => {
    const other = otherHalf(parameter);
    return other === undefined || other in parameters ? []
      : [{ kind: 'secret' as const, parameter, severity: 'error' as const, message: `${parameter} is set without ${other}.`, fix: `Add ${other}.` }];
  });
}

function shown(text: string): string {
  return JSON.stringify(text.length > 60 ? `${text.slice(0, 60)}…` : text);
}
