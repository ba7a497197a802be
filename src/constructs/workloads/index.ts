export * from './claim-mount';
export * from './claim-template';
export * from './disruption-budget';
export * from './placement';
export * from './pod-port';
export * from './stateful-application';
export { IStatefulApplication } from './stateful-application-base';
export * from './stateful-application-props';
