import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { ICaCertificate, ICloudConfig } from './cloud-config-ref';
import { CloudConfigTarget } from './cloud-config-target';
import { refuse } from '../../../core/errors';
import { Minor } from '../../../kubernetes/minor';
import { checkCloudConf, CloudConfFinding } from '../../../openstack/cloud-conf/checks/check-cloud-conf';
import { decode } from '../../../openstack/cloud-conf/decode';
import { readGcfg } from '../../../openstack/cloud-conf/gcfg-reader';
import { CONSUMERS } from '../../../openstack/cloud-conf/keys';
import { nodeSections } from '../../../openstack/cloud-conf/node-sections';
import { namesRouter } from '../../../openstack/cloud-conf/routes';
import { Cluster } from '../../cluster';
import { OutputFile } from '../../files/output-file';
import { at, propsOf } from '../../private/at';
import { destinationOf, emitCa, reportCredentials, reportFindings, requireCa } from '../../private/cloud-config';
import { secret, secretChecksumOf } from '../../private/cloud-config-objects';
import { emit } from '../../private/emit';

/** Properties of `CloudConfigFile`. */
export interface CloudConfigFileProps extends CloudConfigTarget {
  /** Content of the file. Entries that make a component fail are errors; entries that it ignores or misreads are advice. */
  readonly text: string;
}

/** A cloud config whose file is given as a text, for what the typed sections do not know. It is parsed and checked as the components do it. */
export class CloudConfigFile extends Construct implements ICloudConfig {
  /** The Secret. */
  public readonly apiObject: ApiObject;
  /** The Secret with the CA bundle. Undefined if there is none, or if it already exists. */
  public readonly caCertificateObject?: ApiObject;

  public readonly secretName: string;

  public readonly secretKey: string;

  public readonly namespace?: string;

  public readonly checksum?: string;

  public readonly caCertificate?: ICaCertificate;

  public readonly nodeConfig?: string;

  public readonly namesRouter?: boolean;

  /** A function, so that the construct tree holds no secrets. */
  private readonly text: () => string;

  constructor(scope: Construct, id: string, props: CloudConfigFileProps) {
    props = propsOf(new.target, 'CloudConfigFile', scope, id, props);
    super(scope, id);
    const release = () => Cluster.of(this)._releaseOr(props.release);
    const destination = at(this, () => destinationOf(props, release));
    const findings = at(this, () => check(props, release().minor));
    this.secretName = destination.secretName;
    this.secretKey = destination.secretKey;
    this.namespace = destination.namespace;
    this.caCertificate = props.caCertificate;
    this.text = () => props.text;
    this.checksum = secretChecksumOf(props.text);
    this.nodeConfig = nodeSections(props.text);
    this.namesRouter = namesRouter(props.text);
    this.apiObject = emit(this, 'Secret', secret(destination, props.text));
    this.caCertificateObject = emitCa(this, destination, props.caCertificate);
    reportFindings(this.apiObject, this.secretKey, findings);
    reportCredentials(this.apiObject);
  }

  /**
   * Writes the file for the nodes as well: control planes with the in-tree cloud provider read it at /etc/kubernetes/cloud-config. It holds
   * credentials, so only its owner may read it.
   *
   * @param path Path below the folder of files
   */
  public addFile(path: string = 'kubernetes/cloud-config'): OutputFile {
    return new OutputFile(this, 'File', { path, confidential: true, content: this.text() });
  }
}

function check({ text, caCertificate }: CloudConfigFileProps, minor: Minor): CloudConfFinding[] {
  if (typeof text !== 'string') refuse('text', 'must be the content of a cloud.conf');
  const findings = CONSUMERS.flatMap((consumer) => checkCloudConf(text, minor, consumer));
  const fatal = findings.find(({ id }) => id === 'syntax' || id === 'value-type');
  if (fatal) refuse('text', `(line ${fatal.line}) ${fatal.message} ${fatal.fix}`);
  requireCa(caCertificate);
  const files = decode(readGcfg(text), minor, 'ccm').settings.filter(({ row }) => row.key === 'ca-file').map(({ value }) => value);
  if (caCertificate && !files.includes(caCertificate.path)) {
    refuse('text', `does not name the CA bundle, which is mounted at ${caCertificate.path}. Add ca-file = ${caCertificate.path} to [Global]`);
  }
  return findings.filter(({ id, severity }) => severity !== 'info' && id !== 'router-id-needs-cluster-cidr');
}
