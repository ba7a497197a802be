import { rule } from '../rule';

/** The engine creates its findings, together with those of INP006. */
export const INP007 = rule('INP007', () => []);
