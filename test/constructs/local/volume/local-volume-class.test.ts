import {
  AccessMode, BlockCleaner, LocalStaticRelease, LocalVolumeClass, LocalVolumeMount, LocalVolumeProvisioner, LocalVolumeProvisionerProps,
  ReclaimPolicy, VolumeMode,
} from '../../../../src';
import { Output, scope } from '../../../support/synth';

const DISKS: LocalVolumeClass = { name: 'local', hostDir: '/mnt/disks' };

function refusal(classes: Partial<LocalVolumeClass>[], props: Partial<LocalVolumeProvisionerProps> = {}) {
  return () => new LocalVolumeProvisioner(scope(), 'Local', { classes: classes.map((c) => ({ ...DISKS, ...c })), ...props });
}
const volumes = (classes: LocalVolumeClass[], mounts?: LocalVolumeMount[]) => Output.of((chart) => new LocalVolumeProvisioner(chart, 'Local', { classes, mounts }))
  .get('DaemonSet').spec.template.spec.volumes.map((v: any) => v.name).slice(2);

describe('names', () => {
  test('of classes are names of StorageClasses, each used once', () => {
    expect(refusal([])).toThrow('test/Local: classes must contain at least one class: without one the provisioner discovers nothing');
    expect(refusal([{ name: 'Fast' }])).toThrow('test/Local: classes[0].name must be a DNS subdomain');
    expect(refusal([{}, { hostDir: '/mnt/other' }])).toThrow('classes[1].name "local" occurs twice');
  });

  test('of volumes are made of those of classes, which may be longer and hold dots', () => {
    expect(volumes([DISKS])).toEqual(['local']);
    expect(volumes([{ ...DISKS, name: 'fast.disks' }])).toEqual([expect.stringMatching(/^class-fast-disks-[0-9a-f]{8}$/)]);
    expect(volumes([{ ...DISKS, name: 'provisioner-config' }])).toEqual([expect.stringMatching(/^class-provisioner-config-[0-9a-f]{8}$/)]);
    expect(volumes([{ ...DISKS, name: 'csi-proxy-volume-v1' }])).toEqual([expect.stringMatching(/^class-csi-proxy-volume-v1-[0-9a-f]{8}$/)]);
    const [long] = volumes([{ ...DISKS, name: `${'a'.repeat(47)}.${'b'.repeat(200)}` }]);
    expect(long).toMatch(/^class-a{47}-[0-9a-f]{8}$/);
    expect(long.length).toBeLessThanOrEqual(63);
    expect(volumes([{ ...DISKS, name: 'a.b' }, { name: 'a-b', hostDir: '/mnt/b' }, { name: 'a--b', hostDir: '/mnt/c' }])).toEqual(
      [expect.stringMatching(/^class-a-b-/), 'a-b', 'a--b']);
  });

  test('of mounts differ from one another', () => {
    expect(refusal([{}], { mounts: [{ name: 'local', hostPath: '/data' }] })).toThrow('mounts use the name "local" twice');
    expect(refusal([{}], { mounts: [{ name: 'a.b', hostPath: '/data' }] })).toThrow('mounts[0].name must be a DNS label');
  });
});

