import { invalid, refuse } from '../../../core/errors';
import { HOSTNAME, ZONE } from '../../../kubernetes/labels';
import { PodOptions } from '../../pod-options';
import { DisruptionBudget } from '../disruption-budget';
import { AntiAffinity, ZoneSpread } from '../placement';

type Fields = { [key: string]: any };
type Labels = { [key: string]: string };

/** The options, with anti-affinity and zone spread written out. */
export function placed(options: PodOptions, selector: Labels, antiAffinity?: AntiAffinity, zoneSpread?: ZoneSpread): PodOptions {
  return {
    ...options,
    affinity: antiAffinity ? { ...options.affinity, podAntiAffinity: podAntiAffinity(options, selector, antiAffinity) } : options.affinity,
    topologySpreadConstraints: zoneSpread
      ? [...options.topologySpreadConstraints ?? [], zoneConstraint(selector, zoneSpread)]
      : options.topologySpreadConstraints,
  };
}

function podAntiAffinity(options: PodOptions, matchLabels: Labels, kind: AntiAffinity): Fields {
  if (options.affinity?.podAntiAffinity) refuse('antiAffinity', 'and affinity.podAntiAffinity are mutually exclusive. Remove one');
  const term = { labelSelector: { matchLabels }, topologyKey: HOSTNAME };
  return kind === AntiAffinity.REQUIRE_DIFFERENT_NODES
    ? { requiredDuringSchedulingIgnoredDuringExecution: [term] }
    : { preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 100, podAffinityTerm: term }] };
}

function zoneConstraint(matchLabels: Labels, kind: ZoneSpread): Fields {
  return {
    maxSkew: 1,
    topologyKey: ZONE,
    whenUnsatisfiable: kind === ZoneSpread.REQUIRE_EVEN ? 'DoNotSchedule' : 'ScheduleAnyway',
    labelSelector: { matchLabels },
  };
}


/** The spec of a PodDisruptionBudget. */
export function disruptionBudgetSpec(budget: DisruptionBudget, matchLabels: Labels): Fields {
  const { minAvailable, maxUnavailable, evictUnhealthyPods } = budget;
  if ((minAvailable === undefined) === (maxUnavailable === undefined)) {
    refuse('disruptionBudget', 'must have one of minAvailable and maxUnavailable, and not both');
  }
  return {
    unhealthyPodEvictionPolicy: evictUnhealthyPods === undefined ? undefined : evictUnhealthyPods ? 'AlwaysAllow' : 'IfHealthyBudget',
    minAvailable: minAvailable === undefined ? undefined : countOrPercent('disruptionBudget.minAvailable', minAvailable),
    maxUnavailable: maxUnavailable === undefined ? undefined : countOrPercent('disruptionBudget.maxUnavailable', maxUnavailable),
    selector: { matchLabels },
  };
}

/** A number, or a percentage up to 100 %. */
export function countOrPercent(property: string, value: string): string | number {
  if (/^\d+$/.test(value)) return Number(value);
  return /^(100|\d{1,2})%$/.test(value) ? value : invalid(property, value, 'a number or a percentage such as "1" or "50%"');
}
