import { refuse } from '../../../core/errors';
import { takeProps } from '../../../core/props';
import { requireInteger } from '../../../kubernetes/names';

/**
 * How a released block device is cleaned before its volume becomes Available again.
 *
 * @see https://github.com/kubernetes-sigs/sig-storage-local-static-provisioner/tree/master/deployment/docker/scripts
 */
export class BlockCleaner {
  /** Wipes filesystem and partition signatures; the data stays readable on the device. The provisioner's default. */
  public static quickReset(): BlockCleaner {
    return new BlockCleaner(['/scripts/quick_reset.sh']);
  }

  /**
   * Overwrites the device with random data. Takes hours on large disks, wears solid-state ones, and cannot reach cells that they have remapped.
   *
   * @param passes Number of passes, at least 1
   */
  public static shred(passes: number = 3): BlockCleaner {
    return new BlockCleaner(['/scripts/shred.sh', String(requireInteger('passes', passes, 1))], true);
  }

  /**
   * Overwrites the device with zeros. Takes hours on large disks and wears solid-state ones.
   *
   * @param passes Number of passes, at least 1
   */
  public static zero(passes: number = 1): BlockCleaner {
    return new BlockCleaner(['/scripts/dd_zero.sh', String(requireInteger('passes', passes, 1))], true);
  }

  /** Discards all blocks (blkdiscard): fast, for solid-state disks. Fails on devices that do not support it. */
  public static discard(): BlockCleaner {
    return new BlockCleaner(['/scripts/blkdiscard.sh']);
  }

  /**
   * A custom command in the provisioner's container. The environment variable LOCAL_PV_BLKDEVICE names the device.
   *
   * @param command Program and arguments
   */
  public static command(command: string[]): BlockCleaner {
    command = takeProps('BlockCleaner.command', command);
    if (command.length === 0 || command.some((part) => typeof part !== 'string') || !command[0].trim()) {
      refuse('command', 'of a block cleaner must hold at least a program, as texts');
    }
    return new BlockCleaner(command);
  }

  private constructor(
    /** @internal */ public readonly _command: string[],
    /** Whether it writes the whole device. @internal */ public readonly _overwrites: boolean = false) {}
}
