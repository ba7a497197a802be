import * as apiVersions from './api-versions';
import * as featureGates from './feature-gates';
import * as kubeadm from './kubeadm';
import * as retiredNames from './retired-names';
import * as volumePlugins from './volume-plugins';
import { rulesIn } from '../rule';

/** APIs, volume plugins, flags and registries by Kubernetes version. */
export const LIFECYCLE = rulesIn(apiVersions, volumePlugins, kubeadm, featureGates, retiredNames);
