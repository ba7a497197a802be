/* Defects that the run must find: each breaks one thing of what the library rendered. */
import { Rendered } from './cluster';
import { KubeObject } from './kubernetes';

type Plant = (objects: KubeObject[]) => void;

const named = (objects: KubeObject[], kind: string, part: string) => objects.find((one) => one.kind === kind && one.metadata.name.includes(part))!;
const container = (workload: KubeObject, name: string) => workload.spec.template.spec.containers.find((one: any) => one.name === name);

interface Defect {
  readonly what: string;
  /** The assertion that must find it. */
  readonly finder: RegExp;
  readonly system?: Plant;
  readonly work?: Plant;
}

export const PLANTS: { readonly [name: string]: Defect } = {
  verb: {
    what: 'the provisioner may not create volumes',
    finder: /^claim .* is bound$/,
    system: (objects) => {
      for (const { rules } of objects.filter(({ kind, metadata }) => kind === 'ClusterRole' && metadata.name.includes('provisioner'))) {
        for (const rule of rules) if (rule.resources?.includes('persistentvolumes')) rule.verbs = rule.verbs.filter((verb: string) => verb !== 'create');
      }
    },
  },
  env: {
    what: 'the driver does not learn the name of the cluster',
    finder: /metadata name the cluster/,
    system: (objects) => {
      const driver = container(named(objects, 'StatefulSet', 'controllerplugin'), 'cinder-csi-plugin');
      driver.env = driver.env.filter(({ name }: any) => name !== 'CLUSTER_NAME');
    },
  },
  mount: {
    what: 'the registrar looks for the socket in another folder',
    finder: /registers on every node/,
    system: (objects) => {
      container(named(objects, 'DaemonSet', 'nodeplugin'), 'node-driver-registrar').volumeMounts.find(({ name }: any) => name === 'socket-dir').mountPath = '/plugin';
    },
  },
  topology: {
    what: 'the node plugin runs without topology',
    finder: /its zone and the limit/,
    system: (objects) => {
      const plugin = container(named(objects, 'DaemonSet', 'nodeplugin'), 'cinder-csi-plugin');
      plugin.args = plugin.args.map((arg: string) => arg.replace('--with-topology=true', '--with-topology=false'));
    },
  },
  zone: {
    what: 'a clone is asked for in another zone than its source',
    finder: /^a claim is cloned$/,
    work: (objects) => { named(objects, 'PersistentVolumeClaim', 'clone').spec.storageClassName = 'cinder-az2'; },
  },
  user: {
    what: 'the CCM may not read its cloud.conf',
    finder: /^the CCM initialises every node/,
    system: (objects) => {
      const { volumes } = named(objects, 'DaemonSet', 'cloud-controller-manager').spec.template.spec;
      volumes.find(({ secret }: any) => secret).secret.defaultMode = 0o400;
    },
  },
};

/** What was rendered, with a defect. */
export function plant(name: string | undefined, rendered: Rendered): Rendered {
  if (name === undefined) return rendered;
  const copy = structuredClone(rendered);
  PLANTS[name].system?.(copy.system);
  PLANTS[name].work?.(copy.work);
  return copy;
}
