export * from '../../kubernetes/selectors';
