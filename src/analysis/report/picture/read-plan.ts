/*
 * Turns a storage plan into a graph. Free text of the input is redacted here, once, before it is shortened or escaped. Names must be the same in all
 * reports, so they are only escaped for printing.
 */
import { Column, Graph, Link, LinkKind, Status, Thing } from './graph';
import { amount } from './quantity-text';
import { printable } from '../../../core/printable';
import { NO_PROVISIONER } from '../../../kubernetes/volume-plugins';
import { ManifestObject } from '../../model/manifest-object';
import { toldClaims } from '../../plan/prospects';
import { ClaimOutcome, ClaimPlan, PodOutcome, PodPlan, VolumePhase, VolumePlan } from '../../plan/results';
import { StoragePlan } from '../../plan/storage-plan';
import { MISSES } from '../nearest-miss';

type Facts = Array<[label: string, text: string | undefined]>;
interface Drawn extends Partial<Omit<Thing, 'id' | 'column' | 'kind' | 'name' | 'facts'>> { readonly facts?: Facts }

/** Facts that are free text, not names. */
const FREE_TEXT: ReadonlySet<string> = new Set(['Message', 'Source']);

const POD_STATUS: { readonly [outcome in PodOutcome]: Status } = {
  schedulable: Status.BOUND,
  waiting: Status.WAITING,
  unschedulable: Status.PENDING,
  stuck: Status.PENDING,
  oneOf: Status.ONE_OF,
  unknown: Status.UNKNOWN,
};
const PHASE_STATUS: { readonly [phase in VolumePhase]: Status } = {
  Available: Status.PLAIN, Bound: Status.BOUND, Released: Status.LOST, Failed: Status.LOST,
};

/** Reads what a diagram shows of a plan. Pods without claims are omitted unless they cannot run. */
export function readPlan(plan: StoragePlan, redact: (text: string) => string = (text) => text): Graph {
  return new Reader(plan, redact).graph;
}

class Reader {
  public readonly graph: Graph;
  private readonly things: Thing[] = [];
  private readonly links: Link[] = [];
  private readonly known = new Map<string, number>();
  private readonly lists = new Map<string, number[]>();
  private readonly severalNamespaces: boolean;
  private readonly prospects: ReadonlyMap<string, string | undefined>;

  constructor(private readonly plan: StoragePlan, private readonly redact: (text: string) => string) {
    const { claims, volumes, rejected, _inventory: inventory } = plan;
    const pods = plan.pods.filter((pod) => pod.outcome !== PodOutcome.SCHEDULABLE || this.claimsOf(pod).length);
    this.prospects = new Map(toldClaims(plan)
      .map((claim) => [`${claim.namespace}/${claim.name}`, claim.volume ? undefined : claim.prospect?.words || undefined]));
    this.severalNamespaces = new Set([...claims, ...pods].map(({ namespace }) => namespace)).size > 1;
    for (const storageClass of inventory.classes.values()) this.storageClass(storageClass.name);
    for (const volume of volumes) this.volume(volume);
    for (const claim of claims) this.claim(claim);
    for (const pod of pods) this.pod(pod);
    this.graph = {
      things: this.things,
      links: this.links,
      refused: rejected.map(({ kind, namespace, name, field, message }) => (
        { object: printable(`${kind} ${namespace ? `${namespace}/` : ''}${name}`), field: printable(field), message: redact(message) })),
      closed: inventory.world.closed,
    };
  }

  private claim(claim: ClaimPlan): void {
    const { namespace, name, outcome, storageClass, provisioner, nearest } = claim;
    const read = this.plan._inventory.claims.get(`${namespace}/${name}`);
    const size = read && amount(read.request);
    const missed = this.isStuck(claim) && nearest && `${nearest.volume} ${MISSES[nearest.predicate] ?? `fails on ${nearest.predicate}`}`;
    const fate = [outcome, storageClass ?? null, provisioner ?? null, claim.event ?? null, nearest?.predicate ?? null];
    const id = this.add(Column.CLAIM, 'PersistentVolumeClaim', name, {
      namespace,
      status: outcome as string as Status,
      word: claimWord(claim),
      note: size ?? '',
      from: claim.createdBy ?? '',
      kin: [
        JSON.stringify([namespace, claim.createdBy ?? null, name.replace(/\d+/g, '#'), ...fate]),
        JSON.stringify([namespace, ...fate]),
        JSON.stringify(fate),
        JSON.stringify([outcome, claim.event ?? null]),
      ],
      facts: [
        ['Volume', this.prospects.get(`${namespace}/${name}`)],
        ['Message', claim.message],
        ['Event', claim.event],
        ['Nearest miss', missed || undefined],
        ['Class', storageClass === '' ? 'none: storageClassName "" requests a volume without a class' : storageClass ?? 'none'],
        ['Provisioner', provisioner],
        ['Requests', [size, read?.modes.join(', '), read?.volumeMode].filter(Boolean).join(' · ')],
        ['Created by', claim.createdBy],
        ['Defined in', place(read?.item)],
      ],
    });
    this.volumesOf(claim, id, size ?? '');
  }

