import { refuse } from '../../../core/errors';
import { takeProps } from '../../../core/props';
import { requireInteger } from '../../../kubernetes/names';

/**
 * How the data of a released block device is removed before the volume is offered again.
 *
 * @see https://github.com/kubernetes-sigs/sig-storage-local-static-provisioner/tree/master/deployment/docker/scripts
 */
export class BlockCleaner {
  /** Removes the signatures of filesystems and partitions; the data stays readable on the device. What the provisioner does by default. */
  public static quickReset(): BlockCleaner {
    return new BlockCleaner(['/scripts/quick_reset.sh']);
  }

  /**
   * Overwrites the device with random data. Takes hours on large disks, wears solid-state ones, and cannot reach cells that they have remapped.
   *
   * @param passes How often, at least once
   */
  public static shred(passes: number = 3): BlockCleaner {
    return new BlockCleaner(['/scripts/shred.sh', String(requireInteger('passes', passes, 1))], true);
  }

  /**
   * Overwrites the device with zeros. Takes hours on large disks and wears solid-state ones.
   *
   * @param passes How often, at least once
   */
  public static zero(passes: number = 1): BlockCleaner {
    return new BlockCleaner(['/scripts/dd_zero.sh', String(requireInteger('passes', passes, 1))], true);
  }

  /** Tells the device to discard all blocks: fast, for solid-state disks that support it. Fails on devices that do not. */
  public static discard(): BlockCleaner {
    return new BlockCleaner(['/scripts/blkdiscard.sh']);
  }

  /**
   * A command of your own, in the provisioner's container. It finds the device in the environment variable LOCAL_PV_BLKDEVICE.
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
