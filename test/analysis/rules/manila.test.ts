import { checkText } from '../../support/analysis';

const plugin = (image: string) => `
apiVersion: apps/v1
kind: DaemonSet
metadata: {name: node, namespace: kube-system}
spec:
  selector: {matchLabels: {app: node}}
  template:
    metadata: {labels: {app: node}}
    spec: {containers: [{name: driver, image: "${image}"}]}
`;

const share = (attributes: string, driver = 'nfs.manila.csi.openstack.org') => `
apiVersion: v1
kind: PersistentVolume
metadata: {name: share}
spec:
  capacity: {storage: 1Gi}
  accessModes: [ReadWriteMany]
  csi: {driver: ${driver}, volumeHandle: share, volumeAttributes: {${attributes}}}
`;

const found = (text: string, id: string) => checkText(text).findings.filter((finding) => finding.rule === id).map(({ message }) => message);

const image = (minor: string) => plugin(`registry.k8s.io/provider-os/manila-csi-plugin:v${minor}.0`);

describe('CLS022 about the attributes of a share', () => {
  test.each<[string, string, string, string[]]>([
    ['one rule, as each release reads it', '1.20', 'shareID: a, shareAccessID: b', []],
    ['several rules', '1.35', 'shareID: a, shareAccessIDs: "b,c"', []],
    ['several rules for a release that reads one', '1.34', 'shareID: a, shareAccessIDs: "b,c"', [
      'the driver reads shareAccessIDs since cloud-provider-openstack 1.35; 1.34 ignores it', 'shareAccessID is missing: the driver of 1.34 cannot mount the share without it',
    ]],
    ['no rule', '1.36', 'shareName: a', ['shareAccessIDs or shareAccessID is required: neither is set']],
    ['both names of the rule', '1.36', 'shareName: a, shareAccessID: b, shareAccessIDs: c', ['shareAccessIDs and shareAccessID exclude each other']],
    ['no share', '1.36', 'shareAccessID: b', ['shareID or shareName is required: neither is set']],
    ['two shares', '1.36', 'shareID: a, shareName: b, shareAccessID: c', ['shareName and shareID exclude each other']],
    ['a misspelt attribute', '1.36', 'shareId: a, shareName: b, shareAccessID: c', ['ignores the unknown attribute "shareId"']],
  ])('%s, release %s', (_, minor, attributes, messages) => {
    const seen = found(`${image(minor)}---${share(attributes)}`, 'CLS022');
    expect(seen).toHaveLength(messages.length);
    messages.forEach((message, i) => expect(seen[i]).toContain(message));
  });
});

test('the release of csi-driver-nfs is that of its image', () => {
  const classed = 'apiVersion: storage.k8s.io/v1\nkind: StorageClass\nmetadata: {name: nfs}\nprovisioner: nfs.csi.k8s.io\nparameters: {server: a, share: /, uid: "1"}\n';
  const with_ = (version: string) => found(`${plugin(`registry.k8s.io/sig-storage/nfsplugin:${version}`)}---\n${classed}`, 'CLS022');
  expect(with_('v4.13.4')).toHaveLength(1);
  expect(with_('v4.13.4')[0]).toContain('the driver reads uid since csi-driver-nfs 4.14; 4.13 rejects it');
  expect(with_('v4.14.0')).toEqual([]);
});

test('CSI002 takes no folder without a dot for the name of a driver', () => {
  const registrar = (folder: string, name: string) => plugin(name).replace('image: "', `args: [--kubelet-registration-path=/var/lib/kubelet/plugins/${folder}/csi.sock], image: "`);
  expect(found(registrar('csi-nfsplugin', 'example.com/registrar'), 'CSI002')).toEqual([]);
  expect(found(registrar('disk.csi.example.com', 'example.com/registrar'), 'CSI002')[0]).toContain('the input has no CSIDriver "disk.csi.example.com"');
  const nfs = registrar('csi-nfsplugin', 'registry.k8s.io/sig-storage/nfsplugin:v4.13.4');
  expect(found(nfs, 'CSI002')[0]).toContain('the input has no CSIDriver "nfs.csi.k8s.io"');
  expect(found(`${nfs}---\napiVersion: storage.k8s.io/v1\nkind: CSIDriver\nmetadata: {name: nfs.csi.k8s.io}\nspec: {attachRequired: false}\n`, 'CSI002')).toEqual([]);
});
