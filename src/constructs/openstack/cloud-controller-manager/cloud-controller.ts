import { refuse } from '../../../core/errors';
import { takeProps } from '../../../core/props';

/** A controller of the cloud-controller-manager, or a set of controllers, for its `--controllers` flag. */
export class CloudController {
  /** Every controller that is on by default. */
  public static readonly ALL = new CloudController('*');

  /** Sets zone and region labels and addresses of new nodes, and removes their `uninitialized` taint. */
  public static readonly CLOUD_NODE = new CloudController('cloud-node');

  /** Removes nodes whose server was deleted. */
  public static readonly CLOUD_NODE_LIFECYCLE = new CloudController('cloud-node-lifecycle');

  /** Writes the routes of pod networks to a Neutron router; requires `--cluster-cidr`. */
  public static readonly ROUTE = new CloudController('route');

  /** Creates a load balancer for each Service of type LoadBalancer. */
  public static readonly SERVICE = new CloudController('service');

  /**
   * Any other controller.
   *
   * @param name Name as in `--controllers`, such as "node-ipam"
   */
  public static of(name: string): CloudController {
    if (typeof name !== 'string' || !/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name)) {
      refuse('controllers', `contains ${JSON.stringify(name)}, but names of controllers are lower-case words such as "cloud-node"`);
    }
    return new CloudController(name);
  }

  /**
   * Every controller that is on by default, except these.
   *
   * @param controllers The ones to omit
   */
  public static allExcept(...controllers: CloudController[]): CloudController[] {
    controllers = takeProps('CloudController.allExcept', controllers);
    if (!controllers.length) refuse('controllers', 'excludes no controller. Name one, or use CloudController.ALL');
    if (controllers.includes(CloudController.ALL)) refuse('controllers', 'excludes every controller, so none would run');
    return [CloudController.ALL, ...controllers.map(({ name }) => new CloudController(`-${name}`))];
  }

  private constructor(
    /** As in the flag: a name, "*" for all that are on by default, or "-" and the name of a disabled one. */
    public readonly name: string,
  ) {}
}
