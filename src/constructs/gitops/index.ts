export * from './argo-application';
export * from './argo-application-set';
export * from './argo-options';
export * from './flux';
