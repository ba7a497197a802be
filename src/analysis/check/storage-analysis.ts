import type { IConstruct } from 'constructs';
import { FindingSeverity, StorageFinding } from './finding';
import { SynthRounds } from './same-synth';
import { summaryOf } from './summary';
import { METADATA } from '../../core/acknowledgement';
import { invalid } from '../../core/errors';
import { addTo } from '../../core/multimap';
import { takeProps } from '../../core/props';
import { boundaryAt, ClusterBoundary, existingObjects, KnownNames, readConstructs } from '../input/read-constructs';
import { Located } from '../input/source';
import { Inventory } from '../model/inventory';
import { checker, rules } from '../on-demand';
import { StoragePlanOptions } from '../options';
import { ToldClaim, toldClaims } from '../plan/prospects';
import { jsonReport } from '../report/json';
import { sarifReport } from '../report/sarif';
import { textReport } from '../report/text';

/** Which rules run. */
export enum RulePreset {
  /** The rules that are right for everybody. */
  RECOMMENDED = 'recommended',
  /** All rules, also matters of taste and rough guesses. */
  STRICT = 'strict',
}

/** What a storage analysis is told. */
export interface StorageAnalysisOptions extends StoragePlanOptions {
  /**
   * Version of cloud-provider-openstack that the components are of, such as "1.36".
   *
   * @default - that of the cluster for constructs, else the newest known one up to the version of Kubernetes
   */
  readonly release?: string;

  /** Which rules run. @default RulePreset.RECOMMENDED */
  readonly preset?: RulePreset;

  /**
   * Objects of the render before this one, for the rules that compare (a changed claim template, a smaller claim).
   *
   * @default - nothing is compared
   */
  readonly previous?: any[];

  /**
   * The least severity that makes `app.synth()` fail where the analysis is attached, and the validation fail in cdk8s.yaml.
   *
   * @default FindingSeverity.ERROR
   */
  readonly failOn?: FindingSeverity;
}

/**
 * What is wrong with the storage in a set of manifests: the findings of some 180 rules about claims, volumes, classes, drivers, their RBAC and
 * their configuration. Each rule has a page in docs/rules/.
 *
 * `attach` lets `app.synth()` fail on errors before the first file is written. A finding that is right as it is can be acknowledged with a reason:
 * `Advice.of(construct).acknowledge('BND006', 'any of them will do')`.
 */
export class StorageAnalysis {
  /**
   * The analysis of plain objects, as they were parsed: those of one cluster.
   *
   * @param objects Manifests; what is not a Kubernetes object becomes a finding.
   */
  public static ofManifests(objects: any[], options: StorageAnalysisOptions = {}): StorageAnalysis {
    options = takeProps('StorageAnalysis.ofManifests', options);
    if (!Array.isArray(objects)) invalid('objects', objects, 'a list of manifests');
    return new StorageAnalysis(judged(Inventory.ofManifests(objects, options), options));
  }

  /** The analysis of the objects at and below a construct. An app with several clusters is analysed cluster by cluster. */
  public static of(construct: IConstruct, options: StorageAnalysisOptions = {}): StorageAnalysis {
    options = takeProps('StorageAnalysis.of', options, [construct]);
    const clusters = clustersOf(construct);
    const parts = clusters.map(({ located, existing, kubernetesVersion, release }) => {
      const settings = { ...options, kubernetesVersion: options.kubernetesVersion ?? kubernetesVersion, release: options.release ?? release };
      return judged(Inventory.ofLocated(located, settings, existing), settings, clusters.length === 1 ? construct : undefined);
    });
    return new StorageAnalysis({ findings: parts.flatMap(({ findings }) => findings), claims: parts.flatMap(({ claims }) => claims) });
  }

