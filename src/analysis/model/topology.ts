import { ObjectIndex } from './object-index';
import { oncePer } from '../../core/once';
import { flagOf } from '../../kubernetes/args';
import { imageName } from '../../kubernetes/images';

/** Whether the Cinder driver of the input runs without topology: its volumes have no zone of their own, and it ignores `allowedTopologies`. */
export const ignoresTopology = oncePer(({ pods }: ObjectIndex) =>
  pods.filter(({ containers }) => containers.some(({ image }) => imageName(image) === 'cinder-csi-plugin')).some(({ containers }) => containers.some(
    ({ args }) => flagOf(args, 'with-topology') === 'false' || /(?:^|,)Topology=false/i.test(flagOf(args, 'feature-gates') ?? ''))));
