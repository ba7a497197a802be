/* Placeholders of release data: what each stands for in upstream's manifests, recognised from the data of the neighbouring minor. */

type Values = { readonly [placeholder: string]: string };

const KUBELET = '/var/lib/kubelet';

/** What upstream's manifests have in the place of each placeholder, by component of a profile. */
export const UPSTREAM_VALUES: { readonly [component: string]: Values } = {
  cloudControllerManager: { clusterName: 'kubernetes', cloudConfigSecret: 'cloud-config' },
  cinderCsi: {
    kubeletDir: KUBELET,
    driverName: 'cinder.csi.openstack.org',
    provisionerName: 'csi-cinderplugin',
    socketDir: '/var/lib/csi/sockets/pluginproxy',
    registrationDir: '/registration',
    pluginDir: '/csi',
    cloudConfigDir: '/etc/config',
    cloudConfigFile: 'cloud.conf',
    cloudConfigVolume: 'secret-cinderplugin',
    cloudConfigSecret: 'cloud-config',
    clusterName: 'kubernetes',
    timeout: '3m',
  },
  manilaCsi: {
    prefix: '',
    pluginDir: `${KUBELET}/plugins/manila.csi.openstack.org`,
    forwardSocket: `${KUBELET}/plugins/FWD-NODEPLUGIN/csi.sock`,
    forwardDir: `${KUBELET}/plugins/FWD-NODEPLUGIN`,
    kubeletDir: KUBELET,
    driverName: 'manila.csi.openstack.org',
    protocol: 'SHARE-PROTOCOL',
  },
};

/** Long values that are replaced in strings which no neighbour has. */
const EVIDENT = ['forwardSocket', 'forwardDir', 'socketDir', 'pluginDir', 'kubeletDir', 'driverName', 'protocol', 'provisionerName'];

/** A copy of upstream's part of a profile with the placeholders that other minors have in such places, the nearest first. What a placeholder stands for is itself plain. */
export function withPlaceholders(component: string, part: any, others: any[]): any {
  const values = UPSTREAM_VALUES[component];
  const words = new Map<string, string>();
  mapStrings(others, '', (text, key) => {
    const plain = text.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
    if (text !== plain && !words.has(`${key} ${plain}`)) words.set(`${key} ${plain}`, text);
    return text;
  });
  const evident = EVIDENT.filter((name) => values[name]?.length > 6).map((name) => [values[name], `{${name}}`])
    .concat(values.timeout ? [[`=${values.timeout}`, '={timeout}']] : []);
  return mapStrings(part, '', (text, key) => key in values ? text
    : words.get(`${key} ${text}`) ?? evident.reduce((done, [value, name]) => done.replaceAll(value, name), text));
}

/** The key of an entry of a list is that of the list. */
function mapStrings(part: any, key: string, change: (text: string, key: string) => string): any {
  if (typeof part === 'string') return change(part, key);
  if (Array.isArray(part)) return part.map((entry) => mapStrings(entry, key, change));
  if (part === null || typeof part !== 'object') return part;
  return Object.fromEntries(Object.entries(part).map(([name, value]) => [name, mapStrings(value, name, change)]));
}
