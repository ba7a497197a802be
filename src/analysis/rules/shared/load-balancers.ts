/* The cloud controller managers of the input, and the Services of type LoadBalancer that they serve. */
import { confFiles } from './cloud-conf-files';
import { components } from './openstack';
import type { Verdict } from '../../../core/judgement';
import { oncePer } from '../../../core/once';
import { confOf, decode } from '../../../openstack/cloud-conf/decode';
import { readGcfg } from '../../../openstack/cloud-conf/gcfg-reader';
import { Controller, isForOpenStack, isLoadBalancer, LoadBalancerRequest } from '../../../openstack/load-balancer/service';
import type { ManifestObject } from '../../model/manifest-object';
import type { View } from '../../model/view';
import { Draft, on } from '../rule';

/** A Service of type LoadBalancer, as each controller of the input reads it. */
export interface Served {
  readonly item: ManifestObject;
  readonly key: string;
  /** As the first controller reads it. */
  readonly request: LoadBalancerRequest;
  readonly requests: readonly LoadBalancerRequest[];
}

/** The cloud controller managers of the input. Where it has none, the controller of its only cloud.conf, or one of which nothing is known. */
export const controllersOf = oncePer((view: View): readonly Controller[] => {
  const files = confFiles(view);
  const ccms = components(view).filter(({ consumer }) => consumer === 'ccm');
  if (!ccms.length) {
    const [file, ...more] = files.filter(({ readers }) => !readers.length);
    return [controller(`1.${view.release}`, more.length ? undefined : file?.text)];
  }
  return ccms.map(({ pod, container, release }) => {
    const file = files.find(({ readers }) => readers.some((reader) => reader.pod === pod && reader.container === container));
    return controller(release, file?.text);
  });
});

function controller(release: string, text: string | undefined): Controller {
  const document = text === undefined ? undefined : readGcfg(text);
  return {
    release,
    conf: document && !document.error && document.items.length ? confOf(decode(document, release, 'ccm'), release, 'ccm')
      : undefined,
  };
}

/** The Services for which a cloud controller manager of OpenStack creates load balancers, as far as the input shows. */
export const served = oncePer((view: View): readonly Served[] => {
  const controllers = controllersOf(view);
  const runs = components(view).some(({ consumer }) => consumer === 'ccm');
  return view.of('Service').filter(({ object }) => isLoadBalancer(object) && (runs || isForOpenStack(object))).map((item) => {
    const requests = controllers.map((one) => new LoadBalancerRequest(item.object, one));
    return { item, key: `${item.namespace}/${item.name}`, request: requests[0], requests };
  });
});

/** What a judgement says about each Service, where it holds for every controller of the input. */
export function* judged(view: View, judge: (request: LoadBalancerRequest) => Iterable<Verdict>): Iterable<Draft> {
  for (const { item, requests } of served(view)) {
    const [first, ...others] = requests.map((request) => [...judge(request)]);
    yield* on(item, first.filter(({ path }) => others.every((verdicts) => verdicts.some((other) => other.path === path))));
  }
}
