/* What the chart openstack-cinder-csi does with several values at once. */
import { parseAllDocuments } from 'yaml';
import { named, releaseOf } from './ccm';
import { fields, isObject, list } from '../../../core/fields';
import { CINDER_DRIVER } from '../../../drivers/cinder';
import { FileContent, Named, Reference, Statement } from '../code';
import { Values } from '../values';

const SIDECARS: { readonly [value: string]: readonly string[] } = {
  attacher: ['controller.attacher'],
  provisioner: ['controller.provisioner'],
  snapshotter: ['controller.snapshotter'],
  resizer: ['controller.resizer'],
  livenessprobe: ['controller.livenessSidecar', 'node.livenessSidecar'],
  nodeDriverRegistrar: ['node.registrar'],
  plugin: ['controller', 'node'],
};
const CSI = 'csi';
const PLUGIN = `${CSI}.plugin`;
const NO_TOPOLOGY = '--with-topology=false';

export function cinderCsi(values: Values): Statement[] {
  for (const [sidecar, targets] of Object.entries(SIDECARS)) {
    const tag = sidecar === 'plugin' ? values.release.appVersion : values.defaultOf(`${CSI}.${sidecar}.image.tag`);
    const image = values.image(`${CSI}.${sidecar}.image`, tag);
    for (const target of image === undefined ? [] : targets) values.set(`${target}.image`, image);
  }
  common(values);
  const strategy = {
    type: 'RollingUpdate',
    rollingUpdate: { maxUnavailable: 0, maxSurge: 1, ...fields(values.get(`${PLUGIN}.controllerPlugin.strategy.rollingUpdate`)) },
    ...values.get(`${PLUGIN}.controllerPlugin.strategy`),
  };
  if (values.has(`${PLUGIN}.controllerPlugin.strategy`)) {
    values.set('controller.updateStrategy', strategy.type === 'RollingUpdate'
      ? { ...strategy, rollingUpdate: { maxUnavailable: 0, maxSurge: 1, ...fields(strategy.rollingUpdate) } } : { type: strategy.type });
  }
  if (values.isOn(`${PLUGIN}.httpEndpoint.enabled`)) {
    const monitor = values.isOn(`${PLUGIN}.podMonitor.enabled`);
    values.set('metrics', {
      port: values.get(`${PLUGIN}.httpEndpoint.port`),
      podMonitor: monitor,
      podMonitorLabels: monitor
        ? values.get(`${PLUGIN}.podMonitor.additionalLabels`) : undefined,
    });
  } else if (values.isOn(`${PLUGIN}.podMonitor.enabled`)) {
    values.problems.push(`${PLUGIN}.podMonitor.enabled: without httpEndpoint.enabled there is nothing to scrape, and the PodMonitor is left out`);
  }
  values.attempt('extraArgs', () => args(values));
  const config = cloudConfig(values);
  const naming = new Named('Naming.helmChart',
    [{ release: values.release.name, ...named(values, 'nameOverride', 'fullnameOverride'), chartVersion: values.release.chartVersion }]);
  const { controller, node, ...props } = values.props;
  return [
    ...config.statements,
    {
      name: 'cinder',
      type: 'CinderCsi',
      id: 'Cinder',
      props: { release: releaseOf(values), naming, podDisruptionBudget: false, ...config.props, ...props, controller, node },
    },
    ...classes(values),
  ];
}

/** Annotations, volumes and mounts that both plugins share. */
function common(values: Values): void {
  const annotations = values.get('commonAnnotations');
  for (const [plugin, prop] of [['controllerPlugin', 'controller'], ['nodePlugin', 'node']]) {
    if (isObject(annotations) && Object.keys(annotations).length) values.set(`${prop}.annotations`, annotations);
    const pod = { ...fields(annotations), ...fields(values.get(`${PLUGIN}.${plugin}.podAnnotations`)) };
    if (Object.keys(pod).length) values.set(`${prop}.podAnnotations`, pod);
    const volumes = list(values.has(`${PLUGIN}.volumes`) ? values.get(`${PLUGIN}.volumes`) : [{ name: 'cacert', hostPath: { path: '/etc/cacert' } }]);
    const mounts = list(values.has(`${PLUGIN}.volumeMounts`) ? values.get(`${PLUGIN}.volumeMounts`) : [
      { name: 'cacert', mountPath: '/etc/cacert', readOnly: true }, { name: 'cloud-config', mountPath: '/etc/config', readOnly: true },
    ]);
    const hasVolume = ({ name }: { readonly name?: string }) => volumes.some((volume) => fields(volume).name === name);
    const own = mounts.filter((mount) => fields(mount).name !== 'cloud-config' && hasVolume(mount));
    const others = mounts.filter((mount) => fields(mount).name !== 'cloud-config' && !hasVolume(mount)).map(({ name }) => name);
    if (others.length && prop === 'node') {
      values.problems.push(`${PLUGIN}.volumeMounts: the pods have no volume ${others.join(', ')}, so the API `
      + 'server refuses them; the program does not mount it');
    }
    if (volumes.length) values.set(`${prop}.extraVolumes`, volumes);
    if (own.length) values.set(`${prop}.extraVolumeMounts`, own);
    if (!mounts.some((mount) => fields(mount).name === 'cloud-config')) values.set('mountCloudConfig', false);
  }
}

