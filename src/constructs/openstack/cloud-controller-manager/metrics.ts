import { Duration } from 'cdk8s';

/** Metrics endpoint of the cloud-controller-manager. */
export interface CloudControllerManagerMetrics {
  /** IP address that the secure port listens on. @default "0.0.0.0" */
  readonly bindAddress?: string;
  /** The secure port: HTTPS, with metrics for authorized callers and health checks for everyone. @default 10258 */
  readonly port?: number;
  /** Emits a Service for the port. @default true */
  readonly service?: boolean;
  /** Emits a ServiceMonitor for the Service; requires the Prometheus operator in the cluster. @default true, unless `service` is false */
  readonly serviceMonitor?: boolean;
  /** Labels of the ServiceMonitor, such as those that a Prometheus selects by. @default - none */
  readonly serviceMonitorLabels?: { [key: string]: string };
  /** Scrape interval, in whole seconds. @default Duration.seconds(30) */
  readonly interval?: Duration;

  /**
   * Fields of the ServiceMonitor's endpoint, as in YAML: `relabelings`, `scrapeTimeout`, `tlsConfig`, … They win over the others.
   *
   * @default - none
   */
  readonly endpoint?: { [key: string]: any };
}
