import * as accounts from './accounts';
import * as bindings from './bindings';
import * as roles from './roles';
import { rulesIn } from '../rule';

/** Roles, bindings and ServiceAccounts. */
export const RBAC = rulesIn(bindings, roles, accounts);
