export * from './secret-store';
export * from './secret-text';
export * from './auth';
export * from './global-section';
export * from './load-balancer-section';
export * from './sections';
