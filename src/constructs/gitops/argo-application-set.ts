import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { ArgoOptions } from './argo-options';
import { applicationSpec, argoAnnotations } from './private/application-spec';
import { refuse } from '../../core/errors';
import { ARGO_VERSION } from '../../kubernetes/argo';
import { requireDnsSubdomain, requireDistinct } from '../../kubernetes/names';
import { at, propsOf } from '../private/at';
import { emit } from '../private/emit';

/** Name, folder and cluster of an Application, as the generators fill them in. */
const OF_FOLDERS = ['{{.path.basename}}', '{{.path.path}}', '{{.path.basename}}'];
const OF_CLUSTERS = ['{{.name}}', '{{.path}}', '{{.cluster}}'];

/** A cluster of an `ArgoApplicationSet`. */
export interface ArgoCluster {
  /** Name of its Application. */
  readonly name: string;
  /** Folder of its manifests. @default - the name, below `path` of the set */
  readonly path?: string;
  /** Name of the cluster in Argo CD. @default - the name of the Application */
  readonly cluster?: string;
}

/** Properties for `ArgoApplicationSet`. One of `clusters` and `folders` is required. */
export interface ArgoApplicationSetProps extends ArgoOptions {
  /** Name of the ApplicationSet. @default - the ID of the construct */
  readonly name?: string;
  /** Folder that holds one folder for each cluster. @default "dist" */
  readonly path?: string;
  /** The clusters. Their list is part of the object, which etcd limits to 1.5 MiB: some thousand. @default - those of `folders` */
  readonly clusters?: ArgoCluster[];
  /** One Application for each folder below `path`, named like it, as is its cluster in Argo CD. For any number of clusters. @default false */
  readonly folders?: boolean;
}

/**
 * An ApplicationSet of Argo CD: one Application for each cluster. Argo CD then renders and compares the clusters one by one, on as many repo servers
 * and controllers as it has. Removing a cluster from the set keeps what it runs.
 *
 * @see https://argo-cd.readthedocs.io/en/stable/operator-manual/applicationset/
 */
export class ArgoApplicationSet extends Construct {
  /** The emitted ApplicationSet. */
  public readonly apiObject: ApiObject;

  constructor(scope: Construct, id: string, props: ArgoApplicationSetProps) {
    props = propsOf(new.target, 'ArgoApplicationSet', scope, id, props);
    super(scope, id);
    const { path = 'dist', clusters, folders = false, namespace = 'argocd' } = props;
    this.apiObject = emit(this, 'ApplicationSet', at(this, () => {
      if (folders === (clusters !== undefined)) {
        refuse('clusters', folders ? 'excludes folders: give one of them' : 'is missing: give the clusters, or folders: true');
      }
      const [name, folder, cluster] = folders ? OF_FOLDERS : OF_CLUSTERS;
      return {
        apiVersion: ARGO_VERSION,
        kind: 'ApplicationSet',
        metadata: { name: requireDnsSubdomain('name', props.name ?? id), namespace },
        spec: {
          goTemplate: true,
          goTemplateOptions: ['missingkey=error'],
          generators: [clusters ? { list: { elements: elements(clusters, path) } } : folderGenerator(props, path)],
          syncPolicy: { preserveResourcesOnDeletion: true },
          template: { metadata: { name, annotations: argoAnnotations(props) }, spec: applicationSpec(props, folder, { name: cluster }) },
        },
      };
    }));
  }
}

function elements(clusters: ArgoCluster[], path: string): object[] {
  if (!clusters.length) refuse('clusters', 'is empty');
  clusters.forEach(({ name }, i) => requireDnsSubdomain(`clusters[${i}].name`, name));
  requireDistinct('clusters', clusters.map(({ name }) => name));
  return clusters.map(({ name, path: own = `${path}/${name}`, cluster = name }) => ({ name, path: own, cluster }));
}

function folderGenerator({ repoUrl, revision = 'HEAD' }: ArgoApplicationSetProps, path: string): object {
  return { git: { repoURL: repoUrl, revision, directories: [{ path: `${path}/*` }] } };
}
