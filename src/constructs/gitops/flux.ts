import { ApiObject, Duration } from 'cdk8s';
import { Construct } from 'constructs';
import { invalid, refuse } from '../../core/errors';
import { FLUX_KUSTOMIZE, FLUX_SOURCE } from '../../kubernetes/flux';
import { requireDnsSubdomain } from '../../kubernetes/names';
import { at, propsOf } from '../private/at';
import { emit } from '../private/emit';
import { shortGoDuration } from '../private/go-duration';

/** A source of Flux that a Kustomization names. */
export interface IFluxSource {
  /** Kind of the source, such as "OCIRepository". */
  readonly sourceKind: string;
  /** Name of the source. */
  readonly sourceName: string;
  /** Namespace of the source. */
  readonly sourceNamespace: string;
}

/** Properties for `FluxOciSource`. At most one of `tag`, `semver` and `digest`. */
export interface FluxOciSourceProps {
  /** Name of the OCIRepository. @default - the ID of the construct */
  readonly name?: string;
  /** Namespace. @default "flux-system" */
  readonly namespace?: string;
  /** The artifact, such as "oci://registry.example.com/clusters/prod-1". `flux push artifact` writes it. */
  readonly url: string;
  /** Tag. @default "latest" */
  readonly tag?: string;
  /** Range of versions, such as ">=1.0.0". @default - none */
  readonly semver?: string;
  /** Digest, "sha256:…". @default - none */
  readonly digest?: string;
  /** How often Flux looks for a new artifact. @default Duration.minutes(10) */
  readonly interval?: Duration;
  /** Secret of type kubernetes.io/dockerconfigjson with the registry's credentials. @default - none */
  readonly secretName?: string;
  /** Accepts only artifacts that cosign signed: with the keys in this Secret. @default - signatures are not checked */
  readonly cosignSecretName?: string;
}

/**
 * An OCIRepository of Flux: the manifests of a render, as an artifact in a registry.
 *
 * @see https://fluxcd.io/flux/components/source/ocirepositories/
 */
export class FluxOciSource extends Construct implements IFluxSource {
  /** Kind of the source. */
  public readonly sourceKind: string = 'OCIRepository';
  /** Name of the source. */
  public readonly sourceName: string;
  /** Namespace of the source. */
  public readonly sourceNamespace: string;
  /** The emitted OCIRepository. */
  public readonly apiObject: ApiObject;

  constructor(scope: Construct, id: string, props: FluxOciSourceProps) {
    props = propsOf(new.target, 'FluxOciSource', scope, id, props);
    super(scope, id);
    const { name = id, namespace = 'flux-system', url, interval = Duration.minutes(10), secretName, cosignSecretName } = props;
    this.sourceName = name;
    this.sourceNamespace = namespace;
    this.apiObject = emit(this, 'OCIRepository', at(this, () => {
      if (!/^oci:\/\/[^\s/]+\/\S+$/.test(url)) invalid('url', url, 'an artifact such as oci://registry.example.com/clusters/prod-1');
      return {
        apiVersion: FLUX_SOURCE,
        kind: 'OCIRepository',
        metadata: { name: requireDnsSubdomain('name', name), namespace },
        spec: {
          interval: every('interval', interval),
          url,
          ref: reference(props),
          secretRef: secretName === undefined ? undefined : { name: secretName },
          verify: cosignSecretName === undefined ? undefined : { provider: 'cosign', secretRef: { name: cosignSecretName } },
        },
      };
    }));
  }
}

/** Properties for `FluxKustomization`. */
export interface FluxKustomizationProps {
  /** Name of the Kustomization. @default - the ID of the construct */
  readonly name?: string;
  /** Namespace. @default "flux-system" */
  readonly namespace?: string;
  /** Where the manifests come from: a `FluxOciSource`, or a source that exists, with its kind, name and namespace. */
  readonly source: IFluxSource;
  /** Folder in the source. @default "./" */
  readonly path?: string;
  /** How often Flux applies the manifests, also when nothing changed. @default Duration.minutes(10) */
  readonly interval?: Duration;
  /** How long Flux waits for the objects to be ready. @default Duration.minutes(5) */
  readonly timeout?: Duration;
  /** Deletes objects that are no longer in the source. A claim that goes takes its data with it. @default false */
  readonly prune?: boolean;
  /** Waits until all objects are ready. A claim whose class waits for a pod is ready once its pod is there. @default true */
  readonly wait?: boolean;
  /** Kustomizations of the same namespace that must be ready before. @default - none */
  readonly dependsOn?: FluxKustomization[];
  /** Secret with a kubeconfig (key `value`), to apply to another cluster. @default - the cluster that Flux runs in */
  readonly kubeConfigSecretName?: string;
  /** ServiceAccount that Flux acts as. @default - that of the controller */
  readonly serviceAccountName?: string;
}

/**
 * A Kustomization of Flux: applies the manifests of a source to a cluster.
 *
 * @example
 *
 * const source = new gitops.FluxOciSource(chart, 'prod-1', { url: 'oci://registry.example.com/clusters/prod-1' });
 * new gitops.FluxKustomization(chart, 'openstack', { source });
 *
 * @see https://fluxcd.io/flux/components/kustomize/kustomizations/
 */
export class FluxKustomization extends Construct {
  /** Name of the Kustomization. */
  public readonly kustomizationName: string;
  /** The emitted Kustomization. */
  public readonly apiObject: ApiObject;

  constructor(scope: Construct, id: string, props: FluxKustomizationProps) {
    props = propsOf(new.target, 'FluxKustomization', scope, id, props);
    super(scope, id);
    const { name = id, namespace = 'flux-system', source, path = './', interval = Duration.minutes(10), timeout = Duration.minutes(5) } = props;
    this.kustomizationName = name;
    this.apiObject = emit(this, 'Kustomization', at(this, () => ({
      apiVersion: FLUX_KUSTOMIZE,
      kind: 'Kustomization',
      metadata: { name: requireDnsSubdomain('name', name), namespace },
      spec: {
        interval: every('interval', interval),
        timeout: every('timeout', timeout),
        sourceRef: {
          kind: source.sourceKind,
          name: source.sourceName,
          namespace: source.sourceNamespace === namespace ? undefined : source.sourceNamespace,
        },
        path: /(^|\/)\.\.(\/|$)/.test(path) ? invalid('path', path, 'a folder in the source, such as ./prod-1') : path,
        prune: props.prune ?? false,
        wait: props.wait ?? true,
        dependsOn: props.dependsOn?.map((other) => ({ name: other.kustomizationName })),
        kubeConfig: props.kubeConfigSecretName === undefined ? undefined : { secretRef: { name: props.kubeConfigSecretName } },
        serviceAccountName: props.serviceAccountName,
      },
    })));
  }
}

function reference({ tag, semver, digest }: FluxOciSourceProps): object {
  const given = Object.entries({ tag, semver, digest }).filter(([, value]) => value !== undefined);
  if (given.length > 1) refuse(given[1][0], `excludes ${given[0][0]}: Flux would ignore one of them`);
  return given.length ? Object.fromEntries(given) : { tag: 'latest' };
}

function every(property: string, duration: Duration): string {
  return duration.toMilliseconds() > 0 ? shortGoDuration(duration) : invalid(property, duration.toHumanString(), 'a duration above zero');
}
