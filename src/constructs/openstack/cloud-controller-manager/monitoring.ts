import { isIP } from 'net';
import { Duration } from 'cdk8s';
import { CloudControllerManagerMetrics } from './metrics';
import { invalid } from '../../../core/errors';
import { requireLabels, requirePort } from '../../../kubernetes/names';
import { Manifest } from '../../private/emit';
import { definedOf } from '../../private/workload';

/** Metrics with every default filled in. */
export interface ResolvedMetrics {
  readonly bindAddress: string;
  readonly port: number;
  readonly service: boolean;
  readonly serviceMonitor: boolean;
  readonly serviceMonitorLabels: { [key: string]: string };
  readonly interval: string;
  readonly endpoint: { [key: string]: any };
}

/** The port of the cloud-controller-manager since it has a secure one (k8s.io/cloud-provider, ports.go). */
export const SECURE_PORT = 10258;

/** Name of the port in the pod, the Service and the ServiceMonitor; that of the Helm chart. */
const PORT_NAME = 'http';

export function resolveMetrics(metrics: CloudControllerManagerMetrics): ResolvedMetrics {
  const { bindAddress = '0.0.0.0', service = true, serviceMonitorLabels = {}, interval = Duration.seconds(30), endpoint = {} } = metrics;
  if (!isIP(bindAddress)) invalid('metrics.bindAddress', bindAddress, 'an IP address such as "0.0.0.0" or "::"');
  if (metrics.serviceMonitor && !service) {
    invalid('metrics.serviceMonitor', true, 'false if metrics.service is false', 'The ServiceMonitor selects the Service');
  }
  requireLabels('metrics.serviceMonitorLabels', serviceMonitorLabels);
  const seconds = interval.toSeconds({ integral: false });
  if (seconds < 1 || !Number.isInteger(seconds)) invalid('metrics.interval', interval.toHumanString(), 'at least one second, in whole seconds');
  return {
    bindAddress,
    port: requirePort('metrics.port', metrics.port ?? SECURE_PORT),
    service,
    serviceMonitor: metrics.serviceMonitor ?? service,
    serviceMonitorLabels,
    interval: `${seconds}s`,
    endpoint,
  };
}

/** The port of the container. On the host network the API server defaults hostPort; an explicit one would show up in a diff. */
export function containerPort(port: number, hostNetwork: boolean): object {
  return definedOf({ name: PORT_NAME, containerPort: port, hostPort: hostNetwork ? port : undefined, protocol: 'TCP' });
}

/** Metadata of the Service and the ServiceMonitor. */
interface MetricsObject {
  readonly metadata: Manifest['metadata'];
  readonly selector: { [label: string]: string };
}

export function metricsService(metrics: ResolvedMetrics, { metadata, selector }: MetricsObject): Manifest {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata,
    spec: { ports: [{ name: PORT_NAME, port: metrics.port, protocol: 'TCP' }], selector },
  };
}

/** `jobLabel` is the label of the Service whose value becomes the job of the series. */
export function serviceMonitor(metrics: ResolvedMetrics, { metadata, selector }: MetricsObject, jobLabel: string): Manifest {
  return {
    apiVersion: 'monitoring.coreos.com/v1',
    kind: 'ServiceMonitor',
    metadata,
    spec: {
      jobLabel,
      selector: { matchLabels: selector },
      endpoints: [{
        port: PORT_NAME,
        scheme: 'https',
        interval: metrics.interval,
        bearerTokenFile: '/var/run/secrets/kubernetes.io/serviceaccount/token',
        tlsConfig: { insecureSkipVerify: true }, // the certificate is self-signed, generated at each start
        ...metrics.endpoint,
      }],
    },
  };
}
