import { Construct } from 'constructs';
import { rememberDriver, storageCapabilities } from './class-driver';
import { ParameterNames, Parameters, parametersOf } from './parameters';
import { located, refuse } from '../../../core/errors';
import { ClassFacts, Driver } from '../../../drivers/support/driver';
import { CsiSecrets, secretParameters } from '../classes/csi-secrets';
import { StorageClassOptions, StorageClassProps } from '../classes/storage-class';
import { StorageCapabilities } from '../volumes/capabilities';

/** What a typed class knows about its driver. */
export interface TypedClass<Props> {
  readonly driver: Driver;
  /** Name of the driver in the cluster. */
  readonly provisioner: string;
  /** The parameter that each property becomes. */
  readonly parameters: ParameterNames<Props>;
  /** Defaults that differ from the API server's, and what rules of the driver add. */
  readonly options?: StorageClassOptions;
  /** Parameters that the driver requires and that have a default. */
  readonly defaults?: Parameters;
  /** Annotations that the driver reads. */
  readonly annotations?: { [key: string]: string };
  /** Secrets in place of those of the props. */
  readonly secrets?: CsiSecrets;
  /** Name of the driver for its own checks, where `provisioner` is somebody's own. */
  readonly knownAs?: string;
  /** What properties that are no parameters say about the storage. */
  readonly capabilities?: StorageCapabilities;
}

/** Properties of a class with CSI secrets. */
interface WithSecrets {
  readonly secrets?: CsiSecrets;
}

/** Turns the props of a typed class into those of `StorageClass`. Runs before `super`, hence the scope and id for errors. */
export function typedClass<P extends StorageClassOptions & WithSecrets>(
  scope: Construct, id: string, props: P, resolve: (props: P) => TypedClass<P>,
): StorageClassProps {
  return located(`${scope.node.path}/${id}`, () => {
    const { driver, provisioner, parameters: names, options, ...typed } = resolve(props);
    const secrets = secretParameters(typed.secrets ?? props.secrets);
    const repeated = Object.keys(secrets).find((name) => props.extraParameters?.[name] !== undefined);
    if (repeated) refuse('extraParameters', `holds "${repeated}", which the property secrets is for`);
    const parameters: Parameters = { ...typed.defaults, ...parametersOf(props, names, driver.parameters, props.extraParameters), ...secrets };
    const volumeBindingMode = props.volumeBindingMode ?? options?.volumeBindingMode;
    const facts: ClassFacts = { parameters, volumeBindingMode, provisioner: typed.knownAs ?? provisioner };
    requireCombinations(driver, facts, names);
    const annotations = { ...typed.annotations, ...props.annotations };
    const capabilities = { ...storageCapabilities(driver, facts), ...typed.capabilities };
    return rememberDriver({ ...options, ...common(props), annotations, provisioner, capabilities, parameters }, driver);
  });
}

/** Refuses parameters that do not go together, in terms of the properties. */
function requireCombinations<P>({ combinations = [] }: Driver, facts: ClassFacts, names: ParameterNames<P>): void {
  const properties = new Map(Object.entries(names).map(([property, name]) => [name as string, property]));
  for (const combination of combinations) {
    const conflict = combination(facts, (parameter) => properties.get(parameter) ?? parameter);
    if (conflict) refuse(conflict.at, conflict.problem);
  }
}

/** The options that all classes share, those that are set. */
function common(props: StorageClassOptions): StorageClassOptions {
  const { name, isDefault, reclaimPolicy, volumeBindingMode, allowVolumeExpansion, mountOptions } = props;
  const { allowedTopologies, otherTopologies, labels, annotations } = props;
  const all = {
    name,
    isDefault,
    reclaimPolicy,
    volumeBindingMode,
    allowVolumeExpansion,
    mountOptions,
    allowedTopologies,
    otherTopologies,
    labels,
    annotations,
  };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
}
