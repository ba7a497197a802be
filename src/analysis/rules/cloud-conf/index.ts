import * as files from './files';
import * as settings from './settings';
import { rulesIn } from '../rule';

/** cloud.conf in Secrets, ConfigMaps and ExternalSecrets. */
export const CLOUD_CONF = rulesIn(settings, files);
