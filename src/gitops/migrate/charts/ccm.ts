/* What the chart openstack-cloud-controller-manager does with several values at once. */
import { fields } from '../../../core/fields';
import { FileContent, Named, Reference, Statement } from '../code';
import type { Values } from '../values';

const SECTIONS: readonly (readonly [string, string])[] = [
  ['Global', 'global'], ['Networking', 'networking'], ['LoadBalancer', 'loadBalancer'], ['BlockStorage', 'blockStorage'], ['Metadata', 'metadata'],
  ['Route', 'route'],
];

export function cloudControllerManager(values: Values): Statement[] {
  const naming = new Named('Naming.helmChart',
    [{ release: values.release.name, ...named(values, 'nameOverride'), chartVersion: values.release.chartVersion }]);
  const release = releaseOf(values);
  values.set('image', values.image('image', values.release.appVersion));
  if (values.get('extraVolumes') !== undefined || values.get('extraVolumeMounts') !== undefined) values.set('hostVolumes', false);
  if (values.has('podSecurityContext') && !values.props.podSecurityContext) values.set('podSecurityContext', {});
  if (values.isOn('serviceMonitor.enabled')) {
    values.set('metrics',
      { serviceMonitorLabels: values.get('serviceMonitor.additionalLabels') ?? undefined });
  }
  if (!values.isOn('secret.enabled', true)) values.set('mountCloudConfig', false);
  const secretName = values.textOf('secret.name') ?? 'cloud-config';
  const content = values.isOn('secret.enabled', true) && values.isOn('secret.create', true) ? cloudConf(values) : undefined;
  const config: Statement[] = content === undefined ? [] : [{
    name: 'cloudConfig',
    type: 'cloudConf.CloudConfigFile',
    id: 'CloudConfig',
    props: { release, naming, secretName, annotations: values.get('commonAnnotations'), text: new FileContent('cloud.conf', content) },
  }];
  return [...config, {
    type: 'CloudControllerManager',
    id: 'CloudControllerManager',
    props: {
      release,
      naming,
      cloudConfig: content === undefined ? new Named('CloudConfig.fromSecretName', [secretName]) : new Reference('cloudConfig'),
      clusterName: 'kubernetes',
      ...values.props,
    },
  }];
}

/** The text that the chart writes; undefined for its default, a file without credentials. */
function cloudConf(values: Values): string | undefined {
  const contents = values.textOf('cloudConfigContents');
  if (contents !== undefined) return contents;
  const sections = SECTIONS.map(([title, key]) => ({ title, entries: Object.entries(fields(values.get(`cloudConfig.${key}`))) }));
  if (sections.every(({ entries }) => !entries.length)) {
    values.problems.push('secret.create: the chart creates a cloud config without credentials, with which the controller crashes; the program '
      + 'refers to the Secret and does not create it');
    return undefined;
  }
  return sections.map(({ title, entries }) => `[${title}]${entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, value]) => `\n${key} = `
    + `${JSON.stringify(printed(value))}`).join('')}`).join('\n\n');
}

/** As Go prints a value that YAML has read. */
function printed(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(printed).join(' ')}]`;
  return typeof value === 'number' && Math.abs(value) >= 1e21 ? value.toExponential() : String(value);
}

export function named(values: Values, ...keys: readonly string[]): { [key: string]: string | undefined } {
  return Object.fromEntries(keys.map((key) => [key, values.textOf(key)]));
}

/** The release of the provider that a chart belongs to: 2.36.0 is of 1.36. */
export function releaseOf({ release: { chartVersion } }: Values): Named {
  return new Named(`Release.V1_${chartVersion.split('.')[1]}`);
}