describe('directories', () => {
  test.each(['mnt/disks', '/', '/mnt/disks/', '/mnt//disks', '/mnt/../disks', '/mnt/./disks', ''])('%j is none', (path) => {
    expect(refusal([{ hostDir: path }])).toThrow(`classes[0].hostDir must be a directory below "/", without "..", "//" and trailing "/", such as "/mnt/fast-disks", got ${JSON.stringify(path)}`);
    expect(refusal([{ mountDir: path }])).toThrow('classes[0].mountDir must be a directory');
    expect(refusal([{}], { mounts: [{ name: 'x', hostPath: path }] })).toThrow('mounts[0].hostPath must be a directory');
    expect(refusal([{}], { mounts: [{ name: 'x', hostPath: '/x', mountPath: path }] })).toThrow('mounts[0].mountPath must be a directory');
  });

  test('of classes do not lie in one another', () => {
    const nested = 'lie in one another: the inner one would be discovered as a volume of the outer';
    expect(refusal([{}, { name: 'b', hostDir: '/mnt/disks/b', mountDir: '/b' }])).toThrow(`classes[1].hostDir "/mnt/disks/b" and "/mnt/disks" of class "local" ${nested}`);
    expect(refusal([{}, { name: 'b', hostDir: '/mnt', mountDir: '/b' }])).toThrow(nested);
    expect(volumes([DISKS, { name: 'b', hostDir: '/mnt/disks-b' }])).toEqual(['local', 'b']);
  });

  test('one serves two classes only where patterns tell its entries apart', () => {
    const random = 'which class gets a volume is random';
    const ssd = { ...DISKS, name: 'ssd', namePatterns: ['ssd*'] };
    expect(refusal([{}, { name: 'b' }])).toThrow(`classes[1].hostDir "/mnt/disks" is that of class "local" too, and ${random}`);
    expect(refusal([ssd, { name: 'b' }])).toThrow(random);
    expect(refusal([{}, ssd])).toThrow(random);
    expect(refusal([ssd, { name: 'b', namePatterns: ['hdd*', 'ssd*'] }])).toThrow(random);
    expect(volumes([ssd, { ...DISKS, name: 'hdd', namePatterns: ['hdd*'] }])).toEqual(['ssd']);
    expect(volumes([ssd, { ...DISKS, name: 'hdd', namePatterns: ['hdd*'], mountDir: '/mnt/hdd' }])).toEqual(['ssd', 'hdd']);
  });

  test('do not hide one another, nor what the container needs', () => {
    const hides = (mountDir: string) => refusal([{ mountDir }]);
    for (const path of ['/etc', '/etc/provisioner', '/etc/provisioner/config', '/etc/provisioner/config/x']) {
      expect(hides(path)).toThrow(`classes mount "local" at ${path}, which hides /etc/provisioner/config of the provisioner: choose another mountDir`);
    }
    expect(hides('/dev')).toThrow('which hides /dev');
    expect(hides('/scripts')).toThrow('which hides /scripts');
    expect(hides('/scripts/mine')).toThrow('which hides /scripts');
    expect(hides('/dev/disk/by-id')).not.toThrow();
    expect(hides('/developer')).not.toThrow();
    const twice = 'of which one hides the other: choose another mountDir';
    expect(refusal([{}, { name: 'b', hostDir: '/b', mountDir: '/mnt/disks' }])).toThrow(`classes mount "b" at /mnt/disks and "local" at /mnt/disks, ${twice}`);
    expect(refusal([{}, { name: 'b', hostDir: '/b', mountDir: '/mnt/disks/b' }])).toThrow(twice);
    expect(refusal([{ mountDir: '/mnt/disks/a' }, { name: 'b', hostDir: '/b', mountDir: '/mnt/disks' }])).toThrow(twice);
  });
});

describe('modes', () => {
  test('are those of Kubernetes', () => {
    expect(refusal([{ volumeMode: 'block' as VolumeMode }])).toThrow('classes[0].volumeMode must be one of Filesystem, Block, got "block". Use VolumeMode.BLOCK');
    expect(refusal([{ accessMode: 'RWO' as AccessMode }])).toThrow('classes[0].accessMode must be one of ReadWriteOnce, ReadOnlyMany, ReadWriteMany, ReadWriteOncePod');
    expect(refusal([{ fsType: '-t ext4' }])).toThrow('classes[0].fsType must be a filesystem such as "ext4"');
    expect(refusal([{ reclaimPolicy: ReclaimPolicy.RECYCLE }])).toThrow(
      'classes[0].reclaimPolicy must be Delete or Retain, got "Recycle". The provisioner skips classes with any other policy');
  });

  test('raw block volumes need devices, and know neither filesystems nor mounts', () => {
    const block = { volumeMode: VolumeMode.BLOCK };
    expect(refusal([block], { mountDev: false })).toThrow('classes[0].volumeMode is Block, for which the provisioner needs the devices of the node: set mountDev');
    expect(refusal([{ ...block, fsType: 'ext4' }])).toThrow('classes[0].fsType has no meaning for raw block volumes');
    expect(refusal([{ ...block, mountOptions: ['noatime'] }])).toThrow('classes[0].mountOptions have no meaning');
    expect(refusal([{ ...block, mountOptions: [] }])).not.toThrow();
    expect(refusal([block])).not.toThrow();
  });
});

