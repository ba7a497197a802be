import { parseAllDocuments } from 'yaml';
import { CHART, CLUSTER, rendered } from './support';

/** The object of a kind in the only document. */
function objectOf(yaml: string, kind: string, environment?: { readonly [name: string]: string }): any {
  const { manifests, faults } = rendered({ 'a.yaml': yaml }, ['.'], environment);
  expect(faults).toEqual([]);
  return parseAllDocuments(Object.values(manifests)[0]).map((document) => document.toJS()).find((object) => object.kind === kind);
}

const faultsOf = (yaml: string, environment?: { readonly [name: string]: string }) => rendered({ 'a.yaml': yaml }, ['.'], environment).faults;

describe('texts', () => {
  test('a release is the text that is written, not the number 1.3', () => {
    const { manifests, faults } = rendered({ 'a.yaml': `${CLUSTER}release: 1.30\n` });
    expect(faults).toEqual([]);
    expect(manifests['prod-1']).toContain('cinder-csi-plugin:v1.30.');
  });

  test.each([['1.30', '1.30'], ['"1.30"', '1.30'], ['0123', '0123'], ['1e3', '1e3'], ['NO', 'NO'], ['2026-01-01', '2026-01-01'], ['0x1F', '0x1F']])(
    'the label %s is %s', (text, value) => {
      const claim = objectOf(`${CHART}persistentVolumeClaims: {a: {size: 1Gi, storageClass: none, labels: {v: ${text}}}}`, 'PersistentVolumeClaim');
      expect(claim.metadata.labels.v).toBe(value);
    });

  test.each(['true', 'null', '[a]', '{a: b}'])('%s is no name', (text) => {
    expect(faultsOf(`${CHART}persistentVolumeClaims: {a: {size: 1Gi, storageClass: none, name: ${text}, labels: {a: b}}}`)).toEqual(
      text === 'null' ? [] : [expect.stringMatching(/^a\.yaml:3:\d+: persistentVolumeClaims\.a\.name must be a text/)]);
  });
});

describe('amounts', () => {
  const size = (text: string) => objectOf(`${CHART}persistentVolumeClaims: {a: {size: ${text}, storageClass: none}}`, 'PersistentVolumeClaim').spec.resources.requests.storage;
  test.each(['10Gi', '500Mi', '1Ti', '4Ki', '2Pi'])('the size %s', (text) => expect(size(text)).toBe(text));

  test.each(['10', '10G', '10GB', '1.5Gi', '-1Gi', 'big', '""', '[1Gi]', '{gibibytes: 1}'])('the size %s is refused', (text) => {
    expect(faultsOf(`${CHART}persistentVolumeClaims: {a: {size: ${text}, storageClass: none}}`))
      .toEqual([expect.stringMatching(/^a\.yaml:3:36: persistentVolumeClaims\.a\.size must be a size such as 10Gi, got /)]);
  });

  const interval = (text: string) => objectOf(`${CLUSTER}cloudControllerManager: {metrics: {interval: ${text}}}`, 'ServiceMonitor').spec.endpoints[0].interval;
  test.each([['30s', '30s'], ['5m', '300s'], ['1h', '3600s'], ['1m30s', '90s'], ['1h30m', '5400s'], ['1d', '86400s']])('the duration %s is %s', (text, written) => expect(interval(text)).toBe(written));
  test.each(['30', '30 s', 's', 'PT30S', '1s1m', '""'])('the duration %s is refused', (text) => {
    expect(faultsOf(`${CLUSTER}cloudControllerManager: {metrics: {interval: ${text}}}`)).toEqual([expect.stringContaining('must be a duration such as 30s')]);
  });
});

