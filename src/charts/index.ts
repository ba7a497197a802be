export * from './component-charts';
export * from './open-stack-cluster-chart';