  /**
   * Whether a claim gets no volume, so that its nearest miss matters. A claim that waits for a pod misses nothing if its class provisions volumes.
   */
  private isStuck({ outcome, event, storageClass = '' }: ClaimPlan): boolean {
    if (outcome === ClaimOutcome.PENDING || outcome === ClaimOutcome.LOST || outcome === ClaimOutcome.UNKNOWN) return true;
    return event === 'WaitForPodScheduled' && this.plan._inventory.classes.get(storageClass)?.provisioner === NO_PROVISIONER;
  }

  /** Links a claim to its volumes, to the volume that is provisioned for it, and to the class that it requests. */
  private volumesOf(claim: ClaimPlan, id: number, size: string): void {
    const { outcome, storageClass, provisioner, nearest } = claim;
    const certain = claim.volume === undefined ? [] : [this.reference(Column.VOLUME, 'PersistentVolume', claim.volume)];
    if (certain.length) this.link(id, certain, LinkKind.GETS);
    else if (claim.volumes.length) this.link(id, this.several(claim.volumes), LinkKind.MAY);
    const makes = outcome === ClaimOutcome.PROVISIONING || (outcome === ClaimOutcome.ONE_OF && provisioner !== undefined);
    if (makes) {
      const may = outcome === ClaimOutcome.ONE_OF;
      const made = this.add(Column.VOLUME, 'New volume', 'new volume', {
        status: may ? Status.ONE_OF : Status.PROVISIONING,
        word: may ? 'may be provisioned' : 'provisioned',
        note: size,
        kin: [`${outcome} ${storageClass}`, `${outcome} ${storageClass}`, `${outcome} ${storageClass}`, outcome],
        facts: [['For', `${claim.namespace}/${claim.name}`], ['Provisioner', provisioner], ['Class', storageClass]],
      });
      this.link(id, [made], may ? LinkKind.MAY : LinkKind.GETS);
      if (storageClass) this.link(made, [this.storageClass(storageClass, provisioner)], LinkKind.OF);
    }
    if (this.isStuck(claim) && nearest) {
      this.link(id, [this.reference(Column.VOLUME, 'PersistentVolume', nearest.volume)], LinkKind.MISSES, nearest.predicate);
    }
    if (!certain.length && !claim.volumes.length && !makes && storageClass) this.link(id, [this.storageClass(storageClass)], LinkKind.ASKS);
  }

  private volume({ name, phase, phases, claim }: VolumePlan): void {
    const read = this.plan._inventory.volumesByName.get(name);
    const size = read && amount(read.capacity);
    const word = phases.join(' or ');
    const id = this.add(Column.VOLUME, 'PersistentVolume', name, {
      status: phase === undefined ? Status.ONE_OF : PHASE_STATUS[phase],
      word,
      note: size ?? '',
      kin: [`${word} ${read?.className}`, `${word} ${read?.className}`, `${word} ${read?.className}`, word],
      facts: [
        ['Phase', word],
        ['Claim', claim],
        ['Offers', [size, read?.modes.join(', '), read?.volumeMode].filter(Boolean).join(' · ')],
        ['Class', read?.className || 'none'],
        ['Source', read?.source],
        ['Reclaim policy', read?.reclaimPolicy],
        ['Defined in', place(read?.item)],
      ],
    });
    if (read?.className) this.link(id, [this.storageClass(read.className)], LinkKind.OF);
  }

  private claimsOf({ namespace, name }: PodPlan): string[] {
    return [...new Set(this.plan._inventory.pods.get(`${namespace}/${name}`)?.uses.map(({ claimName }) => claimName))];
  }

  private pod(pod: PodPlan): void {
    const { namespace, name, createdBy: from, outcome, outcomes, nodes, message } = pod;
    const read = this.plan._inventory.pods.get(`${namespace}/${name}`);
    const claims = this.claimsOf(pod);
    const id = this.add(Column.POD, 'Pod', name, {
      namespace,
      status: POD_STATUS[outcome],
      word: outcomes.join(' or '),
      from: from ?? '',
      kin: [JSON.stringify([namespace, from ?? name, outcome]), JSON.stringify([namespace, outcome]), outcome, outcome],
      facts: [
        ['Outcome', outcomes.join(' or ')],
        ['Message', message],
        ['Nodes', nodes.length > 20 ? `${nodes.slice(0, 20).join(', ')} and ${nodes.length - 20} more` : nodes.join(', ')],
        ['Created by', from],
        ['Defined in', place(read?.item)],
      ],
    });
    this.link(id, claims.map((claim) => this.reference(Column.CLAIM, 'PersistentVolumeClaim', claim, namespace)), LinkKind.USES);
    if (nodes.length) this.link(id, this.several(nodes, Column.NODE, 'Node'), LinkKind.RUNS);
  }