describe('classes', () => {
  const source = (text: string) => objectOf(`${CHART}persistentVolumes: {a: {capacity: 1Gi, storageClass: none, nodes: [n], source: ${text}}}`, 'PersistentVolume').spec;

  test('a factory of one argument takes its value, others a map by the names of its parameters', () => {
    expect(source('{hostPath: /srv}').hostPath).toEqual({ path: '/srv' });
    expect(source('{hostPath: {path: /srv, type: Directory}}').hostPath).toEqual({ path: '/srv', type: 'Directory' });
    expect(source('{nfs: {server: a.example.com, path: /x, readOnly: true}}').nfs).toEqual({ server: 'a.example.com', path: '/x', readOnly: true });
    expect(source('{csi: {driver: csi.example.com, volumeHandle: v}}').csi).toMatchObject({ driver: 'csi.example.com', volumeHandle: 'v' });
  });

  test('arguments behind it, and the members of a struct beside them', () => {
    const { manifests, faults } = rendered({ 'a.yaml': `${CLUSTER.replace('{fromSecretName: cloud-config}', '{fromSecretName: {secretName: mine, secretKey: own.conf}}')}` });
    expect(faults).toEqual([]);
    expect(manifests['prod-1']).toContain('secretName: mine');
    expect(manifests['prod-1']).toContain('/own.conf');
  });

  test('a factory without arguments is its name, or a map of it', () => {
    for (const text of ['none', '{none: {}}', '{none: }']) {
      expect(objectOf(`${CHART}persistentVolumeClaims: {a: {size: 1Gi, storageClass: ${text}}}`, 'PersistentVolumeClaim').spec.storageClassName).toBe('');
    }
  });

  test('a constant is spelled by its value, in a list too; a factory of lists stands for the list', () => {
    const args = (text: string) => JSON.stringify(objectOf(`${CLUSTER}cloudControllerManager: {controllers: ${text}}`, 'DaemonSet').spec.template.spec.containers[0].args);
    expect(args('[route, service]')).toContain('--controllers=route,service');
    expect(args('{allExcept: [route]}')).toContain('-route');
  });

  test('methods that change a value stand behind its factory', () => {
    const { manifests, faults } = rendered({ 'a.yaml': `${CLUSTER}release: {of: 1.34, extend: {images: {}}}\n` });
    expect(faults).toEqual([]);
    expect(manifests['prod-1']).toContain('cinder-csi-plugin:v1.34.');
  });

  test.each([
    ['{hostPth: /srv}', 'source.hostPth is unknown: did you mean hostPath?'],
    ['{hostPath: /srv, nfs: {}}', 'source.nfs is one too many: give one of the two'],
    ['{nfs: /x}', 'source.nfs must be a map, got /x'],
    ['{nfs: {server: a}}', 'source.nfs.path is missing: give a text'],
    ['{hostPath: {path: /srv, type: Folder}}', 'source.hostPath.type must be one of '],
    ['/srv', 'source must be a map with one of '],
    ['{}', 'source must be a map with one of '],
    ['{csi: {driver: 7up!, volumeHandle: v}}', 'source.csi.driver '],
  ])('%s is refused', (text, message) => {
    expect(faultsOf(`${CHART}persistentVolumes: {a: {capacity: 1Gi, storageClass: none, source: ${text}}}`)[0]).toContain(message);
  });

  test('static methods that construct an object', () => {
    expect(objectOf(`${CHART}kubernetesVersion: 1.20\ninTreeStorageClasses: {ebs: {awsEbs: {parameters: {type: gp2}}}}`, 'StorageClass').provisioner).toBe('kubernetes.io/aws-ebs');
    expect(faultsOf(`${CHART}inTreeStorageClasses: {ebs: {awsEb: {}}}`)[0]).toMatch(/must be a map with one of cinder, awsEbs, .*did you mean awsEbs\?/);
  });
});

