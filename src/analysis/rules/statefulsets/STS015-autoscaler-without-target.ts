import { Fields, fields, list } from '../../../core/fields';
import { ManifestObject } from '../../model/manifest-object';
import { Rule } from '../rule';

export const STS015: Rule = {
  id: 'STS015',
  severity: 'error',
  title: 'HorizontalPodAutoscaler without a target or resource requests',
  why: 'An autoscaler without an existing target does nothing. One that uses CPU or memory utilization compares usage with requests, '
    + 'and reports FailedGetResourceMetric while a container has none.',
  fix: 'Correct scaleTargetRef, or set resource requests on every container of the target.',
  source: 'pkg/controller/podautoscaler/replica_calculator.go',
  * check(view) {
    for (const scaler of view.of('HorizontalPodAutoscaler')) {
      const { kind, name } = fields(scaler.spec.scaleTargetRef);
      if (!['Deployment', 'StatefulSet', 'ReplicaSet'].includes(kind) || typeof name !== 'string') continue;
      const target = view.find(kind, scaler.namespace, name);
      if (!target) {
        yield {
          on: scaler,
          path: 'spec.scaleTargetRef.name',
          severity: view.closedWorld ? undefined : 'warning',
          message: `target ${kind} "${name}" is not in the input.`,
          fix: 'Correct scaleTargetRef, or add the target.',
        };
        continue;
      }
      for (const { resource, path } of utilisations(scaler)) {
        const without = view.podIn(target)?.containers.find((c) => !c.init && !requests(c.value, resource));
        if (without) {
          yield {
            on: scaler,
            path,
            message: `the autoscaler uses ${resource} utilization, but container "${without.name}" of ${kind} "${name}" requests no ${resource}.`,
            fix: `Set a ${resource} request on the container.`,
          };
        }
      }
    }
  },
};

/** The resources whose utilization the autoscaler targets, in autoscaling/v2 and v1. */
function* utilisations({ spec }: ManifestObject): Iterable<{ resource: string; path: string }> {
  if (spec.targetCPUUtilizationPercentage !== undefined) yield { resource: 'cpu', path: 'spec.targetCPUUtilizationPercentage' };
  for (const [i, metric] of list(spec.metrics).map(fields).entries()) {
    const { name, target } = fields(metric.resource);
    if (metric.type === 'Resource' && fields(target).type === 'Utilization' && typeof name === 'string') {
      yield { resource: name, path: `spec.metrics[${i}].resource` };
    }
  }
}

/** Whether a container requests a resource; a limit counts as a request of the same amount. */
function requests(container: Fields, resource: string): boolean {
  const { requests: requested, limits } = fields(container.resources);
  return fields(requested)[resource] !== undefined || fields(limits)[resource] !== undefined;
}