  private storageClass(name: string, provisionedBy?: string): number {
    const known = this.known.get(key('StorageClass', '', name));
    if (known !== undefined) return known;
    const read = this.plan._inventory.classes.get(name);
    const provisioner = read?.provisioner ?? provisionedBy;
    const word = read ? read.bindingMode : this.plan._inventory.knowsClass(name) ? 'in the cluster' : 'not in the input';
    const id = this.add(Column.CLASS, 'StorageClass', name, {
      status: read ? Status.PLAIN : Status.ABSENT,
      word,
      note: read?.isDefault ? 'default' : '',
      kin: [JSON.stringify([name]), JSON.stringify([name]), JSON.stringify([provisioner, word]), word],
      facts: [
        ['Provisioner', provisioner],
        ['Binding', read?.bindingMode],
        ['Default', read && (read.isDefault ? 'yes' : 'no')],
        ['Reclaim policy', read?.reclaimPolicy],
        ['Expandable', read && (read.allowVolumeExpansion ? 'yes' : 'no')],
        ['Defined in', place(read?.item)],
      ],
    });
    if (provisioner) this.link(id, [this.reference(Column.PROVISIONER, 'Provisioner', provisioner)], LinkKind.OF);
    return id;
  }

  /** Several references at once; equal names share one array. */
  private several(names: readonly string[], column = Column.VOLUME, kind = 'PersistentVolume'): number[] {
    const all = JSON.stringify([kind, names]);
    const known = this.lists.get(all) ?? names.map((name) => this.reference(column, kind, name));
    this.lists.set(all, known);
    return known;
  }

  /** A thing by name. If the input does not hold it, it is drawn as absent. */
  private reference(column: Column, kind: string, name: string, namespace = ''): number {
    const known = this.known.get(key(kind, namespace, name));
    if (known !== undefined) return known;
    const single = column === Column.PROVISIONER ? name : kind;
    const stated = kind === 'Provisioner' || (kind === 'Node' && this.plan._inventory.nodes.some((node) => node.name === name));
    const isStatic = name === NO_PROVISIONER;
    return this.add(column, kind, name, {
      namespace,
      status: stated ? Status.PLAIN : Status.ABSENT,
      word: isStatic ? 'provisions nothing' : stated ? '' : 'not in the input',
      kin: [column === Column.NODE ? kind : name, single, single, kind],
    });
  }

  private add(column: Column, kind: string, name: string, { facts = [], ...drawn }: Drawn): number {
    const id = this.things.length;
    const namespace = drawn.namespace ?? '';
    this.things.push({
      id,
      column,
      kind,
      namespace: printable(namespace),
      name: printable(name),
      status: drawn.status!,
      word: printable(drawn.word ?? ''),
      note: printable([drawn.note, this.severalNamespaces && namespace].filter(Boolean).join(' · ')),
      from: printable(drawn.from ?? ''),
      kin: drawn.kin!,
      facts: facts.flatMap(([label, text]): Array<[string, string]> => (
        text ? [[label, FREE_TEXT.has(label) ? this.redact(text) : printable(text)]] : [])),
    });
    if (kind !== 'New volume') this.known.set(key(kind, namespace, name), id);
    return id;
  }

  private link(from: number, to: readonly number[], kind: LinkKind, label?: string): void {
    this.links.push({ from, to, kind, label });
  }
}

function claimWord({ outcome, volumes, provisioner, mayStayUnbound }: ClaimPlan): string {
  if (outcome !== ClaimOutcome.ONE_OF) return outcome;
  if (!volumes.length) return 'depends on order';
  if (provisioner) return `one of ${volumes.length} or a new one`;
  return mayStayUnbound ? `one of ${volumes.length} or none` : `one of ${volumes.length}`;
}

/** Origin of an object: its construct path, or its file and line. */
function place(item: ManifestObject | undefined): string | undefined {
  if (!item) return undefined;
  const { file, path } = item.origin;
  const line = item.origin.line();
  return path ?? (file && (line === undefined ? file : `${file}:${line}`));
}

function key(kind: string, namespace: string, name: string): string {
  return JSON.stringify([kind, namespace, name]);
}
