import { Construct } from 'constructs';
import { KubeadmApi } from './kubeadm-api';
import { KubeadmConfigProps, KubeadmJoinOptions } from './kubeadm-config-props';
import { Advice } from '../advice';
import { OutputFile } from '../files/output-file';
import { KubeadmFacts, initDocuments, joinDocuments, resolveKubeadm } from './private/kubeadm-facts';
import { adviseSecretInFile } from '../files/private/secret-file';
import { yamlText } from '../files/private/yaml';
import { at } from '../private/at';

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
    super(scope, id);
    this.facts = at(this, () => resolveKubeadm(this, props));
    this.api = this.facts.api;
    const content = at(this, () => yamlText(initDocuments(this.facts, props), 'For the first control-plane node: kubeadm init --config FILE'));
    const path = props.path ?? 'kubeadm/init.yaml';
    this.initFile = new OutputFile(this, 'Init', { path, content, confidential: props.bootstrapToken !== undefined });

    if (props.bootstrapToken) adviseSecretInFile(this, 'a bootstrap token', path);
    this.advise(props);
  }

  /**
   * Adds a file for nodes that join the cluster.
   *
   * @param id Name of this kind of node, such as "workers"; part of the file's name
   */
  public addJoin(id: string, options: KubeadmJoinOptions): OutputFile {
    const { documents, needsFilling } = at(this, () => joinDocuments(this.facts, options));
    const steps = needsFilling
      ? 'Set KUBEADM_TOKEN and KUBEADM_CA_CERT_HASH from what `kubeadm token create --print-join-command` shows, then on the node:\n'
        + 'envsubst < FILE > /etc/kubernetes/kubeadm.yaml && kubeadm join --config /etc/kubernetes/kubeadm.yaml'
      : 'For nodes that join: kubeadm join --config FILE';
    const path = options.path ?? `kubeadm/join-${id}.yaml`;
    const secret = options.discovery._holdsSecret || options.certificateKey !== undefined;
    const file = new OutputFile(this, id, { path, content: yamlText(documents, steps), confidential: secret });

    if (options.discovery._holdsSecret) adviseSecretInFile(file, 'a bootstrap token', path);
    if (options.certificateKey) adviseSecretInFile(file, 'the key of the control plane\'s certificates', path);
    if (options.discovery._unsafe) {
      Advice._give(file, 'UNVERIFIED_CLUSTER_CA', 'Joining nodes trust whatever answers at the endpoint.', 'Give caCertHashes instead.');
    }
    return file;
  }

  private advise({ apiServer, controllerManager, inTreeVolumePlugin }: KubeadmConfigProps): void {
    if (apiServer?.extraArgs?.['runtime-config']?.includes('storage.k8s.io/v1=true')) {
      Advice._give(this, 'SUPERFLUOUS_RUNTIME_CONFIG', 'storage.k8s.io/v1 is served without runtime-config since Kubernetes 1.6.', 'Remove it.');
    }
    const flags = controllerManager?.extraArgs ?? {};
    if (!inTreeVolumePlugin && flags['external-cloud-volume-plugin'] && (flags['cloud-provider'] !== 'external' || !flags['cloud-config'])) {
      Advice._give(this, 'VOLUME_PLUGIN_NOT_WIRED',
        'kube-controller-manager ignores external-cloud-volume-plugin without cloud-provider=external, and finds no OpenStack without cloud-config.',
        'Use inTreeVolumePlugin, which sets all three and mounts the files.');
    }
  }
}
