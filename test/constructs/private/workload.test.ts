import { DnsPolicy, ImagePullPolicy, MatchOperator, MountPropagation, TaintEffect } from '../../../src/constructs/core-v1';
import { PodOptions } from '../../../src/constructs/pod-options';
import { container, fill, overlay, podTemplate, PodTemplateInput, volume } from '../../../src/constructs/private/workload';
import { PodProfile } from '../../../src/releases/workload-profile';

const PROFILE: PodProfile = {
  nodeSelector: { disk: 'ssd' },
  tolerations: [{ key: 'a', operator: 'Exists' }],
  securityContext: { runAsUser: 1 },
  dnsPolicy: 'Default',
  hostNetwork: true,
  priorityClassName: 'system-node-critical',
  affinity: { podAffinity: {} },
  containers: [
    {
      name: 'main',
      image: 'registry.k8s.io/main:v1',
      imagePullPolicy: 'Never',
      args: ['--v=1', '--dir={dir}'],
      env: [{ name: 'DIR', value: '{dir}' }],
      volumeMounts: [{ name: 'data', mountPath: '{dir}/' }],
      resources: { requests: { cpu: '1' } },
      securityContext: { privileged: true },
      livenessProbe: { tcpSocket: { port: 1 } },
      readinessProbe: { tcpSocket: { port: 2 } },
      startupProbe: { tcpSocket: { port: 3 } },
    },
    { name: 'sidecar', image: 'registry.k8s.io/sidecar:v1' },
  ],
  volumes: [{ name: 'data', emptyDir: {} }],
};

const input: PodTemplateInput = { selector: { app: 'x' }, values: { dir: '/data' }, main: 'main' };
const podOf = (options: PodOptions = {}, rest: Partial<PodTemplateInput> = {}): any => podTemplate(PROFILE, { serviceAccountName: 's' }, { ...input, options, ...rest });
const mainOf = (options: PodOptions) => podOf(options).spec.containers[0];
const asPod = (template: any) => ({ apiVersion: 'v1', kind: 'Pod', ...template });

test('without options it is the pod that the release ships', () => expect(asPod(podOf())).toMatchSnapshot());

test('a bare profile leaves every optional field out', () => {
  const bare = { containers: [{ name: 'c', image: 'i' }] };
  expect(podTemplate(bare, {}, { selector: { app: 'x' }, values: {}, main: 'c' })).toEqual({
    metadata: { labels: { app: 'x' } }, spec: { containers: [{ name: 'c', image: 'i' }], volumes: undefined },
  });
});

test('every knob of the pod', () => {
  expect(asPod(podOf({
    priorityClassName: 'p',
    dnsPolicy: DnsPolicy.NONE,
    hostAliases: { '10.0.0.1': ['h'] },
    nodeSelector: { disk: 'hdd' },
    affinity: { nodeAffinity: { x: 1 } },
    topologySpreadConstraints: [{ maxSkew: 1 }],
    tolerations: [],
    extraTolerations: [{ operator: MatchOperator.EXISTS }],
    podSecurityContext: { fsGroup: 2 },
    imagePullSecrets: ['reg'],
    terminationGracePeriodSeconds: 5,
    extraInitContainers: [{ name: 'init', image: 'b' }],
    extraContainers: [{ name: 'extra', image: 'c' }],
    extraVolumes: [{ name: 'v', configMap: { name: 'm' } }, { name: 'data', hostPath: { path: '/x' } }],
    labels: { l: '1' },
    podLabels: { p: '2' },
    podAnnotations: { a: '3' },
    podSpec: { shareProcessNamespace: true, hostNetwork: false },
  }))).toMatchSnapshot();
});

test('every knob of a container', () => {
  expect(mainOf({
    image: 'x:1',
    imagePullPolicy: ImagePullPolicy.ALWAYS,
    extraArgs: ['--v=9', '--y'],
    extraEnv: [{ name: 'DIR', value: '/y' }, { name: 'N', value: '1' }],
    extraVolumeMounts: [{ name: 'data', mountPath: '/data', subPath: 's' }],
    resources: { limits: { cpu: '2' } },
    securityContext: { readOnlyRootFilesystem: true },
    livenessProbe: { grpc: { port: 4 } },
    readinessProbe: { httpGet: { port: 5 } },
    startupProbe: { exec: { command: ['x'] } },
  })).toEqual({
    name: 'main',
    image: 'x:1',
    imagePullPolicy: 'Always',
    args: ['--dir=/data', '--v=9', '--y'],
    env: [{ name: 'DIR', value: '/y' }, { name: 'N', value: '1' }],
    volumeMounts: [{ name: 'data', mountPath: '/data', subPath: 's' }],
    resources: { limits: { cpu: '2' } },
    securityContext: { readOnlyRootFilesystem: true },
    livenessProbe: { grpc: { port: 4 } },
    readinessProbe: { httpGet: { port: 5 } },
    startupProbe: { exec: { command: ['x'] } },
  });
});

