import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { ArgoOptions } from './argo-options';
import { applicationSpec, argoAnnotations } from './private/application-spec';
import { refuse } from '../../core/errors';
import { ARGO_FINALIZER, ARGO_VERSION } from '../../kubernetes/argo';
import { requireDnsSubdomain } from '../../kubernetes/names';
import { at, propsOf } from '../private/at';
import { emit } from '../private/emit';

/** Properties for `ArgoApplication`. */
export interface ArgoApplicationProps extends ArgoOptions {
  /** Name of the Application. @default - the ID of the construct */
  readonly name?: string;
  /** Folder of the manifests in the repository. @default "." */
  readonly path?: string;
  /** URL of the cluster's API server, as Argo CD knows it. @default - the cluster that Argo CD runs in */
  readonly server?: string;
  /** Name of the cluster in Argo CD, instead of `server`. @default - none */
  readonly cluster?: string;
  /** Deletes all its objects with the Application, claims included. @default false */
  readonly cascade?: boolean;
}

/**
 * An Application of Argo CD: one cluster's manifests, from a folder of a repository.
 *
 * @example
 *
 * new gitops.ArgoApplication(chart, 'prod-1', { repoUrl: 'https://git.example.com/clusters.git', path: 'dist/prod-1' });
 *
 * @see https://argo-cd.readthedocs.io/en/stable/operator-manual/application.yaml
 */
export class ArgoApplication extends Construct {
  /** The emitted Application. */
  public readonly apiObject: ApiObject;

  constructor(scope: Construct, id: string, props: ArgoApplicationProps) {
    props = propsOf(new.target, 'ArgoApplication', scope, id, props);
    super(scope, id);
    const { path = '.', server, cluster, namespace = 'argocd' } = props;
    this.apiObject = emit(this, 'Application', at(this, () => {
      if (server !== undefined && cluster !== undefined) refuse('cluster', 'excludes server: Argo CD knows a cluster by one of them');
      return {
        apiVersion: ARGO_VERSION,
        kind: 'Application',
        metadata: {
          name: requireDnsSubdomain('name', props.name ?? id),
          namespace,
          annotations: argoAnnotations(props),
          finalizers: props.cascade ? [ARGO_FINALIZER] : undefined,
        },
        spec: applicationSpec(props, path, cluster === undefined ? { server: server ?? 'https://kubernetes.default.svc' } : { name: cluster }),
      };
    }));
  }
}
