import { Protocol } from '../core-v1';

/** A port that a container listens on. */
export interface PodPort {
  /** The port, between 1 and 65535. */
  readonly port: number;
  /** Name for it: at most 15 lower-case letters, digits and "-". @default - none; needed where a pod has several ports */
  readonly name?: string;
  /** Protocol of the port. @default Protocol.TCP */
  readonly protocol?: Protocol;
  /** Port that the Service offers it at. @default - the same port */
  readonly servicePort?: number;
  /** Port of the node that it is published at: one pod a node. @default - none */
  readonly hostPort?: number;
}