describe('a probe of the release', () => {
  const shipped = { livenessProbe: { tcpSocket: { port: 1 } } };

  test.each<[string, PodOptions, object | undefined]>([
    ['stays where nothing is said', { livenessProbe: {} }, shipped.livenessProbe],
    ['is changed by what says not how to probe', { livenessProbe: { periodSeconds: 7 } }, { tcpSocket: { port: 1 }, periodSeconds: 7 }],
    ['is replaced as a whole by a way to probe', { livenessProbe: { exec: { command: ['x'] } } }, { exec: { command: ['x'] } }],
    ['can be taken away', { livenessProbe: { enabled: false } }, undefined],
  ])('%s', (_, options, expected) => expect(mainOf(options).livenessProbe).toEqual(expected));

  test('that there is none of is none', () => {
    const bare = { name: 'c', image: 'i' };
    expect(container(bare, { readinessProbe: {}, startupProbe: { enabled: false } })).toEqual(bare);
    expect(() => container(bare, { readinessProbe: { periodSeconds: 1 } })).toThrow(
      'readinessProbe must be a probe with one of httpGet, tcpSocket, exec and grpc, got ["periodSeconds"]. The release has no probe whose rest it could change');
  });
});

test('an empty priority class takes that of the release away', () => {
  expect(podOf({}).spec.priorityClassName).toBe('system-node-critical');
  expect(podOf({ priorityClassName: '' }).spec).not.toHaveProperty('priorityClassName');
});

test('probes ask ports by number, or by the name that the container gives one', () => {
  const web = { name: 'w', ports: [{ name: 'web', containerPort: 80 }], livenessProbe: { httpGet: { port: 'web' } }, readinessProbe: { tcpSocket: { port: '80' } } };
  expect(podOf({ extraContainers: [web] }).spec.containers).toContainEqual(web);
});

test('knobs of the main container do not reach the others, which have their own', () => {
  const [, sidecar] = podOf({ extraArgs: ['--main'] }, { sidecars: { sidecar: { property: () => 'side', options: { extraArgs: ['--side'] } } } }).spec.containers;
  expect(sidecar).toEqual({ name: 'sidecar', image: 'registry.k8s.io/sidecar:v1', args: ['--side'] });
});

test('images: mirror, pull policy and pull secrets reach every container; what an option says wins', () => {
  const { spec } = podOf({ imagePullPolicy: ImagePullPolicy.NEVER }, { images: { registryMirror: 'm', imagePullPolicy: ImagePullPolicy.ALWAYS, imagePullSecrets: ['s'] } });
  expect(spec.containers.map((c: any) => [c.image, c.imagePullPolicy])).toEqual([['m/main:v1', 'Never'], ['m/sidecar:v1', 'Always']]);
  expect(spec.imagePullSecrets).toEqual([{ name: 's' }]);
  expect(podOf({ imagePullSecrets: [] }, { images: { imagePullSecrets: ['s'] } }).spec.imagePullSecrets).toBeUndefined();
});

test('labels of the selector win over all others, the component\'s over the user\'s', () => {
  const { metadata } = podOf({ labels: { app: 'mine', l: '1' }, podLabels: { l: '2', c: '1' } }, { labels: { c: '2' } });
  expect(metadata.labels).toEqual({ l: '2', c: '2', app: 'x' });
});

test('annotations: the user\'s win, undefined ones vanish', () => {
  expect(podOf({ podAnnotations: { a: 'mine' } }, { annotations: { a: '1', b: '2', c: undefined } }).metadata.annotations).toEqual({ a: 'mine', b: '2' });
  expect('annotations' in podOf({}, { annotations: { c: undefined } }).metadata).toBe(false);
});

