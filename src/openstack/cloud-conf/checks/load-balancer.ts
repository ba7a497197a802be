/*
 * How the service controller uses [LoadBalancer] and its classes. Sources: pkg/openstack/openstack.go and loadbalancer.go of
 * cloud-provider-openstack, and the API reference of Octavia.
 */
import { isAtLeast } from '../../../kubernetes/minor';
import { Conf, ConfSection, Rule, Violation } from '../conf';
import { CLASS_SECTION, KEYS } from '../keys';

type Found = Array<Omit<Violation, 'section'>>;

const FLOATING = ['floating-network-id', 'floating-subnet-id', 'floating-subnet', 'floating-subnet-tags'];
const WITH_MONITOR = ['monitor-delay', 'monitor-timeout', 'monitor-max-retries'];

export const LOAD_BALANCER: readonly Rule[] = [
  rule('lb-version', 'error', (lb) => (['', 'v2'].includes(lb.text('lb-version')) ? [] : [{
    key: 'lb-version', problem: 'must be v2: the service controller fails with any other version', fix: 'Remove it',
  }])),

  rule('lb-provider-method', 'error', (lb) => {
    const ovn = lb.text('lb-provider') === 'ovn';
    const sourceIpPort = lb.text('lb-method') === 'SOURCE_IP_PORT';
    if (ovn === sourceIpPort) return [];
    return [ovn
      ? {
        key: 'lb-method',
        problem: 'must be SOURCE_IP_PORT, the only one that the provider ovn supports; the default is '
        + 'ROUND_ROBIN',
        fix: 'Set lb-method = SOURCE_IP_PORT',
      }
      : { key: 'lb-method', problem: 'is SOURCE_IP_PORT, which only the provider ovn supports', fix: 'Set lb-provider to ovn, or another method' }];
  }),

  known('lb-provider-known', 'lb-provider', 'is a provider that the CCM warns about'),
  known('container-store-known', 'container-store', 'is unknown: references to certificates are not verified'),

  everywhere('floating-subnet-choice', 'warning', (section) => ['floating-subnet', 'floating-subnet-tags']
    .filter((key) => section.has(key) && section.has('floating-subnet-id')).slice(0, 1)
    .map((key) => ({ key, problem: 'is ignored because floating-subnet-id is set', fix: 'Keep one of them' }))),

  everywhere('floating-subnet-needs-network', 'info', (section) => (section.has('floating-subnet-id') && !section.has('floating-network-id')
    ? [{ key: 'floating-subnet-id', problem: 'must be in the external network that the CCM finds', fix: 'Set floating-network-id too' }] : [])),

  rule('floating-vs-internal', 'warning', (lb) => (lb.is('internal-lb') ? FLOATING.filter((key) => lb.has(key)).slice(0, 1).map((key) => ({
    key, problem: 'is never used: with internal-lb = true no Service gets a floating IP', fix: 'Remove one of them',
  })) : [])),

  {
    id: 'subnet-id-beats-class',
    severity: 'warning',
    consumers: ['ccm'],
    check: (conf) => (conf.section('LoadBalancer')?.has('subnet-id')
      ? conf.all(CLASS_SECTION).filter((section) => section.has('subnet-id')).map((section) => ({
        section, key: 'subnet-id', problem: 'is overridden by that of [LoadBalancer] when nodes change', fix: 'Remove that of [LoadBalancer]',
      })) : []),
  },

  rule('monitor-ranges', 'error', (lb, conf) => {
    const found: Found = [];
    for (const key of ['monitor-delay', 'monitor-timeout']) {
      const seconds = lb.number(key);
      if (seconds === undefined) continue;
      if (seconds < 1) {
        found.push({ key, problem: 'must be at least 1s', fix: 'Use whole seconds' });
      } else if (!Number.isInteger(seconds)) {
        found.push({
          key,
          problem: 'is truncated to whole seconds',
          fix: 'Write whole '
        + 'seconds',
          severity: 'warning',
        });
      }
    }
    for (const key of ['monitor-max-retries', 'monitor-max-retries-down']) {
      const retries = lb.number(key);
      if (retries !== undefined && (retries < 1 || retries > 10)) {
        found.push({ key, problem: 'must be between 1 and 10', fix: 'Use a value that Octavia accepts' });
      }
    }
    const [delay, timeout] = isAtLeast(conf.minor, '1.18')
      ? [lb.number('monitor-delay') ?? 5, lb.number('monitor-timeout') ?? 3]
      : [lb.number('monitor-delay') ?? Infinity, lb.number('monitor-timeout') ?? 0];
    if (Math.trunc(timeout) > Math.trunc(delay)) {
      found.push({
        key: 'monitor-timeout',
        problem: `must be at most monitor-delay (${delay}s)`,
        fix: 'Reduce it: Octavia rejects a longer '
        + 'timeout',
      });
    }
    return found;
  }),

  rule('legacy-create-monitor', 'error', (lb, conf) => (lb.is('create-monitor') && !isAtLeast(conf.minor, '1.18')
    ? WITH_MONITOR.filter((key) => lb.number(key) === undefined).slice(0, 1)
      .map((key) => ({ key, problem: 'is missing: before 1.18 create-monitor needs it', fix: `Set ${WITH_MONITOR.join(', ')}` })) : [])),

  rule('node-selector-syntax', 'warning', (lb) => (lb.has('node-selector')
    && !lb.text('node-selector').split(',').every((item) => /^\s*[A-Za-z0-9]([-A-Za-z0-9_./]*[A-Za-z0-9])?(=[-A-Za-z0-9_.]*)?\s*$/.test(item))
    ? [{ key: 'node-selector', problem: 'is not a comma-separated list of "key" or "key=value"', fix: 'Write it like zone=a,worker' }] : [])),

  rule('tls-ref', 'warning', (lb) => (lb.has('default-tls-container-ref') && (lb.text('container-store') || 'barbican') === 'barbican'
    && !/\/?(containers|secrets)\/[^/]+$/.test(lb.text('default-tls-container-ref'))
    ? [{
      key: 'default-tls-container-ref',
      problem: 'does not end in containers/UUID or secrets/UUID',
      fix: 'Copy the reference that `openstack '
      + 'secret container list` shows',
    }]
    : [])),
];

function rule(id: string, severity: Rule['severity'], check: (section: ConfSection, conf: Conf) => Found): Rule {
  return {
    id,
    severity,
    consumers: ['ccm'],
    check: (conf) => conf.all('LoadBalancer').flatMap((section) => check(section, conf).map((found) => ({ section, ...found }))),
  };
}

function everywhere(id: string, severity: Rule['severity'], check: (section: ConfSection) => Found): Rule {
  return {
    id,
    severity,
    consumers: ['ccm'],
    check: (conf) => [...conf.all('LoadBalancer'), ...conf.all(CLASS_SECTION)].flatMap((section) => check(section)
      .map((found) => ({ section, ...found }))),
  };
}

function known(id: string, key: string, problem: string): Rule {
  const values = KEYS.find((row) => row.section === 'LoadBalancer' && row.key === key)!.values!;
  return rule(id, 'warning', (lb) => (!lb.has(key) || values.includes(lb.text(key)) ? [] : [{
    key,
    problem,
    fix: 'Use one of '
    + `${values.join(', ')}`,
  }]));
}
