/*
 * From the values of a Helm release to a program with typed constructs that renders the same. The counterpart of each value is in data/, one table a
 * chart; what has none is listed.
 */
import { App, Chart } from 'cdk8s';
import { parseDocument } from 'yaml';
import { cloudControllerManager } from './charts/ccm';
import { cinderCsi } from './charts/cinder-csi';
import { localPathProvisioner } from './charts/local-path-provisioner';
import { localStaticProvisioner } from './charts/local-static-provisioner';
import { manilaCsi } from './charts/manila-csi';
import { Program, runIn, Statement } from './code';
import ccmRows from './data/ccm.json';
import cinderRows from './data/cinder-csi.json';
import localPathRows from './data/local-path-provisioner.json';
import localStaticRows from './data/local-static-provisioner.json';
import manilaRows from './data/manila-csi.json';
import { Leaf, Values } from './values';
import { Inventory } from '../../analysis/model/inventory';
import * as constructs from '../../constructs';
import * as cloudConf from '../../constructs/openstack/cloud-config/cloud-config-file';
import * as manila from '../../constructs/openstack/manila-csi';
import { isObject } from '../../core/fields';
import { differences, isSame } from '../../kubernetes/updates/meaning';
import * as openStack from '../../openstack/cloud-conf';
import * as releases from '../../releases';
import { compare, ObjectChange } from '../diff/compare';
import { closeAdvice } from '../render/document';

interface HelmChart {
  /** What the chart is called in the tables. */
  readonly table: string;
  readonly rows: readonly Leaf[];
  readonly version: string;
  /** Prefix of the version of the program, in front of the part that the version of the chart has. */
  readonly app: (version: string) => string;
  readonly statements: (values: Values) => Statement[];
}

const ofProvider = (version: string) => `v1.${version.split('.').slice(1).join('.')}`;

/** The charts, by their names. */
export const CHARTS: { readonly [chart: string]: HelmChart } = {
  'openstack-cloud-controller-manager': {
    table: 'ccm',
    rows: ccmRows as Leaf[],
    version: '2.36.0',
    app: ofProvider,
    statements: cloudControllerManager,
  },
  'openstack-cinder-csi': { table: 'cinder-csi', rows: cinderRows as Leaf[], version: '2.36.0', app: ofProvider, statements: cinderCsi },
  'openstack-manila-csi': { table: 'manila-csi', rows: manilaRows as Leaf[], version: '2.36.0', app: ofProvider, statements: manilaCsi },
  'local-path-provisioner': {
    table: 'local-path-provisioner',
    rows: localPathRows as Leaf[],
    version: '0.0.37',
    app: (version) => `v${version}`,
    statements: localPathProvisioner,
  },
  'local-static-provisioner': {
    table: 'local-static-provisioner',
    rows: localStaticRows as Leaf[],
    version: '2.9.0',
    app: (version) => version,
    statements: localStaticProvisioner,
  },
};

/** A release of Helm. */
export interface HelmInput {
  readonly chart: string;
  /** @default - the version that the tables are about */
  readonly version?: string;
  readonly release: string;
  readonly namespace: string;
  readonly values: unknown;
}

export interface Migration {
  readonly program: Program;
  /** Values without counterpart, one line each. */
  readonly problems: readonly string[];
}

/** The program for a release. */
export function migrate({ chart, version, release, namespace, values: given }: HelmInput): Migration {
  const { rows, version: newest, app, statements } = CHARTS[chart];
  const chartVersion = version ?? newest;
  const values = new Values(given ?? {}, rows, { name: release, namespace, chartVersion, appVersion: app(chartVersion) });
  values.translate();
  const made = statements(values);
  const defaults = JSON.stringify(made.map(({ props }) => props)).match(/"isDefault":true/g)?.length ?? 0;
  return {
    program: { chart: release, namespace, statements: made, ...defaults > 1 ? { severalDefaultClasses: true } : {} },
    problems: values.problems,
  };
}

/** What a program renders. */
export function rendered(program: Program): any[] {
  const chart = new Chart(new App(), program.chart, { namespace: program.namespace, disableResourceNameHashes: true });
  constructs.Cluster.boundary(chart, { severalDefaultClasses: true });
  runIn(chart, program, { ...constructs, ...openStack, ...releases, cloudConf, manila });
  closeAdvice(chart);
  return chart.toJson();
}

/** What differs between what is installed and what a migration renders, and what that does. */
export function proof(migrated: Inventory, installed: Inventory, live = false): ObjectChange[] {
  return compare(installed, migrated, { live }).flatMap((change) => {
    const fields = change.fields.filter(({ path, before: was, after: is }) =>
      !(change.object.kind === 'ConfigMap' && path.startsWith('data') && isSameYaml(was, is)));
    return change.fields.length && !fields.length ? [] : [{ ...change, fields }];
  });
}

/** Whether two texts are the same YAML in another notation. */
function isSameYaml(a: unknown, b: unknown): boolean {
  const [x, y] = [a, b].map((text) => parseDocument(String(text), { logLevel: 'silent' }));
  if (x.errors.length || y.errors.length) return false;
  const [was, is] = [x.toJS(), y.toJS()];
  return isObject(was) && isObject(is) && 'kind' in was ? !differences(was, is).length : isSame(was, is);
}
