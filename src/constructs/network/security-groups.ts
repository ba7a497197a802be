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
import { Cidr } from '../../kubernetes/cidr';
import { requireDnsLabel, requireDnsSubdomain, requireLabels, requireOneOf } from '../../kubernetes/names';
import { DEAD_PORTS, NODE_PORTS, openPorts, OST011 } from '../../openstack/judgements/ports';
import { compact, yamlText } from '../files/private/yaml';
import { at } from '../private/at';
import { emit } from '../private/emit';
import { report } from '../private/report';

/** Which ports the components of Kubernetes listen on. */
export enum PortTable {
  /** Those of Kubernetes today: secure ports only. They exist since Kubernetes 1.13. */
  CURRENT = 'current',
  /** Those that the documentation named for Kubernetes 1.15, among them the insecure ports that 1.24 removed. */
  KUBERNETES_1_15 = 'kubernetes-1.15',
}

/** Kinds of nodes, each with a security group. */
export enum NodeGroup {
  /** Nodes that run the API server and etcd. */
  CONTROL_PLANE = 'control-plane',
  /** All other nodes. */
  WORKER = 'worker',
}

/** A further rule. */
export interface ExtraFirewallRule extends FirewallPort {
  /** Nodes that let the traffic in. @default - all nodes */
  readonly groups?: NodeGroup[];
  /** CIDR blocks that may send. @default - the nodes of the cluster */
  readonly fromCidrs?: string[];
}

/** A rule as it will be. */
export interface FirewallRule extends FirewallPort {
  /** Nodes that let the traffic in. */
  readonly group: NodeGroup;
  /** Nodes that may send. @default - `fromCidr` says who */
  readonly fromGroup?: NodeGroup;
  /** Addresses that may send. @default - `fromGroup` says who */
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
   * CIDR blocks of the nodes' networks. The Resource Controller needs them, because its rules know no other group as their source. An IPv6 block
   * adds IPv6 rules.
   *
   * @default - not known: IPv4, and the Heat template only
   */
  readonly nodeNetworks?: string[];
  /**
   * CIDR blocks of the control plane's networks, where they are not those of the workers. Only they reach etcd in the rules of the Resource
   * Controller.
   *
   * @default - `nodeNetworks`
   */
  readonly controlPlaneNetworks?: string[];
  /** CIDR blocks, besides the nodes, that reach the API server. @default - none */
  readonly apiServerFrom?: string[];
  /** CIDR blocks, besides the nodes, that reach NodePorts: clients of an OVN load balancer, or an Octavia network elsewhere. @default - none */
  readonly nodePortsFrom?: string[];
  /** Opens the NodePorts for UDP too. @default false */
  readonly udpNodePorts?: boolean;
  /** CIDR blocks that reach SSH on all nodes. @default - none */
  readonly sshFrom?: string[];
  /** Further rules. @default - none */
  readonly extraRules?: ExtraFirewallRule[];
}

/** Where the Heat template goes. */
export interface HeatTemplateOptions {
  /** Path below the folder of files. @default "heat/security-groups.yaml" */
  readonly path?: string;
}

/** How the OpenStack Resource Controller (ORC) reaches OpenStack, and what its objects get. */
export interface ResourceControllerOptions {
  /** Secret with a `clouds.yaml`, in the namespace of the objects. */
  readonly secretName: string;
  /** Entry of that `clouds.yaml`. */
  readonly cloudName: string;
  /** Namespace of the objects. @default - that of the chart */
  readonly namespace?: string;
  /** Labels of the objects. @default - none */
  readonly labels?: { [key: string]: string };
  /** Keeps the groups in OpenStack when the objects are deleted. @default false */
  readonly keepOnDelete?: boolean;
}

/**
 * The security groups of a cluster's nodes in OpenStack: which traffic they let in. Outgoing traffic is not limited.
 *
 * This construct emits nothing by itself: `addHeatTemplate` and `addResourceControllerObjects` write the same rules in two forms.
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
    super(scope, id);
    this.name = at(this, () => requireDnsLabel('name', props.name));
    this.addresses = at(this, () => nodeAddresses(props));
    this.firewall = at(this, () => resolve(props));
    this.resolved = distinct(rules(this.firewall));
    this.rules = this.resolved.map(publicRule);
    this.advise(props.cni);
  }

  /** Writes a Heat template: `openstack stack create -t FILE NAME` makes the groups. */
  public addHeatTemplate(options: HeatTemplateOptions = {}): OutputFile {
    const known = GROUPS.flatMap((group) => this.addresses[group].map((cidr) => cidr.family));
    const families = ([4, 6] as const).filter((family) => (known.length ? known.includes(family) : family === 4));
    const content = yamlText([heatTemplate(this.name, families, this.resolved)], 'openstack stack create --template FILE NAME');
    return new OutputFile(this, 'Heat', { path: options.path ?? 'heat/security-groups.yaml', content });
  }

  /**
   * Emits SecurityGroup objects of the OpenStack Resource Controller, for a management cluster on which that controller runs.
   *
   * @returns The object of the control plane and that of the workers
   * @see https://k-orc.cloud/
   */
  public addResourceControllerObjects(options: ResourceControllerOptions): ApiObject[] {
    at(this, () => {
      requireDnsSubdomain('secretName', options.secretName);
      if (!options.cloudName || options.cloudName.length > 256) invalid('cloudName', options.cloudName, 'the name of an entry in clouds.yaml');
      requireLabels('labels', options.labels);
      if (!this.addresses.worker.length) {
        refuse('nodeNetworks', 'must be given: rules of the Resource Controller name addresses, not groups, as their source. '
          + 'Set it to the CIDR of the subnet of the nodes, such as "192.168.1.0/24"');
      }
    });
    return GROUPS.map((group) => {
      const ingress = orcRules(group, this.addresses, this.resolved);
      if (ingress.length > 256) at(this, () => refuse('extraRules', `make ${ingress.length} rules for ${group}, and the object takes 256. Join CIDR blocks`));
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
    if (cni._warning) Advice._give(this, 'UNMAINTAINED_CNI', cni._warning, 'Choose a network plugin that is maintained, such as Cilium or Calico.');
  }
}

function nodeAddresses(props: ClusterSecurityGroupsProps): Record<Group, Cidr[]> {
  const worker = requireCidrs('nodeNetworks', props.nodeNetworks);
  return { worker, 'control-plane': props.controlPlaneNetworks ? requireCidrs('controlPlaneNetworks', props.controlPlaneNetworks) : worker };
}

function resolve(props: ClusterSecurityGroupsProps): Firewall {
  const table = props.ports ?? PortTable.CURRENT;
  requireOneOf('ports', table, Object.values(PortTable));
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

/** Neutron refuses the same rule a second time. */
function distinct(all: Rule[]): Rule[] {
  const keys = all.map(({ group, protocol, fromPort, toPort, remote }) => [group, protocol, fromPort, toPort ?? fromPort, typeof remote === 'string' ? remote : remote.text].join());
  return all.filter((_, i) => keys.indexOf(keys[i]) === i);
}

function publicRule({ remote, group, ...port }: Rule): FirewallRule {
  return {
    ...port,
    group: group as NodeGroup,
    ...typeof remote === 'string' ? { fromGroup: remote as NodeGroup } : { fromCidr: remote.text },
  };
}
