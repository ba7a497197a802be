/** How bad a finding is. */
export enum FindingSeverity {
  /** The API server refuses it, or it can never work. */
  ERROR = 'error',
  /** Likely wrong, or fragile. */
  WARNING = 'warning',
  /** Worth knowing. */
  INFO = 'info',
}
