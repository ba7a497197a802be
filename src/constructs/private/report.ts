import { IConstruct } from 'constructs';
import { Reported, Verdict } from '../../core/judgement';
import { isWithin, minorNumber } from '../../kubernetes/minor';
import { Advice } from '../advice';
import { Cluster } from '../cluster';

/**
 * Reports at synth what a judgement says about a manifest, with the id and the severity of its rule: as `check` does of the YAML.
 *
 * @param scope The emitted object, so that its own annotation can acknowledge it, or the construct that emits it
 */
export function report(scope: IConstruct, judgement: Reported, verdicts: Iterable<Verdict>): void {
  if (isWithin(minorNumber(Cluster.of(scope).kubernetesVersion), judgement.minors)) Advice._judge(scope, judgement, verdicts);
}
