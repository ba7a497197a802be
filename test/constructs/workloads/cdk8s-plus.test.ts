import { Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import {
  autoscaling, ClaimSource, INamedObject, PersistentVolume, PersistentVolumeClaim, pods, snapshots, StatefulApplication, VolumeMode,
} from '../../../src';
import { Output, scope } from '../../support/synth';

const web = (chart: any, props: object = {}) => new StatefulApplication(chart, 'web', {
  image: 'nginx:1.27', replicas: 2, port: 80, resources: { requests: { cpu: '250m', memory: '64Mi' } }, ...props,
});

describe('pods of a StatefulApplication', () => {
  test('are selected by a Service', () => {
    const service = Output.of((chart) => new kplus.Service(chart, 'Front', { selector: web(chart), ports: [{ port: 80 }] })).get('Service', 'test-front-c8922453');
    expect(service.spec.selector).toEqual({ 'app.kubernetes.io/name': 'web' });
  });

  test('are the subject and a peer of a NetworkPolicy, in their namespace', () => {
    const policy = Output.of((chart) => {
      const application = web(chart, { namespace: 'apps' });
      new kplus.NetworkPolicy(chart, 'Policy', {
        selector: application, ingress: { rules: [{ peer: application, ports: [kplus.NetworkPolicyPort.tcp(80)] }] },
      });
    }).get('NetworkPolicy');
    expect(policy.metadata.namespace).toBe('apps');
    expect(policy.spec.podSelector).toEqual({ matchLabels: { 'app.kubernetes.io/name': 'web' } });
    expect(policy.spec.ingress[0].from[0].podSelector).toEqual({ matchLabels: { 'app.kubernetes.io/name': 'web' } });
  });

  test('are scaled by a HorizontalPodAutoscaler, which their StatefulSet leaves the replicas to', () => {
    const output = Output.of((chart) => new kplus.HorizontalPodAutoscaler(chart, 'Scaler', { target: web(chart), maxReplicas: 4 }));
    expect(output.get('HorizontalPodAutoscaler').spec.scaleTargetRef).toEqual({ apiVersion: 'apps/v1', kind: 'StatefulSet', name: 'web' });
    expect(output.get('StatefulSet').spec.replicas).toBeUndefined();
  });

  test('tell an autoscaler what they request', () => {
    const [container] = web(scope()).toScalingTarget().containers;
    expect(container.resources?.cpu?.request?.amount).toBe('250m');
    expect(container.resources?.memory?.request?.toMebibytes()).toBe(64);
  });

  test('are behind an Ingress', () => {
    const rule = Output.of((chart) => new kplus.Ingress(chart, 'Ingress').addRule('/', web(chart).toIngressBackend())).get('Ingress').spec.rules[0];
    expect(rule.http.paths[0].backend).toEqual({ service: { name: 'web', port: { number: 80 } } });
  });

  test.each([
    [{ port: undefined, ports: [{ name: 'a', port: 80 }, { name: 'b', port: 81 }] }, undefined, 'port must be given: the Service "web" has the ports 80, 81'],
    [{}, 8080, 'port is 8080, but the Service "web" has the ports 80'],
    [{ port: undefined }, undefined, 'port must be given: the Service "web" has no port'],
  ])('%j: backend with port %s is refused', (props, port, message) => {
    expect(() => web(scope(), props).toIngressBackend(port)).toThrow(message);
  });
});

test('a StatefulSet of the cluster is selected and scaled like one of the program', () => {
  const output = Output.of((chart) => {
    const existing = StatefulApplication.fromStatefulSetName(chart, 'Existing', 'db', {
      selector: { app: 'db' }, namespace: 'data', serviceName: 'db-headless', servicePorts: [5432],
    });
    new kplus.NetworkPolicy(chart, 'Policy', { selector: existing });
    new autoscaling.HorizontalPodAutoscaler(chart, 'scaler', { target: autoscaling.ScaleTarget.workload(existing), maxReplicas: 3, namespace: 'data' });
    expect(existing.toIngressBackend()._toKube().service).toEqual({ name: 'db-headless', port: { number: 5432 } });
  });
  expect(output.inventory()).not.toContain('StatefulSet/data/db');
  expect(output.get('NetworkPolicy').spec.podSelector).toEqual({ matchLabels: { app: 'db' } });
  expect(output.get('HorizontalPodAutoscaler').spec.scaleTargetRef.name).toBe('db');
});

test('a StatefulSet of the cluster needs a selector', () => {
  expect(() => StatefulApplication.fromStatefulSetName(scope(), 'x', 'db', { selector: {} })).toThrow('selector must contain at least one label');
});

describe('claims', () => {
  test('are mounted on a container', () => {
    const { spec } = Output.of((chart) => {
      const claim = new PersistentVolumeClaim(chart, 'data', { size: Size.gibibytes(1) });
      const [container] = new kplus.Deployment(chart, 'Web', { containers: [{ image: 'nginx' }] }).containers;
      claim.mountOn(container, '/data', { readOnly: true, subPath: 'html' });
      PersistentVolumeClaim.fromClaimName(chart, 'Shared', 'shared').mountOn(container, '/shared');
    }).get('Deployment').spec.template;
    expect(spec.containers[0].volumeMounts).toEqual([
      { mountPath: '/data', name: 'pvc-data', readOnly: true, subPath: 'html' }, { mountPath: '/shared', name: 'pvc-shared' },
    ]);
    expect(spec.volumes.map((volume: any) => volume.persistentVolumeClaim.claimName)).toEqual(['data', 'shared']);
  });

  test.each([
    ['what is no container', {}, '/data', 'test/data: container must be a Container of cdk8s-plus, got "Object"'],
    ['nothing', undefined, '/data', 'test/data: container must be a Container of cdk8s-plus, got undefined'],
    ['a relative path', { mount: () => undefined }, 'data', 'test/data: path must be an absolute path such as "/data", got "data"'],
  ])('are not mounted on %s', (_, container, path, message) => {
    expect(() => new PersistentVolumeClaim(scope(), 'data', { size: Size.gibibytes(1) }).mountOn(container, path)).toThrow(message);
  });

  test('for raw block volumes are not mounted on a container', () => {
    const claim = new PersistentVolumeClaim(scope(), 'data', { size: Size.gibibytes(1), volumeMode: VolumeMode.BLOCK });
    expect(() => claim.mountOn(new kplus.Container({ image: 'a' }), '/data')).toThrow('test/data: volumeMode is Block');
  });
});

test.each<[string, INamedObject]>([
  ['a Secret', { name: 'a', kind: 'Secret' }],
  ['a text', 'data' as any],
  ['nothing', undefined as any],
])('%s is refused where a claim belongs', (what, claim) => {
  const expected = what === 'a Secret' ? /claim must be a PersistentVolumeClaim of this library or of cdk8s-plus, got/
    : /claim (must be|is missing: give) an INamedObject, such as /;
  expect(() => ClaimSource.claim(claim)).toThrow(/claim must be (a PersistentVolumeClaim of this library or of cdk8s-plus|an INamedObject), /);
  expect(() => new pods.PodApplication(scope(), 'web', { image: 'a', claims: [{ claim, mountPath: '/data' }] })).toThrow(expected);
  if (claim) expect(() => new snapshots.VolumeSnapshot(scope(), 'snap', { claim })).toThrow(expected);
});

test('a volume of the cluster is named by its claim', () => {
  const claim = Output.of((chart) => new PersistentVolumeClaim(chart, 'data', {
    size: Size.gibibytes(1), volume: PersistentVolume.fromVolumeName(chart, 'Volume', 'disk-1'),
  })).get('PersistentVolumeClaim');
  expect(claim.spec.volumeName).toBe('disk-1');
  expect(() => new PersistentVolumeClaim(scope(), 'data', { size: Size.gibibytes(1), volume: { name: 'a', kind: 'Node' } }))
    .toThrow('volume must be a PersistentVolume of this library or of cdk8s-plus, got "Node a"');
});
