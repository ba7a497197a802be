import { refuse } from '../../../core/errors';

/** A controller of the cloud-controller-manager, or a choice of controllers, for its `--controllers` flag. */
export class CloudController {
  /** Every controller that is on by default. */
  public static readonly ALL = new CloudController('*');

  /** Labels new nodes with zone, region and addresses, and takes the `uninitialized` taint off. */
  public static readonly CLOUD_NODE = new CloudController('cloud-node');

  /** Removes nodes whose server is gone. */
  public static readonly CLOUD_NODE_LIFECYCLE = new CloudController('cloud-node-lifecycle');

  /** Writes the routes of pod networks into a Neutron router; needs `--cluster-cidr`. */
  public static readonly ROUTE = new CloudController('route');

  /** Makes a load balancer for each Service of type LoadBalancer. */
  public static readonly SERVICE = new CloudController('service');

  /**
   * A controller that this library does not know.
   *
   * @param name Name as in `--controllers`, such as "node-ipam"
   */
  public static of(name: string): CloudController {
    if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name)) refuse('controllers', `names ${JSON.stringify(name)}: the name of a controller is lower-case words such as "cloud-node"`);
    return new CloudController(name);
  }

  /**
   * Every controller that is on by default but for these.
   *
   * @param controllers The ones to leave out
   */
  public static allExcept(...controllers: CloudController[]): CloudController[] {
    if (!controllers.length) refuse('controllers', 'leaves out nothing: name a controller, or use CloudController.ALL');
    if (controllers.includes(CloudController.ALL)) refuse('controllers', 'leaves out every controller: nothing would run');
    return [CloudController.ALL, ...controllers.map(({ name }) => new CloudController(`-${name}`))];
  }

  private constructor(
    /** As in the flag: a name, "*" for all that are on by default, or "-" and a name that is left out. */
    public readonly name: string,
  ) {}
}
