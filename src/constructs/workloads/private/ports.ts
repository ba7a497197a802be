import { invalid, refuse } from '../../../core/errors';
import { requireDistinct, requirePort } from '../../../kubernetes/names';
import { Protocol } from '../../core-v1';
import { PodPort } from '../pod-port';

const PORT_NAME = /^(?!.*--)(?=.*[a-z])[a-z0-9]([-a-z0-9]{0,13}[a-z0-9])?$/;

/** The ports of props that take `port` or `ports`, checked. */
export function podPorts({ port, ports }: { readonly port?: number; readonly ports?: PodPort[] }): PodPort[] {
  if (port !== undefined && ports !== undefined) refuse('port', 'and ports are mutually exclusive. Remove one');
  if (port !== undefined) return [{ port: requirePort('port', port) }];
  ports?.forEach((one, i) => requirePodPort(`ports[${i}]`, one));
  return ports ?? [];
}

/** The `ports` of a container. */
export function containerPorts(ports: PodPort[]): { [key: string]: any }[] | undefined {
  requireDistinct('ports', ports.map(({ port, protocol = Protocol.TCP }) => `${port}/${protocol}`));
  requireDistinct('ports', ports.flatMap(({ name }) => name ?? []));
  const entries = ports.map(({ port, name, protocol, hostPort }) => ({ name, containerPort: port, protocol, hostPort }));
  return entries.length ? entries : undefined;
}

/** The `ports` of a Service. Its pods know the names of the ports, unless it leads to pods that others describe. */
export function servicePorts(ports: PodPort[], podsKnowNames = true): { [key: string]: any }[] | undefined {
  if (ports.length > 1 && ports.some(({ name }) => !name)) refuse('ports', 'must all have a name where there are several, as a Service wants it');
  requireDistinct('ports', ports.map(({ port, servicePort = port, protocol = Protocol.TCP }) => `service port ${servicePort}/${protocol}`));
  const entries = ports.map(({ port, name, protocol, servicePort = port }) => (
    { name, port: servicePort, targetPort: podsKnowNames ? name ?? port : port, protocol }));
  return entries.length ? entries : undefined;
}

function requirePodPort(property: string, { port, name, servicePort, hostPort }: PodPort): void {
  requirePort(`${property}.port`, port);
  if (servicePort !== undefined) requirePort(`${property}.servicePort`, servicePort);
  if (hostPort !== undefined) requirePort(`${property}.hostPort`, hostPort);
  if (name !== undefined && !PORT_NAME.test(name)) invalid(`${property}.name`, name, 'at most 15 lower-case letters, digits and "-", such as "http"');
}
