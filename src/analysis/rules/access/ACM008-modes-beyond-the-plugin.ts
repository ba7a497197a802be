import { modesOf } from '../../model/claim-sources';
import type { ManifestObject } from '../../model/manifest-object';
import { Rule } from '../rule';
import { csiDriverOf, isSingleWriter, sourceOf } from '../shared/volumes';
import { a } from '../shared/words';

export const ACM008: Rule = {
  id: 'ACM008',
  severity: 'warning',
  title: 'A volume promises access modes that its kind cannot keep',
  why: 'The modes of a volume are labels that decide what it binds to; nobody checks them. A hostPath or local volume is another directory on every node, and an iSCSI or Fibre Channel disk written by '
    + 'two nodes is a broken filesystem. It is right only if the same shared filesystem is mounted at that path everywhere.',
  fix: 'List only what the storage can do, ReadWriteOnce as a rule.',
  source: 'GetAccessModes of each plugin in pkg/volume',
  * check(view) {
    for (const volume of view.volumes) {
      const [kind, able] = abilities(volume);
      const beyond = able && modesOf(volume).filter((mode) => !able.includes(mode) && mode !== 'ReadWriteOncePod');
      if (beyond?.length) yield { on: volume, path: 'spec.accessModes', message: `${a(kind)} volume cannot do ${beyond.join(' and ')}.` };
    }
  },
};

/** What kind of volume it is, and the modes that such can do where that is known. Disks that are attached to several nodes as raw devices may be right. */
function abilities(volume: ManifestObject): [kind: string, able: string[] | undefined] {
  const driver = csiDriverOf(volume);
  if (driver === undefined) return [sourceOf(volume), MODES[sourceOf(volume)]];
  return [driver, isSingleWriter(driver) && volume.spec.volumeMode !== 'Block' ? BLOCK_STORAGE[driver] ?? ['ReadWriteOnce'] : undefined];
}

/** Filesystems on disks of clouds that may be mounted for reading by several nodes. */
const BLOCK_STORAGE: { [driver: string]: string[] } = { 'pd.csi.storage.gke.io': ['ReadWriteOnce', 'ReadOnlyMany'] };

const MODES: { [source: string]: string[] } = {
  hostPath: ['ReadWriteOnce'],
  local: ['ReadWriteOnce'],
  iscsi: ['ReadWriteOnce', 'ReadOnlyMany'],
  fc: ['ReadWriteOnce', 'ReadOnlyMany'],
  rbd: ['ReadWriteOnce', 'ReadOnlyMany'],
  cinder: ['ReadWriteOnce'],
  awsElasticBlockStore: ['ReadWriteOnce'],
  azureDisk: ['ReadWriteOnce'],
  vsphereVolume: ['ReadWriteOnce'],
  gcePersistentDisk: ['ReadWriteOnce', 'ReadOnlyMany'],
};
