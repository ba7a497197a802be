import { Construct } from 'constructs';
import { ParameterTable, Parameters, parametersOf } from './parameters';
import { located, refuse } from '../../../core/errors';
import { CsiSecrets, secretParameters } from '../classes/csi-secrets';
import { StorageClassOptions, StorageClassProps } from '../classes/storage-class';
import { StorageCapabilities } from '../volumes/capabilities';

/** What a typed class knows about its driver. */
export interface TypedClass<Props> {
  readonly provisioner: string;
  readonly capabilities: StorageCapabilities;
  /** Which property becomes which parameter. */
  readonly parameters: ParameterTable<Props>;
  /** Defaults that differ from the API server's, and what rules of the driver add. */
  readonly options?: StorageClassOptions;
  /** Parameters that the driver requires and that have a default. */
  readonly defaults?: Parameters;
  /** Annotations that the driver reads. */
  readonly annotations?: { [key: string]: string };
  /** Secrets in place of those of the props. */
  readonly secrets?: CsiSecrets;
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
    const { provisioner, capabilities, parameters, options, ...typed } = resolve(props);
    const secrets = secretParameters(typed.secrets ?? props.secrets);
    const repeated = Object.keys(secrets).find((name) => props.extraParameters?.[name] !== undefined);
    if (repeated) refuse('extraParameters', `holds "${repeated}", which the property secrets is for`);
    const written: Parameters = { ...typed.defaults, ...parametersOf(props, parameters, props.extraParameters), ...secrets };
    const annotations = { ...typed.annotations, ...props.annotations };
    return { ...options, ...common(props), annotations, provisioner, capabilities, parameters: written };
  });
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
