import { ApiObject, Yaml } from 'cdk8s';
import { Construct } from 'constructs';
import { invalid, refuse } from '../../core/errors';
import { requireDnsLabel, requireDnsSubdomain } from '../../kubernetes/names';
import { at } from '../private/at';
import { emit } from '../private/emit';
import { definedOf } from '../private/workload';
import { VolumeSource } from '../storage/volumes/volume-source';

/** Removes everything below /scrub, hidden files included, and fails if something is left. */
const SCRUB = 'test -e /scrub && rm -rf /scrub/..?* /scrub/.[!.]* /scrub/*  && test -z "$(ls -A /scrub)" || exit 1';

/** Properties for `RecyclerPodTemplate`. */
export interface RecyclerPodTemplateProps {
  /** Image of the recycler: anything with a shell. */
  readonly image: string;
  /** Placeholder for the volume to recycle: nfs or hostPath. The controller replaces its server and path for each volume. @default - nfs */
  readonly source?: VolumeSource;
  /** ServiceAccount of the recycler pods. @default - the namespace's default */
  readonly serviceAccountName?: string;
  /** Command that empties /scrub. @default - removes everything, hidden files too */
  readonly command?: string[];
  /** Name of the ConfigMap. @default "pv-recycler-template" */
  readonly name?: string;
  /** Namespace of the ConfigMap and of the pods. @default "kube-system" */
  readonly namespace?: string;
}

/**
 * The template, in a ConfigMap, of the pod that the controller manager runs to scrub a volume with the reclaim policy Recycle. It is a file, not
 * an object. Mount the ConfigMap into the controller manager and name the file with `--pv-recycler-pod-template-filepath-nfs` or
 * `--pv-recycler-pod-template-filepath-hostpath`.
 *
 * Recycle is deprecated; only nfs and hostPath volumes support it.
 */
export class RecyclerPodTemplate extends Construct {
  /** Key of the ConfigMap that holds the template. */
  public readonly key: string = 'recycler.yaml';
  /** The template, as the controller manager reads it. */
  public readonly text: string;
  /** The emitted ConfigMap. */
  public readonly configMap: ApiObject;

  constructor(scope: Construct, id: string, props: RecyclerPodTemplateProps) {
    super(scope, id);
    const namespace = props.namespace ?? 'kube-system';
    this.text = at(this, () => Yaml.stringify(recyclerPod(props, namespace)));
    this.configMap = emit(this, 'ConfigMap', {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: at(this, () => requireDnsSubdomain('name', props.name ?? 'pv-recycler-template')), namespace },
      data: { [this.key]: this.text },
    });
  }
}

/** The name ends in "-", because the controller manager appends a suffix. */
function recyclerPod(props: RecyclerPodTemplateProps, namespace: string): object {
  const { source = VolumeSource.nfs('any-server-it-will-be-replaced', '/any-path-it-will-be-replaced') } = props;
  if (!['nfs', 'hostPath'].includes(source._field)) refuse('source', `cannot be ${source._field}: only nfs and hostPath volumes can be recycled`);
  if (!props.image || /\s/.test(props.image)) invalid('image', props.image, 'an image with a shell, such as "registry.example.com/busybox:1.37"');
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'pv-recycler-', namespace: requireDnsLabel('namespace', namespace) },
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
