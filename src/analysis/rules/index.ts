/*
 * The rules of the storage analysis.
 *
 * To add one: write its severity and texts to `<group>/texts.json` and its check to `<group>/<topic>.ts`, as
 * `export const <ID> = rule('<ID>', function* (view) { … })` (core/judgement.ts says what each text means). A new topic goes into the group's index.
 * Write its example to test/analysis/rules/<group>/<ID>.yaml: manifests that fail, the same manifests fixed, and the expected finding.
 * test/analysis/rules.test.ts runs every example, and `npm run docs` prints it on the rule's page, docs/rules/<ID>.md. The page is complete, so a
 * package that ships docs/rules can show it without test/.
 *
 * A rule sees a View (model/view.ts): the objects in document order, `view.pods` (every pod that is written, in a Pod or a template), `view.claims`
 * (every claim that is written), `view.made(claim)` (the claims that the API server admits for it), `view.planned(claim)` (what the storage plan says
 * about these), `view.users(claim)`, `view.find(kind, namespace, name)`, `view.previous`. Values of manifests can have any type: read them with
 * `fields`, `list` and `text`. Code that several rules of a group share is in the group's folder, code that several groups share in shared/.
 *
 * Severities: `error` the API server rejects it or it can never work, `warning` likely wrong or fragile, `info` explains a decision. A rule that
 * draws conclusions from absence declares with `openWorld` how they change if the cluster can contain more than the input.
 */
import { ACCESS } from './access';
import { BINDING } from './binding';
import { CDI } from './cdi';
import { CLASSES } from './classes';
import { CLOUD_CONF } from './cloud-conf';
import { CSI } from './csi';
import { GITOPS } from './gitops';
import { INPUT } from './input';
import { LIFECYCLE } from './lifecycle';
import { LOAD_BALANCERS } from './load-balancers';
import { LOCAL } from './local';
import { MOUNTS } from './mounts';
import { OPENSTACK } from './openstack';
import { RBAC } from './rbac';
import { Rule } from './rule';
import { SECURITY } from './security';
import { SNAPSHOTS } from './snapshots';
import { STATEFUL_SETS } from './statefulsets';

/** A group of rules and its name for people. */
interface RuleGroup {
  readonly prefix: string;
  readonly title: string;
  readonly rules: readonly Rule[];
}

export const GROUPS: readonly RuleGroup[] = [
  { prefix: 'INP', title: 'Input', rules: INPUT },
  { prefix: 'BND', title: 'Binding', rules: BINDING },
  { prefix: 'CLS', title: 'Classes', rules: CLASSES },
  { prefix: 'ACM', title: 'Access modes', rules: ACCESS },
  { prefix: 'MNT', title: 'Mounts', rules: MOUNTS },
  { prefix: 'STS', title: 'StatefulSets', rules: STATEFUL_SETS },
  { prefix: 'SNP', title: 'Snapshots and copies', rules: SNAPSHOTS },
  { prefix: 'CDI', title: 'DataVolumes', rules: CDI },
  { prefix: 'CSI', title: 'CSI drivers', rules: CSI },
  { prefix: 'RBA', title: 'RBAC', rules: RBAC },
  { prefix: 'CFG', title: 'cloud.conf', rules: CLOUD_CONF },
  { prefix: 'API', title: 'API lifecycle', rules: LIFECYCLE },
  { prefix: 'OST', title: 'OpenStack', rules: OPENSTACK },
  { prefix: 'OLB', title: 'Load balancers', rules: LOAD_BALANCERS },
  { prefix: 'LOC', title: 'Local volumes', rules: LOCAL },
  { prefix: 'GIT', title: 'GitOps', rules: GITOPS },
  { prefix: 'SEC', title: 'Security', rules: SECURITY },
];

/** All rules, in the order in which reports list them. */
export const RULES: readonly Rule[] = GROUPS.flatMap(({ rules }) => rules);

/** The rules that run unless more are asked for. */
export const RECOMMENDED: readonly Rule[] = RULES.filter(({ preset }) => preset !== 'strict');
