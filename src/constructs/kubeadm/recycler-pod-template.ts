import { Yaml } from 'cdk8s';
import { Construct } from 'constructs';
import { invalid, refuse } from '../../core/errors';
import { requireAbsolutePath, requireDnsLabel, requireDnsSubdomain } from '../../kubernetes/names';
import { OutputFile } from '../files/output-file';
import { at, propsOf } from '../private/at';
import { definedOf } from '../private/workload';
import { VolumeSource } from '../storage/volumes/volume-source';

/** Removes everything below /scrub, hidden files included, and fails if something is left. */
const SCRUB = 'test -e /scrub && rm -rf /scrub/..?* /scrub/.[!.]* /scrub/*  && test -z "$(ls -A /scrub)" || exit 1';

/** Properties for `RecyclerPodTemplate`. */
export interface RecyclerPodTemplateProps {
  /** Image of the recycler: any image with a shell. */
  readonly image: string;
  /** Placeholder for the volume to recycle: nfs or hostPath. The controller replaces its server and path for each volume. @default - nfs */
  readonly source?: VolumeSource;
  /** ServiceAccount of the recycler pods. @default - the namespace's default */
  readonly serviceAccountName?: string;
  /** Command that empties /scrub. @default - removes everything, hidden files too */
  readonly command?: string[];
  /** Namespace of the recycler pods. @default "kube-system" */
  readonly namespace?: string;
  /** Absolute path of the file on the control-plane nodes. @default - "/etc/kubernetes/pv-recycler-nfs.yaml", or "…-hostpath.yaml" */
  readonly hostPath?: string;
  /** Path of the file below the folder of files. @default - "kubeadm/pv-recycler-nfs.yaml", or "…-hostpath.yaml" */
  readonly path?: string;
}

/**
 * The template of the pod that kube-controller-manager runs to scrub a volume with the reclaim policy Recycle. It is a file: the static pod of
 * kube-controller-manager can mount no ConfigMap. Copy it to `hostPath` on each control-plane node before `kubeadm init`, and pass it to
 * `KubeadmConfig`, which mounts the file and sets the flag.
 *
 * Recycle is deprecated; only nfs and hostPath volumes support it.
 *
 * @see https://kubernetes.io/docs/concepts/storage/persistent-volumes/#recycle
 */
export class RecyclerPodTemplate extends Construct {
  /** The file that `app.synth()` writes. */
  public readonly file: OutputFile;
  /** Absolute path of the file on the control-plane nodes. */
  public readonly hostPath: string;
  /** Flag of kube-controller-manager that names the file, without dashes. */
  public readonly flag: string;

  constructor(scope: Construct, id: string, props: RecyclerPodTemplateProps) {
    props = propsOf(new.target, 'RecyclerPodTemplate', scope, id, props);
    super(scope, id);
    const content = at(this, () => Yaml.stringify(recyclerPod(props)));
    const plugin = sourceOf(props)._field.toLowerCase();
    this.flag = `pv-recycler-pod-template-filepath-${plugin}`;
    this.hostPath = at(this, () => requireAbsolutePath('hostPath', props.hostPath ?? `/etc/kubernetes/pv-recycler-${plugin}.yaml`));
    this.file = new OutputFile(this, 'File', { path: props.path ?? `kubeadm/pv-recycler-${plugin}.yaml`, content });
  }
}

function sourceOf({ source }: RecyclerPodTemplateProps): VolumeSource {
  return source ?? VolumeSource.nfs('any-server-it-will-be-replaced', '/any-path-it-will-be-replaced');
}

/** The name ends in "-", because the controller manager appends a suffix. */
function recyclerPod(props: RecyclerPodTemplateProps): object {
  const source = sourceOf(props);
  if (!['nfs', 'hostPath'].includes(source._field)) refuse('source', `cannot be ${source._field}: only nfs and hostPath volumes can be recycled`);
  if (!props.image || /\s/.test(props.image)) invalid('image', props.image, 'an image with a shell, such as "registry.example.com/busybox:1.37"');
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'pv-recycler-', namespace: requireDnsLabel('namespace', props.namespace ?? 'kube-system') },
    spec: {
      restartPolicy: 'Never',
      ...props.serviceAccountName && { serviceAccountName: requireDnsSubdomain('serviceAccountName', props.serviceAccountName) },
      volumes: [{ name: 'vol', [source._field]: definedOf(source._spec) }],
      containers: [{
        name: 'pv-recycler',
        image: props.image,
        command: props.command ?? ['/bin/sh', '-c', SCRUB],
        volumeMounts: [{ name: 'vol', mountPath: '/scrub' }],
      }],
    },
  };
}
