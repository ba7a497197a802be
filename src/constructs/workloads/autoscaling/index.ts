export * from './horizontal-pod-autoscaler';
export * from './metric';
export * from './scale-target';
