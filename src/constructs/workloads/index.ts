export * from './claim-mount';
export * from './claim-template';
export * from './disruption-budget';
export * from './placement';
export * from './pod-application';
export * from './pod-port';
export * from './stateful-application';
export * from './stateful-application-props';
