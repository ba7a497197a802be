import { rule } from '../rule';

/** The engine creates its findings, because only the engine knows which acknowledgements matched one. */
export const INP006 = rule('INP006', () => []);
