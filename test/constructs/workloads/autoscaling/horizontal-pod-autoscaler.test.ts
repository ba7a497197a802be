import { Chart, Duration, Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { Advice, autoscaling, Cluster, ReclaimPolicy, StatefulApplication } from '../../../../src';
import { Output, scope } from '../../../support/synth';

const target = autoscaling.ScaleTarget.deployment('php-apache');
const autoscaler = (props: Partial<autoscaling.HorizontalPodAutoscalerProps> = {}) =>
  Output.of((chart) => new autoscaling.HorizontalPodAutoscaler(chart, 'php-apache', { target, maxReplicas: 10, ...props })).get('HorizontalPodAutoscaler');

test('as many replicas at least as at most', () => {
  expect(autoscaler({ minReplicas: 3, maxReplicas: 3 }).spec).toMatchObject({ minReplicas: 3, maxReplicas: 3 });
  expect(() => autoscaler({ minReplicas: 4, maxReplicas: 3 })).toThrow('minReplicas is 4, above maxReplicas, which is 3');
});

test('no replicas: since Kubernetes 1.37, with a metric that does not come from the pods', () => {
  const idle = (kubernetesVersion: string, metrics?: autoscaling.ScalingMetric[]) => Output.of((chart) => {
    Cluster.boundary(chart, { kubernetesVersion });
    new autoscaling.HorizontalPodAutoscaler(chart, 'php-apache', { target, minReplicas: 0, maxReplicas: 10, metrics });
  }).get('HorizontalPodAutoscaler').spec.minReplicas;
  const queue = [autoscaling.ScalingMetric.external({ name: 'queue', averageValue: '10' })];
  expect(idle('1.37', queue)).toBe(0);
  expect(() => idle('1.36', queue)).toThrow('minReplicas must be a whole number of at least 1');
  expect(() => idle('1.37')).toThrow('minReplicas is 0, which needs a metric of another object or from outside');
});

describe('the replica formula', () => {
  const { desiredReplicas } = autoscaling.HorizontalPodAutoscaler;

  test('200m where 100m is wanted doubles, 100m where 200m is wanted halves', () => {
    expect(desiredReplicas(3, 200, 100)).toBe(6);
    expect(desiredReplicas(6, 100, 200)).toBe(3);
  });

  test('rounds up', () => {
    expect(desiredReplicas(3, 150, 100)).toBe(5);
    expect(desiredReplicas(3, 50, 100)).toBe(2);
    expect(desiredReplicas(3, 0, 100)).toBe(0);
  });

  test('does nothing where the ratio is within the tolerance of 1', () => {
    expect([109, 90].map((value) => desiredReplicas(10, value, 100))).toEqual([10, 10]);
    expect([111, 89].map((value) => desiredReplicas(10, value, 100))).toEqual([12, 9]);
    expect(desiredReplicas(10, 119, 100, 0.2)).toBe(10);
    expect([desiredReplicas(10, 125, 100, 0.25), desiredReplicas(10, 75, 100, 0.25), desiredReplicas(10, 126, 100, 0.25)]).toEqual([10, 10, 13]);
    expect(desiredReplicas(10, 105, 100, 0)).toBe(11);
  });

  test.each<[string, number[]]>([
    ['currentReplicas must be a whole number', [1.5, 1, 1]],
    ['currentValue must be a number of at least 0', [1, -1, 1]],
    ['targetValue must be a number above 0', [1, 1, 0]],
  ])('refuses: %s', (message, [replicas, value, wanted]) => expect(() => desiredReplicas(replicas, value, wanted)).toThrow(message));
});

describe('what is emitted', () => {
  test('the form of document 002, without its status', () => {
    expect(autoscaler({ version: autoscaling.AutoscalerVersion.V1, metrics: [autoscaling.ScalingMetric.cpuUtilization(50)] })).toMatchSnapshot();
  });

  test('v2 by default, on CPU', () => expect(autoscaler()).toMatchSnapshot());

  test('v1 without metrics', () => expect(autoscaler({ version: autoscaling.AutoscalerVersion.V1 }).spec.targetCPUUtilizationPercentage).toBe(80));

  test('several metrics and rules', () => {
    expect(autoscaler({
      minReplicas: 2,
      metrics: [
        autoscaling.ScalingMetric.cpuUtilization(60),
        autoscaling.ScalingMetric.cpuAverage('500m'),
        autoscaling.ScalingMetric.memoryUtilization(70),
        autoscaling.ScalingMetric.memoryAverage(Size.mebibytes(500)),
        autoscaling.ScalingMetric.containerCpuUtilization('app', 60),
        autoscaling.ScalingMetric.containerMemoryUtilization('app', 75),
        autoscaling.ScalingMetric.pods('packets-per-second', '1k'),
        autoscaling.ScalingMetric.pods('requests', '1E', { verb: 'GET' }),
        autoscaling.ScalingMetric.object({ name: 'requests-per-second', apiVersion: 'networking.k8s.io/v1', kind: 'Ingress', object: 'main', value: '10k', selector: { path: 'a' } }),
        autoscaling.ScalingMetric.external({ name: 'queue_length', selector: { queue: 'jobs' }, averageValue: '30' }),
      ],
      scaleUp: { pods: 4, percent: 100, period: Duration.minutes(1), stabilizationWindow: Duration.seconds(0) },
      scaleDown: { enabled: false, tolerance: 0.05 },
      labels: { a: 'b' },
      annotations: { c: 'd' },
    })).toMatchSnapshot();
  });
});

describe('targets', () => {
  const ref = (of: autoscaling.ScaleTarget) => [of.apiVersion, of.kind, of.name];

  test('by name', () => {
    expect([autoscaling.ScaleTarget.deployment('a'), autoscaling.ScaleTarget.statefulSet('b'), autoscaling.ScaleTarget.of('apps/v1', 'ReplicaSet', 'c')].map(ref))
      .toEqual([['apps/v1', 'Deployment', 'a'], ['apps/v1', 'StatefulSet', 'b'], ['apps/v1', 'ReplicaSet', 'c']]);
    expect(() => autoscaling.ScaleTarget.deployment('A')).toThrow('name must be a DNS subdomain');
  });

  test('a workload of cdk8s-plus', () => {
    const deployment = new kplus.Deployment(scope(), 'web', { metadata: { name: 'web' }, containers: [{ image: 'a' }] });
    expect(ref(autoscaling.ScaleTarget.workload(deployment))).toEqual(['apps/v1', 'Deployment', 'web']);
    expect(deployment.hasAutoscaler).toBe(true);
  });

  test('a StatefulApplication leaves its replicas out, and reports the claims that may be made', () => {
    let scaler!: autoscaling.HorizontalPodAutoscaler;
    const output = Output.of((chart) => {
      const web = new StatefulApplication(chart, 'web', { image: 'a', replicas: 2, claims: [{ name: 'www', size: Size.gibibytes(1), mountPath: '/www' }] });
      scaler = new autoscaling.HorizontalPodAutoscaler(chart, 'scaler', { target: autoscaling.ScaleTarget.statefulApplication(web), maxReplicas: 3 });
      Advice.of(chart).acknowledge('AUTOSCALER_CREATES_CLAIMS', 'the quota is large enough');
      Advice.of(chart).acknowledge('STS015', 'tested below');
    });
    expect(output.get('StatefulSet').spec).not.toHaveProperty('replicas');
    expect(scaler.claimNames).toEqual(['www-web-0', 'www-web-1', 'www-web-2']);
  });
});

describe('advice', () => {
  const notes = (props: object) => {
    const chart = scope() as Chart;
    const web = new StatefulApplication(chart, 'web', { image: 'a', ...props });
    new autoscaling.HorizontalPodAutoscaler(chart, 'scaler', { target: autoscaling.ScaleTarget.statefulApplication(web), maxReplicas: 3 });
    return Advice.of(chart).open.map(({ id, message }) => `${id}: ${message}`);
  };

  test('claims that may be made', () => {
    expect(notes({ resources: { requests: { cpu: '1' } }, claims: [{ name: 'www', size: Size.gibibytes(1), mountPath: '/www' }] })).toEqual([
      'AUTOSCALER_CREATES_CLAIMS: up to 3 pods of "web" make up to 3 claims, www-web-0 to www-web-2; those of pods that are scaled away stay.',
    ]);
  });

  test('claims that go with their pods', () => {
    expect(notes({ resources: { requests: { cpu: '1' } }, claims: [{ name: 'www', size: Size.gibibytes(1), mountPath: '/www' }], claimsWhenScaled: ReclaimPolicy.DELETE }))
      .toEqual(['AUTOSCALER_CREATES_CLAIMS: up to 3 pods of "web" make up to 3 claims, www-web-0 to www-web-2; those of pods that are scaled away are deleted.']);
  });

  test.each<[string, string, Partial<autoscaling.HorizontalPodAutoscalerProps>]>([
    ['1.35', 'tolerance of an autoscaler', { scaleUp: { tolerance: 0.2 } }],
    ['1.35', 'tolerance of an autoscaler', { scaleDown: { tolerance: 0 } }],
    ['1.27', 'metrics of single containers', { metrics: [autoscaling.ScalingMetric.containerCpuUtilization('app', 60)] }],
  ])('since %s the API server keeps %s', (since, what, props) => {
    const before = `1.${Number(since.slice(2)) - 1}`;
    const messages = [before, since].map((kubernetesVersion) => {
      const cluster = new Cluster(scope(), 'c', { kubernetesVersion });
      new autoscaling.HorizontalPodAutoscaler(cluster, 'scaler', { target, maxReplicas: 3, ...props });
      return Advice.of(cluster).open.map(({ message }) => message);
    });
    expect(messages).toEqual([[expect.stringContaining(`Kubernetes ${before} supports ${what} only with the feature gate`)], []]);
  });

  test('a percentage of requests that are not set', () => {
    expect(notes({})).toEqual(['STS015: the autoscaler uses cpu utilization, but container "web" of StatefulSet "web" requests no cpu.']);
    expect(notes({ resources: { requests: { cpu: '1' } } })).toEqual([]);
  });
});

test.each<[string, Partial<autoscaling.HorizontalPodAutoscalerProps>]>([
  ['minReplicas must be a whole number of at least 1', { minReplicas: 0 }],
  ['minReplicas is 11, above maxReplicas, which is 10', { minReplicas: 11 }],
  ['maxReplicas must be a whole number of at least 1', { maxReplicas: 0 }],
  ['metrics must contain at least one metric', { metrics: [] }],
  ['metrics of autoscaling/v1 are one ScalingMetric.cpuUtilization', { version: autoscaling.AutoscalerVersion.V1, metrics: [autoscaling.ScalingMetric.cpuAverage('1')] }],
  ['metrics of autoscaling/v1 are one ScalingMetric.cpuUtilization', { version: autoscaling.AutoscalerVersion.V1, metrics: [autoscaling.ScalingMetric.memoryUtilization(50)] }],
  ['scaleUp and scaleDown need AutoscalerVersion.V2', { version: autoscaling.AutoscalerVersion.V1, scaleUp: {} }],
  ['scaleUp.enabled is false, and limits are set', { scaleUp: { enabled: false, pods: 1 } }],
  ['scaleDown.period must be a whole number between 1 and 1800, got 3600', { scaleDown: { period: Duration.hours(1) } }],
  ['scaleDown.stabilizationWindow must be a whole number between 0 and 3600', { scaleDown: { stabilizationWindow: Duration.hours(2) } }],
  ['name must be a DNS subdomain', { name: 'A' }],
  ['scaleUp.tolerance must be a number of at least 0', { scaleUp: { tolerance: -0.1 } }],
  ['scaleUp.tolerance must be a number of at least 0', { scaleUp: { tolerance: Infinity } }],
])('refuses: %s', (message, props) => {
  const chart = scope();
  Cluster.boundary(chart, { kubernetesVersion: '1.36' });
  expect(() => new autoscaling.HorizontalPodAutoscaler(chart, 'x', { target, maxReplicas: 10, ...props })).toThrow(`test/x: ${message}`);
});

test('metrics are checked where they are made', () => {
  expect(() => autoscaling.ScalingMetric.cpuUtilization(0)).toThrow('percent must be a whole number of at least 1');
  expect(() => autoscaling.ScalingMetric.pods('a', 'many')).toThrow('averageValue must be a quantity above zero such as "100m", "30" or "2k", got "many"');
  expect(() => autoscaling.ScalingMetric.pods('a', '0')).toThrow('averageValue must be a quantity above zero such as "100m", "30" or "2k", got "0"');
  expect(() => autoscaling.ScalingMetric.pods('a/b', '1')).toThrow('name must be the name of a metric such as "requests-per-second", got "a/b"');
  expect(() => autoscaling.ScalingMetric.pods('a', '1', { 'a b': '' })).toThrow('selector must be label keys');
  expect(() => autoscaling.ScalingMetric.containerCpuUtilization('App', 50)).toThrow('container must be a DNS label');
  expect(() => autoscaling.ScalingMetric.external({ name: 'a' })).toThrow('value must be given, or averageValue, and not both');
});

test('lies in the namespace of its target', () => {
  const build = (own?: string) => Output.of((chart) => {
    const web = new StatefulApplication(chart, 'web', { image: 'a', namespace: 'apps', resources: { requests: { cpu: '1' } } });
    new autoscaling.HorizontalPodAutoscaler(chart, 'scaler', { target: autoscaling.ScaleTarget.statefulApplication(web), maxReplicas: 3, namespace: own });
  });
  expect(build().get('HorizontalPodAutoscaler').metadata.namespace).toBe('apps');
  expect(() => build('other')).toThrow('test/scaler: namespace is "other", but "web" lies in "apps". Remove it');
});

test('v2 needs Kubernetes 1.23', () => {
  const old = new Cluster(scope(), 'c', { kubernetesVersion: '1.22' });
  expect(() => new autoscaling.HorizontalPodAutoscaler(old, 'x', { target, maxReplicas: 2 })).toThrow('test/c/x: version is autoscaling/v2. Kubernetes 1.22 does not serve autoscaling/v2 HorizontalPodAutoscaler: it was added in 1.23. Use AutoscalerVersion.V1');
});
