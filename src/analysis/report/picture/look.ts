/*
 * How a status looks. The colours are those of Okabe and Ito, which people with any of the common colour blindnesses can tell apart; the sign says the
 * same without colour.
 * Source: https://jfly.uni-koeln.de/color/
 */
import { Column, Status } from './graph';

export interface Look {
  /** Colour of border and sign. */
  readonly colour: string;
  /** Colour of the sign's own mark, readable on `colour`. */
  readonly ink: string;
  /** One character. */
  readonly sign: string;
  /** What the legend says. */
  readonly words: string;
}

export const LOOKS: { readonly [status in Status]: Look } = {
  bound: { colour: '#009e73', ink: '#ffffff', sign: '✓', words: 'bound' },
  provisioning: { colour: '#56b4e9', ink: '#000000', sign: '+', words: 'a volume is made' },
  waiting: { colour: '#0072b2', ink: '#ffffff', sign: '…', words: 'waits for a pod' },
  oneOf: { colour: '#e69f00', ink: '#000000', sign: '⇄', words: 'order or ties decide' },
  pending: { colour: '#d55e00', ink: '#ffffff', sign: '✕', words: 'never binds' },
  lost: { colour: '#cc79a7', ink: '#000000', sign: '!', words: 'volume is lost' },
  unknown: { colour: '#6f6f6f', ink: '#ffffff', sign: '?', words: 'depends on the cluster' },
  plain: { colour: '#9aa4ae', ink: '#000000', sign: '·', words: '' },
  absent: { colour: '#9aa4ae', ink: '#000000', sign: '∅', words: 'not in the input' },
};

/** Outcomes of claims, in the order of legends and counts. */
export const CLAIM_STATUSES: readonly Status[] = [
  Status.BOUND, Status.PROVISIONING, Status.WAITING, Status.ONE_OF, Status.PENDING, Status.LOST, Status.UNKNOWN,
];

export const TITLES: { readonly [column in Column]: string } = {
  [Column.NODE]: 'Nodes',
  [Column.POD]: 'Pods',
  [Column.CLAIM]: 'Claims',
  [Column.VOLUME]: 'Volumes',
  [Column.CLASS]: 'Classes',
  [Column.PROVISIONER]: 'Provisioners',
};

/** Why a volume is not taken, as a sentence that goes on from its name. */
export const MISSES: { readonly [predicate: string]: string } = {
  capacity: 'is too small',
  nodeAffinity: 'is on nodes where the pod cannot run',
  selector: 'does not have the labels that are selected',
  accessModes: 'lacks an access mode',
  volumeMode: 'has another volumeMode',
  volumeAttributesClass: 'has another volumeAttributesClassName',
  storageClass: 'has another storageClassName',
  deletion: 'is being deleted',
  claimRef: 'belongs to another claim',
};
