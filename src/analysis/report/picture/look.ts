/*
 * Appearance of each status. The colours are those of Okabe and Ito, which readers with common colour vision deficiencies can tell apart. The sign
 * says the same without colour. Source: https://jfly.uni-koeln.de/color/
 */
import { Column, Status } from './graph';

export interface Look {
  /** Colour of the border and the sign. */
  readonly colour: string;
  /** Text colour of the sign, readable on `colour`. */
  readonly ink: string;
  /** One character. */
  readonly sign: string;
  /** Text in the legend. */
  readonly words: string;
}

export const LOOKS: { readonly [status in Status]: Look } = {
  bound: { colour: '#009e73', ink: '#ffffff', sign: '✓', words: 'bound' },
  provisioning: { colour: '#56b4e9', ink: '#000000', sign: '+', words: 'a volume is provisioned' },
  waiting: { colour: '#0072b2', ink: '#ffffff', sign: '…', words: 'waits for its pod' },
  oneOf: { colour: '#e69f00', ink: '#000000', sign: '⇄', words: 'depends on order or ties' },
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
