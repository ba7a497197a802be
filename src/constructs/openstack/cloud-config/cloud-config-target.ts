import { ICaCertificate } from './cloud-config-ref';
import { Release } from '../../../releases';
import { Naming } from '../../naming';

/** Where the Secret of a cloud config goes and who reads it. @internal */
export interface CloudConfigTarget {
  /** Name of the Secret. @default "cloud-config" */
  readonly secretName?: string;
  /** Key of the Secret. @default "cloud.conf" */
  readonly secretKey?: string;
  /** Namespace of the Secret, that of the components. @default "kube-system" */
  readonly namespace?: string;
  /** Release whose components read the file. @default - that of the cluster */
  readonly release?: Release;

  /**
   * Naming of the cloud-controller-manager whose Helm release created the Secret: adds the labels of the chart. The Cinder CSI chart adds no labels
   * to its Secret.
   *
   * @default - no labels but `labels`
   */
  readonly naming?: Naming;

  /** Labels of the Secret. @default - none, or those of `naming` */
  readonly labels?: { [key: string]: string };
  /** Annotations of the Secret. @default - none */
  readonly annotations?: { [key: string]: string };
  /** The CA bundle of the cloud's endpoints: emits another Secret and sets `ca-file`. @default - the system's bundle */
  readonly caCertificate?: ICaCertificate;
}
