/*
 * Resource requests and limits of containers and pods.
 * Source: pkg/apis/core/validation/validation.go (validateResourceRequirements, validatePodResources), pkg/apis/core/helper/helpers.go.
 */
import { LABEL, Report } from './report';
import { fields, Fields, list, own, text } from '../../core/fields';
import { isDnsLabel, isQualifiedName } from '../names';
import { Nanos, parseQuantity, wholeUnits } from '../quantity';

const HUGE_PAGES = 'hugepages-';
const COMPUTE = ['cpu', 'memory'];
const OF_CONTAINERS = [...COMPUTE, 'ephemeral-storage'];
const MILLI = 1_000_000n;
const MAX_INT64 = 2n ** 63n - 1n;

const amountOf = (value: unknown): Nanos => parseQuantity(value) ?? 0n;
const min = (a: bigint, b: bigint): bigint => (a < b ? a : b);
const isHuge = (name: string) => name.startsWith(HUGE_PAGES);
const isNative = (name: string) => !name.includes('/') || name.includes('kubernetes.io/');
const isExtended = (name: string) => !isNative(name) && !name.startsWith('requests.') && isQualifiedName(`requests.${name}`);

/** The resources of a container; also the overhead of a pod, as limits. */
export function validateResources(report: Report, field: string, value: unknown, claims: readonly unknown[]): void {
  requirements(report, field, fields(value), (name) => isQualifiedName(name)
    && (name.includes('/') ? isNative(name) || isExtended(name) : OF_CONTAINERS.includes(name) || isHuge(name)));
  claimNames(report, `${field}.claims`, list(fields(value).claims).map(fields), claims);
}

function requirements(report: Report, field: string, { limits, requests }: Fields, isAllowed: (name: string) => boolean): void {
  const names = new Set<string>();
  const amounts = (given: unknown, at: string) => Object.entries(fields(given)).forEach(([name, amount]) => {
    names.add(name);
    quantity(report, `${at}[${name}]`, name, amountOf(amount), amount, isAllowed);
  });
  amounts(limits, `${field}.limits`);
  amounts(requests, `${field}.requests`);
  for (const [name, amount] of Object.entries(fields(requests))) {
    const limit = own(fields(limits), name);
    const mustEqual = !isNative(name) || isHuge(name);
    if (limit === undefined) {
      if (mustEqual) report.refuse(`${field}.limits`, 'Required value: Limit must be set for non overcommitable resources');
    } else if (amountOf(amount) > amountOf(limit) || (mustEqual && amountOf(amount) !== amountOf(limit))) {
      report.invalid(`${field}.requests`, amount, `must be ${mustEqual ? '' : 'less than or '}equal to ${name} limit of ${limit}`);
    }
  }
  if ([...names].some(isHuge) && !COMPUTE.some((name) => names.has(name))) report.refuse(field, 'Forbidden: HugePages require cpu or memory');
}

function quantity(report: Report, field: string, name: string, amount: Nanos, given: unknown, isAllowed: (name: string) => boolean): void {
  if (!isAllowed(name)) report.invalid(field, name, 'must be a standard resource for containers or a fully qualified name');
  if (amount < 0n) report.invalid(field, given, 'must be greater than or equal to 0');
  const milli = min(amount / MILLI + (amount % MILLI > 0n ? 1n : 0n), MAX_INT64); // rounded up
  if (isExtended(name) && milli % 1000n !== 0n) report.invalid(field, given, 'must be an integer');
  if (!isHuge(name)) return;
  const page = parseQuantity(name.slice(HUGE_PAGES.length)) ?? 0n;
  if (page <= 0n || wholeUnits(amount) % wholeUnits(page) !== 0n) report.invalid(field, given, `is not positive integer multiple of ${name}`);
}

function claimNames(report: Report, field: string, used: readonly Fields[], claims: readonly unknown[]): void {
  const seen = new Set<string>();
  used.forEach(({ name, request }, i) => {
    const at = `${field}[${i}]`;
    if (!report.required(at, name)) return;
    const key = text(request) ? `${name}/${request}` : name;
    if (text(request) && !isDnsLabel(request)) report.invalid(`${at}.request`, request, LABEL);
    if (seen.has(name) || seen.has(key) || (key === name && [...seen].some((other) => other.startsWith(`${name}/`)))) {
      report.refuse(at, `Duplicate value: "${key}"`);
    }
    seen.add(key);
    if (!claims.includes(name)) report.refuse(at, `Not found: "${name}": must be one of the names in pod.spec.resourceClaims`);
  });
}

const nanos = (amount: bigint | undefined): string | undefined => (amount === undefined ? undefined : `${amount}n`);

/** The resources of a pod as a whole, which its containers share. */
export function validatePodResources(report: Report, field: string, spec: Fields): void {
  const given = fields(spec.resources);
  if (given.claims !== undefined && given.claims !== null) {
    report.refuse(`${field}.claims`,
      'Forbidden: claims may not be set for Resources at pod-level');
  }
  const limits = fields(given.limits);
  const used = usedByContainers(spec, requestsOf);
  const defaults = Object.keys(limits).map((name) => [name, own(fields(given.requests), name) ?? nanos(own(used, name)) ?? limits[name]] as const);
  const requests: Fields = { ...fields(given.requests), ...Object.fromEntries(defaults) };
  requirements(report, field, { limits, requests }, (name) => COMPUTE.includes(name) || isHuge(name));
  for (const [name, amount] of Object.entries(used)) {
    if (own(requests, name) !== undefined && amount > amountOf(requests[name])) {
      report.invalid(`${field}.requests[${name}]`, requests[name], 'must be greater than or equal to aggregate container requests');
    }
  }
  for (const [name, amount] of Object.entries(usedByContainers(spec, (container) => fields(fields(container.resources).limits)))) {
    if (isHuge(name) && own(limits, name) !== undefined && amount > amountOf(limits[name])) {
      report.invalid(`${field}.limits[${name}]`, limits[name], 'must be greater than or equal to aggregate container limits');
    }
  }
  list(spec.containers).map(fields).forEach((container, i) => {
    for (const [name, amount] of Object.entries(fields(fields(container.resources).limits))) {
      if (own(limits, name) !== undefined && amountOf(amount) > amountOf(limits[name])) {
        report.invalid(`${field}.containers[${i}][${name}].limits`, amount, `must be less than or equal to pod limits of ${limits[name]}`);
      }
    }
  });
}

/** Requests with their default, the limits. */
function requestsOf(container: Fields): Fields {
  const { limits, requests } = fields(container.resources);
  return { ...fields(limits), ...fields(requests) };
}

/** What all containers take at once: init containers run before the others, but for those that stay. */
function usedByContainers(spec: Fields, resources: (container: Fields) => Fields): { [name: string]: bigint } {
  const total: { [name: string]: bigint } = Object.create(null);
  const highest: { [name: string]: bigint } = Object.create(null);
  const add = (container: Fields) => {
    for (const [name, amount] of Object.entries(resources(container))) total[name] = (total[name] ?? 0n) + amountOf(amount);
  };
  for (const container of list(spec.initContainers).map(fields)) {
    if (container.restartPolicy === 'Always') {
      add(container);
      continue;
    }
    for (const [name, amount] of Object.entries(resources(container))) {
      const peak = amountOf(amount) + (total[name] ?? 0n);
      if (peak > (highest[name] ?? 0n)) highest[name] = peak;
    }
  }
  list(spec.containers).map(fields).forEach(add);
  for (const [name, amount] of Object.entries(highest)) if (amount > (total[name] ?? 0n)) total[name] = amount;
  return total;
}