  /**
   * Analyses a cluster, chart or app whenever it is synthesised: findings of `failOn` or worse make `app.synth()` throw the report before the first
   * file is written; less is printed to stderr.
   */
  public static attach(scope: IConstruct, options: StorageAnalysisOptions = {}): void {
    options = takeProps('StorageAnalysis.attach', options, [scope]);
    let told = '';
    const rounds = new SynthRounds(scope.node.root);
    scope.node.addMetadata(METADATA.analysed, { strict: options.preset === RulePreset.STRICT });
    scope.node.addValidation({
      validate: () => {
        if (rounds.isRepeated()) return [];
        const analysis = StorageAnalysis.of(scope, options);
        if (!analysis.findings.length) return [];
        const report = analysis.toText().trimEnd();
        if (analysis.isFailing(options.failOn)) return [`storage analysis\n${report}`];
        if (report !== told) process.stderr.write(`${report}\n`);
        told = report;
        return [];
      },
    });
  }

  /** What was found and is not acknowledged, in the order of the objects. */
  public readonly findings: StorageFinding[];
  /** What was found and is acknowledged, with the reasons. */
  public readonly acknowledged: StorageFinding[];
  /** Number of open findings by severity: "error", "warning" and "info". */
  public readonly summary: { [severity: string]: number };

  private readonly all: StorageFinding[];
  private readonly claims: readonly ToldClaim[];

  private constructor({ findings, claims }: Judged) {
    this.all = findings;
    this.claims = claims;
    this.findings = findings.filter((finding) => finding.acknowledged === undefined);
    this.acknowledged = findings.filter((finding) => finding.acknowledged !== undefined);
    this.summary = summaryOf(this.findings);
  }

  /**
   * Whether there is an open finding of a severity or worse.
   *
   * @param severity The least severity that counts; errors only by default.
   */
  public isFailing(severity: FindingSeverity = FindingSeverity.ERROR): boolean {
    severity = takeProps('StorageAnalysis.isFailing', severity);
    const { error, warning, info } = this.summary;
    if (severity === FindingSeverity.INFO) return error + warning + info > 0;
    return severity === FindingSeverity.WARNING ? error + warning > 0 : error > 0;
  }

  /** The report for people, as `cdk8s-openstack check` prints it, without colours. */
  public toText(): string {
    return textReport(this.all, this.claims);
  }

  /** The report as plain data, as `cdk8s-openstack check --format json` prints it. */
  public toJson(): any {
    return jsonReport(this.all);
  }

  /**
   * The report as SARIF 2.1.0; acknowledged findings are suppressed results.
   *
   * @see https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
   */
  public toSarif(): any {
    return sarifReport(this.all, rules().RULES);
  }
}

interface Judged {
  readonly findings: StorageFinding[];
  readonly claims: readonly ToldClaim[];
}

function judged(inventory: Inventory, options: StorageAnalysisOptions, root?: IConstruct): Judged {
  const { findings, plan } = checker().check(inventory, {
    release: options.release,
    strict: options.preset === RulePreset.STRICT,
    previous: options.previous && Inventory.ofManifests(options.previous, options),
    root,
  });
  return { findings, claims: toldClaims(plan) };
}

interface ClusterObjects {
  readonly located: Located[];
  readonly existing?: KnownNames;
  readonly kubernetesVersion?: string;
  readonly release?: string;
}

/** The objects below a construct by the cluster that they belong to (see `Cluster`), in tree order. */
function clustersOf(construct: IConstruct): ClusterObjects[] {
  const clusters = new Map<ClusterBoundary | undefined, Located[]>();
  for (const located of readConstructs(construct)) addTo(clusters, boundaryOf(located.origin.construct ?? construct), located);
  if (!clusters.size) return [{ located: [] }];
  const referring = new Map<ClusterBoundary | undefined, IConstruct[]>();
  for (const one of construct.node.findAll()) {
    if (one.node.metadata.some(({ type }) => type === METADATA.existing)) {
      addTo(referring, boundaryOf(one),
        one);
    }
  }
  return [...clusters].map(([boundary, located]) => ({
    located,
    existing: existingObjects(referring.get(boundary) ?? []),
    kubernetesVersion: boundary?.kubernetesVersion,
    release: boundary?.release?.minor,
  }));
}

/** The cluster around a construct. */
function boundaryOf(construct: IConstruct): ClusterBoundary | undefined {
  return construct.node.scopes.reverse().map(boundaryAt).find((boundary) => boundary !== undefined);
}
