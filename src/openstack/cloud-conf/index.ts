export * from '../secrets/secret-store';
export * from '../secrets/secret-text';
export * from './auth';
export * from './global-section';
export * from './load-balancer-section';
export * from './sections';