describe('patterns', () => {
  test('can be matched by Go', () => {
    expect(refusal([{ namePatterns: ['[a'] }])).toThrow('classes[0].namePatterns must be a pattern that Go can match, got "[a". Close its brackets');
    expect(refusal([{ namePatterns: [] }])).toThrow('classes[0].namePatterns must hold a pattern, or be left out for all entries');
    expect(refusal([{ namePatterns: ['a,b'] }])).toThrow('classes[0].namePatterns must be patterns without comma');
    expect(refusal([{ namePatterns: [''] }])).toThrow('classes[0].namePatterns must be patterns without comma');
  });

  test('selectors are not empty', () => expect(refusal([{ selector: [] }])).toThrow('classes[0].selector must hold a term, or be left out'));
});

describe('what a version of the provisioner ignores is refused', () => {
  const at = (version: string) => ({ release: LocalStaticRelease.V2_9_0.extend({ version }) });
  test.each<[string, Partial<LocalVolumeClass>, string, string]>([
    ['v2.1.0', { volumeMode: VolumeMode.FILESYSTEM }, 'volumeMode', 'is read by the provisioner since v2.3.0; v2.1.0 ignores it'],
    ['v2.1.0', { fsType: 'ext4' }, 'fsType', 'is read by the provisioner since v2.3.0'],
    ['v2.0.0', { blockCleaner: BlockCleaner.shred() }, 'blockCleaner', 'is read by the provisioner since v2.1.0'],
    ['v2.3.0', { namePatterns: ['*'] }, 'namePatterns', 'is read by the provisioner since v2.4.0'],
    ['v2.4.0', { namePatterns: ['a', 'b'] }, 'namePatterns', 'works since v2.5.0 of the provisioner; v2.4.0 ignores it'],
    ['v2.7.0', { accessMode: AccessMode.READ_WRITE_ONCE }, 'accessMode', 'is read by the provisioner since v2.8.0'],
    ['v2.7.0', { selector: [{}] }, 'selector', 'is read by the provisioner since v2.8.0'],
    ['v2.1.0', { reclaimPolicy: ReclaimPolicy.RETAIN }, 'reclaimPolicy', 'works since v2.2.0'],
    ['v2.2.0', { mountOptions: ['noatime'] }, 'mountOptions', 'works since v2.3.0'],
  ])('%s: %j', (version, c, property, problem) => {
    expect(refusal([c], at(version))).toThrow(`test/Local: classes[0].${property} ${problem}`);
  });

  test('and the same is taken by the version that reads it', () => {
    expect(refusal([{ namePatterns: ['a'] }], at('v2.4.0'))).not.toThrow();
    expect(refusal([{ namePatterns: ['a', 'b'] }], at('v2.5.0'))).not.toThrow();
    expect(refusal([{ reclaimPolicy: ReclaimPolicy.DELETE }], at('v2.1.0'))).not.toThrow();
  });
});

describe('block cleaners', () => {
  test('are the scripts of the image', () => {
    expect([
      BlockCleaner.quickReset(), BlockCleaner.shred(), BlockCleaner.shred(1), BlockCleaner.zero(), BlockCleaner.discard(), BlockCleaner.command(['/bin/true', 'x']),
    ].map((c) => c._command.join(' '))).toEqual([
      '/scripts/quick_reset.sh', '/scripts/shred.sh 3', '/scripts/shred.sh 1', '/scripts/dd_zero.sh 1', '/scripts/blkdiscard.sh', '/bin/true x',
    ]);
  });

  test('refuse what the program would', () => {
    expect(() => BlockCleaner.shred(0)).toThrow('passes must be a whole number of at least 1, got 0');
    expect(() => BlockCleaner.zero(1.5)).toThrow('passes must be a whole number of at least 1, got 1.5');
    for (const command of [[], [' ']]) expect(() => BlockCleaner.command(command as string[])).toThrow('command of a block cleaner must hold at least a program');
    expect(() => BlockCleaner.command([1] as any)).toThrow('BlockCleaner.command: command[0] must be a string, got 1');
  });
});
