import { GlobalSection } from './global-section';
import { LoadBalancerClassSection, LoadBalancerSection } from './load-balancer-section';
import { BlockStorageSection, MetadataSection, NetworkingSection, RouteSection } from './sections';

/**
 * The sections of a cloud.conf. Properties are the file's keys in camelCase. A key that the chosen release does not read is an error that names
 * the release which added or removed it. If "Read by" names no release, every release from 1.15 on reads the key.
 *
 * @internal
 */
export interface CloudConfigSections {
  /** The cloud and how to authenticate. */
  readonly global: GlobalSection;
  /** More clouds, by name: `[Global "name"]`. Cinder CSI reads them since 1.31, for StorageClasses of other regions. @default - none */
  readonly extraClouds?: { [name: string]: GlobalSection };
  /** Services of type LoadBalancer. @default - the defaults of the CCM */
  readonly loadBalancer?: LoadBalancerSection;
  /** Classes of load balancers, by name. @default - none */
  readonly loadBalancerClasses?: { [name: string]: LoadBalancerClassSection };
  /** Addresses of nodes. @default - the defaults of the CCM */
  readonly networking?: NetworkingSection;
  /** Metadata of instances. @default - the defaults of the components */
  readonly metadata?: MetadataSection;
  /** The route controller. @default - no routes */
  readonly route?: RouteSection;
  /** Volumes. @default - the defaults of the components */
  readonly blockStorage?: BlockStorageSection;
}
