import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { Cni } from './cni';
import { FirewallPort } from './firewall-port';
import { Advice } from '../advice';
import { Cluster } from '../cluster';
import { OutputFile } from '../files/output-file';
import { Firewall, Group, GROUPS, requireCidrs, requireFirewallPort, Rule, rules } from './private/firewall';
import { heatTemplate } from './private/heat';
import { orcRules } from './private/orc';
import { invalid, refuse } from '../../core/errors';
import { takeProps } from '../../core/props';
import { Cidr } from '../../kubernetes/cidr';
import { requireDnsLabel, requireDnsSubdomain, requireLabels } from '../../kubernetes/names';
import { DEAD_PORTS, NODE_PORTS, openPorts, OST011 } from '../../openstack/judgements/ports';
import { compact, yamlText } from '../files/private/yaml';
import { at, propsOf } from '../private/at';
import { emit } from '../private/emit';
import { report } from '../private/report';

/** Which ports the components of Kubernetes listen on. */
export enum PortTable {
  /** Secure ports only, as in current Kubernetes; since Kubernetes 1.13. */
  CURRENT = 'current',
  /** As documented for Kubernetes 1.15, including the insecure ports that were removed in 1.24. */
  KUBERNETES_1_15 = 'kubernetes-1.15',
}

/** Kinds of nodes, each with a security group. */
export enum NodeGroup {
  /** Nodes that run the API server and etcd. */
  CONTROL_PLANE = 'control-plane',
  /** All other nodes. */
  WORKER = 'worker',
}

/** An additional rule. */
export interface ExtraFirewallRule extends FirewallPort {
  /** Nodes that accept the traffic. @default - all nodes */
  readonly groups?: NodeGroup[];
  /** CIDR blocks of the sources. @default - the nodes of the cluster */
  readonly fromCidrs?: string[];
}

/** A resolved rule. */
export interface FirewallRule extends FirewallPort {
  /** Nodes that accept the traffic. */
  readonly group: NodeGroup;
  /** Source nodes. @default - `fromCidr` */
  readonly fromGroup?: NodeGroup;
  /** Source CIDR block. @default - `fromGroup` */
  readonly fromCidr?: string;
}

/** Properties for `ClusterSecurityGroups`. */
export interface ClusterSecurityGroupsProps {
  /** Name of the cluster: the groups are "<name>-control-plane" and "<name>-worker". A DNS label. */
  readonly name: string;
  /** The network plugin; only its ports are opened. */
  readonly cni: Cni;
  /** Ports of Kubernetes itself. @default PortTable.CURRENT */
  readonly ports?: PortTable;
  /**
   * CIDR blocks of the nodes' networks. The Resource Controller requires them, because its rules do not support another group as their source.
   * An IPv6 block adds IPv6 rules.
   *
   * @default - unknown: IPv4, and the Heat template only
   */
  readonly nodeNetworks?: string[];
  /**
   * CIDR blocks of the control plane's networks, if they differ from those of the workers. In the rules of the Resource Controller, only they
   * can access etcd.
   *
   * @default - `nodeNetworks`
   */
  readonly controlPlaneNetworks?: string[];
  /** Additional CIDR blocks that can access the API server. @default - none */
  readonly apiServerFrom?: string[];
  /** Additional CIDR blocks that can access NodePorts: clients of an OVN load balancer, or another Octavia network. @default - none */
  readonly nodePortsFrom?: string[];
  /** Opens the NodePorts for UDP too. @default false */
  readonly udpNodePorts?: boolean;
  /** CIDR blocks that can access SSH on all nodes. @default - none */
  readonly sshFrom?: string[];
  /** Additional rules. @default - none */
  readonly extraRules?: ExtraFirewallRule[];
}

/** Options of the objects for the OpenStack Resource Controller (ORC). */
export interface ResourceControllerOptions {
  /** Secret with a `clouds.yaml`, in the namespace of the objects. */
  readonly secretName: string;
  /** Entry of that `clouds.yaml`. */
  readonly cloudName: string;
  /** Namespace of the objects. @default - that of the chart */
  readonly namespace?: string;
  /** Labels of the objects. @default - none */
  readonly labels?: { [key: string]: string };
  /** Keeps the security groups in OpenStack when the objects are deleted. @default false */
  readonly keepOnDelete?: boolean;
}

/**
 * The OpenStack security groups of a cluster's nodes. They restrict ingress; egress is unrestricted.
 *
 * The construct alone emits nothing: `addHeatTemplate` and `addResourceControllerObjects` write the same rules in two formats.
 *
 * @see https://kubernetes.io/docs/reference/networking/ports-and-protocols/
 */
export class ClusterSecurityGroups extends Construct {
  /** Every rule, those of the control plane first. */
  public readonly rules: FirewallRule[];

  private readonly name: string;
  private readonly firewall: Firewall;
  private readonly resolved: Rule[];
  private readonly addresses: Record<Group, Cidr[]>;

  constructor(scope: Construct, id: string, props: ClusterSecurityGroupsProps) {
    props = propsOf(new.target, 'ClusterSecurityGroups', scope, id, props);
    super(scope, id);
    this.name = at(this, () => requireDnsLabel('name', props.name));
    this.addresses = at(this, () => nodeAddresses(props));
    this.firewall = at(this, () => resolve(props));
    this.resolved = distinct(rules(this.firewall));
    this.rules = this.resolved.map(publicRule);
    this.advise(props.cni);
  }