test('tolerations: given ones replace, extra ones are appended', () => {
  const b = { key: 'b', operator: MatchOperator.EXISTS };
  expect(podOf({ extraTolerations: [b] }).spec.tolerations).toEqual([{ key: 'a', operator: 'Exists' }, b]);
  expect(podOf({ tolerations: [b] }).spec.tolerations).toEqual([b]);
  expect('tolerations' in podOf({ tolerations: [] }).spec).toBe(false);
});

test.each<[string, any, string]>([
  ['label', { labels: { a: '!' } }, 'labels["a"] must be a label value'],
  ['pod label', { podLabels: { '!': 'a' } }, 'podLabels must be label keys'],
  ['node selector', { nodeSelector: { a: '!' } }, 'nodeSelector["a"] must be a label value'],
  ['annotation', { annotations: { '!': 'a' } }, 'annotations must be annotation keys'],
  ['pod annotation', { podAnnotations: { a: 1 as any } }, 'podAnnotations["a"] must be a string'],
  ['toleration of nothing', { tolerations: [{ effect: 'NoSchedule' }] }, 'tolerations[0] has no key'],
  ['toleration with an unused value', { extraTolerations: [{ key: 'a', operator: 'Exists', value: 'b' }] }, 'extraTolerations[0] has a value, which the operator "Exists" ignores'],
  ['volume name', { extraVolumes: [{ name: 'A_b', emptyDir: {} }] }, 'extraVolumes[0].name must be a DNS label'],
  ['image', { image: 'https://x' }, 'image of container "main" must be an image'],
  ['environment variable', { extraEnv: [{ name: '1A' }] }, 'extraEnv[0].name of container "main" must be an environment variable name'],
  ['mount path', { extraVolumeMounts: [{ name: 'data', mountPath: 'x' }] }, 'extraVolumeMounts[0].mountPath of container "main" must be an absolute path'],
  ['probe of two', { startupProbe: { grpc: {}, exec: {} } }, 'startupProbe of container "main" must be a probe with one of httpGet, tcpSocket, exec and grpc, got ["exec","grpc"]'],
  ['probe of none that is one', { startupProbe: { enabled: false, grpc: {} } }, 'startupProbe of container "main" has enabled: false, and says grpc: drop one of them'],
  ['mount of no volume', { extraVolumeMounts: [{ name: 'x', mountPath: '/x' }] }, 'extraVolumeMounts of container "main" name the volume "x", which the pod does not have'],
  ['probe of no port', { livenessProbe: { httpGet: { port: 'web' } } }, 'livenessProbe of container "main" asks the port "web", which the container does not have'],
  ['probe of no port over TCP', { startupProbe: { tcpSocket: { port: 'web' } } }, 'startupProbe of container "main" asks the port "web"'],
  ['probe of another container\'s port', {
    readinessProbe: { tcpSocket: { port: 'web' } }, extraContainers: [{ name: 'w', ports: [{ name: 'web', containerPort: 80 }] }],
  }, 'readinessProbe of container "main" asks the port "web"'],
  ['probe of no port in an extra container', { extraContainers: [{ name: 'w', readinessProbe: { httpGet: { port: 'web' } } }] }, 'of container "w" asks the port "web"'],
  ['operator of a toleration', { tolerations: [{ key: 'a', operator: 'exists' }] }, 'tolerations[0].operator must be one of Equal, Exists, Lt, Gt, got "exists"'],
  ['key of a toleration', { tolerations: [{ key: 'a b' }] }, 'tolerations[0] must be label keys'],
  ['stay with an effect that never evicts', { tolerations: [{ key: 'a', effect: 'NoSchedule', tolerationSeconds: 5 }] }, 'tolerations[0].tolerationSeconds is for the effect "NoExecute" alone'],
  ['priority class', { priorityClassName: 'Very High' }, 'priorityClassName must be a DNS subdomain'],
  ['grace period', { terminationGracePeriodSeconds: -1 }, 'terminationGracePeriodSeconds must be a whole number of at least 0'],
  ['pull secret', { imagePullSecrets: ['My Registry'] }, 'imagePullSecrets must be a DNS subdomain'],
  ['address of a host alias', { hostAliases: { '10.0.0': ['a'] } }, 'hostAliases must be by IP address, such as "10.0.0.1", got "10.0.0"'],
  ['name of a host alias', { hostAliases: { '::1': ['A_b'] } }, 'hostAliases["::1"] must be host names'],
  ['volume of two sources', { extraVolumes: [{ name: 'v', emptyDir: {}, source: { nfs: {} } }] }, 'extraVolumes[0] gives "v" emptyDir and nfs: a volume has one source'],
  ['volume twice', { extraVolumes: [{ name: 'v', emptyDir: {} }, { name: 'v', secret: {} }] }, 'extraVolumes contains the duplicate value "v". Remove one of them'],
  ['container of a name that is taken', { extraContainers: [{ name: 'sidecar' }] }, 'extraContainers contains the duplicate value "sidecar". Remove one of them'],
  ['name of a container', { extraInitContainers: [{ name: 'A' }] }, 'extraContainers.name must be a DNS label'],
  ['amount', { resources: { limits: { memory: '1 GB' } } }, 'resources.limits.memory of container "main" must be a quantity such as "200m" or "128Mi", got "1 GB"'],
  ['negative amount', { resources: { requests: { cpu: '-1' } } }, 'resources.requests.cpu of container "main" must be a quantity'],
  ['request beyond its limit', { resources: { requests: { cpu: '2' }, limits: { cpu: '1500m' } } }, 'resources.requests.cpu of container "main" must be at most the limit, 1500m, got "2"'],
  ['variable of two values', { extraEnv: [{ name: 'A', value: '1', valueFrom: {} }] }, 'extraEnv of container "main" gives "A" both value and valueFrom'],
  ['variable twice', { extraEnv: [{ name: 'A' }, { name: 'A' }] }, 'extraEnv of container "main" contains the duplicate value "A". Remove one of them'],
  ['mount that only privileged containers may have', {
    securityContext: { readOnlyRootFilesystem: true }, extraVolumeMounts: [{ name: 'data', mountPath: '/x', mountPropagation: 'Bidirectional' }],
  }, 'securityContext of container "main" must say privileged: true, as it mounts "data" Bidirectional'],
  ['mount of no volume in an init container', { extraInitContainers: [{ name: 'i', volumeMounts: [{ name: 'y', mountPath: '/y' }] }] }, 'of container "i" name the volume "y"'],
])('a bad %s is refused', (_, options, message) => expect(() => podOf(options)).toThrow(message));