describe('the environment', () => {
  const region = `${CLUSTER.replace('{fromSecretName: cloud-config}', '{global: {authUrl: "https://a:5000/v3", region: {fromEnv: OS_REGION_NAME}, auth: {password: {userId: u, tenantId: t, password: {fromEnv: OS_PASSWORD}}}}}')}`;
  const replicas = `${CHART}statefulApplications: {a: {image: b, replicas: {fromEnv: COUNT}}}`;

  test('gives texts, and secrets as in code', () => {
    process.env.OS_PASSWORD = 'sesame';
    const { manifests, faults } = rendered({ 'a.yaml': region }, ['.'], { OS_REGION_NAME: 'RegionTwo' });
    delete process.env.OS_PASSWORD;
    expect(faults).toEqual([]);
    expect(manifests['prod-1']).toMatch(/region="?RegionTwo[^]*sesame|sesame[^]*RegionTwo/);
  });

  test('gives numbers', () => expect(objectOf(replicas, 'StatefulSet', { COUNT: '3' }).spec.replicas).toBe(3));
  test('must have the variable, of the right type', () => {
    expect(faultsOf(replicas)[0]).toContain('a.replicas.fromEnv names the environment variable COUNT, which is not set');
    expect(faultsOf(replicas, { COUNT: 'three' })[0]).toContain('a.replicas must be a number, got three');
  });

  test('never appears where a text only looks like one', () => {
    const { metadata } = objectOf(`${CHART}persistentVolumeClaims: {a: {size: 1Gi, storageClass: none, annotations: {a: "$HOME", b: "\${HOME}"}}}`, 'PersistentVolumeClaim', { HOME: '/root' });
    expect(metadata.annotations).toEqual({ a: '$HOME', b: '${HOME}' });
  });

  test('a secret in plain text is refused, and not repeated', () => {
    const { faults } = rendered({ 'a.yaml': region.replace('{fromEnv: OS_PASSWORD}', 'hunter2') }, ['.'], { OS_REGION_NAME: 'x' });
    expect(faults).toEqual([expect.stringContaining('password must be a map with one of unsafe, fromEnv, fromFile, fromStore, got a text')]);
    expect(faults.join()).not.toContain('hunter2');
  });
});

describe('references', () => {
  test('name an object of the document, wherever it stands', () => {
    const claim = (yaml: string) => objectOf(yaml, 'PersistentVolumeClaim').spec.storageClassName;
    expect(claim(`${CHART}persistentVolumeClaims: {a: {size: 1Gi, storageClass: ssd}}\ncinderStorageClasses: {ssd: {name: cinder-ssd}}`)).toBe('cinder-ssd');
    expect(claim(`${CHART}persistentVolumeClaims: {a: {size: 1Gi, storageClass: cinder-ssd}}\ncinderStorageClasses: {ssd: {name: cinder-ssd}}`)).toBe('cinder-ssd');
    expect(claim(`${CLUSTER}cinder: {storageClasses: {ssd: {}}}\npersistentVolumeClaims: {a: {size: 1Gi, storageClass: ssd}}`)).toBe('ssd');
    expect(claim(`${CLUSTER}localVolumes: {classes: [{name: disks, hostDir: /mnt}]}\npersistentVolumeClaims: {a: {size: 1Gi, storageClass: disks}}`)).toBe('disks');
    expect(claim(`${CHART}persistentVolumeClaims: {a: {size: 1Gi, storageClass: {fromStorageClassName: elsewhere}}}`)).toBe('elsewhere');
  });

  test('of a name that two kinds have mean the kind of the field', () => {
    const pod = objectOf(`${CHART}podApplications: {web: {image: a, claims: [{claim: data, mountPath: /a}]}}
persistentVolumes: {data: {capacity: 1Gi, storageClass: none, source: {csi: {driver: a.b, volumeHandle: c}}}}
persistentVolumeClaims: {data: {size: 1Gi, storageClass: none}}`, 'Pod');
    expect(pod.spec.volumes[0].persistentVolumeClaim.claimName).toBe('data');
  });

  test('objects of several kinds may have one name', () => {
    const { manifests, faults } = rendered({ 'a.yaml': `${CHART}cinderStorageClasses: {data: {}}\npersistentVolumeClaims: {data: {size: 1Gi, storageClass: data}}` });
    expect(faults).toEqual([]);
    expect(manifests.a.match(/^ {2}name: data$/gm)).toHaveLength(2);
  });

  test.each([
    ['persistentVolumeClaims: {a: {size: 1Gi, storageClass: sdd}}\ncinderStorageClasses: {ssd: {}}', 'a.storageClass must be the name of one of this document (ssd), or a map with one of'],
    ['persistentVolumeClaims: {a: {size: 1Gi, storageClass: sdd}}\ncinderStorageClasses: {ssd: {}}', 'did you mean ssd?'],
    ['persistentVolumeClaims: {a: {size: 1Gi, storageClass: b, source: {claim: b}}, b: {size: 1Gi, storageClass: none, source: {claim: a}}}', 'a.storageClass must be a map with one of'],
    ['persistentVolumeClaims: {a: {size: 1Gi, storageClass: none, source: {claim: b}}, b: {size: 1Gi, storageClass: none, source: {claim: a}}}', 'refers to itself, through what it refers to'],
  ])('%s is refused', (yaml, message) => expect(faultsOf(`${CHART}${yaml}`).join('\n')).toContain(message));
});

test('what is added to an object stands in it, and what it is acknowledged for', () => {
  const { manifests, faults } = rendered({ 'a.yaml': `${CLUSTER}acknowledge: {CLUSTER_NAME_TWICE: once is enough}\ncinder: {storageClasses: {fast: {isDefault: true, acknowledge: {CLS001: why not}}}}` });
  expect(faults).toEqual([]);
  expect(manifests['prod-1']).toContain('name: fast');
  expect(faultsOf(`${CLUSTER}acknowledge: {OST013: ""}`)[0]).toContain('a.yaml:5:14: acknowledge.OST013');
});

test('component charts have the fields of their component', () => {
  const component = (kind: string, fields: string) => Object.keys(rendered({ 'x.yaml': `apiVersion: cdk8s-openstack/v1\nkind: ${kind}\n${fields}` }).manifests);
  expect(component('CinderCsiChart', 'cloudConfig: {fromSecretName: a}\ncinder: {storageClasses: {ssd: {}}}')).toEqual(['x']);
  expect(component('LocalPathChart', 'classes: [{name: a}]')).toEqual(['x']);
});

describe('objects of the API as they are', () => {
  const WIDGET = `${CHART}namespace: shop\napiObjects:\n  w: {apiVersion: example.com/v1, kind: Widget, metadata: {name: w}, spec: {on: yes, count: 0o17, text: "1.30"}}\n`;

  test('are read as kubectl reads them, with the namespace of their chart', () => {
    expect(objectOf(WIDGET, 'Widget')).toEqual({
      apiVersion: 'example.com/v1', kind: 'Widget', metadata: { name: 'w', namespace: 'shop' }, spec: { on: true, count: 15, text: '1.30' },
    });
  });

  test.each([['kind: Widget, ', '', 'kind is missing'], ['metadata: {name: w}', 'metadata: w', 'metadata must be a map'], ['kind: Widget', 'kind: []', 'kind must be a text']])(
    '%s replaced by "%s" is told by field', (from, to, message) => {
      expect(faultsOf(WIDGET.replace(from, to)).join()).toMatch(new RegExp(`^a\\.yaml:5:\\d+: apiObjects\\.w\\.${message}`));
    });

  test('an overlay changes one field', () => {
    const { manifests } = rendered({ 'base.yaml': WIDGET.replace('Chart', 'ChartBase'), 'a.yaml': `${CHART}extends: base.yaml\napiObjects: {w: {spec: {on: null}}}\n` }, ['a.yaml']);
    expect(parseAllDocuments(manifests.a)[0].toJS().spec).toEqual({ count: 15, text: '1.30' });
  });
});

describe('the content of a file', () => {
  const config = (value: string) => `${CHART}cloudConfigFiles: {c: {release: 1.36, namespace: a, text: ${value}}}\n`;
  const CONF = '[Global]\nauth-url = https://a\nusername = u\npassword = p\ntenant-id = t\ndomain-id = d\n';

  test('takes the place of a text, beside the file that names it', () => {
    const { manifests, faults } = rendered({ 'a.yaml': config('{fromFile: sub/cloud.conf}'), 'sub/cloud.conf': CONF }, ['a.yaml']);
    expect(faults).toEqual([]);
    expect(Buffer.from(parseAllDocuments(manifests.a)[0].toJS().data?.['cloud.conf'] ?? '', 'base64').toString()
      || parseAllDocuments(manifests.a)[0].toJS().stringData['cloud.conf']).toBe(CONF);
  });

  test.each([['{fromFile: gone.conf}', 'file .*gone\\.conf cannot be read \\(ENOENT\\)'], ['{fromFile: [a]}', 'must be the path of a file'], ['{fromFile: ""}', 'must be the path of a file']])(
    '%s is told', (value, message) => expect(faultsOf(config(value)).join()).toMatch(new RegExp(`^a\\.yaml:3:\\d+: cloudConfigFiles\\.c\\.text\\.fromFile ${message}`)));
});