  /**
   * Writes a Heat template: `openstack stack create -t FILE NAME` creates the groups.
   *
   * @param path Path below the folder of files
   */
  public addHeatTemplate(path: string = 'heat/security-groups.yaml'): OutputFile {
    const known = GROUPS.flatMap((group) => this.addresses[group].map((cidr) => cidr.family));
    const families = ([4, 6] as const).filter((family) => (known.length ? known.includes(family) : family === 4));
    const content = yamlText([heatTemplate(this.name, families, this.resolved)], 'openstack stack create --template FILE NAME');
    return new OutputFile(this, 'Heat', { path, content });
  }

  /**
   * Emits SecurityGroup objects for the OpenStack Resource Controller, which must run in the management cluster.
   *
   * @returns The object of the control plane and that of the workers
   * @see https://k-orc.cloud/
   */
  public addResourceControllerObjects(options: ResourceControllerOptions): ApiObject[] {
    options = takeProps('ClusterSecurityGroups.addResourceControllerObjects', options, [this]);
    at(this, () => {
      requireDnsSubdomain('secretName', options.secretName);
      if (!options.cloudName || options.cloudName.length > 256) invalid('cloudName', options.cloudName, 'the name of an entry in clouds.yaml');
      requireLabels('labels', options.labels);
      if (!this.addresses.worker.length) {
        refuse('nodeNetworks', 'is required: rules of the Resource Controller support CIDR blocks, not groups, as their source. '
          + 'Set it to the CIDR of the subnet of the nodes, such as "192.168.1.0/24"');
      }
    });
    return GROUPS.map((group) => {
      const ingress = orcRules(group, this.addresses, this.resolved);
      if (ingress.length > 256) {
        at(this, () => refuse('extraRules', `make ${ingress.length} rules for ${group}, but an object is limited to 256. Merge CIDR blocks`));
      }
      return emit(this, group, {
        apiVersion: 'openstack.k-orc.cloud/v1alpha1',
        kind: 'SecurityGroup',
        metadata: { ...compact({ namespace: options.namespace, labels: options.labels }), name: `${this.name}-${group}` },
        spec: {
          cloudCredentialsRef: { secretName: options.secretName, cloudName: options.cloudName },
          managementPolicy: 'managed',
          ...options.keepOnDelete ? { managedOptions: { onDelete: 'detach' } } : {},
          resource: { description: `Kubernetes cluster ${this.name}, ${group} nodes`, rules: ingress },
        },
      });
    });
  }

  private advise(cni: Cni): void {
    const { table, nodePorts } = this.firewall;
    const { kubernetesVersion } = Cluster.of(this);
    const judged = (from: number, to: number, everybody: boolean, fix: string) => (
      report(this, OST011, [...openPorts({ from, to, everybody, path: '' }, kubernetesVersion)].map((verdict) => ({ ...verdict, fix }))));
    if (table === PortTable.KUBERNETES_1_15) for (const port of DEAD_PORTS) judged(port, port, false, 'Use PortTable.CURRENT.');
    if (nodePorts.some((cidr) => cidr.prefix === 0)) {
      judged(NODE_PORTS.from, NODE_PORTS.to, true, 'Set nodePortsFrom to the networks of the load balancers or clients.');
    }
    if (cni._warning) Advice._give(this, 'UNMAINTAINED_CNI', cni._warning, 'Use a maintained network plugin, such as Cilium or Calico.');
  }
}

function nodeAddresses(props: ClusterSecurityGroupsProps): Record<Group, Cidr[]> {
  const worker = requireCidrs('nodeNetworks', props.nodeNetworks);
  return { worker, 'control-plane': props.controlPlaneNetworks ? requireCidrs('controlPlaneNetworks', props.controlPlaneNetworks) : worker };
}

function resolve(props: ClusterSecurityGroupsProps): Firewall {
  const table = props.ports ?? PortTable.CURRENT;
  return {
    table,
    cni: props.cni.ports,
    api: requireCidrs('apiServerFrom', props.apiServerFrom),
    nodePorts: requireCidrs('nodePortsFrom', props.nodePortsFrom),
    ssh: requireCidrs('sshFrom', props.sshFrom),
    udpNodePorts: props.udpNodePorts ?? false,
    extra: (props.extraRules ?? []).map(({ groups, fromCidrs, ...port }, i) => {
      requireFirewallPort(`extraRules[${i}]`, port);
      return { ...port, groups: (groups ?? GROUPS) as Group[], from: requireCidrs(`extraRules[${i}].fromCidrs`, fromCidrs) };
    }),
  };
}

/** Removes duplicates, which Neutron rejects. */
function distinct(all: Rule[]): Rule[] {
  const keys = all.map(({ group, protocol, fromPort, toPort, remote }) =>
    [group, protocol, fromPort, toPort ?? fromPort, typeof remote === 'string' ? remote : remote.text].join());
  return all.filter((_, i) => keys.indexOf(keys[i]) === i);
}

function publicRule({ remote, group, ...port }: Rule): FirewallRule {
  return {
    ...port,
    group: group as NodeGroup,
    ...typeof remote === 'string' ? { fromGroup: remote as NodeGroup } : { fromCidr: remote.text },
  };
}