test('errors about a sidecar name the property that holds its knobs', () => {
  const sidecars = { sidecar: { property: (knob: string) => (knob === 'livenessProbe' ? 'side' : 'other'), options: { livenessProbe: { timeoutSeconds: 3 } } } };
  expect(() => podOf({}, { sidecars })).toThrow(/^side\.livenessProbe must be a probe with one of httpGet/);
});

test('what the API server takes is taken', () => {
  const { spec } = podOf({
    resources: { requests: { cpu: '1', memory: '1Gi' }, limits: { cpu: '1' } },
    tolerations: [{ key: 'a', operator: MatchOperator.EXISTS, effect: TaintEffect.NO_EXECUTE, tolerationSeconds: 0 }],
    hostAliases: { 'fd00::1': ['a.b'] },
    extraVolumes: [{ name: 'v' }],
    extraVolumeMounts: [{ name: 'data', mountPath: '/x', mountPropagation: MountPropagation.BIDIRECTIONAL }],
  });
  expect(spec.volumes).toContainEqual({ name: 'v' });
});

test('a toleration without key is good with the operator Exists', () => {
  expect(podOf({ tolerations: [{ operator: MatchOperator.EXISTS }] }).spec.tolerations).toEqual([{ operator: 'Exists' }]);
  expect(podOf({ tolerations: [{ key: 'a', value: 'b' }] }).spec.tolerations).toEqual([{ key: 'a', value: 'b' }]);
});

test('a placeholder without a value is a mistake in the data', () => {
  expect(() => fill({ a: ['{x}'] }, {})).toThrow('release has the placeholder {x}, for which there is no value');
  expect(fill({ a: ['{x}-{x}', 1, null, '$(X)', '{}'] }, { x: 'y' })).toEqual({ a: ['y-y', 1, null, '$(X)', '{}'] });
});

test('an overlay replaces by key and appends', () => {
  const name = (x: { name: string }) => x.name;
  expect(overlay([{ name: 'a', n: 1 }, { name: 'b', n: 1 }], [{ name: 'a', n: 2 }], name)).toEqual([{ name: 'b', n: 1 }, { name: 'a', n: 2 }]);
  expect(overlay([], [], name)).toBeUndefined();
});

test('the source of a volume stands beside its name', () => {
  expect(volume({ name: 'a', source: { nfs: { server: 's', path: '/p' } } })).toEqual({ name: 'a', nfs: { server: 's', path: '/p' } });
});
