import { Construct } from 'constructs';
import { KubeadmApi } from './kubeadm-api';
import { KubeadmConfigProps, KubeadmJoinOptions } from './kubeadm-config-props';
import { Fields } from '../../core/fields';
import { takeProps } from '../../core/props';
import { API013, API014, joinSecrets, SEC010, superfluousRuntimeConfig, unusedCloudConfig } from '../../kubernetes/judgements/kubeadm';
import { Advice } from '../advice';
import { OutputFile } from '../files/output-file';
import { KubeadmFacts, initDocuments, joinDocuments, resolveKubeadm } from './private/kubeadm-facts';
import { yamlText } from '../files/private/yaml';
import { at, propsOf } from '../private/at';
import { report } from '../private/report';

/**
 * The configuration files of kubeadm for a cluster whose cloud provider runs outside of Kubernetes: one for `kubeadm init`, and one for each
 * kind of joining node. They are files, not objects: `app.synth()` writes them next to the manifests.
 *
 * @see https://kubernetes.io/docs/reference/config-api/kubeadm-config.v1beta4/
 */
export class KubeadmConfig extends Construct {
  /** The file for `kubeadm init --config`. */
  public readonly initFile: OutputFile;
  /** Version of the configuration format in use. */
  public readonly api: KubeadmApi;

  private readonly facts: KubeadmFacts;

  constructor(scope: Construct, id: string, props: KubeadmConfigProps = {}) {
    props = propsOf(new.target, 'KubeadmConfig', scope, id, props);
    super(scope, id);
    this.facts = at(this, () => resolveKubeadm(this, props));
    this.api = this.facts.api;
    const documents = at(this, () => initDocuments(this.facts, props));
    const content = at(this, () => yamlText(documents, 'For the first control-plane node: kubeadm init --config FILE'));
    const path = props.path ?? 'kubeadm/init.yaml';
    this.initFile = new OutputFile(this, 'Init', { path, content, confidential: props.bootstrapToken !== undefined });

    this.judge(this, path, documents);
  }

  /**
   * Adds a file for nodes that join the cluster.
   *
   * @param id Name of this kind of node, such as "workers"; part of the file's name
   */
  public addJoin(id: string, options: KubeadmJoinOptions): OutputFile {
    options = takeProps('KubeadmConfig.addJoin', options, [this]);
    const { documents, needsFilling } = at(this, () => joinDocuments(this.facts, options));
    const steps = needsFilling
      ? 'Set KUBEADM_TOKEN and KUBEADM_CA_CERT_HASH from what `kubeadm token create --print-join-command` shows, then on the node:\n'
        + 'envsubst < FILE > /etc/kubernetes/kubeadm.yaml && kubeadm join --config /etc/kubernetes/kubeadm.yaml'
      : 'For nodes that join: kubeadm join --config FILE';
    const path = options.path ?? `kubeadm/join-${id}.yaml`;
    const secret = options.discovery._holdsSecret || options.certificateKey !== undefined;
    const file = new OutputFile(this, id, { path, content: yamlText(documents, steps), confidential: secret });

    this.judge(file, path, documents);
    if (options.discovery._unsafe) {
      Advice._give(file, 'UNVERIFIED_CLUSTER_CA', 'unsafeSkipCaVerification lets joining nodes trust any server that answers at the '
        + 'endpoint.', 'Set caCertHashes instead.');
    }
    return file;
  }

  /** Reports the findings of `check` for a file. */
  private judge(scope: Construct, path: string, documents: Fields[]): void {
    for (const document of documents) {
      report(scope, API013, superfluousRuntimeConfig(document));
      report(scope, API014, unusedCloudConfig(document, this.facts.minor));
      report(scope, SEC010, [...joinSecrets(document)].map((verdict) => ({
        ...verdict,
        message: `${path}: ${verdict.message}`,
        fix: 'Omit it to get a placeholder that is filled in on the machine, or keep the file out of version control.',
      })));
    }
  }
}
