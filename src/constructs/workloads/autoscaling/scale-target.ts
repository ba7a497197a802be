import { takeProps } from '../../../core/props';
import { requireDnsSubdomain } from '../../../kubernetes/names';
import { StatefulApplication } from '../stateful-application';

/** A workload of cdk8s-plus 28 to 34. */
export interface IScalableWorkload {
  /** Leaves the number of pods to the autoscaler. */
  markHasAutoscaler(): void;

  /** Says what the workload is: its `apiVersion`, `kind` and `name`. */
  toScalingTarget(): any;
}

/** What an autoscaler scales. */
export class ScaleTarget {
  /** A StatefulSet of this library. Its manifest then leaves the number of pods to the autoscaler. */
  public static statefulApplication(application: StatefulApplication): ScaleTarget {
    application = takeProps('ScaleTarget.statefulApplication', application);
    return new ScaleTarget('apps/v1', 'StatefulSet', application.name, application);
  }

  /** A Deployment or StatefulSet of cdk8s-plus 28 to 34, created without `replicas`. */
  public static workload(workload: IScalableWorkload): ScaleTarget {
    workload = takeProps('ScaleTarget.workload', workload);
    workload.markHasAutoscaler();
    const { apiVersion, kind, name } = workload.toScalingTarget();
    return new ScaleTarget(apiVersion, kind, name);
  }

  /** A Deployment by its name. Leave `replicas` out of its manifest. */
  public static deployment(name: string): ScaleTarget {
    return new ScaleTarget('apps/v1', 'Deployment', requireDnsSubdomain('name', name));
  }

  /** A StatefulSet by its name. Leave `replicas` out of its manifest. */
  public static statefulSet(name: string): ScaleTarget {
    return new ScaleTarget('apps/v1', 'StatefulSet', requireDnsSubdomain('name', name));
  }

  /**
   * Any other object with a scale subresource.
   *
   * @param apiVersion API version, such as "apps/v1"
   * @param kind Kind, such as "ReplicaSet"
   * @param name Name of the object, in the namespace of the autoscaler
   */
  public static of(apiVersion: string, kind: string, name: string): ScaleTarget {
    return new ScaleTarget(apiVersion, kind, requireDnsSubdomain('name', name));
  }

  private constructor(
    /** API version of the object. */ public readonly apiVersion: string,
    /** Kind of the object. */ public readonly kind: string,
    /** Name of the object. */ public readonly name: string,
    /** @internal */ public readonly _application?: StatefulApplication,
  ) {}
}
