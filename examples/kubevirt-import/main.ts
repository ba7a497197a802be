/*
 * Disks of virtual machines with KubeVirt's Containerized Data Importer: an image from a URL into a claim of the default class, the same onto a local disk
 * of a node, and a copy of the first.
 */
import { App, Chart, Size } from 'cdk8s';
import { Advice, cdi, Cluster, LocalVolumeProvisioner, PersistentVolume, StorageClass, VolumeMode, VolumeSource } from 'cdk8s-openstack';

const app = new App();
const chart = new Chart(app, 'kubevirt-import', { disableResourceNameHashes: true });
Cluster.boundary(chart);

const image = 'https://download.cirros-cloud.net/0.4.0/cirros-0.4.0-x86_64-disk.img';
const cirros = new cdi.DataVolume(chart, 'my-data-volume', { source: cdi.DataVolumeSource.http({ url: image }), size: Size.mebibytes(500) });

// A second machine starts from a copy, which needs a second volume.
new cdi.DataVolume(chart, 'my-data-volume-copy', { source: cdi.DataVolumeSource.claim(cirros.claim, 'default'), size: Size.mebibytes(500) });

// On local disks: the class waits for the virtual machine, and the importer's scratch space needs a disk as well.
const disks = new LocalVolumeProvisioner(chart, 'LocalVolumes', {
  namespace: 'local-volumes',
  createNamespace: true,
  classes: [{ name: 'local-block', hostDir: '/dev/disk/by-id', volumeMode: VolumeMode.BLOCK, namePatterns: ['nvme-*'] }],
});
const onDisk = new cdi.DataVolume(chart, 'on-a-local-disk', {
  source: cdi.DataVolumeSource.http({ url: image }),
  size: Size.gibibytes(2),
  storageClass: disks.storageClass('local-block'),
  volumeMode: VolumeMode.BLOCK,
});
Advice.of(onDisk).acknowledge('DATA_VOLUME_WAITS', 'The virtual machine decides on which node its disk is.');

// A single-node cluster for trials needs no provisioner: a directory of the node as a volume.
const trial = new PersistentVolume(chart, 'pv0001', {
  capacity: Size.gibibytes(5),
  source: VolumeSource.hostPath('/data/pv0001/'),
  storageClass: StorageClass.none(),
});
Advice.of(trial).acknowledge('LOC003', 'There is one node.');

app.synth();
