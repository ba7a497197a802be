import { ApiObject, Duration } from 'cdk8s';
import { Construct } from 'constructs';
import { ExistingCloudConfigOptions, ICaCertificate, ICloudConfig } from './cloud-config-ref';
import { CloudConfigTarget } from './cloud-config-target';
import { invalid, refuse } from '../../../core/errors';
import { takeProps } from '../../../core/props';
import { requireDnsSubdomain } from '../../../kubernetes/names';
import { CloudConfigSections } from '../../../openstack/cloud-conf/cloud-config-sections';
import { composeCloudConf } from '../../../openstack/cloud-conf/compose';
import { nodeSections } from '../../../openstack/cloud-conf/node-sections';
import { namesRouter } from '../../../openstack/cloud-conf/routes';
import { Cluster } from '../../cluster';
import { OutputFile } from '../../files/output-file';
import { at, propsOf } from '../../private/at';
import { reportCredentials, reportFindings, destinationOf, emitCa, requireCa } from '../../private/cloud-config';
import { externalSecret, secretChecksumOf, secret } from '../../private/cloud-config-objects';
import { emit } from '../../private/emit';
import { requireSecretKey } from '../../private/secret-key';

export * from './cloud-config-ref';

/** Properties of `CloudConfig`: the sections of the file, and its Secret. */
export interface CloudConfigProps extends CloudConfigSections, CloudConfigTarget {
  /** Refresh interval of the External Secrets Operator; unused without values from stores. @default Duration.hours(1) */
  readonly refreshInterval?: Duration;
}

/**
 * The cloud config of a cluster: one file for the cloud-controller-manager and for Cinder CSI.
 *
 * Emits a Secret, or an ExternalSecret if a value comes from a store; its template contains the other lines.
 *
 * @see
 * https://github.com/kubernetes/cloud-provider-openstack/blob/master/docs/openstack-cloud-controller-manager/using-openstack-cloud-controller-manager.md
 */
export class CloudConfig extends Construct implements ICloudConfig {
  /**
   * An existing Secret in the namespace of the components.
   *
   * @param secretName Name of the Secret
   */
  public static fromSecretName(secretName: string, options: ExistingCloudConfigOptions = {}): ICloudConfig {
    options = takeProps('CloudConfig.fromSecretName', options);
    return {
      secretName: requireDnsSubdomain('secretName', secretName),
      secretKey: requireSecretKey('secretKey', options.secretKey ?? 'cloud.conf'),
      caCertificate: requireCa(options.caCertificate),
    };
  }

  /** The Secret or ExternalSecret. */
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
  private readonly text: () => string | undefined;

  constructor(scope: Construct, id: string, props: CloudConfigProps) {
    props = propsOf(new.target, 'CloudConfig', scope, id, props);
    super(scope, id);
    const destination = at(this, () => destinationOf(props ?? {}, () => Cluster.of(this)._releaseOr(props.release)));
    const { pieces, notes } = at(this, () => compose(this, props));
    const refreshInterval = at(this, () => intervalOf(props));
    const text = pieces.every((piece) => typeof piece === 'string') ? pieces.join('') : undefined;
    this.secretName = destination.secretName;
    this.secretKey = destination.secretKey;
    this.namespace = destination.namespace;
    this.caCertificate = props.caCertificate;
    const readable = pieces.map((piece) => typeof piece === 'string' ? piece : 'later').join('');
    this.nodeConfig = nodeSections(readable);
    this.namesRouter = namesRouter(readable);
    this.checksum = text === undefined ? undefined : secretChecksumOf(text);
    this.text = () => text;
    this.apiObject = text === undefined
      ? emit(this, 'ExternalSecret', externalSecret(destination, pieces, refreshInterval))
      : emit(this, 'Secret', secret(destination, text));
    this.caCertificateObject = emitCa(this, destination, props.caCertificate);
    reportFindings(this.apiObject, this.secretKey, notes);
    reportCredentials(this.apiObject);
  }

  /**
   * Writes the file for the nodes as well: control planes with the in-tree cloud provider read it at /etc/kubernetes/cloud-config. It holds
   * credentials, so only its owner may read it.
   *
   * @param path Path below the folder of files
   */
  public addFile(path: string = 'kubernetes/cloud-config'): OutputFile {
    return new OutputFile(this, 'File', {
      path,
      confidential: true,
      content: this.text() ?? at(this, () => refuse('global.auth', 'takes a value from a store, which only the cluster can read. '
      + 'Use SecretText.fromEnv(...) for a file on the nodes')),
    });
  }
}

function compose(scope: Construct, props: CloudConfigProps): ReturnType<typeof composeCloudConf> {
  const { secretName, secretKey, namespace, naming, labels, annotations, release, caCertificate, refreshInterval, ...sections } = props ?? {};
  requireCa(caCertificate);
  if (caCertificate && sections.global?.caFile !== undefined && sections.global.caFile !== caCertificate.path) {
    refuse('global.caFile', `is ${sections.global.caFile}, but caCertificate is mounted at ${caCertificate.path}. Remove global.caFile`);
  }
  if (caCertificate && sections.global?.caFileContents !== undefined) {
    refuse('global.caFileContents', 'and caCertificate are mutually exclusive. Remove one');
  }
  return composeCloudConf(sections, { minor: Cluster.of(scope)._releaseOr(release).minor, caFile: caCertificate?.path });
}

function intervalOf({ refreshInterval = Duration.hours(1) }: CloudConfigProps): Duration {
  return typeof refreshInterval?.toMilliseconds === 'function' ? refreshInterval : invalid('refreshInterval', refreshInterval, 'a Duration of '
    + 'cdk8s, such as Duration.hours(1)');
}
