import * as contents from './contents';
import * as credentials from './credentials';
import * as podSecurity from './pod-security';
import * as pods from './pods';
import { rulesIn } from '../rule';

/** Exposed credentials and excessive privileges. */
export const SECURITY = rulesIn(pods, credentials, podSecurity, contents);
