import { recall, recallForName } from '../../core/shared';
import { DEFAULT_CLUSTER_NAME } from '../../openstack/judgements/controllers';
import { ICloudConfig } from '../openstack/cloud-config/cloud-config-ref';

/** Names that stand in texts as they are. */
const PLAIN_NAME = /^[A-Za-z0-9]([A-Za-z0-9._-]{0,112}[A-Za-z0-9])?$/;

/**
 * What a component makes of its inputs, which is made once for all clusters that give equal ones, whatever their name. The result is frozen and must
 * hold nothing of a cluster but manifests and the like.
 *
 * @param inputs All that `make` reads beside the name
 */
export function madeFor<V>(clusterName: string | undefined, topic: string, inputs: readonly unknown[], make: (name: string | undefined) => V): V {
  if (clusterName === undefined || clusterName === DEFAULT_CLUSTER_NAME || !PLAIN_NAME.test(clusterName)) {
    return recall(topic, [clusterName, inputs],
      () => make(clusterName));
  }
  return recallForName(clusterName, topic, inputs, make);
}

/** What components read of a cloud config, without the construct. */
export function cloudConfigFacts({
  secretName, secretKey, namespace, checksum, caCertificate: ca, nodeConfig,
  namesRouter,
}: ICloudConfig): ICloudConfig {
  const caCertificate = ca && { secretName: ca.secretName, secretKey: ca.secretKey, path: ca.path, checksum: ca.checksum };
  return { secretName, secretKey, namespace, checksum, caCertificate, nodeConfig, namesRouter };
}
