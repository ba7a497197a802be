export * from './load-balancer-options';
export * from './load-balancer-service';
