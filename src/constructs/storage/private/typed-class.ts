import { Construct } from 'constructs';
import { rememberDriver, storageCapabilities } from './class-driver';
import { ParameterNames, Parameters, parametersOf } from './parameters';
import { located, refuse } from '../../../core/errors';
import { ClassFacts, Driver } from '../../../drivers/support/driver';
import { CsiSecrets, secretParameters } from '../classes/csi-secrets';
import { StorageClassOptions, StorageClassProps } from '../classes/storage-class';
import { StorageCapabilities } from '../volumes/capabilities';

/** How a typed class maps to its driver. */
export interface TypedClass<Props> {
  readonly driver: Driver;
  /** Name of the driver in the cluster. */
  readonly provisioner: string;
  /** Maps properties to parameters. */
  readonly parameters: ParameterNames<Props>;
  /** Defaults that differ from the API server's. */
  readonly options?: StorageClassOptions;
  /** Parameters that the driver requires and that have a default. */
  readonly defaults?: Parameters;
  /** Annotations that the driver reads. */
  readonly annotations?: { [key: string]: string };
  /** Secrets that override those of the props. */
  readonly secrets?: CsiSecrets;
  /** Name of the known driver, if `provisioner` is a custom name. */
  readonly knownAs?: string;
  /** Capabilities that follow from properties that are not parameters. */
  readonly capabilities?: StorageCapabilities;
}

/** Properties of a class with CSI secrets. */
interface WithSecrets {
  readonly secrets?: CsiSecrets;
}

/** Converts the props of a typed class to those of `StorageClass`. Runs before `super`, so it needs scope and id for errors. */
export function typedClass<P extends StorageClassOptions & WithSecrets>(
  scope: Construct, id: string, props: P, resolve: (props: P) => TypedClass<P>,
): StorageClassProps {
  return located(`${scope.node.path}/${id}`, () => {
    const { driver, provisioner, parameters: names, options, ...typed } = resolve(props);
    const secrets = secretParameters(typed.secrets ?? props.secrets);
    const repeated = Object.keys(secrets).find((name) => props.extraParameters?.[name] !== undefined);
    if (repeated) refuse('extraParameters', `contains "${repeated}". Set the property secrets instead`);
    const parameters: Parameters = { ...typed.defaults, ...parametersOf(props, names, driver.parameters, props.extraParameters), ...secrets };
    const volumeBindingMode = props.volumeBindingMode ?? options?.volumeBindingMode;
    const facts: ClassFacts = { parameters, volumeBindingMode, provisioner: typed.knownAs ?? provisioner };
    requireCombinations(driver, facts, names);
    const annotations = { ...typed.annotations, ...props.annotations };
    const capabilities = { ...storageCapabilities(driver, facts), ...typed.capabilities };
    return rememberDriver({ ...options, ...common(props), annotations, provisioner, capabilities, parameters }, driver);
  });
}

/** Throws for invalid combinations of parameters, in terms of the properties. */
function requireCombinations<P>({ combinations = [] }: Driver, facts: ClassFacts, names: ParameterNames<P>): void {
  const properties = new Map(Object.entries(names).map(([property, name]) => [name as string, property]));
  for (const combination of combinations) {
    const conflict = combination(facts, (parameter) => properties.get(parameter) ?? parameter);
    if (conflict) refuse(conflict.at, conflict.problem);
  }
}

/** The shared class options that are set. */
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
