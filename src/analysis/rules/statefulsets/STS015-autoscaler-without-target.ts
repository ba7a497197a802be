import { Fields, fields, list } from '../../inventory/access';
import { Rule } from '../rule';
import { Item } from '../view/item';

export const STS015: Rule = {
  id: 'STS015',
  severity: 'error',
  title: 'An autoscaler that can do nothing',
  why: 'An autoscaler whose target does not exist does nothing. One that goes by the utilisation of CPU or memory compares use with requests, and reports FailedGetResourceMetric as long as a container has none.',
  fix: 'Correct scaleTargetRef, or give every container of the target resource requests.',
  source: 'pkg/controller/podautoscaler/replica_calculator.go',
  failing: `
    apiVersion: storage.k8s.io/v1
    kind: StorageClass
    metadata: {name: fast}
    provisioner: cinder.csi.openstack.org
    volumeBindingMode: WaitForFirstConsumer
    ---
    apiVersion: v1
    kind: Service
    metadata: {name: db, namespace: shop}
    spec: {clusterIP: None, selector: {app: db}, ports: [{port: 5432}]}
    ---
    apiVersion: apps/v1
    kind: StatefulSet
    metadata: {name: db, namespace: shop}
    spec:
      serviceName: db
      selector: {matchLabels: {app: db}}
      template:
        metadata: {labels: {app: db}}
        spec:
          containers:
            - name: db
              image: postgres:18
              volumeMounts: [{name: data, mountPath: /var/lib/postgresql}]
      volumeClaimTemplates:
        - metadata: {name: data}
          spec:
            storageClassName: fast
            accessModes: [ReadWriteOnce]
            resources: {requests: {storage: 5Gi}}
    ---
    apiVersion: autoscaling/v2
    kind: HorizontalPodAutoscaler
    metadata: {name: db, namespace: shop}
    spec:
      scaleTargetRef: {apiVersion: apps/v1, kind: StatefulSet, name: dbb}
      maxReplicas: 5
  `,
  passing: `
    apiVersion: storage.k8s.io/v1
    kind: StorageClass
    metadata: {name: fast}
    provisioner: cinder.csi.openstack.org
    volumeBindingMode: WaitForFirstConsumer
    ---
    apiVersion: v1
    kind: Service
    metadata: {name: db, namespace: shop}
    spec: {clusterIP: None, selector: {app: db}, ports: [{port: 5432}]}
    ---
    apiVersion: apps/v1
    kind: StatefulSet
    metadata: {name: db, namespace: shop}
    spec:
      serviceName: db
      selector: {matchLabels: {app: db}}
      template:
        metadata: {labels: {app: db}}
        spec:
          containers:
            - name: db
              image: postgres:18
              volumeMounts: [{name: data, mountPath: /var/lib/postgresql}]
      volumeClaimTemplates:
        - metadata: {name: data}
          spec:
            storageClassName: fast
            accessModes: [ReadWriteOnce]
            resources: {requests: {storage: 5Gi}}
    ---
    apiVersion: autoscaling/v2
    kind: HorizontalPodAutoscaler
    metadata: {name: db, namespace: shop}
    spec:
      scaleTargetRef: {apiVersion: apps/v1, kind: StatefulSet, name: db}
      maxReplicas: 5
  `,
  expects: 'HorizontalPodAutoscaler/db spec.scaleTargetRef.name',
  * check(view) {
    for (const scaler of view.of('HorizontalPodAutoscaler')) {
      const { kind, name } = fields(scaler.spec.scaleTargetRef);
      if (!['Deployment', 'StatefulSet', 'ReplicaSet'].includes(kind) || typeof name !== 'string') continue;
      const target = view.find(kind, scaler.namespace, name);
      if (!target) {
        yield { on: scaler, path: 'spec.scaleTargetRef.name', severity: view.closedWorld ? undefined : 'warning', message: `${kind} "${name}" is not here.` };
        continue;
      }
      for (const { resource, path } of utilisations(scaler)) {
        const without = view.podIn(target)?.containers.find((c) => !c.init && !requests(c.value, resource));
        if (without) yield { on: scaler, path, message: `it goes by the utilisation of ${resource}, and the container "${without.name}" of ${kind} "${name}" requests none.` };
      }
    }
  },
};

/** The resources whose utilisation decides, of autoscaling/v2 and v1. */
function* utilisations({ spec }: Item): Iterable<{ resource: string; path: string }> {
  if (spec.targetCPUUtilizationPercentage !== undefined) yield { resource: 'cpu', path: 'spec.targetCPUUtilizationPercentage' };
  for (const [i, metric] of list(spec.metrics).map(fields).entries()) {
    const { name, target } = fields(metric.resource);
    if (metric.type === 'Resource' && fields(target).type === 'Utilization' && typeof name === 'string') yield { resource: name, path: `spec.metrics[${i}].resource` };
  }
}

/** Whether a container requests a resource; a limit counts as a request of the same amount. */
function requests(container: Fields, resource: string): boolean {
  const { requests: requested, limits } = fields(container.resources);
  return fields(requested)[resource] !== undefined || fields(limits)[resource] !== undefined;
}