/** Arguments of the driver; the topology is one switch of ours, and three places of the chart. */
function args(values: Values): void {
  const shared = values.args(`${PLUGIN}.extraArgs`);
  const [controller, node] = ['controllerPlugin', 'nodePlugin'].map((plugin) => [...shared, ...values.args(`${PLUGIN}.${plugin}.extraArgs`)]);
  const topology = values.textOf(`${CSI}.provisioner.topology`) ?? 'true';
  const isOff = topology === 'false' && [controller, node].every((one) => one.includes(NO_TOPOLOGY));
  if (isOff) {
    values.set('topology', false);
  } else if (topology !== 'true') {
    values.set('controller.provisioner.extraArgs',
      [`--feature-gates=Topology=${topology}`, ...list(values.props.controller?.provisioner?.extraArgs)]);
  }
  for (const [prop, all] of [['controller', controller], ['node', node]] as const) {
    const own = isOff ? all.filter((arg) => arg !== NO_TOPOLOGY) : all;
    if (own.length) values.set(`${prop}.extraArgs`, own);
  }
}

function cloudConfig(values: Values): { readonly statements: readonly Statement[]; readonly props: { readonly [prop: string]: unknown } } {
  const secretName = values.textOf('secret.name') ?? 'cloud-config';
  const secretKey = values.textOf('secret.filename');
  const reference = new Named('CloudConfig.fromSecretName', [secretName, ...secretKey === undefined ? [] : [{ secretKey }]]);
  if (!values.isOn('secret.enabled')) {
    if (!values.isOn('secret.hostMount', true)) {
      values.problems.push('secret.hostMount: without it and secret.enabled the pods of the chart '
      + 'mount a volume that they do not have; the program mounts none');
    }
    return {
      statements: [],
      props: {
        cloudConfig: reference,
        ...values.isOn('secret.hostMount', true) ? { cloudConfigHostPath: '/etc/config' }
          : { mountCloudConfig: false },
      },
    };
  }
  const content = fields(values.get('secret.data'))[secretKey ?? 'cloud.conf'];
  if (!values.isOn('secret.create')) return { statements: [], props: { cloudConfig: reference } };
  const others = Object.keys(fields(values.get('secret.data'))).filter((key) => key !== (secretKey ?? 'cloud.conf'));
  for (const key of others) {
    values.problems.push(`secret.data.${key}: a second file of the Secret; create a Secret of your own for it, and mount `
    + 'it with extraVolumes');
  }
  if (typeof content !== 'string') {
    values.problems.push(`secret.data: has no file ${secretKey ?? 'cloud.conf'}, which the driver reads; the program refers to the Secret and `
      + 'does not create it');
    return { statements: [], props: { cloudConfig: reference } };
  }
  const props = { release: releaseOf(values), secretName, secretKey, text: new FileContent(secretKey ?? 'cloud.conf', content) };
  return {
    statements: [{ name: 'cloudConfig', type: 'cloudConf.CloudConfigFile', id: 'CloudConfig', props }],
    props: { cloudConfig: new Reference('cloudConfig') },
  };
}

function classes(values: Values): Statement[] {
  const own = (['delete', 'retain'] as const).map((policy): Statement => ({
    type: 'StorageClass',
    id: `csi-cinder-sc-${policy}`,
    props: {
      provisioner: new Reference('cinder', 'driverName', CINDER_DRIVER),
      isDefault: values.isOn(`storageClass.${policy}.isDefault`) || undefined,
      allowVolumeExpansion: values.isOn(`storageClass.${policy}.allowVolumeExpansion`, true),
      reclaimPolicy: new Named(`ReclaimPolicy.${policy.toUpperCase()}`),
    },
  }));
  const custom = values.textOf('storageClass.custom');
  const documents = custom === undefined ? [] : parseAllDocuments(custom).map((document) => document.toJS()).filter(isObject);
  return [
    ...values.isOn('storageClass.enabled', true) ? own : [],
    ...documents.map((object): Statement => ({ type: 'ApiObject', id: String(fields(object.metadata).name), props: object })),
  ];
}
