/* What the chart local-static-provisioner does with several values at once. */
import { named } from './ccm';
import { fields, isObject, list } from '../../../core/fields';
import { Code, Named, Statement } from '../code';
import { CONVERSIONS, durationOf, Values } from '../values';

/** The class of the chart's own values. */
const SAMPLE = [{
  name: 'fast-disks',
  hostDir: '/mnt/fast-disks',
  volumeMode: 'Filesystem',
  accessMode: 'ReadWriteOnce',
  fsType: 'ext4',
  namePattern: '*',
  blockCleanerCommand: ['/scripts/shred.sh', '2'],
}];

export function localStaticProvisioner(values: Values): Statement[] {
  values.attempt('classes', () => values.set('classes', list(values.has('classes') ? values.get('classes') : SAMPLE)
    .map((one) => classOf(fields(one)))));
  if (values.isOn('enableWindows')) values.set('windows', { nodeSelector: values.get('nodeSelectorWindows') ?? undefined });
  if (values.textOf('kubeConfigEnv') !== undefined) values.set('extraEnv', [{ name: 'KUBECONFIG', value: values.textOf('kubeConfigEnv') }]);
  if (values.has('privileged') && !Object.hasOwn(fields(values.get('securityContext')), 'privileged')) {
    values.set('privileged',
      values.isOn('privileged', true));
  }
  if (values.isOn('serviceMonitor.enabled')) {
    const monitor = fields(values.get('serviceMonitor'));
    values.attempt('serviceMonitor', () => values.set('serviceMonitor', {
      interval: durationOf(monitor.interval ?? '10s'),
      namespace: monitor.namespace || undefined,
      labels: Object.keys(fields(monitor.additionalLabels)).length ? monitor.additionalLabels : undefined,
      relabelings: list(monitor.relabelings).length ? monitor.relabelings : undefined,
    }));
  }
  const naming = new Named('Naming.helmChart',
    [{ release: values.release.name, ...named(values, 'nameOverride', 'fullnameOverride'), chartVersion: values.release.chartVersion }]);
  return [{ type: 'LocalVolumeProvisioner', id: 'LocalVolumes', props: { naming, namespace: values.release.namespace, ...values.props } }];
}

function classOf(given: { readonly [key: string]: any }): { [prop: string]: Code } {
  const member = (type: string, value: unknown) => (value ? new Named(`${type}.${String(value).replace(/([a-z])([A-Z])/g, '$1_$2').toUpperCase()}`)
    : undefined);
  const { storageClass } = given;
  const settings = fields(storageClass);
  const topologies = list(given.allowedTopologies)
    .map((term) => Object.fromEntries(list(fields(term).matchLabelExpressions).map(({ key, values }) => [key, values])));
  return {
    name: given.name,
    hostDir: given.hostDir,
    mountDir: given.mountDir || undefined,
    volumeMode: member('VolumeMode', given.volumeMode),
    accessMode: member('AccessMode', given.accessMode),
    fsType: given.fsType || undefined,
    namePatterns: given.namePattern ? String(given.namePattern).split(',') : undefined,
    blockCleaner: cleaner(list(given.blockCleanerCommand).map(String)),
    selector: given.selector && list(given.selector)
      .map((term) => ({ ...term, matchExpressions: CONVERSIONS.tolerations(fields(term).matchExpressions, undefined!) })),
    createStorageClass: storageClass && (!isObject(storageClass) || Object.keys(storageClass).length) ? undefined : false,
    reclaimPolicy: member('ReclaimPolicy', settings.reclaimPolicy),
    isDefault: settings.isDefaultClass ? true : undefined,
    provisioner: settings.provisioner || undefined,
    allowedTopologies: topologies[0],
    otherTopologies: topologies.length > 1 ? topologies.slice(1) : undefined,
  };
}

function cleaner([script, passes, ...more]: readonly string[]): Code {
  if (script === undefined) return undefined;
  if (script === '/scripts/shred.sh' && /^\d+$/.test(passes ?? '') && !more.length) return new Named('BlockCleaner.shred', [Number(passes)]);
  if (script === '/scripts/blkdiscard.sh' && passes === undefined) return new Named('BlockCleaner.discard', []);
  return new Named('BlockCleaner.command', [[script, ...passes === undefined ? [] : [passes], ...more]]);
}
