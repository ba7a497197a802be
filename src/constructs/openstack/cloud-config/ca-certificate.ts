import { posix } from 'node:path';
import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { ICaCertificate } from './cloud-config-ref';
import { invalid } from '../../../core/errors';
import { requirePem } from '../../../core/pem';
import { takeProps } from '../../../core/props';
import { readTextFile } from '../../../core/text-file';
import { requireAbsolutePath, requireDnsSubdomain } from '../../../kubernetes/names';
import { Cluster, ICluster } from '../../cluster';
import { checksumOf } from '../../private/cloud-config-objects';
import { emit } from '../../private/emit';
import { requireSecretKey } from '../../private/secret-key';

/** Secret and mount path of a CA bundle. */
export interface CaCertificateOptions {
  /** Name of the Secret. @default "openstack-ca-cert" */
  readonly secretName?: string;
  /** Key of the Secret. @default "ca.pem" */
  readonly secretKey?: string;

  /**
   * Absolute path of the bundle in the containers. Its folder becomes the mount point. In folders that images provide, such as /etc/ssl/certs,
   * only the file is mounted.
   *
   * @default "/etc/openstack-ca/ca.pem"
   */
  readonly path?: string;
}

/** Folders that a container needs: a mount here would hide system files or cloud.conf. */
const NEEDED = ['/', '/bin', '/dev', '/etc', '/etc/config', '/lib', '/lib64', '/proc', '/root', '/run', '/sbin', '/sys', '/tmp', '/usr', '/usr/bin',
  '/var', '/var/lib'];

/**
 * The CA bundle of a cloud whose endpoints use certificates of a private CA.
 *
 * A `CloudConfig` emits it as a Secret and sets `ca-file` of cloud.conf; every component that uses the config mounts it.
 */
export class CaCertificate implements ICaCertificate {
  /**
   * A bundle in a local PEM file, which is read immediately.
   *
   * @param file Path of the file, absolute or relative to the working directory
   */
  public static fromFile(file: string, options: CaCertificateOptions = {}): CaCertificate {
    options = takeProps('CaCertificate.fromFile', options);
    return new CaCertificate(requirePem(`file ${file}`, readTextFile(file, 'a CA bundle')), options);
  }

  /**
   * A bundle as PEM text: one or more certificates.
   *
   * @param pem The text, with its BEGIN and END lines
   */
  public static fromPem(pem: string, options: CaCertificateOptions = {}): CaCertificate {
    options = takeProps('CaCertificate.fromPem', options);
    return new CaCertificate(requirePem('pem', pem), options);
  }

  /**
   * An existing Secret in the namespace of the components.
   *
   * @param secretName Name of the Secret
   * @param secretKey Key of the Secret; "ca.pem" if it is left out
   * @param path Absolute path of the bundle in the containers, as for a bundle that is known here
   */
  public static fromSecretName(secretName: string, secretKey?: string, path?: string): CaCertificate {
    return new CaCertificate(undefined, { secretName: requireDnsSubdomain('secretName', secretName), secretKey, path });
  }

  public readonly secretName: string;

  public readonly secretKey: string;

  public readonly path: string;

  public readonly checksum?: string;

  private readonly emitted = new WeakMap<ICluster, Map<string, ApiObject>>();

  private constructor(/** The bundle; undefined for an existing Secret. @internal */ public readonly _pem: string | undefined,
    options: CaCertificateOptions) {
    this.secretName = requireDnsSubdomain('secretName', options.secretName ?? 'openstack-ca-cert');
    this.secretKey = requireSecretKey('secretKey', options.secretKey ?? 'ca.pem');
    this.path = requireMountable('path', options.path ?? '/etc/openstack-ca/ca.pem');
    this.checksum = _pem === undefined ? undefined : checksumOf(_pem);
  }

  /** Emits the Secret, once per namespace of a cluster. Undefined for an existing Secret. @internal */
  public _emit(scope: Construct, namespace: string): ApiObject | undefined {
    if (this._pem === undefined) return undefined;
    const cluster = Cluster.of(scope);
    const objects = this.emitted.get(cluster) ?? new Map<string, ApiObject>();
    this.emitted.set(cluster, objects);
    const object = objects.get(namespace) ?? emit(scope, 'CaCertificate', {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name: this.secretName, namespace },
      type: 'Opaque',
      stringData: { [this.secretKey]: this._pem },
    });
    objects.set(namespace, object);
    return object;
  }
}

function requireMountable(property: string, path: string): string {
  requireAbsolutePath(property, path, '/etc/openstack-ca/ca.pem');
  const folder = posix.dirname(posix.normalize(path));
  if (path.endsWith('/') || NEEDED.includes(folder)) {
    invalid(property, path, 'a file in a folder of its own, such as "/etc/openstack-ca/ca.pem"', `Mounting over ${folder} would `
      + 'hide files that containers need');
  }
  return posix.normalize(path);
}
