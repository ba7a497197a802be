/*
 * What cdk8s-plus asks of a workload. The package is loaded by the first call: most programs need none of it.
 */
import { Size } from 'cdk8s';
import type { Container, IngressBackend, PodSelectorConfig } from 'cdk8s-plus-28';
import { refuse } from '../../../core/errors';
import { parseQuantity } from '../../../kubernetes/quantity';

function plus(): typeof import('cdk8s-plus-28') {
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  return require('cdk8s-plus-28');
}

/** Pods by their labels, in the namespace that was asked for. */
export function podSelectorConfig(labels: { [key: string]: string }, namespace?: string): PodSelectorConfig {
  return { labelSelector: plus().LabelSelector.of({ labels }), namespaces: namespace === undefined ? undefined : { names: [namespace] } };
}

const NANOS_PER_MILLI = 1_000_000n;
const NANOS_PER_KIBIBYTE = 1024n * 1_000_000_000n;

/** A container with the same image and requests, in which an autoscaler looks for what utilization is measured against. */
export function scaledContainer(image: string, requests: { readonly [resource: string]: string }): Container {
  const { Container: PlusContainer, Cpu } = plus();
  const [cpu, memory] = [parseQuantity(requests.cpu), parseQuantity(requests.memory)];
  return new PlusContainer({
    image,
    resources: {
      cpu: cpu === undefined ? undefined : { request: Cpu.millis(roundUp(cpu, NANOS_PER_MILLI)) },
      memory: memory === undefined ? undefined : { request: Size.kibibytes(roundUp(memory, NANOS_PER_KIBIBYTE)) },
    },
  });
}

/** The backend of an Ingress, for a port of a Service. */
export function ingressBackend(service: string, ports: readonly number[], port: number | undefined): IngressBackend {
  const wanted = port ?? (ports.length === 1 ? ports[0] : undefined);
  if (wanted === undefined) {
    refuse('port', `must be given: the Service "${service}" has `
    + `${ports.length ? `the ports ${ports.join(', ')}` : 'no port'}`);
  }
  if (!ports.includes(wanted)) {
    refuse('port', `is ${wanted}, but the Service "${service}" has `
    + `${ports.length ? `the ports ${ports.join(', ')}` : 'no port'}`);
  }
  // The Service of cdk8s-plus is a class, of which a backend reads the name and the ports.
  const named: any = { name: service, ports: ports.map((one) => ({ port: one })) };
  return plus().IngressBackend.fromService(named, { port: wanted });
}

function roundUp(value: bigint, unit: bigint): number {
  return Number((value + unit - 1n) / unit);
}
