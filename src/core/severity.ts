/** Severity of a finding. */
export enum FindingSeverity {
  /** The API server rejects the object, or it can never work. */
  ERROR = 'error',
  /** Probably wrong, or fragile. */
  WARNING = 'warning',
  /** For information. */
  INFO = 'info',
}
