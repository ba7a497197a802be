import { Asked, findings, said } from '../support/judged';

const OWN = 'loadbalancer.openstack.org/';
const INTERNAL = 'service.beta.kubernetes.io/openstack-internal-load-balancer';
const id = '1f0c5a7e-6f5c-4f9b-9a53-0b6c3b1f7a10';

interface Service {
  readonly name?: string;
  readonly annotations?: { readonly [name: string]: string };
  readonly spec?: object;
}

/** A Service of type LoadBalancer with annotations of the controller, whose prefix is left out. */
const service = ({ name = 'web', annotations = {}, spec = {} }: Service = {}) => JSON.stringify({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name, namespace: 'web', annotations: Object.fromEntries(Object.entries(annotations).map(([key, value]) => [key.includes('/') ? key : OWN + key, value])) },
  spec: { type: 'LoadBalancer', selector: { app: 'web' }, ports: [{ port: 80 }], ...spec },
});
const credentials = '[Global]\nauth-url = https://openstack.example.com:5000/v3\napplication-credential-id = 21dced0f\napplication-credential-secret = example\n';
const conf = (text: string, name = 'cloud-config') => JSON.stringify({
  apiVersion: 'v1', kind: 'Secret', metadata: { name, namespace: 'kube-system' }, stringData: { 'cloud.conf': credentials + text },
});
const ccm = ({ image = 'v1.36.0', args = '', name = 'ccm', secret = 'cloud-config' } = {}) => `
apiVersion: apps/v1
kind: DaemonSet
metadata: {name: ${name}, namespace: kube-system}
spec:
  selector: {matchLabels: {app: ${name}}}
  template:
    metadata: {labels: {app: ${name}}}
    spec:
      containers:
        - name: ccm
          image: registry.k8s.io/provider-os/openstack-cloud-controller-manager:${image}
          args: [/bin/openstack-cloud-controller-manager, --cloud-config=/etc/config/cloud.conf${args}]
          volumeMounts: [{name: config, mountPath: /etc/config}]
      volumes: [{name: config, secret: {secretName: ${secret}}}]
`;
const all = (...documents: string[]) => documents.join('\n---\n');
/** What the group says about a Service with annotations: `OLB001 severity path-without-prefix: message`. */
const told = (yaml: string, asked: Asked = {}) => findings('OLB', yaml, asked)
  .map(({ rule, severity, object, path, message }) => `${rule} ${severity} ${object.name} ${path.replace(`metadata.annotations[${OWN}`, '[')}: ${message}`);
const about = (annotations: { [name: string]: string }, spec: object = {}, text?: string) =>
  told(all(service({ annotations, spec }), ...(text === undefined ? [] : [conf(text), ccm()])));
const expectOne = (lines: string[], start: string) => expect(lines).toEqual([expect.stringContaining(start)]);

test('a Service without annotations is nobody\'s business where nothing runs the cloud controller manager', () => {
  expect(told(service({ spec: { externalTrafficPolicy: 'Local', loadBalancerSourceRanges: ['10.0.0.0/8'], allocateLoadBalancerNodePorts: false } }))).toEqual([]);
});

describe('names and places', () => {
  test('the nearest right name is the fix', () => {
    const [finding] = findings('OLB001', service({ annotations: { 'keep-floating-ip': 'true' } }));
    expect(finding).toMatchObject({ severity: 'warning', path: `metadata.annotations[${OWN}keep-floating-ip]`, fix: `Write ${OWN}keep-floatingip.` });
  });

  test('a release that is newer than known may read more', () => {
    const [finding] = findings('OLB001', all(service({ annotations: { 'x-forwarded-proto': 'true' } }), conf(''), ccm({ image: 'v1.99.0' })));
    expect(finding).toMatchObject({ severity: 'info', message: expect.stringContaining('1.99 is newer than what is known here') });
  });

  test.each([
    ['service.beta.kubernetes.io/aws-load-balancer-type', 'AWS'],
    ['service.beta.kubernetes.io/azure-load-balancer-internal', 'Azure'],
    ['service.beta.kubernetes.io/do-loadbalancer-protocol', 'DigitalOcean'],
    ['networking.gke.io/load-balancer-type', 'Google Cloud'],
    ['load-balancer.hetzner.cloud/location', 'Hetzner Cloud'],
    ['metallb.universe.tf/address-pool', 'MetalLB'],
  ])('%s is for the controller of %s, where that of OpenStack serves the Service', (name, provider) => {
    expectOne(about({ [name]: 'x' }, {}, ''), `OLB001 info web metadata.annotations[${name}]: the annotation is for the controller of ${provider}`);
    expect(told(service({ annotations: { [name]: 'x' } }))).toEqual([]);
  });

  const workload = (kind: string, metadata: string, template = '') =>
    `{apiVersion: apps/v1, kind: ${kind}, metadata: {name: web, ${metadata}}, spec: {template: {metadata: {${template}}, spec: {containers: []}}}}`;
  test.each([
    ['a Deployment', workload('Deployment', `annotations: {${OWN}subnet-id: ${id}}`), 'metadata.annotations[', 'on Services only, not on a Deployment.'],
    ['a StatefulSet', workload('StatefulSet', `annotations: {${INTERNAL}: "true"}`), `metadata.annotations[${INTERNAL}]`, 'not on a StatefulSet.'],
    ['a pod template', workload('DaemonSet', '', `annotations: {${OWN}subnet-id: ${id}}`), 'spec.template.metadata.annotations[', 'not on a pod template.'],
    ['an Ingress', `{apiVersion: networking.k8s.io/v1, kind: Ingress, metadata: {name: web, annotations: {${OWN}flavor-id: ${id}}}}`, 'metadata.annotations[', 'not on an Ingress.'],
    ['a Namespace', `{apiVersion: v1, kind: Namespace, metadata: {name: web, annotations: {${OWN}class: a}}}`, 'metadata.annotations[', 'not on a Namespace.'],
    ['another type', service({ annotations: { class: 'a' }, spec: { type: 'ClusterIP' } }), 'metadata.annotations[', 'because the type of the Service is ClusterIP.'],
    ['no type', service({ annotations: { class: 'a' }, spec: { type: undefined } }), 'metadata.annotations[', 'because the type of the Service is ClusterIP.'],
    ['another controller', service({ annotations: { class: 'a' }, spec: { loadBalancerClass: 'metallb' } }), 'metadata.annotations[', 'because its loadBalancerClass is metallb.'],
    ['a label', `{apiVersion: v1, kind: Service, metadata: {name: web, labels: {${OWN}keep-floatingip: "true"}}, spec: {type: LoadBalancer}}`, 'metadata.labels[', 'reads annotations.'],
  ])('%s', (_, yaml, path, message) => {
    const lines = said('OLB002', yaml);
    expectOne(lines, path);
    expect(lines[0]).toContain(message);
  });

  test.each([
    ['what the controller wrote before the type changed', service({ annotations: { 'load-balancer-id': id, 'load-balancer-address': '203.0.113.1' }, spec: { type: 'ClusterIP' } })],
    ['a Gateway, which passes annotations on', `{apiVersion: gateway.networking.k8s.io/v1, kind: Gateway, metadata: {name: a, annotations: {${OWN}class: a}}}`],
    ['a custom resource', `{apiVersion: kafka.strimzi.io/v1beta2, kind: Kafka, metadata: {name: a, annotations: {${OWN}class: a}}}`],
  ])('%s is left alone', (_, yaml) => expect(told(yaml)).toEqual([]));
});

describe('values', () => {
  test.each<[string, string, 'error' | 'warning', string, string | undefined]>([
    ['timeout-client-data', '50s', 'warning', 'a whole number of milliseconds between 0 and 31536000000: the controller uses its default; write milliseconds', 'Write "50000".'],
    ['timeout-member-data', '1m30s', 'warning', 'a whole number of milliseconds', 'Write "90000".'],
    ['timeout-member-connect', '5 seconds', 'warning', 'a whole number of milliseconds', 'Write "5000".'],
    ['health-monitor-delay', '10s', 'warning', 'a whole number of seconds of at least 1', 'Write "10".'],
    ['health-monitor-timeout', '500ms', 'warning', 'a whole number of seconds', 'Write "1".'],
    ['health-monitor-max-retries', '11', 'warning', 'a whole number between 1 and 10', undefined],
    ['keep-floatingip', 'True', 'warning', '"true" or "false": the controller uses its default', 'Write "true".'],
    ['x-forwarded-for', 'no', 'warning', '"true" or "false"', 'Write "false".'],
    ['proxy-protocol', 'V2', 'warning', 'v1, v2, true or false: the PROXY protocol stays off', 'Write "v2".'],
    ['connection-limit', '1k', 'warning', 'a whole number of at least 1, or -1 for no limit', undefined],
    ['lb-method', 'round-robin', 'error', 'one of ROUND_ROBIN, LEAST_CONNECTIONS, SOURCE_IP, SOURCE_IP_PORT: OpenStack rejects it', 'Write "ROUND_ROBIN".'],
    ['floating-network-id', 'public', 'error', 'a UUID: OpenStack rejects it', undefined],
    ['hostname', 'www.example.com:80', 'warning', 'a host name', undefined],
    ['node-selector', 'env in (a)', 'warning', 'node labels such as "env=prod,ssd": nodes without such a label do not become members', undefined],
    ['default-tls-container-ref', 'my-cert', 'warning', 'a reference that ends in containers/UUID or secrets/UUID', undefined],
  ])('%s: %s', (name, value, severity, message, fix) => {
    const [finding, ...more] = findings('OLB003', service({ annotations: { [name]: value } }));
    expect(more).toEqual([]);
    expect(finding).toMatchObject({ severity, path: `metadata.annotations[${OWN}${name}]`, message: expect.stringContaining(`"${value}" is not ${message}`) });
    if (fix) expect(finding.fix).toBe(fix);
  });

  test.each([
    ['timeout-client-data', '50', 'the value is 50 milliseconds', 'Write "50000"'],
    ['health-monitor-delay', '5000', 'the value is 5000 seconds', 'Write "5"'],
  ])('%s: %s is in the other unit', (name, value, message, fix) => {
    expect(findings('OLB003', service({ annotations: { [name]: value } }))).toEqual([expect.objectContaining({ message: expect.stringContaining(message), fix: expect.stringContaining(fix) })]);
  });

  test('right values, empty values and IDs without hyphens are taken', () => {
    expect(said('OLB003', service({
      annotations: {
        'timeout-client-data': '50000', 'timeout-tcp-inspect': '0', 'connection-limit': '-1', 'floating-network-id': '', 'subnet-id': id.replace(/-/g, ''), 'proxy-protocol': 'v1', 'keep-floatingip': 'false',
      },
    }))).toEqual([]);
  });

  test('an external container store takes any reference, barbican does not', () => {
    const yaml = (store: string) => all(service({ annotations: { 'default-tls-container-ref': 'my-cert' } }), conf(`[LoadBalancer]\ncontainer-store = ${store}`), ccm());
    expect(said('OLB003', yaml('external'))).toEqual([]);
    expectOne(said('OLB003', yaml('barbican')), 'error Service/web');
  });
});

describe('releases', () => {
  const at = (image: string, annotations: { [name: string]: string }, asked?: Asked) => said('OLB004', all(service({ annotations }), conf(''), ccm({ image })), asked);

  test.each([
    ['v1.30.0', 'proxy-protocol', 'v2', 'release 1.30 of the cloud controller manager does not read the value "v2", which 1.31 added.'],
    ['v1.30.3', 'proxy-protocol', 'v1', 'does not read the value "v1", which 1.31 added.'],
    ['v1.31.4', 'lb-method', 'SOURCE_IP', 'release 1.31 of the cloud controller manager does not read the annotation, which 1.32 added.'],
    ['v1.22.2', 'load-balancer-id', id, 'which 1.23 added.'],
    ['v1.27.3@sha256:0123456789abcdef0123456789abcdef', 'node-selector', 'a=b', 'which 1.28 added.'],
  ])('%s and %s: %s', (image, name, value, message) => expectOne(at(image, { [name]: value }), message));

  test('that of the image counts, then the one that is stated', () => {
    expect(at('v1.36.0', { 'lb-method': 'SOURCE_IP' }, { release: '1.31' })).toEqual([]);
    expectOne(at('latest', { 'lb-method': 'SOURCE_IP' }, { release: '1.31' }), 'release 1.31');
    expectOne(said('OLB004', service({ annotations: { 'lb-method': 'SOURCE_IP' } }), { release: '1.31' }), 'release 1.31');
  });

  test('what every release reads is fine', () => expect(at('v1.15.0', { 'proxy-protocol': 'true', 'subnet-id': id })).toEqual([]));
});

describe('combinations', () => {
  test.each<[string, { [name: string]: string }, string, object?, string?]>([
    ['both headers', { 'proxy-protocol': 'true', 'x-forwarded-for': 'true' }, 'OLB005 error web [proxy-protocol]: proxy-protocol and x-forwarded-for exclude each other'],
    ['internal, with floating network', { [INTERNAL]: 'true', 'floating-network-id': id }, 'OLB005 warning web [floating-network-id]: floating-network-id has no effect: an internal load balancer'],
    ['internal, keeps its floating IP', { [INTERNAL]: 'true', 'keep-floatingip': 'true' }, 'OLB005 info web [keep-floatingip]'],
    ['internal by cloud.conf', { 'floating-subnet': 'a' }, 'OLB005 warning web [floating-subnet]: floating-subnet has no effect: cloud.conf has internal-lb = true', {}, '[LoadBalancer]\ninternal-lb = true'],
    ['external against cloud.conf', { [INTERNAL]: 'false' }, `OLB005 warning web metadata.annotations[${INTERNAL}]: openstack-internal-load-balancer has no effect`, {}, '[LoadBalancer]\ninternal-lb = true'],
    ['two ways to a floating subnet', { 'floating-subnet-id': id, 'floating-subnet-tags': 'a' }, 'OLB005 warning web [floating-subnet-tags]: floating-subnet-tags has no effect: floating-subnet-id'],
    ['a floating IP and a subnet by name', { 'floating-subnet': 'a' }, 'OLB005 warning web [floating-subnet]: floating-subnet has no effect: spec.loadBalancerIP', { loadBalancerIP: '203.0.113.10' }],
    ['port and subnet', { 'port-id': id, 'subnet-id': id }, 'OLB005 warning web [subnet-id]: subnet-id has no effect: port-id'],
    ['settings of no monitor', { 'enable-health-monitor': 'false', 'health-monitor-delay': '5' }, 'OLB005 warning web [health-monitor-delay]: health-monitor-delay has no effect: enable-health-monitor is "false"'],
    ['settings of no monitor in cloud.conf', { 'health-monitor-delay': '5' }, 'OLB005 warning web [health-monitor-delay]: health-monitor-delay has no effect: no health monitor is enabled', {}, ''],
    ['timeout over the delay', { 'enable-health-monitor': 'true', 'health-monitor-timeout': '10' }, 'OLB005 error web [health-monitor-timeout]: the timeout of the health monitor is 10 s and the delay 5 s'],
    ['delay under the timeout of cloud.conf', { 'health-monitor-delay': '5' }, 'OLB005 error web [health-monitor-delay]: the timeout of the health monitor is 20 s and the delay 5 s', {}, '[LoadBalancer]\ncreate-monitor = true\nmonitor-timeout = 20s\nmonitor-delay = 30s'],
    ['x-forwarded-for on 443', { 'x-forwarded-for': 'true' }, 'OLB010 warning web spec.ports[1]: x-forwarded-for makes every listener HTTP, port 443 included: TLS', { ports: [{ name: 'http', port: 80 }, { name: 'https', port: 443 }] }],
    ['x-forwarded-for on TLS by name', { 'x-forwarded-for': 'true' }, 'OLB010 warning web spec.ports[0]', { ports: [{ name: 'https-admin', port: 10443 }] }],
    ['x-forwarded-for on PostgreSQL', { 'x-forwarded-for': 'true' }, 'port 5432 included: other protocols fail there', { ports: [{ port: 5432 }] }],
    ['x-forwarded-for on UDP', { 'x-forwarded-for': 'true' }, 'OLB010 error web spec.ports[0]: x-forwarded-for makes the listener of port 53 (UDP) HTTP', { ports: [{ port: 53, protocol: 'UDP' }] }],
    ['PROXY protocol on UDP', { 'proxy-protocol': 'v1' }, 'OLB010 error web spec.ports[0]: proxy-protocol works with TCP only', { ports: [{ port: 53, protocol: 'UDP' }] }],
    ['PROXY protocol on SCTP', { 'proxy-protocol': 'v2' }, 'OLB010 error web spec.ports[0]', { ports: [{ port: 53, protocol: 'SCTP' }] }],
    ['TLS of cloud.conf on UDP', {}, 'OLB010 error web spec.ports[0]: default-tls-container-ref', { ports: [{ port: 53, protocol: 'UDP' }] }, `[LoadBalancer]\ndefault-tls-container-ref = https://barbican/v1/secrets/${id}`],
    ['TLS on port 80', { 'default-tls-container-ref': `https://barbican/v1/secrets/${id}` }, 'OLB010 warning web spec.ports[0]: default-tls-container-ref makes every listener TERMINATED_HTTPS, port 80 included'],
    ['Local without monitor', { 'keep-floatingip': 'true' }, 'OLB012 warning web spec.externalTrafficPolicy: externalTrafficPolicy is Local, but no health monitor is enabled on the Service', { externalTrafficPolicy: 'Local' }],
    ['Local without monitor, by cloud.conf', {}, 'OLB012 warning web spec.externalTrafficPolicy: externalTrafficPolicy is Local, but no health monitor is enabled:', { externalTrafficPolicy: 'Local' }, '[LoadBalancer]\ncreate-monitor = false'],
    ['no node ports', {}, 'OLB014 error web spec.allocateLoadBalancerNodePorts: Octavia reaches the pods through node ports', { allocateLoadBalancerNodePorts: false }, ''],
    ['load balancers disabled', {}, 'OLB014 warning web spec.type: cloud.conf has [LoadBalancer] enabled = false', {}, '[LoadBalancer]\nenabled = false'],
  ])('%s', (_, annotations, expected, spec = {}, text) => expectOne(about(annotations, spec, text), expected));

  test.each<[string, { [name: string]: string }, object?, string?]>([
    ['PROXY protocol off', { 'proxy-protocol': 'false', 'x-forwarded-for': 'true' }],
    ['TLS with the client address', { 'default-tls-container-ref': `https://barbican/v1/containers/${id}`, 'x-forwarded-for': 'true' }, { ports: [{ name: 'https', port: 443 }] }],
    ['TLS of cloud.conf switched off', { 'default-tls-container-ref': '' }, { ports: [{ port: 53, protocol: 'UDP' }] }, `[LoadBalancer]\ndefault-tls-container-ref = https://barbican/v1/secrets/${id}`],
    ['UDP and TCP', {}, { ports: [{ name: 'a', port: 53, protocol: 'UDP' }, { name: 'b', port: 53 }] }, ''],
    ['Local with the monitor of cloud.conf', {}, { externalTrafficPolicy: 'Local' }, '[LoadBalancer]\ncreate-monitor = true'],
    ['given node ports', {}, { allocateLoadBalancerNodePorts: false, ports: [{ port: 80, nodePort: 30080 }] }, ''],
    ['a floating IP', { 'floating-network-id': id }, { loadBalancerIP: '203.0.113.10' }],
  ])('%s is fine', (...[, annotations, spec, text]) => expect(about(annotations, spec, text)).toEqual([]));

  test('the fix of a UDP port depends on its neighbours', () => {
    const fix = (...ports: object[]) => findings('OLB010', service({ annotations: { 'proxy-protocol': 'true' }, spec: { ports } }))[0].fix;
    expect(fix({ port: 53, protocol: 'UDP' })).toBe('Remove the setting from this Service.');
    expect(fix({ port: 53, protocol: 'UDP' }, { port: 53 })).toBe('Move the port to a Service of its own.');
  });

  test('a service controller that is switched off', () => {
    const yaml = (args: string) => all(service(), conf(''), ccm({ args }));
    expectOne(told(yaml(', "--controllers=*,-service"')), 'OLB014 warning web spec.type: the cloud controller manager runs without its service controller');
    expectOne(told(yaml(', "--controllers=cloud-node-controller,cloud-node-lifecycle-controller"')), 'OLB014 warning');
    expect(told(yaml(', "--controllers=*,-route"'))).toEqual([]);
    expect(told(yaml(', --controllers=service-lb-controller'))).toEqual([]);
  });

  test('a node selector that no node has', () => {
    const yaml = all(service({ annotations: { 'node-selector': 'env=prod, ssd' } }), '{apiVersion: v1, kind: Node, metadata: {name: a, labels: {env: prod}}}');
    expectOne(told(yaml, { closedWorld: true }), 'OLB014 warning web [node-selector]: no node has the labels env=prod and ssd of the node-selector');
    expect(told(yaml)).toEqual([]);
    expect(told(yaml.replace('{env: prod}', '{env: prod, ssd: ""}'), { closedWorld: true })).toEqual([]);
  });
});

describe('classes and providers of cloud.conf', () => {
  const CLASSES = `[LoadBalancerClass "internal"]\nfloating-network-id = ${id}\nfloating-subnet-id = ${id}\n[LoadBalancerClass "dmz"]\nsubnet-id = ${id}\n`;

  test.each([
    ['intern', 'OLB006 error web [class]: cloud.conf has no [LoadBalancerClass "intern"]; it has "internal" and "dmz", so the controller rejects the Service', 'Write "internal".'],
    ['Internal', 'cloud.conf has no [LoadBalancerClass "Internal"]', 'Write "internal".'],
    ['office', 'cloud.conf has no [LoadBalancerClass "office"]', 'Use the name of a [LoadBalancerClass] section, or add the section.'],
  ])('the class %s', (name, expected, fix) => {
    const yaml = all(service({ annotations: { class: name } }), conf(CLASSES), ccm());
    expectOne(told(yaml), expected);
    expect(findings('OLB006', yaml)[0].fix).toBe(fix);
  });

  test('a class of a file without classes, of no file, and of two controllers', () => {
    const asked = service({ annotations: { class: 'dmz' } });
    expectOne(told(all(asked, conf(''), ccm())), 'OLB006 error web [class]: cloud.conf has no [LoadBalancerClass "dmz"] and no other class');
    expect(told(asked)).toEqual([]);
    expect(told(all(asked, ccm()))).toEqual([]);
    expect(told(all(asked, conf(''), ccm(), conf(CLASSES, 'other'), ccm({ name: 'other', secret: 'other' })))).toEqual([]);
    expectOne(told(all(asked, conf(''))), 'OLB006 error');
  });

  test('settings of the class take precedence', () => {
    expectOne(about({ 'class': 'internal', 'floating-network-id': id }, {}, CLASSES), 'OLB006 warning web [floating-network-id]: floating-network-id has no effect: that of class "internal"');
    expectOne(about({ 'class': 'internal', 'floating-subnet': 'a' }, {}, CLASSES), 'OLB006 warning web [floating-subnet]');
    expectOne(about({ 'class': 'dmz', 'subnet-id': id }, {}, CLASSES), 'OLB006 warning web [subnet-id]');
    expect(about({ 'class': 'dmz', 'floating-network-id': id, 'member-subnet-id': id }, {}, CLASSES)).toEqual([]);
  });

  const OVN = '[LoadBalancer]\nlb-provider = ovn\nlb-method = SOURCE_IP_PORT\n';
  test.each<[{ [name: string]: string }, string, object?]>([
    [{ 'proxy-protocol': 'v2' }, 'OLB007 error web [proxy-protocol]: the provider ovn does not support proxy-protocol'],
    [{ 'x-forwarded-for': 'true' }, 'OLB007 error web [x-forwarded-for]'],
    [{ 'default-tls-container-ref': `https://barbican/v1/secrets/${id}` }, 'OLB007 error web [default-tls-container-ref]', { ports: [{ port: 443 }] }],
    [{ 'lb-method': 'ROUND_ROBIN' }, 'OLB007 error web [lb-method]: the provider ovn supports SOURCE_IP_PORT only, not ROUND_ROBIN'],
    [{ 'flavor-id': id }, 'OLB007 warning web [flavor-id]: flavor-id has no effect'],
    [{ 'availability-zone': 'a' }, 'OLB007 warning web [availability-zone]'],
    [{ 'timeout-client-data': '50000' }, 'OLB007 warning web [timeout-client-data]'],
    [{}, 'OLB008 warning web spec.loadBalancerSourceRanges: the ranges "10.0.0.0/8" are ignored', { loadBalancerSourceRanges: ['10.0.0.0/8'] }],
    [{ 'service.beta.kubernetes.io/load-balancer-source-ranges': '10.0.0.0/8, 192.0.2.0/24' }, 'OLB008 warning web metadata.annotations[service.beta.kubernetes.io/load-balancer-source-ranges]: the ranges'],
  ])('ovn and %j', (...[annotations, expected, spec]) => expectOne(about(annotations, spec, OVN), expected));

  test('ovn enforces ranges on security groups, and takes its own method', () => {
    expect(about({}, { loadBalancerSourceRanges: ['10.0.0.0/8'] }, `${OVN}manage-security-groups = true`)).toEqual([]);
    expect(about({ 'lb-method': 'SOURCE_IP_PORT' }, {}, OVN)).toEqual([]);
    expectOne(about({ 'lb-method': 'SOURCE_IP_PORT' }, {}, ''), 'OLB007 error web [lb-method]: the provider amphora does not support the method SOURCE_IP_PORT');
    expect(about({}, { loadBalancerSourceRanges: ['10.0.0.0/8'] }, '')).toEqual([]);
  });

  test.each<[object, string, string]>([
    [{ loadBalancerSourceRanges: ['10.0.0.0'] }, 'OLB008 error web spec.loadBalancerSourceRanges[0]: "10.0.0.0" is not a CIDR block', 'Write "10.0.0.0/32".'],
    [{ loadBalancerSourceRanges: ['10.0.0.0/8', '10.0.0/33'] }, 'OLB008 error web spec.loadBalancerSourceRanges[1]', 'Correct the range.'],
    [{ loadBalancerSourceRanges: ['10.0.0.0/8'], ipFamilies: ['IPv6'] }, 'spec.loadBalancerSourceRanges[0]: 10.0.0.0/8 is IPv4, but the load balancer is IPv6', 'Use ranges of IPv6.'],
    [{ loadBalancerSourceRanges: ['10.0.0.0/8', '2001:db8::/32'] }, 'spec.loadBalancerSourceRanges: the ranges are IPv4 and IPv6', 'Use ranges of one family, and name it first in ipFamilies.'],
  ])('ranges %j', (spec, expected, fix) => {
    const yaml = service({ annotations: { 'keep-floatingip': 'true' }, spec });
    expectOne(told(yaml), expected);
    expect(findings('OLB008', yaml)[0].fix).toBe(fix);
  });

  test.each([['10.0.0.0/8;192.168.0.0/16'], ['10.0.0.0/8 192.168.0.0/16']])('ranges are separated by commas: %s', (value) => {
    const yaml = service({ annotations: { 'keep-floatingip': 'true', 'service.beta.kubernetes.io/load-balancer-source-ranges': value } });
    expect(findings('OLB008', yaml)).toMatchObject([{ severity: 'error', fix: 'Separate CIDR blocks with commas.' }]);
  });

  test('the annotation for ranges next to the field', () => {
    expectOne(about({ 'service.beta.kubernetes.io/load-balancer-source-ranges': '10.0.0.0/8' }, { loadBalancerSourceRanges: ['10.0.0.0/8'] }, ''), 'the annotation is ignored because spec.loadBalancerSourceRanges is set');
  });
});

describe('several Services', () => {
  const shared = (name: string, port: number, more: Service = {}) => service({ name, annotations: { 'load-balancer-id': id, ...more.annotations }, spec: { ports: [{ port }], ...more.spec } });

  test('one load balancer has a port once for each protocol', () => {
    expectOne(told(all(shared('a', 80), shared('b', 80))), 'OLB009 error b spec.ports[0]: Service "web/a" has the same load-balancer-id and TCP port 80: the controller rejects one with "the listener port 80 already exists".');
    expect(told(all(shared('a', 53), shared('b', 53, { spec: { ports: [{ port: 53, protocol: 'UDP' }] } })))).toEqual([]);
    expect(told(all(shared('a', 80), service({ name: 'b', annotations: { 'load-balancer-id': id.replace('1f', '2f') } })))).toEqual([]);
  });

  test('no more than max-shared-lb share one', () => {
    const three = all(shared('a', 80), shared('b', 81), shared('c', 82));
    expectOne(told(three), 'OLB009 error c [load-balancer-id]: 3 Services share the load balancer, but max-shared-lb allows 2.');
    expect(told(all(three, conf('[LoadBalancer]\nmax-shared-lb = 3'), ccm()))).toEqual([]);
  });

  test('settings of the load balancer itself have no effect, and an internal Service does not join', () => {
    expectOne(told(shared('a', 80, { annotations: { 'flavor-id': id } })), 'OLB009 warning a [flavor-id]: flavor-id has no effect: load-balancer-id names an existing load balancer');
    expectOne(told(shared('a', 80, { annotations: { [INTERNAL]: 'true' } })), 'OLB009 warning a [load-balancer-id]: an internal Service cannot share');
    expect(told(shared('a', 80, { annotations: { 'timeout-client-data': '50000', 'load-balancer-address': '203.0.113.1', 'flavor-id': id } }))).toEqual([]);
  });

  test('one floating IP belongs to one load balancer', () => {
    const at = (name: string, more: Service = {}) => service({ name, annotations: { 'keep-floatingip': 'true', ...more.annotations }, spec: { loadBalancerIP: '203.0.113.10', ports: [{ port: name.length }] } });
    expectOne(told(all(at('a'), at('bb'))), 'OLB011 error bb spec.loadBalancerIP: Service "web/a" has the address 203.0.113.10 as well');
    expect(told(all(at('a', { annotations: { 'load-balancer-id': id } }), at('bb', { annotations: { 'load-balancer-id': id } })))).toEqual([]);
  });

  test.each<[object, string]>([
    [{ loadBalancerIP: 'web.example.com' }, 'OLB011 error web spec.loadBalancerIP: "web.example.com" is not an IP address.'],
    [{ loadBalancerIP: '2001:db8::1', ipFamilies: ['IPv4', 'IPv6'] }, 'OLB011 error web spec.loadBalancerIP: 2001:db8::1 is IPv6, but the load balancer is IPv4'],
  ])('the address of %j', (spec, expected) => expectOne(about({ 'keep-floatingip': 'true' }, spec), expected));
});

describe('changes since the last render', () => {
  const since = (before: Service, now: Service) => told(service(now), { previous: service(before) }).filter((line) => line.startsWith('OLB013'));
  const other = id.replace('1f', '2f');

  test.each<[Service, Service, string]>([
    [{ annotations: { 'flavor-id': id } }, { annotations: { 'flavor-id': other } }, `[flavor-id]: flavor-id was "${id}" and is "${other}"`],
    [{ annotations: { class: 'a' } }, { annotations: { class: 'b' } }, '[class]: class was "a" and is "b"'],
    [{ annotations: { class: 'a' } }, { annotations: { 'keep-floatingip': 'true' } }, '[class]: class was "a" and is not set'],
    [{ annotations: { 'load-balancer-id': id } }, { annotations: { 'load-balancer-id': other } }, '[load-balancer-id]: load-balancer-id changed'],
    [{ annotations: { 'x-forwarded-for': 'true' } }, { annotations: { 'x-forwarded-for': 'false' } }, '[x-forwarded-for]: the listeners would change from HTTP to TCP'],
    [{ spec: { loadBalancerIP: '203.0.113.1' }, annotations: { 'keep-floatingip': 'true' } }, { spec: { loadBalancerIP: '203.0.113.2' }, annotations: { 'keep-floatingip': 'true' } }, 'spec.loadBalancerIP: the address changed from 203.0.113.1'],
  ])('%j to %j', (before, now, expected) => expectOne(since(before, now), expected));

  test('what the controller applies is no finding', () => {
    expect(since({ annotations: { 'timeout-client-data': '50000', 'lb-method': 'SOURCE_IP' } }, { annotations: { 'timeout-client-data': '60000', 'proxy-protocol': 'v1' } })).toEqual([]);
    expect(since({ spec: { type: 'ClusterIP' }, annotations: { class: 'a' } }, { annotations: { class: 'b' } })).toEqual([]);
  });
});
