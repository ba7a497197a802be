/* What the chart openstack-manila-csi does with several values at once. */
import { named, releaseOf } from './ccm';
import { ManilaProtocol } from '../../../constructs';
import { helmName } from '../../../constructs/private/helm';
import { fields, list, text } from '../../../core/fields';
import { manilaDriver } from '../../../drivers/manila';
import { Code, Named, Statement } from '../code';
import { CONVERSIONS, NoCounterpart, Values } from '../values';

const CHART = 'openstack-manila-csi';
/** Values that look like those of other charts, and that no template reads. */
const UNREAD = ['fullNameOverride', 'fullnameOverride', 'hostMounts'];
const SIDECARS: { readonly [container: string]: string } = {
  'nodeplugin.registrar': 'node.registrar',
  'controllerplugin.provisioner': 'controller.provisioner',
  'controllerplugin.snapshotter': 'controller.snapshotter',
  'controllerplugin.resizer': 'controller.resizer',
};
/** The address in the runtime configuration of the chart's own values. */
const SAMPLE_ADDRESS = '172.168.122.0/24';

export function manilaCsi(values: Values): Statement[] {
  for (const leaf of UNREAD) if (list(values.get(leaf)).length || values.textOf(leaf)) values.problems.push(`${leaf}: the chart does not read it`);
  for (const [container, target] of Object.entries(SIDECARS)) {
    const image = values.image(`${container}.image`, values.defaultOf(`${container}.image.tag`));
    if (image !== undefined) values.set(`${target}.image`, image);
  }
  const image = values.image('csimanila.image', values.release.appVersion);
  for (const plugin of image === undefined ? [] : ['controller', 'node']) values.set(`${plugin}.image`, image);
  if (values.has('shareProtocols') || values.textOf('driverName') !== undefined) values.attempt('shareProtocols', () => values.set('shares', shares(values)));
  if (values.isOn('csimanila.runtimeConfig.enabled')) values.attempt('csimanila.runtimeConfig.jsonData', () => runtimeConfig(values));
  if (values.isOn('controllerplugin.provisioner.extraCreateMetadata') && !values.props.pvcAnnotations) {
    values.set('controller.provisioner.extraArgs', ['--extra-create-metadata']);
  }
  for (const plugin of ['controller', 'node']) {
    const name = nameOf(values, plugin);
    if (name !== undefined) values.set(`${plugin}Name`, name);
  }
  const naming = new Named('Naming.helmChart',
    [{ release: values.release.name, ...named(values, 'nameOverride'), chartVersion: values.release.chartVersion }]);
  return [{
    type: 'manila.ManilaCsi',
    id: 'Manila',
    props: { release: releaseOf(values), naming, namespace: values.release.namespace, ...values.props },
  }];
}

/** The name of a plugin's objects, where it is not the default. */
function nameOf(values: Values, plugin: string): string | undefined {
  const full = values.textOf(`${plugin}plugin.fullnameOverride`);
  if (full !== undefined) return helmName(full);
  const component = values.textOf(`${plugin}plugin.name`);
  if (component === undefined || component === `${plugin}plugin`) return undefined;
  const { name: release } = values.release;
  const chart = values.textOf('nameOverride') ?? CHART;
  return helmName(release.includes(chart) ? `${release}-${component}` : `${release}-${chart}-${component}`);
}

function shares(values: Values): Code[] {
  const given = values.has('shareProtocols') ? list(values.get('shareProtocols')) : [{ protocolSelector: 'NFS', fsGroupPolicy: 'None' }];
  return given.map((one, i) => {
    const { protocolSelector, fsGroupPolicy, fwdNodePluginEndpoint, compatibilitySettings } = fields(one);
    const protocol = String(protocolSelector).toLowerCase();
    const member = Object.entries(ManilaProtocol).find(([, value]) => value === protocol)?.[0];
    if (member === undefined) throw new NoCounterpart(`entry ${i + 1} has the protocol ${JSON.stringify(protocolSelector)}, which the driver does not know`);
    if (compatibilitySettings) values.problems.push('shareProtocols[].compatibilitySettings: the driver accepts the flag and does not read it; it is left out');
    const driverName = `${protocol}.${values.textOf('driverName') ?? values.defaultOf('driverName')}`.toLowerCase();
    const { dir, sockFile } = fields(fwdNodePluginEndpoint);
    return {
      protocol: new Named(`ManilaProtocol.${member}`),
      driverName: driverName === manilaDriver(protocol as ManilaProtocol) ? undefined : driverName,
      fsGroupPolicy: fsGroupPolicy === undefined || fsGroupPolicy === null ? undefined : CONVERSIONS.FsGroupPolicy(fsGroupPolicy, values),
      forwardDir: text(dir) || undefined,
      forwardSocket: text(sockFile) || undefined,
    };
  });
}

/** The driver reads one entry of its runtime configuration. */
function runtimeConfig(values: Values): void {
  const given = values.textOf('csimanila.runtimeConfig.jsonData');
  const { nfs, ...others } = fields(given === undefined ? { nfs: { matchExportLocationAddress: SAMPLE_ADDRESS } } : parsed(given));
  const { matchExportLocationAddress: address, ...rest } = fields(nfs);
  const unknown = [...Object.keys(others), ...Object.keys(rest).map((key) => `nfs.${key}`)];
  if (unknown.length) values.problems.push(`csimanila.runtimeConfig.jsonData: the driver does not read ${unknown.join(', ')}; it is left out`);
  const protocols = list(values.props.shares).map((share) => fields(share).protocol);
  if (protocols.length && !protocols.some(({ path }) => path === 'ManilaProtocol.NFS')) {
    throw new NoCounterpart('only the driver of NFS reads it, and there is none; it is left out');
  }
  if (typeof address !== 'string' || !address) throw new NoCounterpart('has no nfs.matchExportLocationAddress, so that it changes nothing; it is left out');
  values.set('matchExportLocationAddress', address);
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    throw new NoCounterpart('is no JSON');
  }
}
